"""The one rule by which every loop of steps stops."""

import numpy as np
import pytest

import optim
from optim import schedules
from optim.status import (
    FAR,
    GOING_ON,
    LOST,
    STATUSES,
    Status,
    ending,
    flat_below,
    is_good,
    is_modest,
    is_near,
    is_steep,
    within_limits,
)

NAN, INF = np.nan, np.inf


@pytest.mark.parametrize(
    ("x", "f", "norm2", "status"),
    [
        (0.0, 1.0, 4.0, None),
        (0.0, 1.0, 1.0, Status.CONVERGED),
        (FAR, FAR, 1.0, Status.CONVERGED),
        (2 * FAR, 1.0, 1.0, Status.DIVERGED),
        (NAN, 1.0, 1.0, Status.DIVERGED),
        (0.0, -2 * FAR, 1.0, Status.DIVERGED),
        (0.0, INF, 4.0, Status.DIVERGED),
        (0.0, 1.0, NAN, Status.DIVERGED),
        (0.0, NAN, 4.0, Status.LEFT_DOMAIN),
        (2 * FAR, NAN, 4.0, Status.DIVERGED),
    ],
)
def test_why_a_run_ends_at_a_point(x, f, norm2, status):
    at = (np.array([v]) for v in (x, 0.0, f, norm2))
    x_, y_, f_, norm2_ = at
    (code,) = ending(x_, y_, f_, norm2_, flat_below(1.0), partial=True)
    ends = not is_steep(norm2, flat_below(1.0)) or not (is_near(x, 0.0) and is_modest(f))
    assert ends == (status is not None)
    assert code == (GOING_ON if status is None else status.code)
    assert bool(is_good(x_, y_, f_, norm2_)[0]) == (status in (None, Status.CONVERGED))
    assert bool(is_near(x_, y_)[0]) == bool(is_near(x, 0.0))  # floats as arrays
    (whole,) = ending(x_, y_, f_, norm2_, flat_below(1.0), partial=False)
    assert whole == (Status.DIVERGED.code if status == Status.LEFT_DOMAIN else code)


def test_a_tolerance_of_zero_never_stops_a_run():
    zero = np.zeros(1)
    stop = ending(zero, zero, zero, zero, flat_below(0.0), False, Status.MAX_STEPS.code)
    assert stop.tolist() == [Status.MAX_STEPS.code]


def test_vectors_of_any_length_are_within_limits_or_not():
    assert within_limits(1.0, np.array([-FAR, 0.0]))
    for bad in (2 * FAR, -2 * FAR, NAN, INF):
        assert not within_limits(1.0, np.array([0.0, bad]))
        assert not within_limits(bad, np.zeros(2))


def test_a_status_is_written_as_the_text_that_it_is():
    for status in Status:
        assert status == status.value
        assert repr(status) == repr(status.value)
        assert f"{status}" == status.value


def test_runs_are_lost_that_diverged_or_left_the_domain():
    assert LOST == ("diverged", "left_domain")
    codes = np.arange(len(STATUSES))
    ends = optim.Endpoints(codes, codes, codes, codes, codes)
    assert ends.status[ends.lost].tolist() == list(LOST)


def test_only_the_constant_schedule_is_steady():
    assert [slug for slug, cls in schedules.CLASSES.items() if cls.steady] == ["constant"]
    assert all(schedules.get("constant").factor(t, 50) == 1 for t in range(50))
