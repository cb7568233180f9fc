"""Warnings: each one's claim is put to the test by running the optimizer."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import landscapes
import optim
from optim.conditions import schedules
from optim.study.advice import advise

RAVINE = landscapes.from_formula("(x^2 + 25*y^2)/2")
SADDLE = landscapes.from_formula("(x^2 - y^2)/2")
MOMENTA = (0.0, 0.5, 0.9, 0.99)
LIMITED = [slug for slug in optim.names() if optim.get(slug).stable_limit() is not None]
"""Methods that declare how sharp a quadratic they can stand."""


def method(slug: str, rate: float, momentum: float = 0.0) -> optim.Optimizer:
    knobs = {"momentum": momentum} if "momentum" in optim.get(slug).knobs else {}
    return optim.get(slug, learning_rate=rate, **knobs)


def limit(slug: str, momentum: float) -> float:
    return float(method(slug, 1.0, momentum).stable_limit())


@pytest.mark.parametrize("momentum", MOMENTA)
@pytest.mark.parametrize("slug", LIMITED)
def test_the_bounds_are_exact_on_a_quadratic(slug, momentum):
    """Just above: warned, and it diverges. Just below: silent, and it converges."""
    bound = limit(slug, momentum) / 25
    above, below = method(slug, bound * 1.02, momentum), method(slug, bound * 0.98, momentum)
    (said,) = advise(RAVINE, above, (5.0, 1.0))
    assert said.endswith("it must diverge.")
    assert f"= {bound:.4g}" in said
    assert "L = 25 " in said
    assert optim.minimize(RAVINE, above, (5.0, 1.0), 20_000).status == "diverged"
    assert advise(RAVINE, below, (5.0, 1.0)) == ()
    assert optim.minimize(RAVINE, below, (5.0, 1.0), 20_000).status == "converged"


def test_a_start_with_no_part_along_the_steep_axis_does_not_diverge():
    fast = optim.get("gd", learning_rate=0.5)
    assert advise(RAVINE, fast, (5.0, 0.0)) == ()
    assert optim.minimize(RAVINE, fast, (5.0, 0.0), 500).status == "converged"


@pytest.mark.parametrize("formula", ["-(x^2 + y^2)", "x^3 + 25*y^2", "x + y", "exp(x) + 25*y^2"])
def test_no_talk_of_2_over_l_where_it_is_not_a_quadratic_valley(formula):
    s = landscapes.from_formula(formula)
    assert advise(s, optim.get("gd", learning_rate=10.0), (0.3, 0.4)) == ()


@pytest.mark.parametrize("slug", schedules.names())
def test_under_a_schedule_nothing_is_claimed(slug):
    """A falling rate comes below the bound some day, and then the run comes back."""
    fast = optim.get("gd", learning_rate=0.1)
    said = advise(RAVINE, fast, (5.0, 1.0), [(0.0, 0.0)], schedule=slug)
    assert bool(said) == (slug == "constant")
    falling = schedules.get("step", every=5, drop=0.5)
    run = optim.minimize(RAVINE, fast, (5.0, 1.0), 2000, schedule=falling, gtol=1e-3)
    assert run.status != "diverged"


def test_nothing_is_claimed_of_a_difference_gradient():
    """With h = 1e-16 every difference is 0, and nothing moves."""
    blind = optim.differences.get("forward", h=1e-16)
    fast = optim.get("gd", learning_rate=1.0)
    assert advise(RAVINE, fast, (5.0, 1.0), [(0.0, 0.0)], gradient=blind) == ()
    assert optim.minimize(RAVINE, fast, (5.0, 1.0), gradient=blind, gtol=0.0).steps == 200
    assert optim.minimize(RAVINE, fast, (5.0, 1.0), gradient=blind).status != "diverged"


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("slug", LIMITED)
@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "beale"])
def test_too_sharp_minima_are_not_reached(surface, slug, momentum):
    """From no start, even one that is very near; a little below the bound, it is reached."""
    s = landscapes.get(surface)
    curvature = [float(np.linalg.eigvalsh(_hessian(s, m))[1]) for m in s.minima]
    bound = limit(slug, momentum) / min(curvature)
    fast, slow = method(slug, 1.01 * bound, momentum), method(slug, 0.97 * bound, momentum)
    x, y = s.minima[int(np.argmin(curvature))]
    near = (x + 2e-5, y - 1e-5)
    said = advise(s, fast, near, s.minima)
    assert len(said) == 1
    assert "cannot settle" in said[0]
    assert f"= {bound:.4g}:" in said[0]
    assert advise(s, slow, near, s.minima) == ()
    assert optim.minimize(s, slow, near, 5000).status == "converged"
    run = optim.minimize(s, fast, near, 5000)
    assert not any(np.hypot(run.x[-1] - a, run.y[-1] - b) < 1e-5 for a, b in s.minima)


def _hessian(s: Any, at: tuple[float, float]) -> np.ndarray:
    hxx, hxy, hyy = s.hess(*at)
    return np.array([[hxx, hxy], [hxy, hyy]])


def test_in_line_with_the_stable_direction_nothing_is_claimed():
    """The mirror axis of a surface that is no quadratic: the run stays on it and arrives."""
    s = landscapes.from_formula("x^2/2 + x^4 + 20*y^2 + y^4")
    fast = optim.get("gd", learning_rate=0.2)
    assert "cannot settle" in advise(s, fast, (0.5, 0.1), [(0.0, 0.0)])[0]
    assert advise(s, fast, (0.5, 0.0), [(0.0, 0.0)]) == ()
    assert optim.minimize(s, fast, (0.5, 0.0), 500).status == "converged"


FAST = st.builds(
    method,
    st.sampled_from(LIMITED),
    st.floats(-5, 1).map(lambda e: 10**e),
    st.floats(0, 0.99),
)
SURFACES = st.sampled_from(landscapes.names())


@settings(max_examples=150, deadline=None)
@given(SURFACES, FAST, st.floats(0, 1), st.floats(0, 1))
def test_a_run_that_got_there_was_never_warned(slug, optimizer, u, v):
    s = landscapes.get(slug)
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    start = (x_lo + u * (x_hi - x_lo), y_lo + v * (y_hi - y_lo))
    said = " ".join(advise(s, optimizer, start, s.minima))
    run = optim.minimize(s, optimizer, start, 300)
    if run.status == "converged":
        assert "must diverge" not in said
        at_minimum = any(np.hypot(run.x[-1] - a, run.y[-1] - b) < 1e-4 for a, b in s.minima)
        assert not (at_minimum and "cannot settle" in said)
    assert ("run ends at once" in said) <= (run.steps == 0)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(optim.names()), SURFACES)
def test_the_usual_starts_and_defaults_are_harmless(slug, surface):
    """Never a warning that does not end in a failure; one line, one sentence, a full stop."""
    s = landscapes.get(surface)
    said = advise(s, optim.get(slug), s.start, s.minima)
    for sentence in said:
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert "\n" not in sentence
        assert ". " not in sentence


@pytest.mark.parametrize("slug", optim.names())
def test_on_a_harmless_bowl_there_is_nothing_to_say(slug):
    s = landscapes.from_formula("(x^2 + 2*y^2)/2")
    optimizer = optim.get(slug)
    assert advise(s, optimizer, (3.0, 1.0), [(0.0, 0.0)]) == ()


STAYS = ("gd", "momentum", "nesterov", "adam", "rmsprop", "rprop", "adagrad")


@pytest.mark.parametrize("slug", STAYS)
@pytest.mark.parametrize("formula", ["(x^2 - y^2)/2", "x^2/2 + y^4/4 - y^2/2 + x^2*y^2/9"])
def test_the_ridge_of_a_saddle(slug, formula):
    """Warned on the ridge, where the run stays; silent a hair beside it, where it leaves."""
    s, optimizer = landscapes.from_formula(formula), optim.get(slug, learning_rate=0.1)
    (said,) = advise(s, optimizer, (1.5, 0.0))
    assert "ridge" in said
    assert set(optim.minimize(s, optimizer, (1.5, 0.0), 3000).y) == {0.0}
    assert advise(s, optimizer, (1.5, 1e-9)) == ()
    assert abs(optim.minimize(s, optimizer, (1.5, 1e-9), 3000).y[-1]) > 0.9


def test_a_ridge_that_ends_at_a_saddle_is_a_saddles():
    assert "a saddle's ridge" in advise(SADDLE, optim.get("gd", learning_rate=0.5), (1.0, 0.0))[0]
    roof = landscapes.from_formula("x - y^2")
    assert "on a ridge" in advise(roof, optim.get("gd"), (1.0, 0.0))[0]


def test_the_ridge_along_a_diagonal():
    s = landscapes.from_formula("x*y")
    assert "ridge" in advise(s, optim.get("gd", learning_rate=0.1), (1.0, 1.0))[0]
    run = optim.minimize(s, optim.get("gd", learning_rate=0.1), (1.0, 1.0), 3000)
    assert np.array_equal(run.x, run.y)
    flipped = landscapes.from_formula("-x*y")
    assert "ridge" in advise(flipped, optim.get("gd", learning_rate=0.1), (1.0, -1.0))[0]


def test_what_pushes_a_run_off_the_ridge_silences_the_warning():
    gd = optim.get("gd", learning_rate=0.1)
    assert advise(SADDLE, gd, (1.0, 0.0), noise=0.1) == ()
    assert advise(SADDLE, gd, (1.0, 0.0), gradient="forward") == ()
    assert advise(SADDLE, optim.get("nelder_mead"), (1.0, 0.0)) == ()
    assert advise(SADDLE, optim.get("random_search"), (1.0, 0.0)) == ()


def test_a_ridge_that_turns_into_a_valley_is_none():
    """Across the line the ground falls away at the start, but not farther down."""
    s = landscapes.from_formula("x^2/2 + y^2*(1 - x^2)")
    assert advise(s, optim.get("gd", learning_rate=0.1), (2.0, 0.0)) == ()


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("x^2 + y^2", "minimum"),
        ("-x^2 - y^2", "maximum"),
        ("x*y", "saddle point"),
        ("x^2 + y^3", "flat point"),
    ],
)
def test_a_critical_start(formula, kind):
    s = landscapes.from_formula(formula)
    for slug in optim.names():
        said = advise(s, optim.get(slug), (0.0, 0.0), [(0.0, 0.0)])
        assert said == (f"The start is a {kind}: the gradient is 0 there, so a run ends at once.",)
        assert optim.minimize(s, optim.get(slug), (0.0, 0.0)).steps == 0


def test_a_flat_start():
    s = landscapes.from_formula("x^4 + y^4")
    (said,) = advise(s, optim.get("adam"), (1e-3, 0.0))
    assert said == "The ground is flat at the start (gradient 4·10⁻⁹), so a run ends at once."
    assert optim.minimize(s, optim.get("adam"), (1e-3, 0.0)).steps == 0
    assert advise(s, optim.get("adam"), (0.1, 0.0)) == ()


@pytest.mark.parametrize(
    ("formula", "start", "goal"),
    [
        ("(x^2 - y^2)/2 + x + y", (1.0, 2.0), "a saddle"),
        ("-x^2 - 2*y^2 + x", (1.0, 1.0), "a hilltop"),
    ],
)
def test_newton_where_the_ground_bends_down(formula, start, goal):
    s = landscapes.from_formula(formula)
    (said,) = advise(s, optim.get("newton"), start)
    assert f"towards {goal}:" in said
    run = optim.minimize(s, optim.get("newton"), start)
    assert run.status == {"a saddle": "saddle", "a hilltop": "maximum"}[goal]
    assert run.message.startswith(f"Stopped at a {run.status}")
    assert advise(s, optim.get("newton", saddle_free=1), start) == ()
    assert advise(s, optim.get("newton", damping=5.0), start) == ()
    assert advise(RAVINE, optim.get("newton"), start) == ()


def test_newton_with_damping_too_small_to_help():
    s = landscapes.from_formula("(x^2 - 9*y^2)/2 + y")
    assert "saddle" in advise(s, optim.get("newton", damping=5.0), (1.0, 1.0))[0]


def test_what_a_method_cannot_hear():
    free = [o for o in optim.names() if optim.CLASSES[o].gradient_free]
    assert free
    for slug in free:
        (said,) = advise(RAVINE, optim.get(slug), (5.0, 1.0), noise=0.5)
        assert "gradient noise changes nothing" in said
        pair = [optim.minimize(RAVINE, optim.get(slug), (5.0, 1.0), noise=n) for n in (None, 0.5)]
        assert np.array_equal(pair[0].x, pair[1].x)
    deaf = set()
    for slug in optim.names():
        if advise(RAVINE, optim.get(slug), (5.0, 1.0), schedule="cosine"):
            deaf.add(slug)
            pair = [
                optim.minimize(RAVINE, optim.get(slug), (5.0, 1.0), 40, schedule=name)
                for name in (None, "cosine")
            ]
            assert np.array_equal(pair[0].x, pair[1].x)
    assert "nelder_mead" in deaf
    assert "gd" not in deaf


def test_where_the_surface_is_undefined_there_is_no_advice():
    s = landscapes.from_formula("log(x) + y^2")
    assert advise(s, optim.get("gd"), (-1.0, 1.0), [(1.0, 0.0)]) == ()
