"""Below the network's pictures: the table of results, and “Slice in the playground”."""

import math

import streamlit as st

import optim
from core.sentences import N_, _, joined, sentence
from core.written import NOTHING, number
from ui.kit.tables import results_table
from ui.network.plane_runs import inside
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import Runner, Trained


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """The table, what was cut short, and the way to the playground."""
    _table(study, trained)
    _cut(study, trained)
    if note := plane_view(study).note:
        st.caption(_(note))
    if study.inside == "on":
        _inside(study, trained)
    _to_playground()


def _table(study: Study, trained: tuple[Runner, ...]) -> None:
    rows = [runner.trained for runner in trained]
    results_table(
        {
            N_("Optimizer"): [runner.name for runner in trained],
            N_("Result"): [N_("diverged") if row.lost else N_("trained") for row in rows],
            N_("Steps"): [row.run.steps for row in rows],
            N_("Batch"): [runner.batch for runner in trained],
            N_("Epochs"): [
                optim.minibatch.epochs(study.samples, r.batch, r.trained.run.steps) for r in trained
            ],
            N_("Training loss"): [_finite(row.train[0]) for row in rows],
            N_("Test loss"): [_finite(row.test[0]) for row in rows],
            N_("Right in training"): [_share(row.train[1]) for row in rows],
            N_("Right in test"): [_share(row.test[1]) for row in rows],
            N_("Why it ended"): [_ended(row) for row in rows],
        },
    )


def _share(right: float) -> str:
    return f"{right:.1%}" if math.isfinite(right) else NOTHING


def _ended(row: Trained) -> str:
    grown = row.lost and row.run.status != "diverged"
    return N_("The loss grew far beyond the first one.") if grown else row.run.message


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _cut(study: Study, trained: tuple[Runner, ...]) -> None:
    """What was not done because it would take too long."""
    short = [
        sentence("{name} after {n}", name=runner.name, n=runner.asked)
        for runner in trained if runner.asked < study.steps
    ]  # fmt: skip
    if short:
        words = _(
            "{n} steps of this network would take too long here. Training stops: {where}.",
            n=study.steps,
            where=joined(short, ", "),
        )
        st.caption(words)
    if study.side() < int(study.cells):
        words = _(
            "{asked} points a side would take too long; there are {n}.",
            asked=study.cells,
            n=study.side(),
        )
        st.caption(words)


def _inside(study: Study, trained: tuple[Runner, ...]) -> None:
    """What the thin lines are, and how far they came."""
    came = []
    for runner in trained:
        fun = inside(study, runner)[2]
        came.append(
            sentence(
                "{name} {loss} after {n} steps (in training {trained})",
                name=runner.name,
                loss=number(fun[-1], 3),
                n=len(fun) - 1,
                trained=number(runner.trained.loss[-1], 3),
            )
        )
    words = _(
        "Thin lines: the same optimizers on the slice alone, which knows two of the "
        "{n:,} directions. Losses there: {losses}.",
        n=study.mlp().size,
        losses=joined(came, "; "),
    )
    st.caption(words)


def _to_playground() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        words = _(
            "Training moves all weights, so its start is fixed. On a slice itself one can "
            "start anywhere:"
        )
        st.caption(words, width="content")
        for slug, label in (
            ("network", _("Slice in the playground")),
            ("skip_connections", _("Skip connections")),
        ):
            st.page_link(
                "../pages/playground.py",
                label=label,
                icon=":material/play_circle:",
                query_params={"surface": slug},
            )
        st.page_link(
            "../pages/dimensions.py",
            label=_("What many dimensions change"),
            icon=":material/deployed_code:",
        )
        st.page_link(
            "../pages/experiments.py",
            label=_("Experiments: search, dropout, ensembles"),
            icon=":material/science:",
        )
