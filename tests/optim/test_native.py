"""Compiled steps give what the NumPy engine gives, to the last bit; else they are not used."""

import builtins
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from test_many_equals_one import FORMULAS, NAMED, TOGETHER, Plain, asked, check

import landscapes
import optim
from optim.many import minimize_many, tile
from optim.native import compiled, loops
from optim.native.ir import write
from optim.native.pen import UncoveredError
from optim.run.plan import Plan
from optim.trace.step import Lockstep

pytestmark = pytest.mark.skipif(compiled.llvm() is None, reason="llvmlite is not installed")
FIELDS = ("x", "y", "fun", "steps", "code")


@pytest.fixture(autouse=True)
def always(monkeypatch, caplog, request):
    """However little there is to do; and nothing that is covered fails to compile."""
    monkeypatch.setattr(minimize_many, "WORTH_COMPILING", 0)
    yield
    told = [record.message for record in caplog.get_records("call")]
    assert "refuses" in request.node.name or not told


def surface(name: str) -> Any:
    return landscapes.get(name) if name in landscapes.names() else landscapes.from_formula(name)


def step_of(given: Any, optimizer: Any, steps: int) -> Lockstep:
    problem = optim.as_problem(given)
    return Lockstep(problem, optimizer, Plan.make(problem, optimizer, optim.Conditions(steps)))


def descent_of(given: Any, optimizer: Any, steps: int) -> tile.Together:
    problem = optim.as_problem(given)
    plan = Plan.make(problem, optimizer, optim.Conditions(steps, 1e-3))
    return tile.Together(problem, optimizer, plan, True)


def traced(name: str, slug: str, **knobs: Any) -> Lockstep:
    return step_of(surface(name), optim.get(slug, **knobs), 10)


def same(*asked: Any, **options: Any) -> Any:
    """What both engines give."""
    fast, plain = (optim.minimize_many(*asked, native=n, **options) for n in (True, False))
    for field in FIELDS:
        a, b = getattr(fast, field), getattr(plain, field)
        assert a.dtype == b.dtype
        # Equal as bits, but for the bits of a nan and the sign of a zero.
        assert np.array_equal(a, b, equal_nan=a.dtype.kind == "f"), field
    return fast


def grid(s: Any, n: int = 9) -> tuple[np.ndarray, np.ndarray]:
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    x, y = np.meshgrid(np.linspace(x_lo, x_hi, n), np.linspace(y_lo, y_hi, n))
    x.flat[:4], y.flat[:4] = (0.0, -0.0, 1e5, -3e13), (0.0, 0.0, -1e6, 2.0)
    return x, y


@pytest.mark.parametrize("name", [*NAMED, *FORMULAS])
def test_every_surface(name):
    s = surface(name)
    for slug in ("gd", "newton"):
        ends = same(s, optim.get(slug), *grid(s), 60, 1e-3)
        assert ends.steps.max() > 0
    if name == "x^y":  # a power with both sides variable
        with pytest.raises(UncoveredError):
            write(traced(name, "gd"), 8)
        return
    for slug in TOGETHER:
        write(traced(name, slug), 8)  # every pair is covered


@pytest.mark.parametrize("slug", TOGETHER)
@pytest.mark.parametrize("name", ["himmelblau", "griewank"])
def test_every_method(name, slug):
    s = surface(name)
    ends = same(s, optim.get(slug), *grid(s), 60, 1e-3)
    assert ends.steps.max() > 0


@given(asked())
@settings(max_examples=60, deadline=None)
def test_compiled_equals_one_by_one(case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minimize_many, "WORTH_COMPILING", 0)
        check(*case)


class Everything(optim.CLASSES["gd"]):
    """A rule of all operations that no method happens to use."""

    state_names = ("sum",)

    def rule(self, g, state, x):
        nan = np.sqrt(-np.absolute(g) - 1.0)
        one = np.where(np.isnan(np.sign(nan)) & ~np.isfinite(nan), 1.0, np.copysign(2.0, x))
        two = np.copysign(np.heaviside(g, 0.5), x) + np.minimum(g, np.maximum(x, nan))
        two = np.where(np.isnan(two), np.negative(g), two) + np.heaviside(x - x, 0.25)
        three = np.where((g > 0) & (x <= 1) | (g != x) ^ (x >= 0), 1.0, -1.0)
        four = np.where(np.logical_xor(g, x) | np.isinf(1.0 / (x - x)), three, 3.0)
        five = (g < 0) + 0.5 * np.logical_not(x == 1.0) + np.where(np.isnan(nan), g > 1.0, x > 1.0)
        one = one + np.copysign(0.5, g)
        moved = one + two + four + five + np.power(np.absolute(x), 2.5) + np.power(2.0, -x * x)
        return 0.01 * moved, (state[0] + moved,)


def test_operations_that_no_method_uses():
    x = np.r_[np.linspace(-2, 2, 41), 0.0, -0.0, 1.0]
    ends = same(landscapes.get("crease"), Everything(), x, x[::-1], 5, 0.0)
    assert np.isfinite(ends.x).all()
    assert len(set(ends.x)) > 40


UNUSUAL = [
    "abs(x)^2.5 + y^2", "tan(x) + asin(x/9)*acos(y/9)", "sinh(x) + cosh(y) + atan(x*y)",
    "log(2 + sin(x)) + abs(y)^0.3",
]  # fmt: skip


@pytest.mark.parametrize("formula", UNUSUAL)
def test_functions_that_no_surface_uses(formula):
    s = landscapes.from_formula(formula)
    assert compiled.native(traced(formula, "gd")) is not None
    same(s, optim.get("momentum"), *grid(s), 30, 1e-3)


@pytest.mark.parametrize("size", [1, 15, 16, 17, 31, 32, 33, 100])
def test_however_many_points(size):
    x = np.linspace(-5, 5, size)
    same(landscapes.get("himmelblau"), optim.get("adam", learning_rate=0.1), x, 0.3 * x, 300)


@pytest.mark.parametrize("width", [2, 8, 16, 32])
def test_however_wide(width, monkeypatch):
    monkeypatch.setattr(compiled, "_width", lambda: width)
    s = landscapes.get("ackley")
    ends = same(s, optim.get("radam", learning_rate=0.1), *grid(s), 100)
    assert set(ends.status.ravel()) >= {"diverged", "max_steps"}


@pytest.mark.parametrize("schedule", optim.schedules.names())
def test_schedules_and_noise(schedule):
    rates = np.geomspace(1e-4, 1.0, 21)
    for knobs in ({"learning_rate": rates}, {"learning_rate": 0.02}):
        optimizer = optim.get("momentum", momentum=np.linspace(0, 0.99, 21), **knobs)
        asked = (landscapes.get("rosenbrock"), optimizer, *np.full((2, 21), 0.5), 50)
        ends = same(*asked, schedule=schedule, noise=0.3, seed=4)
        assert len(set(ends.x)) == 21


def test_all_ways_to_end():
    s = landscapes.from_formula("log(x) + y^2")
    x, y = np.meshgrid([0.01, 1.0, 50.0], [0.0, 3.0])
    ends = same(s, optim.get("gd", learning_rate=0.3), x, y, 60)
    assert set(ends.status.ravel()) >= {"left_domain", "max_steps"}
    h = landscapes.get("himmelblau")
    ends = same(h, optim.get("gd", learning_rate=0.02), *grid(h), 200)
    assert set(ends.status.ravel()) == {"converged", "diverged", "max_steps"}
    saddle = landscapes.get("saddle")
    ends = same(saddle, optim.get("newton"), *grid(saddle), 200)
    assert {"saddle", "converged"} <= set(ends.status.ravel())
    dome = landscapes.from_formula("exp(-x^2 - y^2)", bounds=((-1, 1), (-1, 1)))
    assert "maximum" in same(dome, optim.get("newton"), *grid(dome), 200).status
    ends = same(h, optim.get("gd"), *grid(h), 200, max_evaluations=20)
    assert "max_evaluations" in ends.status
    same(h, optim.get("newton", learning_rate=np.linspace(0.5, 1.5, 81)), *map(np.ravel, grid(h)))


def test_no_steps_at_all():
    same(landscapes.get("bowl"), optim.get("gd"), [0.0, 1.0], 0.0, 0)


# -- what is compiled ---------------------------------------------------------------------------


def test_a_moved_knob_compiles_nothing():
    for slug, first, then in (("adam", {"beta1": 0.9}, {"beta1": 0.8, "learning_rate": 0.3}),
                              ("rprop", {}, {"eta_minus": 0.4})):  # fmt: skip
        one, two = (write(traced("himmelblau", slug, **knobs), 8) for knobs in (first, then))
        assert one.text == two.text
        assert one.numbers != two.numbers
    steep, flat = (
        write(step_of(s, optim.get("gd"), 9), 8)
        for s in (landscapes.get("rosenbrock", b=50.0), landscapes.get("rosenbrock", b=70.0))
    )
    assert steep.text == flat.text


def test_nothing_is_loosened():
    """No operation may be fused, reordered or assumed to be finite."""
    for slug in TOGETHER:
        text = write(traced("ackley", slug), 8).text
        for word in ("fast", "contract", "reassoc", "nnan", "ninf", "nsz", "arcp", "afn", "fma"):
            assert f" {word} " not in text
            assert f"{word}(" not in text


def test_what_only_python_can_call_is_not_covered():
    step = step_of(Plain(), optim.get("gd"), 5)
    assert compiled.native(step) is None
    with pytest.raises(UncoveredError):
        write(step, 8)
    same(Plain(), optim.get("adam"), *np.full((2, 5), 0.7), 30)


def test_a_loop_that_is_not_as_expected_is_not_used(monkeypatch):
    loops.loop.cache_clear()
    monkeypatch.setattr(loops, "_agrees", lambda *_: False)
    assert compiled.native(traced("ackley", "gd")) is None
    assert compiled.native(traced("bowl", "gd")) is not None
    monkeypatch.undo()
    loops.loop.cache_clear()
    assert all(loops.loop(f) for f in loops.KNOWN)


def test_an_llvm_that_refuses_is_told_and_passed_over(monkeypatch, caplog):
    def refuse(text: str) -> Any:
        raise RuntimeError("LLVM IR parsing error")

    monkeypatch.setattr(compiled, "_code", refuse)
    same(landscapes.get("bowl"), optim.get("gd"), [0.0, 1.0], 0.5)
    assert "LLVM IR parsing error" in caplog.text


# -- where it runs ------------------------------------------------------------------------------


def test_without_llvmlite_numpy_answers(monkeypatch):
    monkeypatch.setattr(compiled, "llvm", lambda: None)
    descent = descent_of(landscapes.get("bowl"), optim.get("gd"), 5)
    assert not descent.threads
    same(landscapes.get("bowl"), optim.get("gd"), [0.0, 1.0], 0.5)


def test_little_work_is_not_compiled(monkeypatch):
    monkeypatch.undo()
    seen = []

    def spy(work, tiles):
        seen.append(work.threads)
        return builtins.map(work, tiles)

    x = np.linspace(-1, 1, 5000)
    for steps in (100, 500):
        optim.minimize_many(landscapes.get("bowl"), optim.get("gd"), x, x, steps, map=spy)
    assert seen == [False, True]


def test_threads_share_one_kernel():
    x, y = np.meshgrid(np.linspace(-5, 5, 100), np.linspace(-5, 5, 101))
    asked = (landscapes.get("himmelblau"), optim.get("adam", learning_rate=0.1), x, y, 200)
    with ThreadPoolExecutor(4) as threads:
        many = optim.minimize_many(*asked, map=threads.map)
    plain = optim.minimize_many(*asked, native=False)
    for field in FIELDS:
        assert np.array_equal(getattr(many, field), getattr(plain, field)), field


def test_it_travels_as_its_facts_and_arrives_once():
    optimizer = optim.get("momentum", learning_rate=np.array([0.1]))
    descent = descent_of(landscapes.get("bowl"), optimizer, 50)
    assert descent.threads
    packed = pickle.dumps(descent)
    assert len(packed) < 3000
    there, again = pickle.loads(packed), pickle.loads(packed)
    assert there is again
    points = {name: np.linspace(0.1, 0.4, 7) for name in ("x", "y", "learning_rate")}
    for here, far in zip(descent(points), there(points), strict=True):
        assert np.array_equal(here, far)
    for _ in range(20):
        pickle.loads(pickle.dumps(replace(descent)))
    assert len(tile._RECEIVED) <= tile.RECENT
