"""What the tests of the figures share: runs made for them, and facts read off a figure."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.io.json import to_json_plotly

import landscapes
import optim
from viz import Run, theme

CLEAR = "rgba(0,0,0,0)"
COLOUR_KEYS = ("color", "bgcolor", "bordercolor", "colorscale", "activecolor")


def made(surface: Any, slug: str = "gd", index: int = 0, steps: int = 60, **more: Any) -> Run:
    """A run from the surface's start; `more` are knobs, and fields of the run to replace."""
    fields = {k: more.pop(k) for k in list(more) if k in Run.__dataclass_fields__}
    start = more.pop("start", None)
    t = optim.minimize(surface, optim.get(slug, **more), start, steps)
    distance = np.full(len(t.x), np.nan)
    for x, y in surface.minima:
        distance = np.fmin(distance, np.hypot(t.x - x, t.y - y))
    facts = {
        "name": slug, "index": index, "x": t.x, "y": t.y, "fun": t.fun,
        "cost": t.nfev + t.njev + t.nhev, "outcome": t.outcome, "above": t.above,
        "distance": distance, "gradient": np.hypot(t.grad_x, t.grad_y),
    }  # fmt: skip
    return Run(**facts | fields)


def further_runs(surface: Any, count: int = 3, steps: int = 20) -> tuple[Any, ...]:
    """Runs of gradient descent from a row of starts."""
    x, y = surface.start
    runs = [made(surface, start=(x + 0.1 * k, y), steps=steps) for k in range(1, count + 1)]
    return tuple((run.x, run.y, run.fun) for run in runs)


def race(slug: str) -> list[Run]:
    """A race on a built-in surface."""
    surface = landscapes.get(slug)
    return [made(surface, s, i) for i, s in enumerate(("gd", "adam", "newton"))]


def named(figure: go.Figure, name: str) -> Any:
    """The one trace of that name, or else of a name that begins so."""
    names = [str(trace.name) for trace in figure.data]
    same = str.__eq__ if name in names else str.startswith
    found = [trace for trace in figure.data if same(str(trace.name), name)]
    assert len(found) == 1, [trace.name for trace in figure.data]
    return found[0]


def colours(value: Any, key: str = "") -> Iterator[str]:
    """Every colour a figure names, outside of plotly's own template."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            if inner_key != "template":
                yield from colours(inner, inner_key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from colours(inner, key)
    elif isinstance(value, str) and (value.startswith("#") or key.endswith(COLOUR_KEYS)):
        yield value


def as_sent(figure: go.Figure) -> str:
    """A figure as the browser gets it, without the template."""
    plain = figure.to_dict()
    plain["layout"].pop("template", None)
    return str(to_json_plotly(plain))


def check(figure: go.Figure, dark: bool = False) -> None:
    """Browsers can read it, both themes know its colours, and it lies on a clear ground."""
    json.loads(as_sent(figure), parse_constant=pytest.fail)  # browsers refuse NaN and Infinity
    allowed = set(theme.DARK.values() if dark else theme.DARK) | {CLEAR}
    assert set(colours(figure.to_dict())) <= allowed
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == CLEAR
    for trace in figure.data:
        for values in (trace.x, trace.y, getattr(trace, "z", None)):
            if values is not None and len(values) > 4:
                assert values.dtype.itemsize <= 4, trace.name
