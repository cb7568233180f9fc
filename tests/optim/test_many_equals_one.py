"""`minimize_many` equals `minimize` point by point, whatever is asked; and how it gets there."""

import math
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import landscapes
import optim
from optim.conditions import schedules
from optim.many import lockstep, minimize_many, tile, workspace
from optim.run.plan import Plan
from optim.status import FAR
from optim.trace.intervals import safe_radius
from optim.trace.step import Lockstep
from optim.trace.tape import CALLS, POINT, Tape

TOGETHER = [slug for slug in optim.names() if optim.CLASSES[slug].takes_arrays]
FORMULAS = [
    "x^2 + 3*y^2", "x^3 - y^3", "sqrt(x) + y^2", "log(x*y) + x", "abs(x) + max(x, y)^2",
    "2*x + 3*y", "x^y", "exp(x^2) - y", "1/(x^2 + y^2)", "-x^4 - y^4", "min(x, 1) * cos(y)", "7*y",
]  # fmt: skip
NAMED = [name for name in landscapes.names() if hasattr(landscapes.get(name), "formula")]
"""Surfaces that are formulas."""
EXACT = ("x", "y", "fun", "steps", "status")


class Plain:
    """A surface that takes arrays and floats but cannot be traced."""

    start, minima, bounds = (1.0, 1.0), (), ((-2.0, 2.0), (-2.0, 2.0))

    def _points(self, x: Any, y: Any) -> Any:
        return np.asarray(x, np.float64), np.asarray(y, np.float64)

    def fun(self, x: Any, y: Any) -> Any:
        x, y = self._points(x, y)
        return (x * x * x * x + y * y + x * y)[()]

    def grad(self, x: Any, y: Any) -> Any:
        x, y = self._points(x, y)
        return (4.0 * (x * x * x) + y)[()], (2.0 * y + x)[()]

    def hess(self, x: Any, y: Any) -> Any:
        x, y = self._points(x, y)
        return (12.0 * (x * x))[()], (1.0 + 0.0 * x)[()], (2.0 + 0.0 * y)[()]


def surfaces() -> Any:
    named = st.sampled_from(landscapes.names()).map(landscapes.get)
    return named | st.sampled_from(FORMULAS).map(landscapes.from_formula) | st.just(Plain())


def values(spec: Any, size: int) -> Any:
    """One value of a knob, or one for each point."""
    lo, hi = (math.log(spec.lo), math.log(spec.hi)) if spec.log else (spec.lo, spec.hi)
    one = st.floats(lo, hi).map(lambda v: spec.clamp(math.exp(v) if spec.log else v))
    return one | st.lists(one, min_size=size, max_size=size).map(np.array)


@st.composite
def asked(draw: Any) -> tuple[Any, Any, np.ndarray, np.ndarray, dict[str, Any]]:
    size = draw(st.integers(1, 6))
    slug = draw(st.sampled_from(TOGETHER))
    knobs = {
        name: draw(values(spec, size))
        for name, spec in optim.get(slug).knobs.items()
        if draw(st.booleans())
    }
    at = st.lists(st.floats(-6, 6) | st.sampled_from([0.0, -0.0, 1.0, 1e5]), min_size=size,
                  max_size=size).map(np.array)  # fmt: skip
    options = {
        "max_steps": draw(st.integers(0, 40)),
        "gtol": draw(st.sampled_from([0.0, 1e-3, 1.0, 100.0])),
        "schedule": draw(st.sampled_from([None, *schedules.names()])),
        "noise": draw(st.sampled_from([None, 0.5])),
        "seed": draw(st.integers(0, 3)),
        "gradient": draw(st.sampled_from([None, "forward", "central"])),
        "max_evaluations": draw(st.sampled_from([None, 7, 30])),
    }
    return draw(surfaces()), optim.get(slug, **knobs), draw(at), draw(at), options


def check(surface: Any, optimizer: Any, x: Any, y: Any, options: dict[str, Any]) -> None:
    ends = optim.minimize_many(surface, optimizer, x, y, **options)
    swept = {n: v for n in optimizer.knobs if np.ndim(v := getattr(optimizer, n))}
    for i in range(len(x)):
        single = tile.with_knobs(optimizer, {n: float(v[i]) for n, v in swept.items()})
        run = optim.minimize(surface, single, (float(x[i]), float(y[i])), **options)
        got = [getattr(ends, name)[i] for name in EXACT]
        want = [run.x[-1], run.y[-1], run.fun[-1], run.steps, run.status]
        assert [g == w or (g != g and w != w) for g, w in zip(got, want, strict=True)] == [True] * 5


@given(asked())
@settings(max_examples=250, deadline=None)
def test_many_equals_one_by_one(case):
    check(*case)


@given(asked())
@settings(max_examples=60, deadline=None)
def test_however_it_is_cut(case):
    with pytest.MonkeyPatch.context() as patch:
        for module in (lockstep, workspace):
            patch.setattr(module, "WIDTH", 2)
            patch.setattr(module, "BLOCK", 3)
        patch.setattr(lockstep, "PHASE", 6)
        check(*case)


@pytest.mark.parametrize("slug", TOGETHER)
@pytest.mark.parametrize("surface", [*NAMED, *FORMULAS])
def test_steps_are_traced(slug, surface):
    """No operation is a call into the optimizer or the surface, except for variable powers."""
    s = landscapes.get(surface) if surface in NAMED else landscapes.from_formula(surface)
    problem, optimizer = optim.as_problem(s), optim.get(slug)
    step = Lockstep(problem, optimizer, Plan.make(problem, optimizer, optim.Conditions(10)))
    calls = [
        op for op, _ in step.observe + step.advance if "operation" in getattr(op, "__name__", "")
    ]
    assert bool(calls) == (surface == "x^y")


def test_a_method_that_branches_is_refused_in_words():
    class Branching(optim.CLASSES["gd"]):
        def rule(self, g, state, x):
            return (g, state) if g > 0 else (-g, state)

    with pytest.raises(TypeError, match="cannot branch"):
        optim.minimize_many(landscapes.get("bowl"), Branching(), [1.0], 1.0)


class Tangled(optim.CLASSES["gd"]):
    """States that swap places, and old ones that are read after new ones were made."""

    state_names = ("a", "b", "c", "d")

    def rule(self, g, state, x):
        a, b, c, d = state
        new = b * 0.5 + g
        late = a + new
        return 0.01 * (late + np.sign(c)), (new, a, d - x * a, c)


def test_states_that_depend_on_each_other():
    x = np.array([1.0, -0.7, 0.2])
    check(landscapes.get("bowl"), Tangled(), x, x + 1, {"max_steps": 30, "gtol": 1e-3})


def test_signs_of_zero_are_told_apart():
    tape = Tape()
    assert tape.id(0.0) != tape.id(-0.0)
    assert tape.id(0.0) == tape.id(0)
    assert tape.id(1.0) != tape.id(True)  # numbers and truth values are


# How far a loss is certain to be modest


@pytest.mark.parametrize("name", [*NAMED, *FORMULAS])
def test_within_the_safe_radius_the_loss_is_modest(name):
    s = landscapes.get(name) if name in NAMED else landscapes.from_formula(name)
    tape = Tape()
    try:
        f = tape.number(s.arrays.fun(tape.input("x", POINT), tape.input("y", POINT)))
    except CALLS:
        assert name == "x^y"
        return
    r = safe_radius(tape, f, FAR)
    if r == 0:
        assert s.partial
        return
    assert r <= FAR
    side = np.r_[np.linspace(-r, r, 101), 0.0, 1e-300, -1e-300]
    assert np.abs(s.fun(side[None, :], side[:, None])).max() <= FAR


def test_beyond_the_safe_radius_the_loss_is_not():
    """Of a polynomial with one term the answer is sharp, up to the power of two."""
    tape = Tape()
    s = landscapes.from_formula("x^4")
    r = safe_radius(
        tape, tape.number(s.arrays.fun(tape.input("x", POINT), tape.input("y", POINT))), FAR
    )
    assert r == 512.0  # 2^36 is below 1e12, 2^40 above


# What comes back


def test_ends_are_small_when_they_travel():
    x = np.linspace(-2, 2, 5000)
    ends = optim.minimize_many(landscapes.get("bowl"), optim.get("gd"), x, x, 20)
    assert len(pickle.dumps(ends)) < 5000 * 30 + 2000
    assert ends.status.tolist() == [optim.STATUSES[code] for code in ends.code]


def test_a_map_that_raises_calls_everything_off():
    class Cancelled(Exception):
        pass

    seen = []

    def until_two(function, tasks):
        for task in tasks:
            if len(seen) == 2:
                raise Cancelled
            seen.append(1)
            yield function(task)

    x = np.zeros(5 * minimize_many.LEAST_POINTS)
    with pytest.raises(Cancelled):
        optim.minimize_many(landscapes.get("bowl"), optim.get("gd"), x, 1.0, map=until_two)
