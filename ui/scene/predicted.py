"""A prediction as it stays in the pictures: a line in the chart, a ring on the map."""

from dataclasses import replace
from typing import Any

from core.sentences import N_, _
from viz import Run

YOURS = N_("your prediction")
WIDER = 1.08
"""The axis reaches so far past a prediction."""
ALONG = ("x", "y", "fun", "cost", "distance", "gradient", "held_out")
"""What of a run has an entry a step, where it has it at all."""


def line_at(chart: dict[str, Any], side: str, at: float) -> dict[str, Any]:
    """The chart with a line where somebody said that the run would be."""
    axis = dict(chart[side])
    axis["hi"] = max(axis["hi"], at * WIDER)
    if side == "y" and at > 0:
        axis["lo"] = min(axis["lo"], at / WIDER)
    return chart | {side: axis, "marks": [{side: at, "words": _(YOURS), "dash": "dash"}]}


def ring_at(place: tuple[float, float]) -> dict[str, Any]:
    """On the map, where somebody said that a run would end."""
    return {"x": place[0], "y": place[1], "words": [_(YOURS)]}


def start_of(run: Run) -> Run:
    """A run without its steps: an axis would tell how low the first one leads."""
    return _only(run, [0])


def seen_by_now(runs: list[Run], held: bool) -> list[Run]:
    """The runs; only their starts where the race is held until a question is answered."""
    return [start_of(run) for run in runs] if held else runs


def at_rest(run: Run) -> Run:
    """What is sent of a run that nobody may see yet: a step on the spot, no word of its end."""
    return replace(_only(run, [0, 0]), outcome="max_steps")


def _only(run: Run, points: list[int]) -> Run:
    """A run with these of its points alone."""
    every = {name: getattr(run, name) for name in ALONG}
    known = {name: values[points] for name, values in every.items() if values is not None}
    return replace(run, fan=(), snapshots=(), **known)
