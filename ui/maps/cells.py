"""The cells of a map: their starts or knobs, and how the run of each ended."""

from dataclasses import dataclass, replace

import numpy as np

from landscapes import Landscape
from ui import cache
from ui.maps.basins import Basins
from ui.maps.one import takes_noise
from ui.maps.runs import STORE, Ends, Job, Tell, compute
from ui.maps.sweep import Sweep
from ui.racer import Racer
from ui.scene import Point, Scene

FLAT = 1e-12
"""Where last losses are compared, runs go on until the gradient is below this."""
SLOW_SEEDS = 4
"""Seeds at most, for methods whose runs are made one by one."""
APART = 0.01
"""Minima closer than this share of the window are one."""


def job_of(page: Basins | Sweep, but: tuple[str, ...] = ()) -> Job:
    """What a map's runs have in common; the swept knobs, in `but`, are as by default."""
    scene = page.scene
    racer = scene.race[0]
    kept = tuple((name, value) for name, value in racer.knobs if name not in but)
    optimizer = Racer(racer.slug, kept).build()
    noise = scene.noise if takes_noise(racer) else 0.0
    seed = scene.seed if noise or optimizer.stochastic else 0
    by_loss = isinstance(page, Sweep) and page.measure == "loss"
    gtol = min(page.gtol, FLAT) if by_loss else page.gtol
    return Job(
        scene.landscape(), optimizer, scene.steps, gtol, scene.racer_schedule(racer), noise,
        seed,
    )  # fmt: skip


# -- basins -----------------------------------------------------------------------------------


def basin_key(page: Basins, level: int) -> tuple[object, ...]:
    """What decides the runs of a level."""
    return "basins", job_of(page), page.axes(), level


def basin_ends(page: Basins, level: int, tell: Tell) -> Ends:
    """All starts of a view, kept for all sessions."""

    def work() -> Ends:
        x, y = starts(page, level)
        return compute(job_of(page), x[None, :], y[:, None], {}, tell)

    made: Ends = STORE.make(basin_key(page, level), work, tell)
    return made


def starts(page: Basins, level: int) -> tuple[np.ndarray, np.ndarray]:
    """The starts of a level: x by column, y by row from below."""
    across, up = page.axes()
    return across.centres(level), up.centres(level)


@dataclass(frozen=True)
class Place:
    """Where runs may end: a critical point."""

    x: float
    y: float
    fun: float


def minima_of(landscape: Landscape) -> tuple[Place, ...]:
    """The minima of the surface's own window: those known and those found, lowest first."""
    (x_lo, x_hi), (y_lo, y_hi) = landscape.bounds
    found = [p for p in cache.critical(landscape) if p.kind == "minimum"]
    places: list[Point] = []
    for x, y in (*landscape.minima, *((p.x, p.y) for p in found)):
        near = (
            abs(x - a) <= APART * (x_hi - x_lo) and abs(y - b) <= APART * (y_hi - y_lo)
            for a, b in places
        )
        if not any(near):
            places.append((float(x), float(y)))
    made = [Place(x, y, float(landscape.fun(x, y))) for x, y in places]
    return tuple(sorted(made, key=lambda m: round(m.fun, 9)))


def others_of(landscape: Landscape) -> tuple[Place, ...]:
    """The saddles and maxima of the window, where a run may also come to rest."""
    found = (p for p in cache.critical(landscape) if p.kind in ("saddle", "maximum"))
    return tuple(Place(p.x, p.y, p.fun) for p in found)


# -- sweeps -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Swept:
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
    return ("sweep", job_of(page, (page.x, page.y)), page.x, page.y, page.axes(),
            page.scene.start, seeds(page), level)  # fmt: skip


def seeds(page: Sweep) -> tuple[int, ...]:
    """The seeds averaged over: one where chance plays no part."""
    job = job_of(page)
    chancy = job.noise > 0 or job.optimizer.stochastic
    most = page.scene.seeds if job.optimizer.batched else min(page.scene.seeds, SLOW_SEEDS)
    return tuple(page.scene.seed + k for k in range(most if chancy else 1))


def swept(page: Sweep, level: int, tell: Tell) -> Swept:
    """All cells of a level, kept for all sessions."""

    def work() -> Swept:
        job, knobs = job_of(page, (page.x, page.y)), knobs_at(page, level)
        drawn = seeds(page)
        parts = []
        for k, seed in enumerate(drawn):

            def share(done: float, k: int = k) -> None:
                tell((k + done) / len(drawn))

            parts.append(compute(replace(job, seed=seed), *page.scene.start, knobs, share))
        return averaged(parts, page.scene.steps)

    made: Swept = STORE.make(sweep_key(page, level), work, tell)
    return made


def knobs_at(page: Sweep, level: int) -> dict[str, np.ndarray]:
    """The knobs of a level: x by column, y by row from below, to be broadcast."""
    across, up = page.axes()
    columns = {page.x: across.centres(across.cells(level))[None, :]} if page.x else {}
    rows = {page.y: up.centres(up.cells(level))[:, None]} if page.y else {}
    return columns | rows


def averaged(parts: list[Ends], most: int) -> Swept:
    """The mean over seeds; a cell is as bad as its worst run."""
    code = parts[0].code.copy()
    for part in parts[1:]:
        code = np.where((code == 1) & (part.code != 1), part.code, code)
        for lost in (3, 2):
            code = np.where(part.code == lost, np.uint8(lost), code)
    steps = np.mean([np.where(p.code == 1, p.steps, most) for p in parts], axis=0)
    with np.errstate(all="ignore"):
        fun = np.mean([p.fun for p in parts], axis=0)
    return Swept(
        steps.astype(np.float32), fun, code.astype(np.uint8), sum(p.seconds for p in parts)
    )


def floor(scene: Scene) -> float:
    """The loss at the known minimum, which a log loss is measured from; else the lowest found."""
    landscape = scene.landscape()
    known = [float(landscape.fun(x, y)) for x, y in landscape.minima]
    return min(known, default=0.0)
