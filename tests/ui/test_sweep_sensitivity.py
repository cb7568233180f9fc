"""The curves beside a sweep: each is drawn at the places it was computed at."""

import pytest

from ui.maps import sweep_sensitivity
from ui.maps.sweep import Sweep


def test_a_curve_of_another_length_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many points there is time for may change while the curves are kept."""
    page, _ = Sweep.from_query({"surface": "bowl", "race": "gd", "steps": "20"})
    axis = page.axes()[0]
    for points in (12, 9, 12):
        monkeypatch.setattr(sweep_sensitivity, "_points", lambda job, points=points: points)
        made = sweep_sensitivity.curve(page, "gd", 0, axis, lambda share: None)
        assert len(made.knob) == len(made.steps) == len(made.fun) == len(made.status)
