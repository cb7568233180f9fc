"""The cells of a sweep: their knobs, and what came of the runs with each."""

from dataclasses import dataclass, replace

import numpy as np

from ui.maps.job import job_of
from ui.maps.runs import Ends, compute
from ui.maps.store import STORE, Store, Tell
from ui.maps.sweep import Sweep
from ui.scene.scene import Scene

SLOW_SEEDS = 4
"""Seeds at most, where runs are made one by one or the surface is slow."""


@dataclass(frozen=True)
class SweepMeans:
    """What came of each cell, over all seeds: arrays of shape (rows, columns)."""

    steps: np.ndarray
    """Mean; a run that did not converge counts with all steps."""
    fun: np.ndarray
    """Mean of the last losses."""
    code: np.ndarray
    """Of `optim.STATUSES`: diverged or left where any run did, converged where all did."""
    seconds: float

    @property
    def size(self) -> int:
        """Bytes."""
        return self.steps.nbytes + self.fun.nbytes + self.code.nbytes


def sweep_key(page: Sweep, level: int) -> tuple[object, ...]:
    """What decides the runs of a level."""
    return (
        "sweep",
        job_of(page, (page.x, page.y)),
        page.x,
        page.y,
        page.axes(),
        page.scene.start,
        seeds(page),
        level,
    )


def seeds(page: Sweep) -> tuple[int, ...]:
    """The seeds averaged over: one where chance plays no part."""
    job = job_of(page)
    chancy = job.noise > 0 or job.optimizer.stochastic
    few = job.slow or not job.optimizer.takes_arrays
    most = min(page.scene.seeds, SLOW_SEEDS) if few else page.scene.seeds
    most = 1 if page.scene.landscape().by_point else most
    return tuple(page.scene.seed + k for k in range(most if chancy else 1))


def sweep_means(page: Sweep, level: int, tell: Tell, store: Store = STORE) -> SweepMeans:
    """All cells of a level, kept for all sessions."""

    def work() -> SweepMeans:
        job, knobs = job_of(page, (page.x, page.y)), knobs_at(page, level)
        drawn = seeds(page)
        parts = []
        for k, seed in enumerate(drawn):

            def share(done: float, k: int = k) -> None:
                tell((k + done) / len(drawn))

            parts.append(compute(replace(job, seed=seed), *page.scene.start, knobs, share))
        return averaged(parts, page.scene.steps)

    made: SweepMeans = store.make(sweep_key(page, level), work, tell)
    return made


def knobs_at(page: Sweep, level: int) -> dict[str, np.ndarray]:
    """The knobs of a level: x by column, y by row from below, to be broadcast."""
    across, up = page.axes()
    columns = {page.x: across.centres(across.cells(level))[None, :]} if page.x else {}
    rows = {page.y: up.centres(up.cells(level))[:, None]} if page.y else {}
    return columns | rows


def values_at(page: Sweep, level: int, column: int, row: int) -> dict[str, float] | None:
    """The knobs of a cell; None where there is none."""
    grid = knobs_at(page, level)
    columns, rows = grid[page.x].size, grid[page.y].size if page.y else 1
    if not (0 <= column < columns and 0 <= row < rows):
        return None
    values = {page.x: float(grid[page.x][0, column])}
    return values | ({page.y: float(grid[page.y][row, 0])} if page.y else {})


def averaged(parts: list[Ends], most: int) -> SweepMeans:
    """The mean over seeds; a cell is as bad as its worst run."""
    code = parts[0].code.copy()
    for part in parts[1:]:
        code = np.where((code == 1) & (part.code != 1), part.code, code)
        for lost in (3, 2):
            code = np.where(part.code == lost, np.uint8(lost), code)
    steps = np.mean([np.where(p.code == 1, p.steps, most) for p in parts], axis=0)
    with np.errstate(all="ignore"):
        fun = np.mean([p.fun for p in parts], axis=0)
    return SweepMeans(
        steps.astype(np.float32), fun, code.astype(np.uint8), sum(p.seconds for p in parts)
    )


def floor(scene: Scene) -> float:
    """The loss at the known minimum, which a log loss is measured from; else the lowest found."""
    landscape = scene.landscape()
    known = [float(landscape.fun(x, y)) for x, y in landscape.minima]
    return min(known, default=0.0)
