"""The samples behind a surface, and the surfaces of a few of them, as the browser gets them.

It draws the decision lines itself. The format is described in ui/browser/shared/wire.md, “data”.
"""

import json
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.sentences import _
from landscapes import Scatter
from viz import theme
from viz.ground import Ground

MARKS = ("circle", "square", "triangle", "diamond")
"""The shape of each class."""
COLOURS = (theme.COLOURS[7], theme.COLOURS[5], theme.COLOURS[3], theme.INK)
"""The colour of each class: those of racers that seldom come."""
MARGIN = 0.06
"""The plot is wider than the samples, on each side, by this share of their range."""


def sample_facts(
    scatter: Scatter | None, lines: ArrayLike, samples: int, held: Scatter | None = None
) -> str:
    """JSON of what stays while the surface stays.

    `scatter` (u, v, label, names, axes, loss) and `lines` are of a surface made of so many
    `samples`; no scatter, no plane in which they could be shown. `held` are samples held out.
    """
    found: dict[str, Any] = {"samples": int(samples), "scatter": None}
    if scatter is not None:
        found["scatter"] = {
            **_features(scatter),
            "held": None if held is None else _features(held),
            "axes": [
                _axis(np.concatenate(values), title)
                for values, title in zip(_both(scatter, held), scatter.axes, strict=True)
            ],
            "classes": [
                {"name": name, "colour": COLOURS[k % len(COLOURS)], "mark": MARKS[k % len(MARKS)]}
                for k, name in enumerate(scatter.names)
            ],
            "loss": scatter.loss,
            "lines": np.asarray(lines, np.float64).reshape(-1, 3, 3).tolist(),
        }
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _features(scatter: Scatter) -> dict[str, Any]:
    return {
        "u": [float(v) for v in scatter.u],
        "v": [float(v) for v in scatter.v],
        "label": [int(k) for k in scatter.label],
    }


def _both(scatter: Scatter, held: Scatter | None) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Of each feature, the values of all samples."""
    every = [scatter] if held is None else [scatter, held]
    return [each.u for each in every], [each.v for each in every]


def _axis(values: np.ndarray, title: str) -> dict[str, Any]:
    low, high = float(np.min(values)), float(np.max(values))
    more = MARGIN * (high - low) or 1.0
    return {"lo": low - more, "hi": high + more, "title": _(title)}


def sample_heights(ground: Ground, loss: np.ndarray) -> np.ndarray:
    """The heights of another surface on the ground's scale, from its own lowest point, float32."""
    low = float(np.nanmin(loss, initial=ground.high))
    return (
        replace(ground, low=low, high=low + ground.high - ground.low)
        .height(loss)
        .astype(np.float32)
    )
