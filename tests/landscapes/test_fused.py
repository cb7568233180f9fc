"""Slices by machine code: its powers and logarithms against mpmath, its sums against NumPy."""

import ctypes

import mpmath
import numpy as np
import pytest

from core.machine_code import Compiled, llvm
from landscapes.networks import Mlp, digits, plane_grid, random_plane, slice_grid
from landscapes.networks.fused import Fused, fused
from landscapes.networks.vector_text import VectorText

pytestmark = pytest.mark.skipif(llvm() is None, reason="llvmlite is not installed")
WIDTH = 4


def mapped(name: str, values: np.ndarray) -> np.ndarray:
    """A function of `VectorText` for all of these; there are a multiple of `WIDTH`."""
    pen = VectorText(WIDTH)
    pen.raw("define void @run(i64 %n, ptr %in, ptr %out) {\nentry:\n  br label %loop\nloop:")
    pen.raw("  %at = phi i64 [0, %entry], [%next, %loop]")
    made = getattr(pen, name)(pen.load("%in", "%at"))
    pen.raw(f"  %to = getelementptr double, ptr %out, i64 %at\n  %next = add i64 %at, {WIDTH}")
    pen.raw(f"  store {pen.kind} {made}, ptr %to, align 8\n  %more = icmp ult i64 %next, %n")
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


def test_logarithms_are_right_to_a_few_places_and_exact_at_powers_of_2() -> None:
    rng = np.random.default_rng(1)
    values = np.r_[np.exp2(rng.uniform(-900, 900, 3000)), rng.uniform(0.6, 1.6, 3000)]
    assert units_off(mapped("log2", values), values, lambda v: mpmath.log(v, 2)) < 3.0
    whole = np.arange(-400.0, 400.0)
    assert np.array_equal(mapped("log2", np.exp2(whole)), whole)


@pytest.mark.parametrize("width", [4, 16])
@pytest.mark.parametrize(
    ("units", "classes", "n"), [(32, 10, 203), (31, 3, 50), (1, 2, 16), (2, 24, 17)]
)
def test_sums_are_those_of_numpy(units: int, classes: int, n: int, width: int) -> None:
    rng = np.random.default_rng(2)
    u, e = (np.exp(5 * rng.normal(size=(many, units, n))) for many in (2, 3))
    m, labels = 4 * rng.normal(size=(2, 3, classes, units + 1)), rng.integers(0, classes, n)
    found = Fused(units, classes, width).sums(u, e, Fused.in_bits(m), labels)
    for j, i in np.ndindex(2, 3):
        r = u[j] / (u[j] + e[i])
        scores = m[j, i, :, :-1] @ r + m[j, i, :, -1:]
        losses = np.log(np.exp(scores).sum(axis=0)) - scores[labels, np.arange(n)]
        assert found[j, i] == pytest.approx(losses.sum(), rel=1e-13)


def test_what_it_is_not_made_for_is_left_to_numpy() -> None:
    assert fused(600, 10, 100) is None
    assert fused(32, 30, 100) is None
    assert fused(32, 10, 3) is None


@pytest.mark.parametrize("scale", [1.0, 40.0])
def test_slices_are_those_of_numpy_and_of_the_network(
    scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With weights that are too large for the tables as well."""
    mlp, data = Mlp((64, 9, 10)), digits(limit=120)
    plane, xs = random_plane(mlp, scale * mlp.initial(0), 0), np.linspace(-1, 1, 7)
    found = slice_grid(mlp, plane, data, xs, xs)
    monkeypatch.setattr(plane_grid, "fused", lambda *sizes: None)
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
