"""The fair race: each optimizer gets the knobs that suit this surface and this start best."""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.knob import Knob
from optim.base import Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.minibatch import size_of
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.many.minimize_many import run_many
from optim.problem import Differentiable, Point, Problem, as_problem
from optim.run.minimize import run_one
from optim.status import Status
from optim.study.luck import CUT, ran_away, steady, was_thrown

SEARCHED = (1e-6, 10.0)
"""Where a logarithmic knob is searched, within its own limits."""
SEEDS = 4
"""Runs that are averaged where chance plays a part."""
MOST_STEPS = 3000
"""Steps of one sweep, all seeds and both grids together: a longer budget is tuned on its first
part, so that nobody waits long for a link."""
WORK = 300_000
"""The same in steps times the effort of the surface, 1 for a formula."""
SLOW_WORK, SLOW_SEEDS = 30_000, 2
"""The same, and how many seeds, where a surface is evaluated point by point."""
TIE = 1e-9
"""Losses this close to the lowest, as a share of the whole descent, are equally good."""
NO_MINIMUM = (Status.SADDLE, Status.MAXIMUM)
"""How a run ends at rest, and yet in no minimum."""
LIGHT = 30.0
"""Up to this effort the grids are the usual ones."""

Candidate = tuple[float, ...]


@dataclass(frozen=True)
class Tuned:
    """The optimizer with its best knobs, what was chosen, and how many runs it took."""

    optimizer: Optimizer
    values: dict[str, float]
    runs: int


def tune(
    problem: Differentiable,
    optimizer: Optimizer,
    start: Point,
    budget: int,
    gtol: float = 1e-6,
    schedule: Schedule | str | None = None,
    noise: Gaussian | float | None = None,
    seed: int = 0,
    gradient: Differences | str | None = None,
    batch: int | None = None,
) -> Tuned:
    """Choose the knobs named in `optimizer.tuned` for runs of `budget` evaluations from `start`.

    First a grid: logarithmic knobs by equal factors (see `_density`), what a knob says is
    `tried`, a few values of any other, and the optimizer's own. Then a finer grid around the
    best. All values have three significant digits, so what is shown is what is used. The runs are
    those of `minimize_many` with both limits at `budget`.

    The lowest last loss wins. A run loses that diverged, left the domain, ended far outside the
    window or below every known minimum: running away is no success. Nor is luck: see
    `optim.study.luck`. Losses within a billionth of the whole descent from the lowest count as
    equal: of these the fewest steps win, then the nearest to the defaults. Where the winner rests
    at a saddle or on a hilltop and so does the optimizer as it is, it stays so. Where chance plays
    a part, the means over a few seeds from `seed` on count. If every run loses, it stays, too.
    """
    specs = {n: optimizer.knobs[n] for n in optimizer.tuned if n in optimizer.knobs}
    if not specs:
        return Tuned(optimizer, {}, 0)
    problem = as_problem(problem)
    asked = Conditions.of(1, gtol, schedule, noise, seed, gradient, batch=size_of(problem, batch))
    slow = problem.by_point
    chancy = optimizer.stochastic or asked.batch is not None or asked.noisy
    seeds = range(seed, seed + ((SLOW_SEEDS if slow else SEEDS) if chancy else 1))
    most = max(40, min(MOST_STEPS, int((SLOW_WORK if slow else WORK) / problem.effort)))
    budget = max(1, min(budget, most // (2 * len(seeds))))
    conditions = replace(asked, max_steps=budget, max_evaluations=budget)
    effort = problem.effort * (1 if asked.batch is None else len(seeds))
    search = _Search(problem, optimizer, start, conditions, seeds)
    return search.best(specs, _density(len(specs), effort, optimizer.takes_arrays and not slow))


@dataclass(frozen=True)
class _Search:
    """What all candidates share."""

    problem: Problem
    optimizer: Optimizer
    start: Point
    conditions: Conditions
    seeds: range
    """They take the place of the conditions' own."""

    def best(self, specs: Mapping[str, Knob], density: int) -> Tuned:
        """The best knobs, from a grid with so many values to a decade and then a finer one."""
        own = tuple(_tidy(getattr(self.optimizer, n), spec) for n, spec in specs.items())
        axes = {name: _coarse(spec, density) for name, spec in specs.items()}
        best, runs = self.winner(specs, [own, *itertools.product(*axes.values())], own)
        if best is None:
            return Tuned(self.optimizer, dict(zip(specs, own, strict=True)), runs)
        around = [
            _finer(spec, sorted({*axes[name], value}), value, density)
            for (name, spec), value in zip(specs.items(), best, strict=True)
        ]
        again, more = self.winner(specs, [best, own, *itertools.product(*around)], own)
        values = dict(zip(specs, again or best, strict=True))
        return Tuned(replace(self.optimizer, **values), values, runs + more)

    def winner(
        self, specs: Mapping[str, Knob], candidates: list[Candidate], own: Candidate
    ) -> tuple[Candidate | None, int]:
        """The best candidate (None if all lose), never a worse one than the first; and the runs."""
        candidates = list(dict.fromkeys(candidates))
        values = np.array(candidates).T
        columns = dict(zip(specs, values, strict=True))
        swept = replace(self.optimizer, **columns)
        fun, steps = np.zeros(len(candidates)), np.zeros(len(candidates))
        cut, none = np.zeros((2, len(candidates)), bool)
        for seed in self.seeds:
            ends = run_many(self.problem, swept, *self.start, replace(self.conditions, seed=seed))
            lost = ends.lost | ~np.isfinite(ends.fun)
            lost |= ran_away(self.problem, ends.x, ends.y, ends.fun)
            fun += np.where(lost, np.inf, ends.fun) / len(self.seeds)
            steps += ends.steps
            cut |= np.isin(ends.code, [status.code for status in CUT])
            none |= np.isin(ends.code, [status.code for status in NO_MINIMUM])
        far = sum(_apart(spec, v) for spec, v in zip(specs.values(), values, strict=True))
        runs = len(candidates) * len(self.seeds)
        sure = steady(values, fun)
        while (first := self._lowest(fun, sure, steps, cut, np.asarray(far))) is not None:
            if none[first] and none[candidates.index(own)]:
                return own, runs
            if first == 0 or not self._was_thrown(dict(zip(specs, candidates[first], strict=True))):
                return candidates[first], runs
            fun[first] = sure[first] = np.inf
        return None, runs

    def _was_thrown(self, knobs: dict[str, float]) -> bool:
        run = run_one(self.problem, replace(self.optimizer, **knobs), self.start, self.conditions)
        return was_thrown(run)

    def _lowest(
        self,
        fun: np.ndarray,
        sure: np.ndarray,
        steps: np.ndarray,
        cut: np.ndarray,
        far: np.ndarray,
    ) -> int | None:
        """The lowest sure loss; of those as good the fewest steps, then the nearest to default.

        Where the budget ended the runs they go on to different losses, and the lower one wins.
        """
        if fun.min() == math.inf:
            return None
        judged = sure if sure.min() < math.inf else fun
        lowest = float(judged.min())
        slack = TIE * abs(float(self.problem.fun(*self.start)) - lowest)
        equal = np.flatnonzero(judged <= lowest + slack)
        order = np.lexsort((far[equal], np.where(cut, fun, 0.0)[equal], steps[equal]))
        chosen = int(equal[order[0]])
        return chosen if fun[chosen] <= fun[0] + slack else 0


def _apart(spec: Knob, values: np.ndarray) -> np.ndarray:
    """How far values are from the knob's default, as a share of what it may be."""
    lo, hi, usual = spec.lo, spec.hi, spec.default
    if spec.log and lo > 0:
        return np.abs(np.log(values / usual)) / math.log(hi / lo)
    return np.abs(values - usual) / (hi - lo)


def _density(knobs: int, effort: float, together: bool) -> int:
    """Values to a decade. How good a learning rate is may change from one digit to the next.

    Where runs are made one by one (the method takes no arrays, or the surface is evaluated point by
    point), there is time for a few only; so it is where a surface takes more than `LIGHT` times
    the effort of a formula.
    """
    few, many = (4, 100) if knobs == 1 else (2, 24)
    share = LIGHT / max(LIGHT, effort)
    return max(few, round(many * share)) if together else few


def _coarse(spec: Knob, density: int) -> list[float]:
    """The first grid of a knob."""
    if spec.tried:
        return _tidied(spec.tried, spec)
    if not spec.log:
        return _tidied(np.linspace(spec.lo, spec.hi, 5), spec)
    lo, hi = max(spec.lo, SEARCHED[0]), min(spec.hi, SEARCHED[1])
    lo, hi = (lo, hi) if lo < hi else (spec.lo, spec.hi)
    count = round(density * math.log10(hi / lo)) + 1
    return _tidied(np.geomspace(lo, hi, max(count, 2)), spec)


def _finer(spec: Knob, grid: list[float], value: float, density: int) -> list[float]:
    """Values between the grid's neighbours of the best; what is `tried` is spaced by 1 - value."""
    at = grid.index(value)
    lo, hi = grid[max(at - 1, 0)], grid[min(at + 1, len(grid) - 1)]
    count = min(density, 24) if spec.log else max(min(density, 24) // 3, 2)
    if spec.log:
        parts = [np.geomspace(lo, value, count), np.geomspace(value, hi, count)]
    elif spec.tried:
        parts = [1 - np.geomspace(1 - a, 1 - b, count + 2) for a, b in ((lo, value), (value, hi))]
    else:
        parts = [np.linspace(lo, value, count), np.linspace(value, hi, count)]
    return _tidied(np.concatenate(parts), spec)


def _tidied(values: Iterable[float], spec: Knob) -> list[float]:
    return sorted({_tidy(float(v), spec) for v in values})


def _tidy(value: float, spec: Knob) -> float:
    """Three significant digits, within the knob's limits."""
    return spec.clamp(float(f"{value:.3g}"))
