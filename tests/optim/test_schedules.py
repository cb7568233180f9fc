"""Schedules against torch.optim.lr_scheduler, stored and live."""

import numpy as np
import pytest

import landscapes
import optim
from optim import schedules
from tests.optim import make_references as made

REFERENCES = np.load(made.FILE)
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


def test_every_schedule_is_compared():
    assert {slug for slug, _ in made.SCHEDULES.values()} == set(schedules.names())


@pytest.mark.parametrize("slug", schedules.names())
def test_first_factor_is_one_and_none_is_above(slug):
    schedule = schedules.get(slug)
    factors = [schedule.factor(t, 50) for t in range(50)]
    assert factors[0] == 1.0
    assert all(0.0 <= f <= 1.0 for f in factors)
    assert factors == sorted(factors, reverse=True)


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
    ("slug", "knobs"), [("nope", {}), ("step", {"every": 2.5}), ("cosine", {"floor": 2.0})]
)
def test_bad_schedules_are_value_errors(slug, knobs):
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        schedules.get(slug, **knobs)
