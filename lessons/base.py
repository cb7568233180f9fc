r"""What a lesson is made of: steps, each with a scene and perhaps a question, and claims.

A lesson is a value that one file of `lessons/course` declares. All of its words are marked for
translation, and are whole sentences. In them `[condition number](condition_number)` shows a card
of the glossary, `$\kappa$` is mathematics, `**so**` is heavy; nothing else is markup.

A scene is the end of an address of the app, with or without the name of its page:
`surface=ravine&race=gd` is the playground's, `basins?surface=two_wells` that of the basins.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lessons.asks import Choose, Estimate, Goal, Measure, Point

Ask = Choose | Estimate | Point | Goal
MOST_WORDS = 60
"""A step says less than this: one looks at the picture."""
MOST_CONTROLS = 3


@dataclass(frozen=True)
class Step:
    """One thing to see. What has a question shows its scene at rest until it is answered."""

    title: str
    says: str
    """What one looks at and what to do: fewer than 60 words."""
    scene: str
    then: str = ""
    """What the scene's link says besides once the question is answered: `critical=show`."""
    controls: tuple[str, ...] = ()
    """What can be turned, by its key in the link: `gd.learning_rate`, `surface.kappa`, `noise`."""
    ask: Ask | None = None
    reveals: str = ""
    """Two sentences after the answer: what happened, and why."""
    often_heard: str = ""
    """What is often said of it, as it is said, where that is not quite so."""
    source: str = ""
    """Where the right statement is found; not translated."""


@dataclass(frozen=True)
class Claim:
    """A statement of the lesson that can be checked: a test measures it again."""

    says: str
    """For who reads the test; not shown."""
    measure: Measure | Callable[[], float]
    between: tuple[float, float]
    """Where the number lies: (362, 362), or (1, inf) where only an order is stated."""
    than: Measure | Callable[[], float] | None = None
    """Then the number is the ratio of both."""


@dataclass(frozen=True)
class Lesson:
    """About ten minutes for one who is alone with it."""

    slug: str
    """As in links, and as its file is called."""
    number: int
    """Its place in the course."""
    title: str
    question: str
    """The one question that it answers."""
    steps: tuple[Step, ...]
    claims: tuple[Claim, ...] = field(default=(), repr=False)
    minutes: int = 10
    walk: str = ""
    """A link to the page “Walk it yourself”, where one can try what it is about; or empty."""
