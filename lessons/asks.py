"""What a step may ask: a choice, a number, a place on the map, or a goal to be reached.

The right answer is measured: the tests run the `measure` of a question and see that the answer
called right is the one that comes out.
"""

from collections.abc import Callable
from dataclasses import dataclass

STATED = ("steps", "evaluations", "loss", "x", "y", "distance", "length", "largest_x", "least_loss")
"""Numbers of a run: steps taken, evaluations of any kind, last loss and place, how far from the
nearest known minimum that is, length of the path, greatest x and least loss on the way."""


@dataclass(frozen=True)
class Measure:
    """A number of one racer in the race of a scene, or of its end."""

    scene: str
    of: str
    """The racer, by its label: `gd`, `momentum.2`."""
    number: str = "steps"
    """One of `STATED`, or a status such as "diverged": then 1 where the run ended so, else 0."""
    at: int | None = None
    """After so many steps, for x, y and loss; else where it ended."""


@dataclass(frozen=True)
class Choice:
    """One of the answers offered."""

    says: str
    feedback: str
    """To who chose it. If it is wrong: why one would think so, and what shows that it is not so."""
    right: bool = False
    scene: str = ""
    """Of a wrong one: a scene in which it would be right."""
    value: float | None = None
    """The number that it stands for, if the answers are numbers."""


@dataclass(frozen=True)
class Choose:
    """One answer out of a few. Where they are numbers, they are drawn on one line."""

    question: str
    choices: tuple[Choice, ...]
    measure: Measure | Callable[[], float] | None = None
    """What the values are about: the right one is the nearest to it."""
    than: Measure | Callable[[], float] | None = None
    """Then the values are about the ratio of both."""
    unit: str = ""
    """What is measured, for the line: "times as many steps"."""
    drawn: str = ""
    """Where the answer stays in the picture too: "steps" or "loss", a line in the chart."""
    scale: float = 1.0
    """By what a value is multiplied to be drawn there: one answers "4 times", of 362 steps."""


@dataclass(frozen=True)
class Estimate:
    """A number, on a slider."""

    question: str
    lo: float
    hi: float
    right: float
    close: tuple[float, float]
    """Which answers count as close enough."""
    measure: Measure | Callable[[], float]
    """`right` is this, to three digits."""
    too_low: str
    too_high: str
    is_close: str
    than: Measure | Callable[[], float] | None = None
    unit: str = ""
    logarithmic: bool = True
    drawn: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class Place:
    """A part of the map that an answer may lie in."""

    at: tuple[float, float]
    within: float
    """How far from there it reaches."""
    feedback: str
    right: bool = False
    scene: str = ""


@dataclass(frozen=True)
class Point:
    """A place on the map: where will it end? The nearest place that reaches there is meant."""

    question: str
    places: tuple[Place, ...]
    elsewhere: str
    """To who pointed to none of them."""
    of: str
    """The racer that is asked about: it ends in the right place."""


@dataclass(frozen=True)
class Goal:
    """Something to reach with the controls of the step; it is reached the moment it is."""

    says: str
    of: str
    number: str
    """One of a run, see `STATED` and `Measure`; steps and evaluations only once it converged."""
    between: tuple[float, float]
    reached: str
    not_yet: str
    """Beside the number as it is, until then: a hint."""
    solved_by: str
    """A scene that reaches it, which differs in the controls alone; shown to who gives up."""
