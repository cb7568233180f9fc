"""Below the network's pictures: the table of results, and “Slice in the playground”."""

import math

import streamlit as st

import optim
from ui.network.plane_runs import inside
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import Runner, Trained


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """The table, what was cut short, and the way to the playground."""
    _table(study, trained)
    _cut(study, trained)
    if note := plane_view(study).note:
        st.caption(note)
    if study.inside == "on":
        _inside(study, trained)
    _to_playground()


def _table(study: Study, trained: tuple[Runner, ...]) -> None:
    rows = [runner.trained for runner in trained]
    share, number = (st.column_config.NumberColumn(format=f) for f in ("percent", "%.4g"))
    st.dataframe(
        {
            "Optimizer": [runner.name for runner in trained],
            "Result": ["diverged" if row.lost else "trained" for row in rows],
            "Steps": [row.run.steps for row in rows],
            "Batch": [runner.batch for runner in trained],
            "Epochs": [
                optim.minibatch.epochs(study.samples, r.batch, r.trained.run.steps) for r in trained
            ],
            "Training loss": [_finite(row.train[0]) for row in rows],
            "Test loss": [_finite(row.test[0]) for row in rows],
            "Right in training": [row.train[1] for row in rows],
            "Right in test": [row.test[1] for row in rows],
            "Why it ended": [_ended(row) for row in rows],
        },
        hide_index=True,
        column_config={
            "Epochs": st.column_config.NumberColumn(format="%.3g"),
            "Training loss": number,
            "Test loss": number,
            "Right in training": share,
            "Right in test": share,
        },
    )


def _ended(row: Trained) -> str:
    grown = row.lost and row.run.status != "diverged"
    return "The loss grew far beyond the first one." if grown else str(row.run.message)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _cut(study: Study, trained: tuple[Runner, ...]) -> None:
    """What was not done because it would take too long."""
    short = [
        f"{runner.name} after {runner.asked}" for runner in trained if runner.asked < study.steps
    ]
    if short:
        st.caption(
            f"{study.steps} steps of this network would take too long here. Training stops: "
            f"{', '.join(short)}."
        )
    if study.side() < int(study.cells):
        st.caption(f"{study.cells} points a side would take too long; there are {study.side()}.")


def _inside(study: Study, trained: tuple[Runner, ...]) -> None:
    """What the thin lines are, and how far they came."""
    came = []
    for runner in trained:
        _, _, fun = inside(study, runner)
        came.append(
            f"{runner.name} {fun[-1]:.3g} after {len(fun) - 1} steps "
            f"(in training {runner.trained.loss[-1]:.3g})"
        )
    st.caption(
        "Thin lines: the same optimizers on the slice alone, which knows two of the "
        f"{study.mlp().size:,} directions. Losses there: {'; '.join(came)}."
    )


def _to_playground() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(
            "Training moves all weights, so its start is fixed. On a slice itself one can "
            "start anywhere:",
            width="content",
        )
        for slug, label in (
            ("network", "Slice in the playground"),
            ("skip_connections", "Skip connections"),
        ):
            st.page_link(
                "../pages/playground.py",
                label=label,
                icon=":material/play_circle:",
                query_params={"surface": slug},
            )
