"""What the runs of a map have in common: surface, optimizer, steps; and how long they take."""

import math
import time
from dataclasses import dataclass, replace

import numpy as np

import optim
from landscapes import Landscape
from ui.kit.cache import shared_cache
from ui.maps.basins import Basins
from ui.maps.sweep import Sweep
from ui.scene.racer import Racer, uses_gradients

LEVELS = (8, 16, 32, 64, 128, 256, 512)
LEVELS_ONE_BY_ONE = (6, 12, 24, 48)
"""For methods that cannot step many points together: their runs are made one by one."""
FIRST = {True: 64, False: 12}
"""The coarsest level, by whether the method takes arrays: no map of a formula needs less."""
STEP = {True: 20e-9, False: 3e-6}
"""Seconds of a step, apart from what the surface takes, by whether the method takes arrays."""
FORMULA = 5e-9
"""Seconds to evaluate a formula once, among many points."""
FIRST_PICTURE = 0.8
"""Seconds that the first picture should take at most."""
PART = 0.25
"""Seconds that a part of a map should take at most."""
DEAR = 20 * FORMULA
"""A surface that takes longer than this is called slow."""
PROBE = 64
"""Points at which other surfaces are timed."""
LOSS_GTOL = 1e-12
"""Where last losses are compared, runs go on until the gradient is below this."""


@dataclass(frozen=True)
class Job:
    """What decides where runs end, besides their starts and swept knobs."""

    landscape: Landscape
    optimizer: optim.Optimizer
    steps: int
    gtol: float
    schedule: optim.schedules.Schedule | None
    noise: float
    seed: int

    def run(self, start: tuple[float, float], **knobs: float) -> optim.Trajectory:
        """A single run, the same as the cell with this start and these knobs."""
        optimizer = replace(self.optimizer, **knobs) if knobs else self.optimizer
        return optim.minimize(
            self.landscape,
            optimizer,
            start,
            self.steps,
            self.gtol,
            schedule=self.schedule,
            noise=self.noise,
            seed=self.seed,
        )

    @property
    def slow(self) -> bool:
        """Whether the surface takes much longer to evaluate than a formula."""
        return gradient_seconds(self.landscape, True) >= DEAR

    def levels(self, finest: int) -> tuple[int, ...]:
        """Cells a side, coarse to fine: the first one is there at once, also on a slow surface."""
        together = self.optimizer.takes_arrays
        known = [n for n in LEVELS if n <= finest] if together else [*LEVELS_ONE_BY_ONE]
        seconds = self.seconds()
        quick = [n for n in known if n <= FIRST[together] and n * n * seconds <= FIRST_PICTURE]
        first = max(quick, default=known[0])
        return tuple(n for n in known if n >= first)

    def seconds(self) -> float:
        """What a run takes at most, roughly."""
        together = self.optimizer.takes_arrays
        return self.steps * (STEP[together] + gradient_seconds(self.landscape, together))

    def points_a_part(self) -> int:
        """So many points can be worked on before somebody should be told."""
        return max(1, int(PART / self.seconds()))


def gradient_seconds(landscape: Landscape, many: bool) -> float:
    """Seconds that a gradient takes, roughly: at each of many points, or at one alone."""
    return FORMULA if landscape.effort <= 1 else _timed(landscape, many)


@shared_cache(maxsize=64)
def _timed(landscape: Landscape, many: bool) -> float:
    count = PROBE if many else 1
    x, y = (np.linspace(*side, count + 2)[1:-1] for side in landscape.bounds)
    best = math.inf
    for _ in range(3):  # the first one also prepares the surface
        began = time.perf_counter()
        landscape.grad(*((x, y) if many else (float(x[0]), float(y[0]))))
        best = min(best, time.perf_counter() - began)
    return best / count


def job_of(page: Basins | Sweep, but: tuple[str, ...] = ()) -> Job:
    """What a map's runs have in common; the swept knobs, in `but`, are as by default."""
    scene = page.scene
    racer = scene.race[0]
    knobs = tuple((name, value) for name, value in racer.knobs if name not in but)
    optimizer = Racer(racer.slug, knobs).build()
    noise = scene.noise if uses_gradients(racer.slug) else 0.0
    seed = scene.seed if noise or optimizer.stochastic else 0
    by_loss = isinstance(page, Sweep) and page.measure == "loss"
    gtol = min(page.gtol, LOSS_GTOL) if by_loss else page.gtol
    return Job(
        scene.landscape(), optimizer, scene.steps, gtol, scene.racer_schedule(racer), noise, seed
    )
