"""The map of cells, as two components that share JavaScript modules.

`view` has the axes, the picked cell and its run, and tells of a cell or a view that somebody
picked. `cells` has the picture; it lives in a fragment, so that finer and finer pictures can follow
each other while the rest of the page stays as it is, and asks for the next one when one is drawn.
Both know the map by the key of the view. What is sent is described in ui/browser/shared/wire.md,
“map” and “cells”.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np
import streamlit as st

from core.sentences import _
from ui.browser.assets import loader
from ui.browser.component import component, registered
from viz import browser, theme

Act = Callable[[], None]
PlanePath = tuple[np.ndarray, np.ndarray]


class Axis(Protocol):
    """What a map has to know of one of its axes."""

    @property
    def lo(self) -> float:
        """Where it begins."""

    @property
    def hi(self) -> float:
        """Where it ends."""

    @property
    def log(self) -> bool:
        """Whether it is logarithmic."""

    @property
    def integer(self) -> bool:
        """Whether it has whole numbers only."""

    def drawn(self) -> "Axis":
        """The axis from edge to edge of its outermost cells."""


@dataclass(frozen=True)
class Side:
    """An axis of the map as people see it."""

    axis: Axis
    title: str
    name: str
    """Short, for the label of a cell."""
    limits: tuple[float, float]
    """As far as one can zoom out."""
    fixed: bool = False
    """Whether one cannot zoom at all."""

    def sent(self) -> dict[str, Any]:
        """What the browser gets."""
        drawn = self.axis.drawn()
        facts = {"lo": drawn.lo, "hi": drawn.hi, "log": self.axis.log}
        return facts | {
            "title": _(self.title),
            "name": _(self.name),
            "fixed": self.axis.integer or self.fixed,
        }


Sides = tuple[Side, Side]


@dataclass(frozen=True)
class Line:
    """A line that theory knows, in the numbers of the axes."""

    words: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    dash: str = "solid"


@dataclass(frozen=True)
class Spot:
    """A place that stands out, in the numbers of the axes."""

    x: float
    y: float
    sign: str
    """star or cross."""
    words: str


@dataclass(frozen=True)
class SliderPreviews:
    """How the browser gets previews: pictures while a slider of the sidebar still moves."""

    route: str
    link: Mapping[str, str]
    sliders: Mapping[str, tuple[str, float]]
    """By the key of the widget: that of the same fact in the link, and the number now."""


@dataclass(frozen=True)
class View:
    """What is seen of a map, whatever its cells."""

    words: str
    """What the map is, for who cannot see it."""
    file: str
    """The name of a saved picture, without its ending."""
    picked: tuple[float, float]
    path: PlanePath | None = None
    trip: str = ""
    """A name of the path: another one is drawn from its start."""
    lines: Sequence[Line] = ()
    spots: Sequence[Spot] = ()
    zoomed: bool = False
    small: bool = False
    """Only the map: no legend, no tools."""
    pictures: Sequence[str] = ()
    """The ids of all its levels."""
    previews: SliderPreviews | None = None
    title: str = ""
    """Above a saved picture."""
    takes: Mapping[str, Any] | bool = False
    """What may be taken along by the link of the page, see `ui.kit.takings`."""


@dataclass(frozen=True)
class Cells:
    """A picture and what is said of it."""

    id: str
    picture: browser.Picture
    level: str
    """How fine it is, in words."""
    columns: tuple[str, ...]
    """Titles of the legend."""
    spots: Sequence[Spot] = ()
    more: int = 0
    """Not 0 where a finer picture can be had; another number makes the browser ask again."""


@st.cache_resource
def _components() -> tuple[Any, Any]:
    cells = registered("cells", loader("map/pictures.js", "loaded.take(component)"))
    return cells, component("map")


def show_view(key: str, sides: Sides, view: View, on_pick: Act, on_zoom: Act) -> None:
    """Show the axes and what lies on the map."""
    header = {
        "map": key,
        "axes": [side.sent() for side in sides],
        "limits": [side.limits for side in sides],
        "lines": [asdict(line) | {"words": _(line.words)} for line in view.lines],
        "spots": _spots(view.spots),
        "words": _(view.words),
        "title": _(view.title),
        "dark": theme.DARK,
        "ink": theme.INK,
        "paper": theme.PAPER,
        "faint": theme.FAINT,
        "ahead": view.previews and asdict(view.previews),
    }
    plain = ("file", "picked", "trip", "zoomed", "small", "pictures", "takes")
    header |= {what: getattr(view, what) for what in plain}
    data = browser.blob(header, _parts(view.path))
    _components()[1](key=key, data=data, on_pick_change=on_pick, on_zoom_change=on_zoom)


def show_cells(key: str, sides: Sides, cells: Cells, on_more: Act) -> None:
    """Put a picture on the map with this key."""
    data = sent(key, sides, cells)
    _components()[0](key=f"{key}.cells", data=data, on_more_change=on_more)


def sent(
    key: str, sides: Sides, cells: Cells, trip: str = "", path: PlanePath | None = None
) -> bytes:
    """A picture as the browser takes it; a preview comes with its own path."""
    rows, columns = cells.picture.label.shape
    header = {
        "map": key,
        "size": [columns, rows],
        "axes": [side.sent() for side in sides],
        "kinds": cells.picture.legend(),
        "bar": cells.picture.scale(),
        "marks": cells.picture.marks(),
        "spots": _spots(cells.spots),
        "trip": trip,
        "level": _(cells.level),
        "columns": list(map(_, cells.columns)),
    }
    header |= {what: getattr(cells, what) for what in ("id", "more")}
    return browser.blob(header, {"cells": cells.picture.packed(), **_parts(path)})


def _spots(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    return [asdict(spot) | {"words": _(spot.words)} for spot in spots]


def _parts(path: PlanePath | None) -> dict[str, np.ndarray | bytes]:
    return dict(zip(("path.x", "path.y"), path, strict=True)) if path else {}


def told(key: str, what: str) -> Any:
    """What the component with this key told last."""
    # Who left for another page meanwhile has it no more.
    return (st.session_state.get(key) or {}).get(what)
