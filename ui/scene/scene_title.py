"""What a scene shows, as the title of its page: “Adam, Momentum on Rosenbrock valley”."""

from collections.abc import Iterable

from core.sentences import N_, Sentence, joined, sentence
from ui.scene.run_race import title
from ui.scene.scene import Scene

MOST = 4
"""Names that are told before the others are counted."""


def scene_title(scene: Scene) -> Sentence:
    """Who races on what."""
    racers, ground = [title(label) for label in scene.labels()], ground_title(scene)
    if not racers:
        return ground
    return sentence("{racers} on {surface}", racers=listed(racers), surface=ground)


def ground_title(scene: Scene) -> Sentence:
    """On what: the surface's name, or the formula that somebody wrote, in one line.

    A formula may hold any blank, and some are no character of XML or end a paragraph elsewhere.
    """
    if scene.surface == "formula":
        return N_(" ".join(scene.formula.split()))
    return N_(scene.landscape().title)


def listed(names: Iterable[str]) -> Sentence:
    """The names, or the first of them and how many more."""
    every = list(names)
    if len(every) <= MOST:
        return joined(every, ", ")
    first = joined(every[: MOST - 1], ", ")
    return sentence("{names} and {n} more", names=first, n=len(every) - MOST + 1)
