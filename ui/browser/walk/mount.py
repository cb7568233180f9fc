"""The dark map as a component: it knows the loss where somebody stood, and nothing else.

What is sent is described in ui/browser/shared/wire.md, “walk”. Of the ground and of other ways down
nothing goes to the browser before the walk is over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from core.sentences import _
from ui.browser.component import component
from viz import browser, single, theme

PLACE = 6
"""Numbers of a place: where it is across and upwards, its loss, the slope both ways in shares of
the window, and how long the gradient is."""


@dataclass(frozen=True)
class Path:
    """Another way down, in shares of the window."""

    name: str
    index: int
    """Decides colour and dash."""
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Day:
    """What is seen when the walk is over."""

    height: np.ndarray
    """Of the ground, from 0 to 1, row by row from below."""
    levels: int
    paths: Sequence[Path]
    minima: Sequence[tuple[float, float]]
    name: str
    own: int
    """Decides colour and dash of the way that one walked oneself."""


@dataclass(frozen=True)
class Night:
    """What is known of the ground."""

    id: str
    """Of the ground; tells nothing of it."""
    places: np.ndarray
    """`PLACE` numbers a row."""
    budget: int
    slopes: bool
    """Whether one feels slopes."""
    aspect: float
    """Width of the map by its height."""
    day: Day | None = None
    title: str = ""
    takes: Mapping[str, Any] = field(default_factory=dict)
    """What may be taken along by the link of the page, see `ui.kit.takings`."""


def _component() -> Any:
    return component("walk", "shared/take/save_menu.css")


def show(key: str, night: Night, on_walk: Callable[[], None]) -> None:
    """Show the map as far as it is known."""
    _component()(key=key, data=sent(night), on_walk_change=on_walk)


def sent(night: Night) -> bytes:
    """All that goes to the browser."""
    header = {
        "id": night.id,
        "budget": night.budget,
        "slopes": night.slopes,
        "aspect": night.aspect,
        "colours": {"light": theme.GROUND, "dark": [theme.DARK[c] for c in theme.GROUND]},
        "day": night.day and _day(night.day),
        "title": _(night.title),
        "takes": dict(night.takes),
        "file": "thalweg-walk",
    }
    parts: dict[str, np.ndarray | bytes] = {"places": single(night.places)}
    if night.day:
        parts["height"] = single(night.day.height)
        for k, path in enumerate(night.day.paths):
            parts[f"path.{k}"] = single(np.column_stack([path.x, path.y]))
    return browser.blob(header, parts)


def _day(day: Day) -> dict[str, Any]:
    return {
        "size": list(day.height.shape[::-1]),
        "levels": day.levels,
        "minima": [list(map(float, at)) for at in day.minima],
        "name": _(day.name),
        "own": _line(day.own),
        "paths": [{"name": _(path.name), **_line(path.index)} for path in day.paths],
    }


def _line(index: int) -> dict[str, Any]:
    line = theme.line(index)
    return {"colour": [line["color"], theme.DARK[line["color"]]], "dash": line["dash"]}


def walked(key: str, fine: int, most: int) -> tuple[tuple[int, int], ...] | None:
    """Where somebody stood after the start, in whole numbers up to `fine`; None: nobody did."""
    told = st.session_state[key].get("walk")
    places = told.get("places") if isinstance(told, Mapping) else None
    if not isinstance(places, list):
        return None
    pairs = [place for place in places[:most] if _is_place(place)]
    return tuple((_whole(p, fine), _whole(q, fine)) for p, q in pairs)


def _is_place(place: Any) -> bool:
    """Whether a browser's word is two numbers."""
    if not (isinstance(place, list) and len(place) == 2):
        return False
    return all(isinstance(v, int | float) and abs(v) <= 2 for v in place)


def _whole(share: float, fine: int) -> int:
    return round(fine * min(max(float(share), 0.0), 1.0))
