"""What the player marks on its map and in its 3-D view, as JSON.

The format is described in ui/browser/shared/wire.md, “stage”.
"""

import math
from collections.abc import Sequence
from typing import Any

from core.sentences import _
from landscapes import CriticalPoint, Local, Point
from viz.marks import arms, gathered, place
from viz.run import Bounds


def map_marks(
    bounds: Bounds,
    minima: Sequence[Point] = (),
    critical: Sequence[CriticalPoint] = (),
    floor: float = 0.0,
    chord: tuple[Point, Point] | None = None,
    probe: Local | None = None,
    titles: tuple[str, str] = ("x", "y"),
) -> dict[str, Any]:
    """All marks of a map. `floor` is the loss at the known `minima`, `titles` are of the axes."""
    every = gathered(minima, critical, floor, bounds)
    points = [
        {
            "kind": m.kind,
            "x": m.x,
            "y": m.y,
            "fun": _number(m.fun),
            "words": [_(line) for line in m.lines],
        }
        for of_kind in every.values()
        for m in of_kind
    ]
    return {
        "titles": [_(title) for title in titles],
        "points": points,
        "chord": [list(end) for end in chord] if chord else None,
        "probe": _probe(probe, bounds) if probe else None,
    }


def _probe(probe: Local, bounds: Bounds) -> dict[str, Any]:
    crossed = [arm for arm in arms(probe, bounds) if math.isfinite(sum(arm.ends[0]))]
    return {
        "x": probe.x,
        "y": probe.y,
        "words": [
            _("probe at {place}", place=place(probe.x, probe.y)),
            *(_(arm.words) for arm in crossed),
        ],
        "arms": [{"ends": [list(end) for end in arm.ends], "dash": arm.dash} for arm in crossed],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
