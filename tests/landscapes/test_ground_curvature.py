"""The ground at one point, and the chord that defines convexity."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import landscapes
from landscapes import chord, local

SLUGS = landscapes.names()
NUMBER = st.integers(-40, 40).map(lambda n: n / 8)


@pytest.mark.parametrize("slug", SLUGS)
def test_eigenvalues_and_axes_rebuild_the_hessian(slug):
    surface = landscapes.get(slug)
    rng = np.random.default_rng(1)
    for x, y in rng.uniform(*np.transpose(surface.bounds), (20, 2)).tolist():
        here = local(surface, x, y)
        assert (here.x, here.y, here.fun) == (x, y, surface.fun(x, y))
        assert here.grad == surface.grad(x, y)
        low_axis, high_axis = np.array(here.low_axis), np.array(here.high_axis)
        matrix = here.low * np.outer(low_axis, low_axis) + here.high * np.outer(
            high_axis, high_axis
        )
        hxx, hxy, hyy = surface.hess(x, y)
        np.testing.assert_allclose(
            matrix, [[hxx, hxy], [hxy, hyy]], atol=1e-12 * np.abs(matrix).max()
        )
        assert here.low <= here.high
        assert low_axis @ low_axis == pytest.approx(1)
        assert high_axis @ high_axis == pytest.approx(1)
        assert low_axis @ high_axis == pytest.approx(0, abs=1e-12)
        assert min(low_axis[0], high_axis[0]) >= 0


@pytest.mark.parametrize("slug", SLUGS)
def test_the_condition_is_that_of_numpy(slug):
    surface = landscapes.get(slug)
    here = local(surface, 0.3, -0.4)
    hxx, hxy, hyy = surface.hess(0.3, -0.4)
    if hxx == hxy == hyy == 0:
        assert math.isnan(here.condition)
    else:
        assert here.condition == pytest.approx(np.linalg.cond([[hxx, hxy], [hxy, hyy]]), rel=1e-6)


UP, DOWN = "curved up in every direction", "curved down in every direction"
TIMES = "times more one way than the other"
WORDS = [
    ("x^2 + y^2", f"a bowl: {UP}"),
    ("x^2 + 100*y^2", f"a valley: {UP}, 100 {TIMES}"),
    ("x^2 + 1.5*y^2", f"a valley: {UP}, 1.5 {TIMES}"),
    ("x^2 + 1234567*y^2", f"a valley: {UP}, 1,200,000 {TIMES}"),
    ("-x^2 - y^2", f"a dome: {DOWN}"),
    ("-3*x^2 - y^2", f"a dome: {DOWN}, 3 {TIMES}"),
    ("x^2 - y^2", "a saddle: curved up along (1, 0), down along (0, 1)"),
    ("x*y", "a saddle: curved up along (0.71, 0.71), down along (0.71, −0.71)"),
    ("x^2 + y", "a trough: curved up along (1, 0), straight along (0, 1)"),
    ("x - y^2", "a ridge: curved down along (0, 1), straight along (1, 0)"),
    ("x + y", "an even slope: no curvature"),
    ("x^3 - 3*x*y^2", "flat"),
    ("x*0 + 4", "flat"),
    ("abs(x) + y^2", "a sharp fold or tip: the slope jumps here"),
    ("sqrt(x^2 + y^2)", "a sharp fold or tip: the slope jumps here"),
    ("sqrt(x)", "too sharp for a curvature here"),
    ("log(x)", "not defined here"),
    ("log(x - 1)", "not defined here"),
    ("1/x", "not defined here"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "words"), WORDS)
def test_words_at_the_origin(formula, words):
    here = local(landscapes.from_formula(formula), 0, 0)
    assert here.words == words
    known = words.startswith(("a b", "a v", "a d", "a sad", "a t", "a r", "an", "flat"))
    assert math.isfinite(here.low) == math.isfinite(here.high_axis[0]) == known
    assert "not defined" not in words or all(map(math.isnan, here.grad))


@pytest.mark.parametrize(
    ("formula", "condition"), [("x^2", math.inf), ("x + y", math.nan), ("4*x^2 - y^2", 4.0)]
)
def test_condition_where_zero_divides(formula, condition):
    found = local(landscapes.from_formula(formula), 1, 1).condition
    assert found == condition or (math.isnan(found) and math.isnan(condition))


@pytest.mark.parametrize(
    "place", [(math.nan, 0), (0, math.inf), (-math.inf, math.inf), (1e300, 1e300)]
)
@pytest.mark.parametrize("formula", ["x^2 + y^4", "log(x)/y", "x*1e300*y*x", "abs(x)"])
def test_far_places_neither_warn_nor_raise(formula, place):
    here = local(landscapes.from_formula(formula), *place)
    curved = not any(phrase in here.words for phrase in ("not defined", "too sharp", "jumps"))
    assert math.isfinite(here.low) == curved


def test_a_fold_is_seen_only_at_the_fold():
    crease = landscapes.get("crease")
    assert "jumps" in local(crease, 0.0, 0.7).words
    assert "jumps" not in local(crease, 0.01, 0.7).words
    for slug in SLUGS:
        surface = landscapes.get(slug)
        if surface.smooth:
            for place in (surface.start, *surface.minima):
                assert "jumps" not in local(surface, *place).words


def test_a_chord_is_the_definition():
    surface = landscapes.get("himmelblau")
    a, b = (-2.0, 3.0), (3.0, 1.5)
    found = chord(surface, a, b, n=11)
    assert (found.a, found.b) == (a, b)
    for k, t in enumerate(np.linspace(0, 1, 11)):
        x, y = (1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]
        assert (found.t[k], found.x[k], found.y[k]) == (t, x, y)
        assert found.fun[k] == surface.fun(x, y)
        assert found.line[k] == pytest.approx((1 - t) * surface.fun(*a) + t * surface.fun(*b))
        assert found.above[k] == (found.fun[k] > found.line[k] + 1e-6)
    assert found.above.any()
    assert not found.convex


@pytest.mark.parametrize(
    ("formula", "a", "b", "convex"),
    [
        ("x^2 + y^2", (-1, 0), (1, 1), True), ("-x^2", (-1, 0), (1, 0), False),
        ("x + y/3", (-1.3, 0.1), (0.7, 1.9), True), ("x^3", (0, 0), (1, 0), True),
        ("x^3", (-1, 0), (0, 0), False), ("x^2 - y^2", (-1, 0), (1, 0), True),
        ("x^2 - y^2", (0, -1), (0, 1), False), ("abs(x)", (-1, 0), (1, 0), True),
        ("max(x, -y)", (-1, 1), (1, 1), True), ("min(x, -x)", (-1, 1), (1, 1), False),
        ("sqrt(x)", (0, 0), (1, 0), False), ("log(x)", (-1, 0), (1, 0), False),
        ("-log(x)", (0.1, 0), (1, 0), True), ("-log(x)", (0, 0), (1, 0), False),
        ("x^2 + 1e9", (-1, 0), (1, 0), True), ("exp(x)", (0, 0), (1000, 0), False),
    ],
)  # fmt: skip
def test_convex_along_a_chord(formula, a, b, convex):
    assert chord(landscapes.from_formula(formula), a, b).convex is convex


def test_where_the_surface_is_above():
    found = chord(landscapes.from_formula("x^3"), (-1, 0), (1, 0))
    np.testing.assert_array_equal(found.above, (found.t > 0) & (found.t < 0.5))


@given(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_squares_are_convex_along_every_chord(p, q, r, ax, ay, bx, by):
    formula = f"(({p})*x + ({q})*y - 1)^2 + exp(({r})*x/8) + abs(y - ({q})) + ({p})*x"
    assert chord(landscapes.from_formula(formula), (ax, ay), (bx, by)).convex


def test_a_chord_of_no_length():
    found = chord(landscapes.get("himmelblau"), (1, 2), (1, 2), n=1)
    assert found.t.tolist() == [0, 1]
    assert found.convex
    assert found.fun.tolist() == found.line.tolist() == [68, 68]


def test_undefined_points_are_gaps_not_errors():
    found = chord(landscapes.from_formula("sqrt(x^2 - 1)"), (-2, 0), (2, 0), n=5)
    assert found.fun[[0, 4]].tolist() == found.line[[0, 4]].tolist() == [math.sqrt(3)] * 2
    assert math.isnan(found.fun[2])
    assert not found.above.any()
    assert not found.convex
    for b in ((math.nan, 0), (math.inf, 0), (1e308, -1e308)):
        assert not chord(landscapes.from_formula("x^2 + log(y)"), (0, 1), b).convex


def test_neither_loads_scipy_and_critical_points_do():
    code = (
        "import sys, landscapes as l; s = l.get('himmelblau'); l.local(s, 1, 2)\n"
        "l.chord(s, (0, 0), (1, 1)); print('scipy' in sys.modules)\n"
        "l.critical_points(s); print('scipy' in sys.modules)"
    )
    root = Path(landscapes.__file__).parents[1]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
