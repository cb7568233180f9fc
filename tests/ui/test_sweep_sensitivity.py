"""The curves beside a sweep: each is drawn at the places it was computed at."""

import numpy as np
import pytest

from ui.maps import sweep_sensitivity
from ui.maps.sweep import Sweep
from viz import figures


def test_a_curve_of_another_length_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many points there is time for may change while the curves are kept."""
    page, _ = Sweep.from_query({"surface": "bowl", "race": "gd", "steps": "20"})
    axis = page.axes()[0]
    for points in (12, 9, 12):
        monkeypatch.setattr(sweep_sensitivity, "_points", lambda job, points=points: points)
        made = sweep_sensitivity.curve(page, "gd", 0, axis, lambda share: None)
        assert len(made.knob) == len(made.steps) == len(made.fun) == len(made.status)


def slice_of(name: str, *status: str) -> figures.Slice:
    values = np.arange(1.0, len(status) + 1)
    return figures.Slice(name, 0, values, values, values, np.array(status))


def test_where_no_run_gets_there_the_last_loss_is_drawn() -> None:
    """One that does by chance is a point, which no line shows."""
    none = slice_of("Adam", "max_steps", "converged", "diverged", "converged")
    line = slice_of("Momentum", "max_steps", "converged", "converged", "diverged")
    assert sweep_sensitivity.seen_by("steps", [none, none]) == "loss"
    assert sweep_sensitivity.seen_by("steps", [none, line]) == "steps"
    assert sweep_sensitivity.seen_by("loss", [none]) == "loss"
    assert sweep_sensitivity.missing("steps", [line]) == ""
    assert sweep_sensitivity.missing("loss", [none]) == ""
    assert "gets there: Adam." in sweep_sensitivity.missing("steps", [none, line])
