"""The controls of the playground. Each takes the scene as it was and returns it as it is set."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import streamlit as st

import landscapes
import optim
from core.knob import knobs_of
from landscapes import FormulaError, FormulaLandscape
from ui import state
from ui.knobs import knob_widget
from ui.race import title
from ui.scene import FAR_START, MAX_RACERS, NOISE, SEED, STEPS, Racer, Scene
from ui.state import held
from ui.text import plain, pointer
from viz import theme

PATTERNS = {
    "solid": "",
    "dash": "9 5",
    "dot": "3 4",
    "dashdot": "9 4 3 4",
    "longdash": "15 5",
    "longdashdot": "15 4 3 4",
}
"""The dashes of the plots, as SVG writes them."""
FIRST_KNOBS = ("learning_rate", "momentum")
"""Knobs shown at once; a method's others are one click away."""


def notes() -> None:
    """What the link got wrong, and what was used instead."""
    sentences = st.session_state.get("notes", ())
    if sentences:
        st.warning("  \n".join(plain(s) for s in sentences), icon=":material/link_off:")


def heading(scene: Scene) -> None:
    """The surface's name and what it teaches."""
    landscape = scene.landscape()
    st.markdown(f"#### {plain(landscape.title)}\n{plain(landscape.lesson)}")


# -- surface --------------------------------------------------------------------------------


def surface(scene: Scene) -> Scene:
    """Which surface, and its knobs or formula."""
    slugs = (*landscapes.names(), "formula")
    names = {slug: landscapes.CLASSES[slug].title for slug in landscapes.names()}
    names["formula"] = "Own formula …"
    slug = st.selectbox(
        "Surface", slugs, format_func=names.__getitem__, key=held("surface", scene.surface),
        on_change=_change_surface,
    )  # fmt: skip
    if slug == "formula":
        return _own_formula(scene)
    knobs = knobs_of(landscapes.CLASSES[slug]).items()
    built = scene.landscape()
    values = tuple((n, knob_widget(k, f"surface.{slug}.{n}", getattr(built, n))) for n, k in knobs)
    scene = replace(scene, surface_knobs=values)
    st.button("Edit a copy of this formula", on_click=_edit_copy, icon=":material/edit:")
    return scene


def _change_surface() -> None:
    """A new surface opens on the race that makes its point."""
    slug = state.value_of("surface")
    if slug == "formula":
        _edit_copy()
    else:
        state.adopt(Scene.opening(slug))


def _edit_copy() -> None:
    scene = state.current()
    built = scene.landscape()
    if isinstance(built, FormulaLandscape) and scene.surface != "formula":
        state.adopt(replace(scene, surface="formula", formula=built.text, window=built.bounds))


def _own_formula(scene: Scene) -> Scene:
    text = st.text_input(
        "f(x, y) =", key=held("formula", scene.formula),
        help="Press Enter to use it. ^ is a power; write 2*x, not 2x.",
    )  # fmt: skip
    st.caption("x, y, numbers, pi, e, + - \\* / ^ ( ) and " + ", ".join(landscapes.FUNCTIONS) + ".")
    window = _window(scene)
    try:
        landscapes.from_formula(text, window)
    except FormulaError as error:
        st.error(f"{plain(str(error))} The last formula that worked stays.")
        if error.position is not None:
            st.code(pointer(text, error.position), language=None)
        return scene
    return replace(scene, formula=text, window=window)


def _window(scene: Scene) -> Any:
    edges = [edge for interval in scene.window for edge in interval]
    labels = ("x from", "x to", "y from", "y to")
    cells = [*st.columns(2), *st.columns(2)]
    found = [
        cell.number_input(label, key=held(f"window.{label}", edge), format="%g", step=1.0)
        for cell, label, edge in zip(cells, labels, edges, strict=True)
    ]
    return (found[0], found[1]), (found[2], found[3])


# -- race -----------------------------------------------------------------------------------


def race(scene: Scene) -> Scene:
    """Which optimizers race, and the knobs of each."""
    before = dict(zip(scene.labels(), scene.race, strict=True))
    chosen_key = held("race", list(scene.labels()))
    chosen = st.multiselect(
        "Optimizers", _choices(st.session_state[chosen_key]), format_func=title, key=chosen_key,
        max_selections=MAX_RACERS,
        help="Once a method races, a second copy of it can join with other settings.",
    )  # fmt: skip
    entered = [before.get(label, Racer(label.partition(".")[0])) for label in chosen]
    renamed = replace(scene, race=tuple(entered))
    if list(renamed.labels()) != chosen:
        # The first of two copies left: the other one takes its name, here as in the link.
        state.adopt(renamed)
        st.rerun()
    racers = (_racer(*each, index) for index, each in enumerate(zip(chosen, entered, strict=True)))
    return replace(scene, race=tuple(racers))


def _choices(chosen: list[str]) -> list[str]:
    """Every method; for those already racing also one more copy of each."""
    copies: dict[str, int] = {}
    for label in chosen:
        slug, _, number = label.partition(".")
        copies[slug] = max(copies.get(slug, 1), int(number or 1))
    every = []
    for slug in optim.names():
        every.append(slug)
        every += [f"{slug}.{n}" for n in range(2, copies.get(slug, 0) + 2)]
    return every


def _racer(label: str, before: Racer, index: int) -> Racer:
    built = before.build()
    knobs = list(knobs_of(type(built)).items())
    first = [(n, k) for n, k in knobs if n in FIRST_KNOBS] or knobs[:1]
    rest = [(n, k) for n, k in knobs if (n, k) not in first]
    values: dict[str, float] = {}
    with st.container(border=True, gap="xsmall"):
        st.html(_swatch(title(label), index))
        for name, knob in first:
            values[name] = knob_widget(knob, f"{label}.{name}", getattr(built, name))
        if rest:
            with st.expander("More settings"):
                for name, knob in rest:
                    values[name] = knob_widget(knob, f"{label}.{name}", getattr(built, name))
    return Racer(before.slug, tuple(values.items()))


def _swatch(name: str, index: int) -> str:
    """The racer's line as drawn, in the theme's colour, and its name."""
    line = theme.line(index)
    colour = line["color"]
    if st.context.theme.type == "dark":
        colour = theme.DARK[colour]
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="8"><path d="M0 4H48" '
        f'stroke="{colour}" stroke-width="3.5" stroke-dasharray="{PATTERNS[line["dash"]]}"/></svg>'
    )
    return (
        f'<div style="font-weight:600"><img alt="" src="data:image/svg+xml,{quote(drawing)}" '
        f'style="margin-right:.6rem;vertical-align:middle">{name}</div>'
    )


# -- run ------------------------------------------------------------------------------------


def run(scene: Scene) -> Scene:
    """Start, number of steps, schedule and noise."""
    left, right = st.columns(2)
    x = _coordinate(left, "Start x", "start.x", scene.start[0])
    y = _coordinate(right, "Start y", "start.y", scene.start[1])
    steps = _steps(scene)
    with st.expander("Schedule and noise"):
        scene = _schedule(scene)
        noise = knob_widget(replace(NOISE, hi=max(10.0, scene.noise)), "noise", scene.noise)
        seed = st.number_input(
            "Seed of the noise", int(SEED.lo), int(SEED.hi), key=held("seed", scene.seed),
            disabled=noise == 0,
        )  # fmt: skip
    return replace(scene, start=(x, y), steps=steps, noise=noise, seed=seed)


def _coordinate(cell: Any, label: str, key: str, value: float) -> float:
    return float(
        cell.number_input(
            label, -FAR_START, FAR_START, key=held(key, value), step=0.1, format="%.6g"
        )
    )


def _steps(scene: Scene) -> int:
    key = held("steps", scene.steps)
    round_steps = {1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500,
                   2000, 3000, 4000, int(STEPS.hi)}  # fmt: skip
    options = sorted(round_steps | {int(st.session_state[key])})
    return int(st.select_slider("Steps", options, key=key))


def _schedule(scene: Scene) -> Scene:
    names = optim.schedules.CLASSES
    slug = st.selectbox(
        "Learning-rate schedule", list(names), format_func=lambda s: names[s].title,
        key=held("schedule", scene.schedule),
    )  # fmt: skip
    held_before = dict(scene.schedule_knobs) if slug == scene.schedule else {}
    values = tuple(
        (n, knob_widget(k, f"schedule.{slug}.{n}", held_before.get(n, k.default)))
        for n, k in knobs_of(names[slug]).items()
    )
    st.latex(names[slug].latex)
    return replace(scene, schedule=slug, schedule_knobs=values)


# -- view -----------------------------------------------------------------------------------


def view(scene: Scene) -> Scene:
    """How the picture is drawn."""
    with st.container(horizontal=True, gap="medium"):
        by = _choice("Loss against", "by", {"steps": "Steps", "evaluations": "Evaluations"}, scene)
        loss = _choice("Loss axis", "loss", {"log": "Log", "linear": "Linear"}, scene)
        heights = {"auto": "Auto", "linear": "Linear", "log": "Log"}
        height = _choice("Surface height", "height", heights, scene)
    return replace(scene, by=by, loss=loss, height=height)


def _choice(label: str, name: str, words: dict[str, str], scene: Scene) -> str:
    chosen = st.segmented_control(
        label, list(words), format_func=words.__getitem__, required=True,
        key=held(name, getattr(scene, name)),
    )  # fmt: skip
    return str(chosen or getattr(scene, name))
