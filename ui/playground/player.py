"""The player, as two components that share JavaScript modules: the browser plays what it gets.

`ground` receives the surface and keeps it in the browser; `stage` receives axes, marks and the
race, and draws. Both mount a few lines of inline code that import a module served from here.
The stage tells of a start somebody picked, of a racer, and of its own failure; the fragment it
lives in then runs alone, so that paths follow a dragged start.
"""

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from ui import assets, inspector, quick, race, samples, state
from ui.player import frames
from ui.race import Raced
from ui.scene import FAR, Scene
from viz import theme
from viz.wire import blob

HERE = Path(__file__).parent
KEY = "stage"
UNREADY = """
[data-stage]:not([data-ready]) {
  visibility: hidden;
  height: 640px;
  overflow: hidden;
}
"""
"""The place of the player until its own style sheet is there."""
WHOLE = "whole"
"""In the session: the whole page is to run again, because more than the plots has to change."""
PLAIN = "plain"
"""In the session: no player, plain figures."""
SWITCH = "plain.switch"
"""The widget that says so. It forgets its value on other pages."""


@st.cache_resource
def _components() -> tuple[Any, Any]:
    """Register both components, once a server."""
    make = st.components.v2.component
    ground = make(
        "thalweg_ground", html="<span hidden></span>",
        js=assets.loader("ground.js", "loaded.remember(component.data.id, component.data.traces)"),
        isolate_styles=False,
    )  # fmt: skip
    stage = make(
        "thalweg_stage", html=(HERE / "stage.html").read_text("utf-8"),
        css=assets.styles(UNREADY),
        js=assets.loader(
            "stage.js", "loaded.show(component)", "The player could not be loaded.",
            'component.setTriggerValue("failed", String(error));',
        ),
        isolate_styles=False,
    )  # fmt: skip
    return ground, stage


def show(scene: Scene, raced: list[Raced]) -> None:
    """The plots of a race and the bar that plays it."""
    if not st.session_state.get(PLAIN):
        surfaces = {
            "id": race.ground_id(scene),
            "traces": frames.surfaces(scene) | samples.facts(scene),
        }
        lay("ground", surfaces)
    _plots(scene, raced)


@quick.part(quick.PLOTS)
def _plots(scene: Scene, raced: list[Raced]) -> None:
    if st.session_state.get(PLAIN):
        _plain(scene, raced)
    else:
        mount(scene, raced, inspector.inspect(scene, raced))
    if st.session_state.pop(WHOLE, False):
        st.rerun()


def mount(scene: Scene, raced: list[Raced], inspect: bytes | None = None) -> None:
    """Show the race in the player. `inspect`: the numbers of the focused racer, as a blob."""
    runs, chart = race.runs(scene, raced), race.chart_of(scene, raced)
    header = {
        "frames": frames.frames(scene, runs, chart),
        "ground": race.ground_id(scene),
        "focus": scene.focused(),
        "link": race.as_found(scene, raced).to_query(),
        "sliders": _sliders(scene),
    }
    parts = {"play": frames.moves(scene, runs, chart)} | ({"inspect": inspect} if inspect else {})
    parts |= samples.parts(scene)
    put(KEY, header, parts, _focus, _failed, _start)


def lay(key: str, surfaces: Mapping[str, Any]) -> None:
    """Send the ground: its `id`, and the `traces` that show it, by figure."""
    _components()[0](key=key, data=surfaces)


def put(
    key: str, header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes],
    on_focus: Callable[[], None], on_failed: Callable[[], None],
    on_start: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Send the stage what it plays, whatever race that is of.

    The header has `frames`, `ground` (the id of one that was laid), `focus` (a label), `link` and
    `sliders`; with `fixed` the start cannot be moved. `parts` has `play`: see `viz.play`. What the
    stage tells is in the session under `key`.
    """
    colours = {"dark": theme.DARK, "ink": theme.INK, "paper": theme.PAPER}
    whole = {"plotly": assets.plotly_url(), **colours, **header}
    told = {"on_focus_change": on_focus, "on_failed_change": on_failed}
    told |= {"on_start_change": on_start or _nothing}
    _components()[1](key=key, data=blob(whole, parts), **told)


def _nothing() -> None:
    """A start that is fixed was not moved."""


def _sliders(scene: Scene) -> dict[str, float]:
    """The numbers one can turn, by key: of the widget, and of the same fact in the link."""
    found = {
        name: float(getattr(scene, name)) for name in ("steps", "noise", "seeds", "batch", "count")
    }
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        built = racer.build()
        found |= {f"{label}.{name}": float(getattr(built, name)) for name in built.knobs}
    return found


# -- what the stage tells -------------------------------------------------------------------


def _told(what: str) -> Any:
    return st.session_state[KEY].get(what)


def _start() -> None:
    """Somebody picked a start; while it is still moving (`live`) only the plots follow."""
    told = _told("start")
    try:
        x, y = (float(v) for v in told["at"])
        if not all(math.isfinite(v) and abs(v) <= FAR for v in (x, y)):
            return
    except (TypeError, ValueError, KeyError):
        return
    state.SCENE.amend(start=(x, y))
    state.show("start.x", x)
    state.show("start.y", y)
    if not told.get("live"):
        st.session_state[WHOLE] = True


def _focus() -> None:
    """Somebody picked a racer."""
    label = _told("focus")
    scene = state.SCENE.current()
    if label in scene.labels():
        state.SCENE.amend(focus=label)
        state.show("focus", label)
        st.session_state[WHOLE] = True


def _failed() -> None:
    """The player cannot work in this browser."""
    if _told("failed"):
        st.session_state[PLAIN] = True


# -- without the player ---------------------------------------------------------------------


def switch() -> None:
    """The choice between the player and plain figures, kept in the session."""
    st.session_state[SWITCH] = bool(st.session_state.get(PLAIN))
    st.toggle(
        "Plain pictures", key=SWITCH, on_change=_switched,
        help="Plotly figures that do not move, for slow devices and for saving.",
    )  # fmt: skip


def _switched() -> None:
    st.session_state[PLAIN] = bool(st.session_state[SWITCH])


def _plain(scene: Scene, raced: list[Raced]) -> None:
    """The same pictures as plain figures: nothing plays, and a start is typed."""
    dark = st.context.theme.type == "dark"
    figures = race.figures(scene, raced)
    left, right = st.columns([1.12, 1])
    for name, place, height in (("contour", left, 600), ("surface", right, 350),
                                ("loss", right, 250)):  # fmt: skip
        figure = theme.themed(figures[name], dark)
        place.plotly_chart(figure, key=f"plain.{name}", height=height)
    st.button("Try the player again", on_click=_again, icon=":material/refresh:", type="tertiary")


def _again() -> None:
    st.session_state[PLAIN] = False
    st.session_state[WHOLE] = True
