"""From a scene to its runs: every racer's, also in a fair race."""

from dataclasses import dataclass, replace
from typing import Any

import optim
from landscapes import Point
from ui.scene import cached, effort, further_runs
from ui.scene.racer import Racer
from ui.scene.scene import Scene


@dataclass(frozen=True)
class Raced:
    """One racer and what became of it."""

    label: str
    optimizer: optim.Optimizer
    """As it ran: in a fair race, with the knobs that were found."""
    schedule: optim.schedules.Schedule | None
    trajectory: optim.Trajectory
    fan: tuple[optim.Trajectory, ...]
    """Its further runs: the same from other starts or with other seeds."""
    found: tuple[tuple[str, float], ...] = ()
    """What a fair race chose."""

    @property
    def name(self) -> str:
        """As people read it."""
        return title(self.label)


def run_race(scene: Scene, tune: bool = True) -> list[Raced]:
    """Run every optimizer of the scene.

    Without `tune`, a fair race is run with the knobs the racers have, within the same budget.
    """
    racers = zip(scene.labels(), scene.race, strict=True)
    return [_raced(scene, label, racer, tune) for label, racer in racers]


def as_found(scene: Scene, raced: list[Raced]) -> Scene:
    """A fair race's scene with what was found as its racers' own knobs; others as they are."""
    if scene.fair == "off":
        return scene
    racers = (
        replace(
            racer, knobs=tuple((name, getattr(r.optimizer, name)) for name in r.optimizer.knobs)
        )
        for racer, r in zip(scene.race, raced, strict=True)
    )
    return replace(scene, race=tuple(racers))


def _raced(scene: Scene, label: str, racer: Racer, tune: bool) -> Raced:
    landscape, optimizer = scene.landscape(), racer.build()
    schedule, noise = scene.racer_schedule(racer), scene.racer_noise(racer)
    chances: dict[str, Any] = {"schedule": schedule, "noise": noise, "gradient": scene.difference()}
    if scene.batch:
        chances["batch"] = scene.batch
    found: tuple[tuple[str, float], ...] = ()
    if scene.fair == "on" and tune:
        usual = {name: optimizer.knobs[name].default for name in optimizer.tuned
                 if name in optimizer.knobs}  # fmt: skip
        tuned = cached.tuned(
            landscape, replace(optimizer, **usual), scene.start, scene.steps, schedule, noise,
            scene.seed, scene.difference(), scene.batch,
        )  # fmt: skip
        optimizer, found = tuned.optimizer, tuple(tuned.values.items())
    if scene.fair == "on":
        chances["max_evaluations"] = scene.steps

    def run(start: Point, seed: int, steps: int, options: Any) -> optim.Trajectory:
        return optim.minimize(landscape, optimizer, start, steps, seed=seed, **options)

    many, few = effort.steps(scene), further_runs.steps(scene)
    if schedule is not None and min(many, few) < scene.steps:  # the first steps of a longer run
        chances["schedule"] = optim.schedules.Planned(schedule, scene.steps)
    chancy = bool(noise and not optimizer.gradient_free) or optimizer.stochastic or scene.batch > 0
    fan = tuple(
        run(start, seed, few, chances) for start, seed in further_runs.variants(scene, chancy)
    )
    return Raced(
        label, optimizer, schedule, run(scene.start, scene.seed, many, chances), fan, found
    )


def title(label: str) -> str:
    """The name of a racer: Adam, or Adam 2 for the second one in the race."""
    slug, _, copy = label.partition(".")
    return f"{optim.CLASSES[slug].title} {copy}".strip()
