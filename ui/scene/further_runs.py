"""Further runs of a racer, drawn with it as thin lines: from other starts, or with other seeds."""

import math

from core.sentences import sentence
from landscapes import Point
from ui.scene import effort
from ui.scene.scene import NUMBERS, Scene

MOST_POINTS = 20_000
"""Points of all further runs together: they are sent to the browser and drawn."""


def starts(scene: Scene) -> list[Point]:
    """The other starts: a ring round the scene's own, or a grid over the window."""
    (x_lo, x_hi), (y_lo, y_hi) = scene.landscape().bounds
    if scene.starts == "ring":
        x, y = scene.start
        rx, ry = scene.spread * (x_hi - x_lo), scene.spread * (y_hi - y_lo)
        turns = [2 * math.pi * k / scene.count for k in range(scene.count)]
        return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turns]
    if scene.starts == "grid":
        return [
            (x_lo + u * (x_hi - x_lo), y_lo + v * (y_hi - y_lo)) for u, v in lattice(scene.count)
        ]
    return []


def lattice(count: int) -> list[Point]:
    """So many points spread over the unit square in about as many rows as columns."""
    rows = round(math.sqrt(count))
    sizes = [count // rows + (row < count % rows) for row in range(rows)]
    return [((k + 0.5) / n, (row + 0.5) / rows) for row, n in enumerate(sizes) for k in range(n)]


def variants(scene: Scene, chancy: bool) -> list[tuple[Point, int]]:
    """Start and seed of each; `chancy`: whether another seed changes anything."""
    found = [(start, scene.seed) for start in starts(scene)]
    if chancy:
        every = int(NUMBERS["seed"].hi) + 1
        found += [(scene.start, (scene.seed + k) % every) for k in range(1, scene.seeds)]
    return found


def steps(scene: Scene) -> int:
    """How many steps of each are drawn, so that all together stay few enough."""
    chancy = scene.seeds - 1 if scene.is_random() else 0
    many = len(scene.race) * (len(starts(scene)) + chancy)
    most = min(effort.steps(scene), MOST_POINTS // max(1, many))
    slow = scene.landscape().effort > 1
    return min(most, max(effort.LEAST_STEPS, effort.share(scene, many))) if slow else most


def note(scene: Scene) -> str:
    """A sentence where they are cut short."""
    most = steps(scene)
    full = most == effort.steps(scene)
    return "" if full else sentence("The thin lines show the first {n} steps only.", n=most)
