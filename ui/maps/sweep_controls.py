"""The sidebar of the sweep: the method, which of its knobs vary, and from where to where."""

from dataclasses import replace
from typing import Any

import streamlit as st

from ui.kit.address import Address, held, show
from ui.kit.widgets import choice_widget, number_box
from ui.maps import controls
from ui.maps.one_method import CELLS, swept_knobs
from ui.maps.sweep import Sweep
from ui.maps.sweep_sides import SCALES, SIDES, sides_of, usable

SWEEP = Address("sweep", Sweep.from_query)
KEPT = controls.SceneOf(SWEEP, {"x_range": None, "y_range": None})
MEASURE_WORDS = {"steps": "Steps", "loss": "Last loss"}
SCALE_WORDS = {"own": "As the slider", "linear": "Linear", "log": "Log"}


def settings(page: Sweep) -> Sweep:
    """The sidebar."""
    scene = controls.surface(page.scene, KEPT)
    scene = controls.optimizer(scene)
    if scene.race[0].slug != page.scene.race[0].slug:
        page = Sweep(scene, measure=page.measure, gtol=page.gtol, cells=page.cells,
                     methods=page.methods)  # fmt: skip
    page = _sides(replace(page, scene=scene))
    shade = choice_widget("Colour", "measure", MEASURE_WORDS, page.measure)
    scene, gtol = controls.length(page.scene, page.gtol, fixed=shade == "loss")
    scene = controls.start(scene)
    with st.expander("Schedule and noise"):
        scene = controls.chance(scene, with_seeds=True)
    fine = choice_widget("Cells a side", "cells", {n: n for n in CELLS}, page.cells)
    return replace(page, scene=scene, gtol=gtol, measure=shade, cells=fine)


def _sides(page: Sweep) -> Sweep:
    """Which knobs vary, and from where to where."""
    racer = page.scene.race[0]
    knobs = swept_knobs(racer)
    if len(knobs) > 2:
        left, right = st.columns(2)
        x = left.selectbox("Across", list(knobs), format_func=lambda n: knobs[n].label,
                           key=held(f"{racer.slug}.x", page.x))  # fmt: skip
        rest = [name for name in knobs if name != x]
        key = held(f"{racer.slug}.y", page.y)
        if st.session_state[key] not in rest:
            key = show(f"{racer.slug}.y", sides_of(racer, x)[1])
        y = right.selectbox("Upwards", rest, format_func=lambda n: knobs[n].label, key=key)
        page = replace(page, x=x, y=y)
    with st.expander("Ranges"):
        for side in SIDES:
            page = _range(page, side)
    return page


def _range(page: Sweep, side: str) -> Sweep:
    knob = page.knob(side)
    if knob is None:
        return page
    st.caption(knob.label)
    before, found = page.range(side), []
    name = f"{page.scene.race[0].slug}.{knob.name}"
    for place, end, value in zip(st.columns(2), ("from", "to"), before, strict=True):
        with place:
            key = held(f"{name}.{end}", value)
            number = number_box(f"{knob.label} {end}", key, (knob.lo, knob.hi), step=None,
                                label_visibility="collapsed")  # fmt: skip
        found.append(value if number is None else number)
    lo, hi = found
    scale = st.segmented_control(
        "Axis", SCALES, format_func=SCALE_WORDS.__getitem__, required=True,
        key=held(f"{name}.scale", getattr(page, f"{side}_scale")), label_visibility="collapsed",
    )  # fmt: skip
    ends = usable(knob, lo, hi)
    if ends is None:
        st.caption("From must be below to; the usual range is shown.")
    facts: dict[str, Any] = {f"{side}_range": ends, f"{side}_scale": scale or SCALES[0]}
    return replace(page, **facts)
