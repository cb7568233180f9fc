"""The page “Walk it yourself” from top to bottom."""

from typing import Any

import numpy as np
import streamlit as st

from core.sentences import N_, sentence
from ui.browser import walk as dark_map
from ui.kit.headings import page_heading
from ui.scene import cached
from ui.walk import compared, controls, taken
from ui.walk.controls import WALK
from ui.walk.felt import felt
from ui.walk.ground import FINE
from ui.walk.rivals import Descent, rivals
from ui.walk.walk import MOST, Walk
from viz import LEVELS, has_one_unit

KEY = "walk.map"


def lay_out(walk: Walk) -> Walk:
    """All controls, and what one is to do."""
    with st.sidebar:
        walk = controls.sidebar(walk)
    page_heading(
        N_("Walk it yourself"),
        sentence(
            "It is dark, and you want to get down. You may stand at {n} places, the start is the "
            "first. Then gradient descent gets as many evaluations.",
            n=walk.budget,
        ),
    )
    return walk


def body(walk: Walk) -> None:
    """The map, and when it is day, how all fared."""
    dark_map.show(KEY, night(walk), _walked)
    controls.acts(walk)
    if walk.shown == "on":
        compared.show(walk)


def _walked() -> None:
    """Another step, or several."""
    told = dark_map.walked(KEY, FINE, MOST)
    walk = WALK.current()
    if told is not None and walk.shown == "off":
        WALK.amend(walked=told[: walk.budget - 1])


def night(walk: Walk) -> dark_map.Night:
    """What the browser may know: of the ground itself nothing before it is day."""
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    wide, tall = x_hi - x_lo, y_hi - y_lo
    return dark_map.Night(
        id=" ".join(map(str, (walk.number, walk.scene.to_query(), walk.budget, walk.feel))),
        places=np.array([felt(walk, k) for k in range(len(walk.places))], np.float64),
        budget=walk.budget,
        slopes=walk.feel == "slope",
        aspect=wide / tall if has_one_unit(walk.landscape.bounds) else 1.0,
        day=_day(walk) if walk.shown == "on" else None,
        title=controls.says(walk),
        takes=taken.offered(walk),
    )


def _day(walk: Walk) -> dark_map.Day:
    ground = cached.ground(walk.landscape, "auto")
    top = float(ground.height(ground.high)) or 1.0
    return dark_map.Day(
        height=ground.height(ground.z) / top,
        levels=LEVELS,
        paths=[_path(walk, k, way) for k, way in enumerate(rivals(walk))],
        minima=[_shares(walk, *at) for at in walk.landscape.minima],
        name=walk.landscape.title,
        own=compared.OWN,
    )


def _path(walk: Walk, k: int, way: Descent) -> dark_map.Path:
    x, y = _shares(walk, way.x, way.y)
    return dark_map.Path(way.name, k, x, y)


def _shares(walk: Walk, x: Any, y: Any) -> tuple[Any, Any]:
    """Points as shares of the window."""
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    return (x - x_lo) / (x_hi - x_lo), (y - y_lo) / (y_hi - y_lo)
