"""Slices by machine code: its powers against mpmath, its sums against NumPy."""

import ctypes

import mpmath
import numpy as np
import pytest

from core.machine_code import Compiled, llvm
from landscapes.networks import Data, Mlp, Plane, digits, plane_grid, random_plane, slice_grid
from landscapes.networks import fused as fused_file
from landscapes.networks.fused import Fused, fused, fused_sums, in_bits
from landscapes.networks.later_layers import at_places, largest, with_biases
from landscapes.networks.plane_loss import PlaneLoss
from landscapes.networks.vector_text import VectorText

pytestmark = pytest.mark.skipif(llvm() is None, reason="llvmlite is not installed")
WIDTH = 4


def mapped(name: str, values: np.ndarray, part: int | None = None) -> np.ndarray:
    """A function of `VectorText`, or a part of what it gives, for a multiple of `WIDTH` values."""
    pen = VectorText(WIDTH)
    pen.raw("define void @run(i64 %n, ptr %in, ptr %out) {\nentry:\n  br label %loop\nloop:")
    pen.raw("  %at = phi i64 [0, %entry], [%next, %loop]")
    made = getattr(pen, name)(pen.load("%in", "%at"))
    pen.store("%out", "%at", made if part is None else made[part])
    pen.raw(f"  %next = add i64 %at, {WIDTH}\n  %more = icmp ult i64 %next, %n")
    pen.raw("  br i1 %more, label %loop, label %done\ndone:\n  ret void\n}")
    code = Compiled(pen.text(), [ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p])
    found = np.empty_like(values)
    code.call(len(values), values.ctypes.data, found.ctypes.data)
    return found


def units_off(found: np.ndarray, values: np.ndarray, exact: object) -> float:
    """How many units of the last place a function is off at most."""
    with mpmath.workprec(200):
        right = [exact(mpmath.mpf(float(v))) for v in values]  # type: ignore[operator]
        off = [abs(mpmath.mpf(float(a)) - b) for a, b in zip(found, right, strict=True)]
        each = [float(d) / np.spacing(abs(float(b))) for d, b in zip(off, right, strict=True)]
    return max(each)


def test_powers_of_2_are_right_to_the_last_place() -> None:
    rng = np.random.default_rng(0)
    values = np.r_[rng.uniform(-900, 900, 3000), rng.uniform(-1, 1, 3000), 0.0, -0.5, 0.5, 1.0]
    assert units_off(mapped("exp2", values), values, lambda v: mpmath.power(2, v)) < 1.0
    whole = np.arange(-400.0, 400.0)
    assert np.array_equal(mapped("exp2", whole), np.exp2(whole))


def test_a_number_is_a_power_of_2_times_one_near_1() -> None:
    rng = np.random.default_rng(1)
    whole = np.exp2(np.arange(-400.0, 400.0))
    values = np.r_[np.exp2(rng.uniform(-900, 900, 3000)), rng.uniform(0.6, 1.6, 3000), whole]
    power, near = (mapped("split", values, part) for part in (0, 1))
    assert np.array_equal(np.ldexp(near, power.astype(np.int64)), values)
    assert (near > 0.7071).all()
    assert (near < 1.4143).all()
    assert (near[-len(whole) :] == 1.0).all()


def tangled(units: int, classes: int, n: int) -> tuple[PlaneLoss, Plane, Data]:
    """Some network and samples on some plane."""
    rng, mlp = np.random.default_rng(2), Mlp((3, units, classes))
    data = Data(4 * rng.normal(size=(n, 3)), rng.integers(0, classes, n))
    plane = Plane(*rng.normal(size=(3, mlp.size)))
    return PlaneLoss.of(mlp, plane, data), plane, data


@pytest.mark.parametrize("width", [4, 16])
@pytest.mark.parametrize(
    ("units", "classes", "n"), [(32, 10, 203), (31, 3, 50), (1, 2, 16), (2, 24, 17), (5, 4, 1)]
)
def test_sums_are_those_of_numpy(
    units: int, classes: int, n: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few vectors of samples at a time, too."""
    plane_loss, plane, data = tangled(units, classes, n)
    xs, ys = np.array([-1.5, 0.2, 0.3]), np.array([0.7, -2.0])
    matrices, code = in_bits(with_biases(*plane_loss.layers[0])), Fused(units, classes, width)
    found = code.sums(plane_loss, matrices, xs, ys)
    monkeypatch.setattr(fused_file, "CACHE", 2 * width * units * 8 * len(xs))
    np.testing.assert_allclose(code.sums(plane_loss, matrices, xs, ys), found, rtol=1e-14)
    for j, i in np.ndindex(2, 3):
        (w, b), (m, c) = plane_loss.mlp.layers(plane.at(xs[i], ys[j]))
        scores = m @ np.tanh(w @ data.inputs.T + b[:, None]) + c[:, None]
        losses = np.log(np.exp(scores).sum(axis=0)) - scores[data.labels, np.arange(n)]
        assert found[j, i] == pytest.approx(losses.sum(), rel=1e-13)


def test_the_largest_score_stands_in_a_corner() -> None:
    matrices = with_biases(*tangled(7, 5, 3)[0].layers[0])
    xs, ys = np.array([0.4, -1.0, 2.0]), np.linspace(-3, 1, 9)
    everywhere = np.abs(at_places(matrices, xs, ys)).sum(axis=-1)
    assert largest(matrices, xs, ys) == everywhere.max()
    inside = everywhere[1:-1, 0]  # places that are no corners of the tile
    assert everywhere.max() > inside.max()


def test_what_it_is_not_made_for_is_left_to_numpy() -> None:
    assert fused(600, 10) is None
    assert fused(32, 30) is None
    assert fused(32, 1) is None
    plane_loss, _, _ = tangled(4, 3, 20)
    near, far, none = np.zeros(1), np.full(1, 1e4), np.full(1, np.nan)
    assert fused_sums(plane_loss, near, near) is not None
    assert fused_sums(plane_loss, far, near) is None
    assert fused_sums(plane_loss, near, far) is None
    assert fused_sums(plane_loss, none, near) is None


@pytest.mark.parametrize("scale", [1.0, 40.0])
def test_slices_are_those_of_numpy_and_of_the_network(
    scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With weights that are too large for the tables as well."""
    mlp, data = Mlp((64, 9, 10)), digits(limit=120)
    plane, xs = random_plane(mlp, scale * mlp.initial(0), 0), np.linspace(-1, 1, 7)
    found = slice_grid(mlp, plane, data, xs, xs)
    assert np.array_equal(found, slice_grid(mlp, plane, data, xs, xs))
    monkeypatch.setattr(plane_grid, "fused_sums", lambda *given: None)
    np.testing.assert_allclose(found, slice_grid(mlp, plane, data, xs, xs), rtol=1e-13)
    for j, i in ((0, 0), (3, 3), (6, 2)):
        assert found[j, i] == pytest.approx(mlp.loss(plane.at(xs[i], xs[j]), data), rel=1e-12)


def test_the_machine_code_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    plain = Fused.sums
    monkeypatch.setattr(Fused, "sums", lambda self, *given: asked.append(1) or plain(self, *given))
    mlp, xs = Mlp((64, 9, 10)), np.linspace(-1, 1, 5)
    slice_grid(mlp, random_plane(mlp, mlp.initial(0), 0), digits(limit=60), xs, xs)
    assert asked
