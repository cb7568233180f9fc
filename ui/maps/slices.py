"""Sensitivity to one knob, several optimizers overlaid."""

from dataclasses import replace

import numpy as np
import streamlit as st

import optim
from ui.maps import cells
from ui.maps.axis import Axis
from ui.maps.one import swept_knobs
from ui.maps.runs import STORE, Tell, compute
from ui.maps.sweep import Sweep
from ui.racer import Racer
from ui.scene import MAX_RACERS
from ui.state import held
from viz.sweep import Slice, slice_figure

POINTS = 161
FEWER = 41
"""For methods whose runs are made one by one."""


def methods_widget(page: Sweep) -> Sweep:
    """Which optimizers are compared, of those that have the knob of the x axis."""
    able = [slug for slug in optim.names() if page.x in swept_knobs(Racer(slug))]
    chosen = st.multiselect(
        "Compare along the x axis", able, format_func=lambda slug: optim.CLASSES[slug].title,
        key=held(f"methods.{page.x}", [slug for slug in page.methods if slug in able]),
        max_selections=MAX_RACERS,
    )  # fmt: skip
    kept = [slug for slug in page.methods if slug not in able]
    return replace(page, methods=(*kept, *chosen)[:MAX_RACERS])


def show(page: Sweep) -> None:
    """The curves."""
    knob = page.knob("x")
    if knob is None:
        return
    st.markdown(f"##### Sensitivity to {knob.label}")
    drawn = [slug for slug in page.methods if page.x in swept_knobs(Racer(slug))]
    mine = page.scene.race[0].slug  # the one that is swept is always among them
    drawn = drawn if mine in drawn else [mine, *drawn]
    axis = page.axes()[0]
    place = st.empty()

    def tell(share: float) -> None:
        place.empty()  # where Streamlit may stop this run, since somebody moved a knob

    made = [one(page, slug, index, axis, tell) for index, slug in enumerate(drawn)]
    here = float(getattr(page.scene.race[0].build(), page.x))
    figure = slice_figure(
        made, knob.label, axis.log, page.measure, cells.floor(page.scene), here,
        dark=st.context.theme.type == "dark",
    )  # fmt: skip
    st.plotly_chart(figure, key="sweep.slices", height=390, config={"displaylogo": False})


def one(page: Sweep, slug: str, index: int, axis: Axis, tell: Tell) -> Slice:
    """One method over the knob; the others of its knobs are as it races on this surface."""
    racer = page.scene.race[0]
    if slug != racer.slug:
        racer = Racer(slug, tuple(page.scene.landscape().race.get(slug, {}).items()))
    mine = replace(page, scene=replace(page.scene, race=(racer,)), x_range=None, y_range=None)
    job, drawn = cells.job_of(mine, (page.x,)), cells.seeds(mine)
    knob = swept_knobs(racer)[page.x]  # another method's may end elsewhere
    n = axis.cells(POINTS if job.optimizer.batched else FEWER)
    values = np.unique(axis.centres(n).clip(knob.lo, knob.hi))

    def work() -> cells.Swept:
        parts = [
            compute(replace(job, seed=seed), *page.scene.start, {page.x: values[None, :]},
                    tell)
            for seed in drawn
        ]  # fmt: skip
        return cells.averaged(parts, page.scene.steps)

    key = ("slice", job, page.x, axis, page.scene.start, drawn)
    made: cells.Swept = STORE.make(key, work, tell)
    return Slice(optim.CLASSES[slug].title, index, values, made.steps[0], made.fun[0],
                 np.array(optim.STATUSES)[made.code[0]])  # fmt: skip
