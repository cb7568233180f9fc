"""A moment of a race in a link: the step shown, what is seen of it, and who is hidden.

`step=40&zoom=-1~1~0~2&hidden=adam&play=1&view=lecture`. The player comes to it once, when the link
is opened; it decides no number and no path.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.entrants import labels
from core.knob import Knob
from core.linked import Facts, Linked, Part, Single, linked, read_parts, words, write_parts
from core.parts import OwnNumber, listed
from core.query import Bounds, Query, edges_of, joined, show
from core.sentences import N_, sentence

STEP = Knob(0, 0, 5000, "Step", integer=True, name="step")
FARTHEST = 1e6
HIDDEN = N_("{label} is not in the race; it cannot be hidden.")
"""What is told of a racer that a link hides and nobody knows."""
NARROWEST = 1e-9
TURN = ((-360.0, 360.0), (-90.0, 90.0), (0.2, 20.0))
"""Limits of the camera: azimuth and elevation in degrees, and its distance from the middle of the
surface, in widths of that."""


@dataclass(frozen=True)
class Zoom(Single):
    """The part of the map that is seen, or None for all of it: `zoom=0~1~0~1`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        window = asked.window(key)
        if window is None:
            return usual
        try:
            return self._checked(window, "")
        except ValueError:
            asked.note(
                N_("The link's part of the map is empty or too far out; all of it is shown.")
            )
            return usual

    def _text(self, value: Any) -> str:
        return edges_of(value)

    def _checked(self, value: Any, noun: str) -> Bounds | None:
        if value is None:
            return None
        for low, high in value:
            if not (abs(low) <= FARTHEST and abs(high) <= FARTHEST and high - low > NARROWEST):
                raise ValueError("zoom needs x from, x to, y from, y to")
        (x_lo, x_hi), (y_lo, y_hi) = value
        return (float(x_lo), float(x_hi)), (float(y_lo), float(y_hi))


@dataclass(frozen=True)
class Camera(Single):
    """Where one looks at the surface from, or None: `camera=45~30~2.2`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        numbers = asked.numbers(key, len(TURN))
        if numbers is None:
            return usual
        used = tuple(min(max(v, lo), hi) for v, (lo, hi) in zip(numbers, TURN, strict=True))
        if used != numbers:
            asked.note(N_("The camera was turned back to where it can stand."))
        return used

    def _text(self, value: Any) -> str:
        return joined(*value)

    def _checked(self, value: Any, noun: str) -> Any:
        if value is None:
            return None
        if len(value) != len(TURN) or not all(math.isfinite(v) for v in value):
            raise ValueError("camera needs three numbers")
        if any(not lo <= v <= hi for v, (lo, hi) in zip(value, TURN, strict=True)):
            raise ValueError("the camera cannot stand there")
        return tuple(float(v) for v in value)


@dataclass(frozen=True)
class Moment(Linked):
    """What of a race is seen first. All of it is usual where the link says nothing."""

    noun = "moment"

    step: int | None = linked(OwnNumber(STEP), None)
    zoom: Bounds | None = linked(Zoom(), None)
    camera: tuple[float, float, float] | None = linked(Camera(), None)
    play: str = words("0", "1")
    view: str = words("page", "lecture")
    future: str = words("show", "hide")

    def told(self) -> Mapping[str, Any]:
        """What the player is told: what is not usual."""
        usual = Moment()
        facts = {name: getattr(self, name) for name in vars(usual)}
        return {name: v for name, v in facts.items() if v != getattr(usual, name)}


USUAL = Moment()


@dataclass(frozen=True)
class Seen(Part):
    """The fields `moment` and `hidden` of a scene; hidden are labels of racers, in any order."""

    among: str
    """The field of the racers, declared before."""
    most: int

    @property
    def fields(self) -> tuple[str, ...]:
        """Those it is about."""
        return self.name, "hidden"

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        moment = Moment(**read_parts(Moment, asked, at, {}, USUAL))
        racing = labels(told[self.among])
        hidden = listed(asked.left.pop("hidden", ""), self.most)
        for label in hidden:
            if label not in racing:
                asked.note(sentence(HIDDEN, label=show(label)))
        return {self.name: moment, "hidden": tuple(one for one in racing if one in hidden)}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        query = write_parts(made.moment, USUAL, at)
        return query | ({"hidden": "~".join(made.hidden)} if made.hidden else {})

    def check(self, made: Any) -> Facts:
        """As it is kept: whoever left the race is not hidden."""
        racing = labels(getattr(made, self.among))
        return {"hidden": tuple(one for one in racing if one in made.hidden)}
