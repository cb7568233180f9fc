"""What a scene shows, as the title of its page: “Adam, Momentum on Rosenbrock valley”."""

from collections.abc import Iterable

from ui.scene.run_race import title
from ui.scene.scene import Scene

MOST = 4
"""Names that are told before the others are counted."""


def scene_title(scene: Scene) -> str:
    """Who races on what."""
    racers = listed(title(label) for label in scene.labels())
    return f"{racers} on {ground_title(scene)}" if racers else ground_title(scene)


def ground_title(scene: Scene) -> str:
    """On what: the surface's name, or the formula that somebody wrote, in one line.

    A formula may hold any blank, and some are no character of XML or end a paragraph elsewhere.
    """
    if scene.surface == "formula":
        return " ".join(scene.formula.split())
    return scene.landscape().title


def listed(names: Iterable[str]) -> str:
    """The names, or the first of them and how many more."""
    every = list(names)
    if len(every) <= MOST:
        return ", ".join(every)
    return f"{', '.join(every[: MOST - 1])} and {len(every) - MOST + 1} more"
