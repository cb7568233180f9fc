"""What theory says of sweeps, held against runs on quadratics."""

import numpy as np
import pytest

import landscapes
import optim

LOW, HIGH = 0.5, 8.0
LIMITED = [slug for slug in optim.names() if optim.get(slug).stable_limit() is not None]
QUADRATIC = landscapes.from_formula(f"({LOW}*x^2 + {HIGH}*y^2)/2")


def ends(slug, steps=4000, start=(1.0, 1.0), **knobs):
    return optim.minimize_many(QUADRATIC, optim.get(slug, **knobs), *start, steps, 1e-6)


def test_some_methods_declare_a_limit_and_each_says_it_in_words():
    assert {"gd", "momentum", "nesterov"} <= set(LIMITED)
    for slug in optim.names():
        assert bool(optim.get(slug).stable_formula) == (slug in LIMITED)


@pytest.mark.parametrize("slug", LIMITED)
def test_stable_below_the_boundary_and_not_above(slug):
    """Whatever a method declares is held against runs on a quadratic."""
    swept = "momentum" in optim.get(slug).knobs
    knobs = {"momentum": np.array([0.0, 0.4, 0.8, 0.95])} if swept else {}
    bound = optim.theory.stable_rate(optim.get(slug, **knobs), HIGH)
    rate = np.broadcast_to(bound, 4)
    assert (ends(slug, learning_rate=0.98 * rate, **knobs).status == "converged").all()
    assert (ends(slug, learning_rate=1.02 * rate, **knobs).status == "diverged").all()


@pytest.mark.parametrize("slug", [slug for slug in optim.names() if slug not in LIMITED])
def test_a_method_that_declares_nothing_claims_nothing(slug):
    o = optim.get(slug)
    assert optim.theory.stable_rate(o, HIGH) is None
    assert optim.theory.critical_rate(o, HIGH) is None
    assert optim.theory.fastest(o, LOW, HIGH) is None


@pytest.mark.parametrize("slug", ["momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.3, 0.81])
def test_critical_damping_is_where_swings_begin(slug, momentum):
    rate = optim.theory.critical_rate(optim.get(slug, momentum=momentum), HIGH)
    for factor, swings in ((0.9, False), (1.3, True)):
        o = optim.get(slug, momentum=momentum, learning_rate=factor * rate)
        y = optim.minimize(QUADRATIC, o, (0.0, 1.0), 60, gtol=0.0).y
        assert (y.min() < 0) == swings


def test_gd_has_no_critical_damping():
    assert optim.theory.critical_rate(optim.get("gd"), HIGH) is None


@pytest.mark.parametrize("slug", ["gd", "momentum"])
def test_no_pair_contracts_faster_than_the_fastest(slug):
    """By the spectral radius of the recursion over both curvatures, on a fine grid."""
    best = optim.theory.fastest(optim.get(slug), LOW, HIGH)
    assert best is not None
    pair = best["learning_rate"], best.get("momentum", 0.0)

    def radius(rate, momentum):
        worst = 0.0
        for h in (LOW, HIGH):
            roots = np.roots([1.0, -(1 + momentum - rate * h), momentum])
            worst = max(worst, float(np.abs(roots).max()))
        return worst

    momenta = [0.0] if slug == "gd" else np.linspace(0, 0.95, 40)
    grid = [radius(a, b) for a in np.linspace(0.01, 0.9, 120) for b in momenta]
    assert radius(*pair) <= min(grid) + 1e-6
    if slug == "momentum":  # Polyak (1987): (sqrt(L/m) - 1) / (sqrt(L/m) + 1)
        assert radius(*pair) == pytest.approx(3 / 5, abs=1e-6)


@pytest.mark.parametrize("curvatures", [(0.0, 1.0), (-1.0, 2.0), (3.0, 2.0), (np.nan, 1.0)])
def test_no_fastest_where_there_is_no_bowl(curvatures):
    assert optim.theory.fastest(optim.get("momentum"), *curvatures) is None
    assert optim.theory.fastest(optim.get("nesterov"), 1.0, 2.0) is None
