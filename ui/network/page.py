"""The page of the neural network."""

import math
from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from ui.kit.widgets import choice_widget
from ui.network import closer_look, stage
from ui.network.controls import NETWORK
from ui.network.inside import inside
from ui.network.picture import picture
from ui.network.study import Learner, Study
from ui.network.training import Runner, runners

PANELS = {"honesty": "Is the picture true?", "sharp": "Sharp against flat"}
SMALL = replace(
    Study(), activation="relu", samples=200, steps=1500, batch=0, panel="sharp",
    race=(Learner("gd", (("learning_rate", 0.3),), 5), Learner("gd", (("learning_rate", 0.3),))),
)  # fmt: skip
PRESETS = {
    "The usual race": Study(),
    "Small against large batches": SMALL,
    "A random plane hides the paths": Study(plane="random"),
    "Deep, with skip connections": Study(
        units=16, depth=8, residual="on", race=(Learner.usual("momentum"), Learner.usual("adam"))
    ),
}
PLANES = {
    "paths": "the plane that shows most of their paths (its directions are the first two principal "
    "components)",
    "random": "a random plane through the end of the run looked at (filter-normalised: one unit "
    "moves the weights of each unit by their own length)",
    "three": "the plane through the first weights and the ends of the first two runs",
}


def heading(study: Study) -> None:
    """What is seen."""
    st.markdown(
        "#### Neural network\n"
        "A small network learns to read handwritten digits, now. Each point of the map stands for "
        f"a whole network of {study.mlp().size:,} weights, and its height is the loss; the paths "
        f"show how each optimizer changes the weights, on {PLANES[study.plane]}."
    )


def presets() -> None:
    """Studies that make a point, a click away."""
    with st.container(horizontal=True, gap="small"):
        for k, (name, study) in enumerate(PRESETS.items()):
            st.button(name, key=f"network.preset.{k}", on_click=NETWORK.adopt, args=(study,))


def panel(study: Study) -> Study:
    """Which closer look."""
    chosen = choice_widget("Closer look", "net.panel", PANELS, study.panel)
    return replace(study, panel=chosen)


def body(study: Study, plots: Any, results: Any, closer: Any) -> None:
    """Train, draw, and tell what became of it."""
    if not study.race:
        plots.info("No optimizer is training. Pick one or more on the left.")
        return
    with plots, st.spinner("Training …"):
        found = runners(study)
        seen = picture(study)
    with results:
        _table(study, found)
        _cut(study, found)
        if seen.note:
            st.caption(seen.note)
        if study.inside == "on":
            _inside(study, found)
        _elsewhere()
    with closer:
        closer_look.show(study, found)
    with plots:  # last, because a coarse picture asks for another run
        stage.show(study)


def _table(study: Study, found: tuple[Runner, ...]) -> None:
    rows = [runner.trained for runner in found]
    share, number = (st.column_config.NumberColumn(format=f) for f in ("percent", "%.4g"))
    st.dataframe(
        {
            "Optimizer": [runner.name for runner in found],
            "Result": ["diverged" if row.lost else "trained" for row in rows],
            "Steps": [row.run.steps for row in rows],
            "Batch": [runner.batch for runner in found],
            "Epochs": [optim.minibatch.epochs(study.samples, r.batch, r.trained.run.steps)
                       for r in found],
            "Training loss": [_finite(row.train[0]) for row in rows],
            "Test loss": [_finite(row.test[0]) for row in rows],
            "Right in training": [row.train[1] for row in rows],
            "Right in test": [row.test[1] for row in rows],
            "Why it ended": [_ended(row) for row in rows],
        },
        hide_index=True,
        column_config={
            "Epochs": st.column_config.NumberColumn(format="%.3g"),
            "Training loss": number, "Test loss": number,
            "Right in training": share, "Right in test": share,
        },
    )  # fmt: skip


def _ended(row: Any) -> str:
    grown = row.lost and row.run.status != "diverged"
    return "The loss grew far beyond the first one." if grown else str(row.run.message)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _cut(study: Study, found: tuple[Runner, ...]) -> None:
    """What was not done because it would take too long."""
    short = [f"{runner.name} after {runner.asked}" for runner in found
             if runner.asked < study.steps]  # fmt: skip
    if short:
        st.caption(f"{study.steps} steps of this network would take too long here. Training stops: "
                   f"{', '.join(short)}.")  # fmt: skip
    if study.side() < int(study.cells):
        st.caption(f"{study.cells} points a side would take too long; there are {study.side()}.")


def _inside(study: Study, found: tuple[Runner, ...]) -> None:
    """What the thin lines are, and how far they came."""
    came = []
    for runner in found:
        _, _, fun = inside(study, runner)
        came.append(f"{runner.name} {fun[-1]:.3g} after {len(fun) - 1} steps "
                    f"(in training {runner.trained.loss[-1]:.3g})")  # fmt: skip
    st.caption("Thin lines: the same optimizers on the slice alone, which knows two of the "
               f"{study.mlp().size:,} directions. Losses there: {'; '.join(came)}.")  # fmt: skip


def _elsewhere() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption("Training moves all weights, so its start is fixed. On a slice itself one can "
                   "start anywhere:", width="content")  # fmt: skip
        for slug, label in (("network", "Slice in the playground"),
                            ("skip_connections", "Skip connections")):  # fmt: skip
            st.page_link(
                "../pages/playground.py", label=label, icon=":material/play_circle:",
                query_params={"surface": slug},
            )  # fmt: skip
