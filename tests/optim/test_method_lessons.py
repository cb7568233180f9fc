"""What methods say of themselves, held against runs."""

import numpy as np
import pytest

import landscapes
import optim

BOWL, ROSENBROCK = landscapes.get("bowl"), landscapes.get("rosenbrock")


@pytest.mark.parametrize("s", [BOWL, ROSENBROCK])
def test_amsgrad_keeps_its_largest_average_and_yet_its_pace_can_grow(s):
    amsgrad = optim.get("amsgrad", learning_rate=0.01)
    assert "can only shrink" not in amsgrad.lesson
    assert "the largest average" in amsgrad.lesson
    assert "the pace can still grow" in amsgrad.convention
    record = optim.minimize(s, amsgrad, max_steps=499, gtol=0.0).record
    assert (np.diff(record["nu_max_x"]) >= 0).all()
    divisor = np.sqrt(record["nu_hat_x"][1:])
    assert (np.diff(divisor) < 0).mean() > 0.9
    assert divisor[0] > 2.5 * divisor[-1]


def test_adamw_rests_at_the_plain_minimum_if_that_lies_within_one_over_lambda():
    """S. Xie and Z. Li, ICML 2024: at the lowest point with |x| and |y| up to 1/λ."""
    assert "without noise it still comes to rest at a minimum" in optim.get("adamw").lesson
    s = landscapes.get("linear_classifier", loss=2)
    ((x, y),) = s.minima
    assert 4 < y < x < 5
    for decay, rest in ((0.1, (x, y)), (0.5, (2.0, 2.0))):
        adamw = optim.get("adamw", learning_rate=0.005, weight_decay=decay)
        run = optim.minimize(s, adamw, max_steps=40_000, gtol=0.0)
        assert (run.x[-1], run.y[-1]) == pytest.approx(rest, abs=0.03)
    # The penalty of the same size in the loss itself does move it.
    ((px, py),) = landscapes.get("linear_classifier", loss=2, reg=0.1).minima
    assert max(px, py) < 1.2


def test_lion_settles_only_where_its_steps_happen_to_fit():
    assert "in general it does not settle" in optim.get("lion").lesson
    lion = optim.get("lion", learning_rate=0.1)
    assert optim.minimize(BOWL, lion, max_steps=500).status == "converged"
    for start in ((-1.55, 1.23), (1.37, 0.4)):
        run = optim.minimize(BOWL, lion, start, max_steps=500)
        assert run.status == "max_steps"
        assert np.abs(np.diff(run.x)).min() == pytest.approx(0.1)


@pytest.mark.parametrize("start", [(-1.6, 1.2), (-1.6, 0.01)])
def test_the_first_step_of_adam_is_alpha_in_each_coordinate(start):
    adam = optim.get("adam", learning_rate=0.01)
    assert "in each coordinate" in adam.lesson
    run = optim.minimize(BOWL, adam, start, max_steps=1)
    assert np.abs([np.diff(run.x), np.diff(run.y)]) == pytest.approx(0.01, rel=1e-5)


def test_nesterov_takes_the_gradient_at_the_point_that_it_stores():
    """That is the form of Bengio et al., eq. 7; Sutskever's own has it at the look-ahead point."""
    nesterov = optim.get("nesterov", learning_rate=0.02, momentum=0.8)
    assert "Bengio" in nesterov.source
    assert "Sutskever" not in nesterov.source
    run = optim.minimize(BOWL, nesterov, max_steps=20, gtol=0.0)
    # Their own points: theta with the gradient at theta + v, where v is what is added.
    theta, v, seen = np.array(BOWL.start), np.zeros(2), []
    for _ in range(21):
        ahead = theta + 0.8 * v
        seen.append(ahead)
        v = 0.8 * v - 0.02 * np.array(BOWL.grad(*ahead))
        theta = theta + v
    assert np.array(seen) == pytest.approx(np.stack([run.x, run.y], axis=1), rel=1e-9)


def test_advice_calls_the_largest_curvature_by_its_name():
    s = landscapes.get("bowl", stretch=10.0)
    (sentence,) = optim.advise(s, optim.get("gd", learning_rate=0.3), s.start, s.minima)
    assert "L = 10 is the largest curvature" in sentence


SLOPE = landscapes.from_formula("x + 3*y")


def test_without_its_correction_adam_starts_too_fast_on_a_steady_slope():
    """All gradients are alike, so every step is known: α (1 - β₁ᵗ)/√(1 - β₂ᵗ)."""
    plain = optim.get("adam_uncorrected", learning_rate=0.01)
    assert "first step is 3.2 α long, the longest 6.6 α" in plain.lesson
    run = optim.minimize(SLOPE, plain, (0.0, 0.0), max_steps=2000, gtol=0.0)
    t = np.arange(1, 2001)
    known = (1 - 0.9**t) / np.sqrt(1 - 0.999**t)
    for values in (run.x, run.y):
        assert -np.diff(values) / 0.01 == pytest.approx(known, rel=1e-5)
    assert round(float(known[0]), 1) == 3.2
    assert round(float(known.max()), 1) == 6.6
    assert int(known.argmax()) + 1 == 12
    adam = optim.minimize(SLOPE, optim.get("adam", learning_rate=0.01), (0.0, 0.0), max_steps=50)
    assert -np.diff(adam.x) / 0.01 == pytest.approx(1.0, rel=1e-5)


@pytest.mark.parametrize("s", [BOWL, ROSENBROCK, landscapes.get("beale")])
def test_uncorrected_adam_is_adam_at_another_rate_in_each_step(s):
    """Adam itself is held to PyTorch's; its step times that factor is the one without."""
    plain = optim.get("adam_uncorrected", learning_rate=0.02, eps=1e-16)
    run = optim.minimize(s, plain, max_steps=100, gtol=0.0)
    mu, nu, place = np.zeros(2), np.zeros(2), np.array(s.start)
    for t in range(1, 101):
        g = np.array(s.grad(*place))
        mu, nu = 0.9 * mu + 0.1 * g, 0.999 * nu + 0.001 * g * g
        factor = (1 - 0.9**t) / np.sqrt(1 - 0.999**t)
        place = place - 0.02 * factor * (mu / (1 - 0.9**t)) / np.sqrt(nu / (1 - 0.999**t))
        assert (run.x[t], run.y[t]) == pytest.approx(place, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("schedule", [None, "cosine"])
def test_nesterov_looks_ahead_by_momentum_alone(schedule):
    """From the paper's point theta to theta + v, where the gradient is taken: that is x."""
    nesterov = optim.get("nesterov", learning_rate=0.02, momentum=0.8)
    run = optim.minimize(ROSENBROCK, nesterov, max_steps=20, gtol=0.0, schedule=schedule)
    assert nesterov.looked_from == "x' + learning_rate'*momentum*velocity'"
    rate = np.broadcast_to(run.record.get("learning_rate", 0.02), run.x.shape).copy()
    rate[0] = 0.0
    theta = run.x + rate * 0.8 * run.record["velocity_x"]
    # One step of the paper from theta_t: theta_{t+1} = theta_t + v_{t+1}.
    stepped = run.x[:-1] - rate[1:] * run.record["g_x"][1:]
    assert stepped == pytest.approx(theta[1:], rel=1e-12)
