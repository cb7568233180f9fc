"""How much work a race is, and how many of its steps there is time for on a slow surface."""

from core.sentences import sentence
from ui.scene.scene import Scene

WORK = 600_000
"""Losses of a formula that cost about a second or two: what a race may cost."""
QUICK = 150_000
"""What a picture may cost while something still moves."""
LEAST_STEPS = 20
"""Steps that are taken however long they are."""


def of_step(scene: Scene) -> float:
    """What a step of one racer costs, in losses of a formula."""
    looked = scene.difference()
    each = (looked.evaluations if looked else 1) + any(map(scene.racer_batch, scene.race))
    return float(scene.landscape().effort) * each


def steps(scene: Scene) -> int:
    """How many steps the race takes: those asked for, or as many as there is time for."""
    if scene.landscape().effort <= 1:
        return scene.steps
    return min(scene.steps, max(LEAST_STEPS, share(scene, len(scene.race))))


def share(scene: Scene, runs: int) -> int:
    """How many steps each of so many runs may take, within what a race may cost."""
    return int(WORK / (of_step(scene) * max(1, runs)))


def is_quick(scene: Scene) -> bool:
    """Whether the race can be run between two pictures."""
    if scene.landscape().effort <= 1:
        return True
    return of_step(scene) * len(scene.race) * steps(scene) <= QUICK


def note(scene: Scene) -> str:
    """A sentence where the race is cut short."""
    most = steps(scene)
    if most == scene.steps:
        return ""
    return sentence(
        "A step takes long on this surface: the race is its first {most} of {steps} steps.",
        most=most,
        steps=scene.steps,
    )
