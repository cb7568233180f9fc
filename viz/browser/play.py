"""A race as the player in the browser gets it: numbers as float32, facts and words as JSON.

The format is described in ui/browser/shared/wire.md, “play”.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.sentences import _
from landscapes import Point
from viz import theme
from viz.browser.wire import Woven, blob, woven
from viz.chart import Chart
from viz.ground import LIFT, Ground
from viz.run import REACH, Run, hidden, inside, single, sketched

Parts = dict[str, np.ndarray]


def play_bytes(
    ground: Ground, runs: Sequence[Run], labels: Sequence[str], start: Point, chart: Chart
) -> bytes:
    """All runs, ready to be played. `labels` are their names in links, one a run."""
    parts: dict[str, Woven] = {}
    for k, run in enumerate(runs):
        own = _path(run, ground, chart) | (_fan(run, ground, chart) if run.fan else {})
        parts |= {f"{k}.{name}": woven(values) for name, values in own.items()}
    header = {
        "runs": [_facts(run, label, ground) for run, label in zip(runs, labels, strict=True)],
        "start": [float(v) for v in start],
        "window": ground.bounds,
        "height": ground.shape() | {"lift": LIFT},
        "curve": chart.curve,
        "by": chart.by,
        "log": chart.log,
        "floor": chart.floor if chart.log else 0.0,
    }
    return blob(header, parts)


def _facts(run: Run, label: str, ground: Ground) -> dict[str, Any]:
    line = theme.line(run.index)
    seen = np.flatnonzero(inside(run.x, run.y, ground.bounds))
    facts = {
        "label": label,
        "name": _(run.name),
        "outcome": run.outcome,
        "words": _(theme.outcome_words(run.outcome, run.above)),
        "steps": len(run.x) - 1,
        "colour": line["color"],
        "dash": line["dash"],
        "mark": theme.END_MARKS.get(run.outcome, "circle"),
        # The mark of the outcome stands at the last point one can see.
        "end": int(seen[-1]) if seen.size else 0,
        "snapshots": [int(k) for k in run.snapshots],
    }
    return facts | ({"fan": [len(x) for x, _, _ in run.fan]} if run.fan else {})


def _path(run: Run, ground: Ground, chart: Chart) -> Parts:
    shown = inside(run.x, run.y, ground.bounds, REACH)
    parts = {"x": hidden(run.x, shown), "y": hidden(run.y, shown), "value": chart.values(run)}
    if chart.curve != "loss":
        parts["fun"] = single(run.fun)
    if chart.by != "steps":
        parts["at"] = chart.at(run)
    return parts


def _fan(run: Run, ground: Ground, chart: Chart) -> Parts:
    x, y, fun = sketched(run.fan, ground.bounds)
    parts = {"fan.x": single(x), "fan.y": single(y), "fan.fun": single(fun)}
    if chart.has_fans:
        parts["fan.value"] = chart.drawn(np.concatenate([fun for _, _, fun in run.fan]))
    return parts
