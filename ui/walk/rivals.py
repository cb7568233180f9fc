"""What a walk is compared with: methods that feel as much, from its start, for its price."""

from dataclasses import dataclass

import numpy as np

import optim
from core.sentences import N_, Sentence, sentence
from core.written import number
from ui.kit.cache import shared_cache
from ui.scene import cached
from ui.scene.scene import Scene
from ui.walk.walk import Walk


@dataclass(frozen=True)
class Descent:
    """A way down: points, their losses, and what was spent up to each."""

    name: Sentence | str
    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    spent: np.ndarray
    tried: int = 0
    """Runs that were tried, and not counted, to find its setting."""

    @property
    def lowest(self) -> np.ndarray:
        """The lowest loss up to each point."""
        return np.fmin.accumulate(self.fun)

    @property
    def best(self) -> int:
        """Which point is the lowest, the first of equal ones."""
        return int(np.nanargmin(self.fun)) if np.isfinite(self.fun).any() else 0


def own(walk: Walk) -> Descent:
    """The walk itself."""
    x, y = np.array(walk.points(), np.float64).T
    fun = np.array([float(walk.landscape.fun(*at)) for at in walk.points()])
    return Descent(N_("You"), x, y, fun, np.arange(1, len(fun) + 1))


def rivals(walk: Walk) -> tuple[Descent, ...]:
    """Gradient descent at its usual and at its best rate; without slopes, what needs none."""
    start = walk.points()[0]
    if walk.feel == "slope":
        return _slopes(walk.ground, start, walk.budget)
    return _losses(walk.ground, start, walk.budget)


@shared_cache(maxsize=256, heavy=True)
def _slopes(scene: Scene, start: tuple[float, float], budget: int) -> tuple[Descent, ...]:
    usual = _usual(scene, "gd")
    best = cached.tuned(scene.landscape(), usual, start, budget, None, 0.0, 0, None)
    return (
        _run(scene, usual, start, budget, _rate(usual, N_("usual rate"))),
        _run(
            scene, best.optimizer, start, budget, _rate(best.optimizer, N_("its best rate")), best
        ),
    )


@shared_cache(maxsize=256, heavy=True)
def _losses(scene: Scene, start: tuple[float, float], budget: int) -> tuple[Descent, ...]:
    by_losses = optim.differences.get("forward")
    usual = _usual(scene, "gd")
    best = cached.tuned(scene.landscape(), usual, start, budget, None, 0.0, 0, by_losses)
    name = sentence(
        "Gradient descent by differences, its best rate α = {rate}",
        rate=number(best.optimizer.learning_rate, 3),  # type: ignore[attr-defined]  # gd has one
    )
    search = _usual(scene, "local_search")
    return (
        _run(scene, search, start, budget, N_("Random local search")),
        _run(scene, best.optimizer, start, budget, name, best, by_losses),
    )


def _usual(scene: Scene, slug: str) -> optim.Optimizer:
    """A method as the surface races it."""
    return optim.get(slug, **scene.landscape().race.get(slug, {}))


def _rate(method: optim.Optimizer, which: str) -> Sentence:
    rate = number(method.learning_rate, 3)  # type: ignore[attr-defined]  # gd has one
    return sentence("Gradient descent, {which} α = {rate}", which=N_(which), rate=rate)


def _run(
    scene: Scene,
    method: optim.Optimizer,
    start: tuple[float, float],
    budget: int,
    name: Sentence | str,
    tuned: optim.Tuned | None = None,
    gradient: optim.differences.Differences | None = None,
) -> Descent:
    """A run until so many losses and gradients are spent."""
    run = optim.minimize(
        scene.landscape(), method, start, budget, 0.0, gradient=gradient, max_evaluations=budget
    )
    spent = run.nfev + run.njev
    return Descent(name, run.x, run.y, run.fun, spent, tuned.runs if tuned else 0)
