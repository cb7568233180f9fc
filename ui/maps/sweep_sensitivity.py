"""“Sensitivity to …”, below the sweep: several optimizers over one knob."""

import time
from dataclasses import replace

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import optim
from core.sentences import N_, _, joined, sentence
from ui.kit.charts import chart, is_dark
from ui.kit.headings import part_heading
from ui.maps import sweep_cells
from ui.maps.axis import Axis
from ui.maps.job import Job, job_of
from ui.maps.one_method import swept_knobs
from ui.maps.refinement import NO_BAR
from ui.maps.runs import compute
from ui.maps.store import STORE, Tell
from ui.maps.sweep import Sweep
from ui.scene.racer import Racer
from viz import figures

CURVE_POINTS = 161
CURVE_POINTS_ONE_BY_ONE = 41
"""For methods whose runs are made one by one."""
CURVE_POINTS_LEAST = 17
GAPS = {
    "steps": N_(
        "Lower is better; wide and low is easy to tune. A line has gaps where runs do not get "
        "there."
    ),
    "loss": N_(
        "Lower is better; wide and low is easy to tune. A line has gaps where runs diverge."
    ),
}
OTHERS = N_(
    "The other knobs are as each method races with on this surface. The dotted line is at the "
    "picked cell."
)
CURVE_SECONDS = 1.0
"""Seconds that a curve should take at most."""


def show(page: Sweep) -> None:
    """The curves."""
    knob = page.knob("x")
    if knob is None:
        return
    part_heading(sentence("Sensitivity to {knob}", knob=N_(knob.label)))
    drawn = [slug for slug in page.methods if page.x in swept_knobs(Racer(slug))]
    mine = page.scene.race[0].slug  # the one that is swept is always among them
    drawn = drawn if mine in drawn else [mine, *drawn]
    axis = page.axes()[0]
    made = _made(page, drawn, axis, st.empty())
    here = float(getattr(page.scene.race[0].build(), page.x))
    floor = sweep_cells.floor(page.scene)
    measure = seen_by(page.measure, made)
    if measure != page.measure:
        words = _(
            "Hardly any of these runs gets below the tolerance within {n} steps, so the last loss "
            "is drawn.",
            n=page.scene.steps,
        )
        st.caption(words)
    label = _(knob.label)
    figure = figures.slice_figure(made, label, axis.log, measure, floor, here, dark=is_dark())
    chart(figure, "sweep.slices", 360)
    st.caption(_(joined(filter(None, (GAPS[measure], missing(measure, made), OTHERS)))))


def seen_by(measure: str, made: list[figures.Slice]) -> str:
    """What is drawn: the last loss where by steps there would be no line, or hardly one."""
    return "loss" if measure == "steps" and not any(map(_is_line, made)) else measure


def missing(measure: str, made: list[figures.Slice]) -> str:
    """A sentence on the methods that have no line; empty where all have one."""
    names = [one.name for one in made if measure == "steps" and not _is_line(one)]
    if not names:
        return ""
    return sentence(
        "Without a line, because hardly any run gets there: {methods}.", methods=joined(names, ", ")
    )


def _is_line(one: figures.Slice) -> bool:
    """Whether two neighbours got there: a single point is no line."""
    there = one.status == optim.Status.CONVERGED
    return bool((there[1:] & there[:-1]).any())


def _made(page: Sweep, drawn: list[str], axis: Axis, bar: DeltaGenerator) -> list[figures.Slice]:
    """One curve after the other; the bar moves where that takes long."""
    began, made = time.monotonic(), []
    for index, slug in enumerate(drawn):

        def tell(share: float, done: int = index) -> None:
            # Here Streamlit may stop this run, since somebody moved a knob.
            if time.monotonic() - began < NO_BAR:
                bar.empty()
            else:
                bar.progress(min(1.0, (done + share) / len(drawn)))

        made.append(curve(page, slug, index, axis, tell))
    bar.empty()
    return made


def curve(page: Sweep, slug: str, index: int, axis: Axis, tell: Tell) -> figures.Slice:
    """One method over the knob; the others of its knobs are as it races on this surface."""
    racer = page.scene.race[0]
    if slug != racer.slug:
        racer = Racer(slug, tuple(page.scene.landscape().race.get(slug, {}).items()))
    mine = replace(page, scene=replace(page.scene, race=(racer,)), x_range=None, y_range=None)
    job, drawn = job_of(mine, (page.x,)), sweep_cells.seeds(mine)
    knob = swept_knobs(racer)[page.x]  # another method's may end elsewhere
    n = axis.cells(_points(job))
    values = np.unique(axis.centres(n).clip(knob.lo, knob.hi))

    def work() -> sweep_cells.SweepMeans:
        parts = [
            compute(replace(job, seed=seed), *page.scene.start, {page.x: values[None, :]}, tell)
            for seed in drawn
        ]
        return sweep_cells.averaged(parts, page.scene.steps)

    key = ("sensitivity", job, page.x, axis, page.scene.start, drawn, values.size)
    made: sweep_cells.SweepMeans = STORE.make(key, work, tell)
    return figures.Slice(
        _(optim.CLASSES[slug].title),
        index,
        values,
        made.steps[0],
        made.fun[0],
        np.array(optim.STATUSES)[made.code[0]],
    )


def _points(job: Job) -> int:
    """Values of the knob: fewer where runs are slow."""
    usual = CURVE_POINTS if job.optimizer.takes_arrays else CURVE_POINTS_ONE_BY_ONE
    return max(CURVE_POINTS_LEAST, min(usual, int(CURVE_SECONDS / job.seconds())))
