"""The remarks above a map: why it is coarse, how many samples and seeds stand behind a point."""

import streamlit as st

from ui.maps.job import Job
from ui.maps.sweep_cells import SLOW_SEEDS


def show(job: Job, seeds: int | None = None) -> None:
    """Why a map is coarse, and what its runs are. `seeds`: of a sweep, how many each cell is of."""
    title, samples = type(job.optimizer).title, job.landscape.samples
    few = f" and {SLOW_SEEDS} seeds at most" if (seeds or 0) > 1 else ""
    if not job.optimizer.takes_arrays:
        st.info(
            f"{title} branches at every step, so its runs cannot go side by side. They are made "
            f"one by one, for a coarser map{few}.",
            icon=":material/hourglass:",
        )
    elif job.slow:
        st.info(
            "This surface takes long to evaluate. The map begins coarser and gets finer only as "
            f"far as seconds allow{', with' + few[4:] if few else ''}.",
            icon=":material/hourglass:",
        )
    if samples:
        st.caption(f"Each step of a map sees all {samples} samples.")
    if seeds is not None and seeds > 1:
        st.caption(f"Each point is the mean over {seeds} seeds, and as bad as the worst of them.")
