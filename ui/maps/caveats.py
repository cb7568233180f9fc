"""The remarks above a map: why it is coarse, how many samples and seeds stand behind a point."""

import streamlit as st

from core.sentences import N_, Sentence, _, sentence
from ui.maps.job import Job
from ui.maps.sweep_cells import SLOW_SEEDS


def show(job: Job, seeds: int | None = None) -> None:
    """Why a map is coarse, and what its runs are. `seeds`: of a sweep, how many each cell is of."""
    samples = job.landscape.samples
    if coarse := _why_coarse(job, (seeds or 0) > 1):
        st.info(_(coarse), icon=":material/hourglass:")
    if samples:
        st.caption(_("Each step of a map sees all {n} samples.", n=samples))
    if seeds is not None and seeds > 1:
        words = _(
            "Each point is the mean over {n} seeds, and as bad as the worst of them.", n=seeds
        )
        st.caption(words)


def _why_coarse(job: Job, seeded: bool) -> Sentence | None:
    """Why the map is coarser than others, and of how few seeds; None where it is not."""
    if not job.optimizer.takes_arrays:
        method = N_(type(job.optimizer).title)
        if not seeded:
            return sentence(
                "{method} branches at every step, so its runs cannot go side by side. They are "
                "made one by one, for a coarser map.",
                method=method,
            )
        return sentence(
            "{method} branches at every step, so its runs cannot go side by side. They are made "
            "one by one, for a coarser map and {n} seeds at most.",
            method=method,
            n=SLOW_SEEDS,
        )
    if not job.slow:
        return None
    if not seeded:
        return N_(
            "This surface takes long to evaluate. The map begins coarser and gets finer only as "
            "far as seconds allow."
        )
    return sentence(
        "This surface takes long to evaluate. The map begins coarser and gets finer only as far "
        "as seconds allow, with {n} seeds at most.",
        n=SLOW_SEEDS,
    )
