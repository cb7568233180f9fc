"""From a scene to its runs: every racer's, also in a fair race."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import optim
from core.sentences import N_, Sentence, joined
from landscapes import Point
from ui.kit.cache import shared_cache
from ui.kit.kept import Kept
from ui.scene import cached, effort, further_runs
from ui.scene.racer import Racer
from ui.scene.scene import Scene

LOOKED_AT = (
    *("curve", "by", "cost_grad", "cost_hess", "loss", "height", "critical", "data", "ground"),
    *("panel", "focus", "probe", "chord", "mistake", "summed", "moment", "hidden"),
    "handout",
)
"""What of a scene only says how its race is looked at."""
KEPT_BYTES, SHARE = 128_000_000, 1 / 32
"""Runs of so many bytes are kept for all visitors, none that takes more than its share of them."""
LEAST_BYTES, POINT_BYTES, STATE_BYTES, CHANCE_BYTES = 30_000, 450, 150, 300
MOST_BYTES, SAMPLE_BYTES = 2000, 8
"""What a run takes at least, and each of its points, explained: alone, for each number that a rule
remembers, and for noise and schedules; or all of that for a method that remembers much, and for a
sample of its step."""


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
    """The run, as kept for all visitors; that on an uploaded surface stays with its session."""
    return run_racer(asked) if asked.scene.grid is not None else _known(asked)


def _bytes(raced: Raced) -> int:
    """What a racer's run and its further runs take at most, once their records are made."""
    method, runs = raced.optimizer, (raced.trajectory, *raced.fan)
    each = MOST_BYTES
    if isinstance(method, optim.Elementwise):
        each = POINT_BYTES + STATE_BYTES * len(method.state_names)
        each += 0 if raced.trajectory.is_plain else CHANCE_BYTES
    batch = raced.trajectory.batches
    samples = 0 if batch is None else SAMPLE_BYTES * batch.shape[1]
    return sum(LEAST_BYTES + len(run.x) * (each + samples) for run in runs)


def epochs_a_step(scene: Scene, raced: Raced) -> float:
    """Which share of the samples a step of this racer sees; 1 where it sees all."""
    racer = dict(zip(scene.labels(), scene.race, strict=True))[raced.label]
    samples, batch = scene.landscape().samples, scene.racer_batch(racer)
    return optim.minibatch.epochs(samples, batch, 1) if batch else 1.0


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
    if batch := scene.racer_batch(racer):
        chances["batch"] = batch
    found: tuple[tuple[str, float], ...] = ()
    if scene.fair == "on" and tune:
        usual = {name: optimizer.knobs[name].default for name in optimizer.tuned
                 if name in optimizer.knobs}  # fmt: skip
        tuned = cached.tuned(
            landscape, replace(optimizer, **usual), scene.start, scene.steps, schedule, noise,
            scene.seed, scene.difference(), batch,
        )  # fmt: skip
        optimizer, found = tuned.optimizer, tuple(tuned.values.items())
    if scene.fair == "on":
        chances["max_evaluations"] = scene.steps

    def run(start: Point, seed: int, steps: int, options: Any) -> optim.Trajectory:
        return optim.minimize(landscape, optimizer, start, steps, seed=seed, **options)

    many, few = effort.steps(scene), further_runs.steps(scene)
    if schedule is not None and min(many, few) < scene.steps:  # the first steps of a longer run
        chances["schedule"] = optim.schedules.Planned(schedule, scene.steps)
    chancy = bool(noise and not optimizer.gradient_free) or optimizer.stochastic or batch > 0
    fan = tuple(
        run(start, seed, few, chances) for start, seed in further_runs.variants(scene, chancy)
    )
    raced = run(scene.start, scene.seed, many, chances)
    return Raced(racer.slug, optimizer, schedule, raced, fan, found)


RUNS = Kept[Raced](KEPT_BYTES, _bytes, SHARE)
_known = shared_cache(kept=RUNS)(run_racer)


def title(label: str) -> Sentence:
    """The name of a racer: Adam, or Adam 2 for the second one in the race."""
    slug, _, copy = label.partition(".")
    name = N_(optim.CLASSES[slug].title)
    return joined((name, copy)) if copy else name
