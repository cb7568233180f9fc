"""Schedules against torch.optim.lr_scheduler, stored and live."""

import numpy as np
import pytest

import landscapes
import optim
from optim.conditions import schedules
from tests.optim import make_references as made
from tests.optim import make_schedule_references as rates

REFERENCES = np.load(made.FILE)
RATES = np.load(rates.FILE)
RAVINE = landscapes.from_formula(made.SURFACES["ravine"].formula)


def ours(name: str) -> np.ndarray:
    """Rates and points of Adam under the schedule, as `torch_schedule` has them."""
    slug, knobs = made.SCHEDULES[name]
    run = optim.minimize(
        RAVINE,
        optim.get("adam", learning_rate=made.SCHEDULE_RATE),
        made.SURFACES["ravine"].start,
        made.SCHEDULE_STEPS,
        gtol=0.0,
        schedule=schedules.get(slug, **knobs),
    )
    return np.array([run.record["learning_rate"], run.x, run.y])


@pytest.mark.parametrize("name", made.SCHEDULES)
def test_equals_the_stored_reference(name):
    np.testing.assert_allclose(ours(name), REFERENCES[f"schedule/{name}"], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", made.SCHEDULES)
def test_equals_live_torch(name):
    pytest.importorskip("torch")
    np.testing.assert_allclose(ours(name), made.torch_schedule(name), rtol=1e-10, atol=1e-12)


def our_rates(name: str) -> list[float]:
    """The learning rate of each step of a case of `make_schedule_references`."""
    slug, knobs = rates.CASES[name]
    schedule = schedules.get(slug, **knobs)
    return [rates.RATE * schedule.factor(t, rates.STEPS) for t in range(rates.STEPS)]


@pytest.mark.parametrize("name", rates.CASES)
def test_rates_equal_the_stored_reference(name):
    np.testing.assert_allclose(our_rates(name), RATES[name], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("name", rates.CASES)
def test_rates_equal_live_torch(name):
    pytest.importorskip("torch")
    live = rates.torch_rates(rates.CASES[name][0], rates.all_knobs(name))
    np.testing.assert_allclose(our_rates(name), live, rtol=1e-11, atol=1e-15)


def test_every_schedule_is_compared():
    compared = {slug for slug, _ in (*made.SCHEDULES.values(), *rates.CASES.values())}
    assert compared == set(schedules.names())
    assert set(RATES.files) == set(rates.CASES)


FALLING = ("constant", "step", "exponential", "inverse", "cosine")


def test_the_menu_keeps_its_order():
    assert schedules.names() == (*FALLING, "restarts", "warmup", "warmup_cosine")


@pytest.mark.parametrize("slug", schedules.names())
def test_first_factor_is_one_and_none_is_above(slug):
    schedule = schedules.get(slug)
    factors = [schedule.factor(t, 50) for t in range(50)]
    assert factors[0] == getattr(schedule, "first", 1.0)
    assert all(0.0 <= f <= 1.0 for f in factors)
    if slug in FALLING:
        assert factors == sorted(factors, reverse=True)


@pytest.mark.parametrize("max_steps", [0, 1, 2])
@pytest.mark.parametrize("slug", schedules.names())
def test_short_runs_have_finite_factors(slug, max_steps):
    """Also one step past the end, where a picture may ask."""
    schedule = schedules.get(slug)
    factors = [schedule.factor(t, max_steps) for t in range(max_steps + 1)]
    assert all(0.0 <= f <= 1.0 for f in factors)
    assert schedule.snapshots(max_steps) == ()


@pytest.mark.parametrize(
    ("knobs", "max_steps", "ends"),
    [
        ({"period": 50}, 200, (50, 100, 150, 200)),
        ({"period": 50}, 199, (50, 100, 150)),
        ({"period": 10, "stretch": 2}, 100, (10, 30, 70)),
        ({"period": 1, "stretch": 10}, 1_000_000, (1, 11, 111, 1111, 11111, 111111)),
        ({"period": 500}, 499, ()),
    ],
)
def test_a_snapshot_is_where_a_cycle_ends(knobs, max_steps, ends):
    schedule = schedules.get("restarts", floor=0.1, **knobs)
    assert schedule.snapshots(max_steps) == ends
    for k in ends:
        assert schedule.factor(k, max_steps) == 1.0
        if knobs["period"] > 1:
            assert schedule.factor(k - 1, max_steps) < 0.2


def test_only_cycles_have_snapshots():
    with_some = [slug for slug in schedules.names() if schedules.get(slug).snapshots(1000)]
    assert with_some == ["restarts"]


@pytest.mark.parametrize(("total", "cycles"), [(120, 4), (100, 3), (7, 7)])
def test_equal_cycles_are_the_snapshot_ensembles_schedule(total, cycles):
    """G. Huang et al. (2017), eq. 2: a0/2 (cos(pi mod(t - 1, ceil(T/M)) / ceil(T/M)) + 1)."""
    length = -(-total // cycles)
    t = np.arange(1, total + 1)
    want = 0.5 * (np.cos(np.pi * np.mod(t - 1, length) / length) + 1)
    schedule = schedules.get("restarts", period=length)
    ours = [schedule.factor(k, total) for k in range(total)]
    np.testing.assert_allclose(ours, want, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("slug", schedules.names())
def test_limits_of_the_knobs(slug):
    for name, spec in schedules.get(slug).knobs.items():
        for value in (spec.lo, spec.hi):
            schedule = schedules.get(slug, **{name: value})
            assert all(np.isfinite(schedule.factor(t, 10_000)) for t in (0, 1, 10, 9_999))


@pytest.mark.parametrize("slug", optim.names())
def test_constant_changes_nothing(slug):
    start, optimizer = made.SURFACES["ravine"].start, optim.get(slug)
    plain = optim.minimize(RAVINE, optimizer, start, 30)
    scheduled = optim.minimize(RAVINE, optimizer, start, 30, schedule=schedules.get("constant"))
    assert np.array_equal(plain.x, scheduled.x)
    assert np.array_equal(plain.y, scheduled.y)


def test_learning_rate_is_recorded_without_a_schedule():
    run = optim.minimize(RAVINE, optim.get("gd", learning_rate=0.02), (1.0, 1.0), 5, gtol=0.0)
    assert run.record["learning_rate"].tolist() == [0.02] * 6


def test_the_optimizer_itself_is_left_alone():
    optimizer = optim.get("adam")
    optim.minimize(RAVINE, optimizer, (1.0, 1.0), 20, schedule=schedules.get("exponential"))
    optim.minimize_many(RAVINE, optimizer, [1.0], [1.0], 20, schedule=schedules.get("cosine"))
    assert optimizer == optim.get("adam")


def test_rprop_takes_the_rate_only_as_its_first_step():
    start = made.SURFACES["ravine"].start
    plain = optim.minimize(RAVINE, optim.get("rprop"), start, 40)
    falling = optim.minimize(
        RAVINE, optim.get("rprop"), start, 40, schedule=schedules.get("cosine")
    )
    assert np.array_equal(plain.x, falling.x)


@pytest.mark.parametrize(
    ("slug", "knobs"),
    [
        ("nope", {}),
        ("step", {"every": 2.5}),
        ("restarts", {"period": 7.5}),
        ("cosine", {"floor": 2.0}),
    ],
)
def test_bad_schedules_are_value_errors(slug, knobs):
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        schedules.get(slug, **knobs)
