"""What stands below the plots: results, formulas, and the reference page."""

from typing import Any

import streamlit as st

import landscapes
import optim
from core.knob import Knob
from landscapes import Landscape
from ui.kit.text import plain
from ui.scene import effort, further_runs
from ui.scene.outcome import table
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


def results(scene: Scene, raced: list[Raced]) -> None:
    """The result table; a click on a column's head sorts it."""
    st.subheader("Results")
    if not raced:
        st.info("No optimizer is racing. Pick one or more on the left.")
        return
    number = st.column_config.NumberColumn
    st.dataframe(
        table(scene, raced),
        hide_index=True,
        column_config={
            "Final loss": number(format="%.4g"),
            "Distance to minimum": number(format="%.3g", help="To the nearest known minimum."),
            "Evaluations": number(
                help="Losses, gradients and Hessians the method asked for, together."
            ),
            "Epochs": number(format="%.3g", help="Samples seen, in times of all there are."),
            "Why it ended": st.column_config.TextColumn(width="large"),
        },
    )


def advice(scene: Scene, raced: list[Raced]) -> None:
    """What is bound to go wrong with these settings, if anything is, and why."""
    landscape = scene.landscape()
    lines = []
    for one, racer in zip(raced, scene.race, strict=True):
        found = optim.advise(
            landscape, one.optimizer, scene.start, landscape.minima, one.schedule,
            scene.racer_noise(racer), scene.difference(),
        )  # fmt: skip
        lines += [f"**{plain(one.name)}**: {plain(sentence)}" for sentence in found]
    if lines:
        st.info("  \n".join(lines), icon=":material/lightbulb:")
    for cut in filter(None, (effort.note(scene), further_runs.note(scene))):
        st.caption(cut)


def formulas(scene: Scene, raced: list[Raced]) -> None:
    """The surface's formula and the update rule of each racer."""
    landscape = scene.landscape()
    st.subheader("The surface")
    _landscape(landscape)
    st.subheader("The methods")
    seen: set[type] = set()
    for racer in raced:
        if type(racer.optimizer) not in seen:
            seen.add(type(racer.optimizer))
            _optimizer(type(racer.optimizer))


def all_optimizers() -> None:
    """The reference of every method."""
    st.title("Methods and surfaces")
    st.caption(
        "g is the gradient, α the learning rate, t the step. Products and roots go by coordinate."
    )
    st.header("Methods")
    for cls in optim.CLASSES.values():
        _optimizer(cls)


def all_landscapes() -> None:
    """The reference of every surface."""
    st.header("Surfaces")
    for slug in landscapes.names():
        with st.container(border=True):
            made = landscapes.get(slug)
            st.markdown(f"**{made.title}**")
            _landscape(made)
            st.caption(plain(made.source))


def _landscape(landscape: Landscape) -> None:
    st.write(plain(landscape.lesson))
    st.latex(f"f(x, y) = {landscape.latex}")
    values = ", ".join(
        f"{plain(knob.label)} = {_value(knob, getattr(landscape, name))}"
        for name, knob in landscape.knobs.items()
    )
    if values:
        st.caption(values)


def _value(knob: Knob, value: float) -> str:
    return plain(knob.words[int(value)]) if knob.words else f"{value:g}"


def _optimizer(cls: Any) -> None:
    with st.container(border=True):
        st.markdown(f"**{cls.title}**")
        st.write(plain(cls.lesson))
        st.latex(r"\begin{aligned}" + r" \\ ".join(_aligned(cls.latex)) + r"\end{aligned}")
        st.caption(plain(" ".join(filter(None, (cls.convention, f"Source: {cls.source}.")))))


def _aligned(lines: tuple[str, ...]) -> list[str]:
    """Lines that stand under one another at their first equals sign."""
    return [line.replace("=", "&=", 1) for line in lines]
