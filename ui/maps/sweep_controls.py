"""The sidebar of “Sweep”: which knobs vary, “Ranges”, “Colour”, “Compare along the x axis”."""

from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from core.sentences import N_, _, sentence
from ui.kit.address import Address, held, set_to
from ui.kit.widgets import choice_widget, number_widget
from ui.maps import shared_controls
from ui.maps.one_method import CELLS, swept_knobs
from ui.maps.sweep import Sweep
from ui.maps.sweep_sides import SCALES, SIDES, sides_of, usable
from ui.scene.racer import Racer
from ui.scene.scene import MAX_RACERS
from ui.scene.scene_title import scene_title

SWEEP = Address(
    "sweep",
    Sweep.from_query,
    lambda sweep: sentence("Sweep: {scene}", scene=N_(scene_title(sweep.scene))),
)
MAP_SCENE = shared_controls.MapScene(SWEEP, {"x_range": None, "y_range": None})
MEASURE_WORDS = {"steps": N_("Steps"), "loss": N_("Last loss")}
SCALE_WORDS = {"own": N_("As the slider"), "linear": N_("Linear"), "log": N_("Log")}

ENDS = {"from": N_("{knob} from"), "to": N_("{knob} to")}
"""What the boxes of a range are called."""


def sidebar(page: Sweep) -> Sweep:
    """All of them, from top to bottom."""
    return _compared(_knobs_and_runs(page))


def _knobs_and_runs(page: Sweep) -> Sweep:
    """Surface, optimizer, which of its knobs vary, and how its runs go."""
    scene = shared_controls.surface(page.scene, MAP_SCENE)
    scene = shared_controls.optimizer(scene)
    if scene.race[0].slug != page.scene.race[0].slug:
        page = Sweep(
            scene, measure=page.measure, gtol=page.gtol, cells=page.cells, methods=page.methods
        )
    page = _sides(replace(page, scene=scene))
    shade = choice_widget(N_("Colour"), "measure", MEASURE_WORDS, page.measure)
    scene, gtol = shared_controls.length(page.scene, page.gtol, fixed=shade == "loss")
    scene = shared_controls.start(scene)
    with st.expander(_("Schedule and noise")):
        scene = shared_controls.schedule_and_noise(scene, with_seeds=True)
    fine = choice_widget(N_("Cells a side"), "cells", {n: n for n in CELLS}, page.cells)
    return replace(page, scene=scene, gtol=gtol, measure=shade, cells=fine)


def _sides(page: Sweep) -> Sweep:
    """Which knobs vary, and from where to where."""
    racer = page.scene.race[0]
    knobs = swept_knobs(racer)
    if len(knobs) > 2:
        left, right = st.columns(2)
        x = left.selectbox(
            _("Across"),
            list(knobs),
            format_func=lambda n: _(knobs[n].label),
            key=held(f"{racer.slug}.x", page.x),
        )
        rest = [name for name in knobs if name != x]
        key = held(f"{racer.slug}.y", page.y)
        if st.session_state[key] not in rest:
            key = set_to(f"{racer.slug}.y", sides_of(racer, x)[1])
        y = right.selectbox(_("Upwards"), rest, format_func=lambda n: _(knobs[n].label), key=key)
        page = replace(page, x=x, y=y)
    with st.expander(_("Ranges")):
        for side in SIDES:
            page = _range(page, side)
    return page


def _range(page: Sweep, side: str) -> Sweep:
    knob = page.knob(side)
    if knob is None:
        return page
    st.caption(_(knob.label))
    before, found = page.range(side), []
    name = f"{page.scene.race[0].slug}.{knob.name}"
    for place, end, value in zip(st.columns(2), ENDS, before, strict=True):
        with place:
            number = number_widget(
                sentence(ENDS[end], knob=N_(knob.label)),
                f"{name}.{end}",
                value,
                (knob.lo, knob.hi),
                step=None,
                label_visibility="collapsed",
            )
        found.append(number)
    lo, hi = found
    scale = st.segmented_control(
        _("Axis"),
        SCALES,
        format_func=lambda one: _(SCALE_WORDS[one]),
        required=True,
        key=held(f"{name}.scale", getattr(page, f"{side}_scale")),
        label_visibility="collapsed",
    )
    ends = usable(knob, lo, hi)
    if ends is None:
        st.caption(_("From must be below to; the usual range is shown."))
    facts: dict[str, Any] = {f"{side}_range": ends, f"{side}_scale": scale or SCALES[0]}
    return replace(page, **facts)


def _compared(page: Sweep) -> Sweep:
    """Which optimizers are compared, of those that have the knob of the x axis."""
    able = [slug for slug in optim.names() if page.x in swept_knobs(Racer(slug))]
    chosen = st.multiselect(
        _("Compare along the x axis"),
        able,
        format_func=lambda slug: _(optim.CLASSES[slug].title),
        key=held(f"methods.{page.x}", [slug for slug in page.methods if slug in able]),
        max_selections=MAX_RACERS,
    )
    others = [slug for slug in page.methods if slug not in able]
    return replace(page, methods=(*others, *chosen)[:MAX_RACERS])
