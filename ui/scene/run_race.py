"""From a scene to its runs: every racer's, also in a fair race."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import optim
from core.sentences import N_, Sentence, joined
from landscapes import Point
from ui.kit.cache import shared_cache
from ui.scene import cached, effort, further_runs
from ui.scene.racer import Racer
from ui.scene.scene import Scene

LOOKED_AT = (
    *("curve", "by", "cost_grad", "cost_hess", "loss", "height", "critical", "data", "ground"),
    *("panel", "focus", "probe", "chord", "mistake", "summed", "moment", "hidden"),
)
"""What of a scene only says how its race is looked at."""
KEPT, KEPT_BYTES = 128, 1_000_000
"""So many runs are kept for all visitors, each of so many bytes at most: 128 MB together."""
POINT_BYTES, SAMPLE_BYTES = 2000, 8
"""What a point takes, with the state of a method that remembers much, and a sample of its step."""


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
    def name(self) -> Sentence:
        """As people read it."""
        return title(self.label)


def run_race(scene: Scene, tune: bool = True) -> list[Raced]:
    """Run every optimizer of the scene.

    Without `tune`, a fair race is run with the knobs the racers have, within the same budget.
    """
    racers = zip(scene.labels(), scene.race, strict=True)
    return [replace(_found(Asked.of(scene, racer, tune)), label=label) for label, racer in racers]


def race_of(scene: Scene) -> tuple[Any, ...]:
    """What decides its race: two scenes with the same have the same runs."""
    return tuple(v for name, v in vars(scene).items() if name not in LOOKED_AT)


@dataclass(frozen=True)
class Asked:
    """One racer's run, as it is asked for: equal where nothing that decides it differs."""

    decides: tuple[Any, ...]
    scene: Scene = field(compare=False)
    racer: Racer = field(compare=False)
    tune: bool

    @classmethod
    def of(cls, scene: Scene, racer: Racer, tune: bool) -> Self:
        """A racer of a scene; of the others only their number counts, where time is short."""
        alone = tuple(v for v in race_of(scene) if v is not scene.race)
        steps = effort.steps(scene), further_runs.steps(scene)
        return cls((alone, racer, steps), scene, racer, tune)


def _found(asked: Asked) -> Raced:
    """The run, known from before where it is short enough to be kept for all visitors."""
    if asked.scene.grid or _bytes(asked.scene) > KEPT_BYTES:
        return run_racer(asked)
    return _known(asked)


def _bytes(scene: Scene) -> int:
    """What a racer's run and its further runs take at most."""
    points = (1 + len(further_runs.variants(scene, True))) * (scene.steps + 1)
    return points * (POINT_BYTES + SAMPLE_BYTES * scene.batch)


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


def run_racer(asked: Asked) -> Raced:
    """One racer's run and its further runs, whatever is known of them."""
    scene, racer, tune = asked.scene, asked.racer, asked.tune
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
    raced = run(scene.start, scene.seed, many, chances)
    return Raced(racer.slug, optimizer, schedule, raced, fan, found)


_known = shared_cache(maxsize=KEPT)(run_racer)


def title(label: str) -> Sentence:
    """The name of a racer: Adam, or Adam 2 for the second one in the race."""
    slug, _, copy = label.partition(".")
    name = N_(optim.CLASSES[slug].title)
    return joined((name, copy)) if copy else name
