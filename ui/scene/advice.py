"""What is bound to go wrong with a racer's settings, in words, if anything is."""

from collections.abc import Mapping

import optim
from ui.scene import cached
from ui.scene.racer import Racer
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


def of_race(scene: Scene, raced: list[Raced]) -> Mapping[str, tuple[str, ...]]:
    """Sentences on each racer as it ran, by its label; only of those of whom there is something."""
    pairs = zip(raced, scene.race, strict=True)
    found = {one.label: _of(scene, racer, one.optimizer) for one, racer in pairs}
    return {label: sentences for label, sentences in found.items() if sentences}


def of_racer(scene: Scene, label: str) -> tuple[str, ...]:
    """Sentences on a racer with the knobs that it has."""
    racer = dict(zip(scene.labels(), scene.race, strict=True))[label]
    return _of(scene, racer, racer.build())


def _of(scene: Scene, racer: Racer, optimizer: optim.Optimizer) -> tuple[str, ...]:
    return cached.advice(
        scene.landscape(),
        optimizer,
        scene.start,
        scene.racer_schedule(racer),
        scene.racer_noise(racer),
        scene.difference(),
    )
