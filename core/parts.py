"""Kinds of fields in a link beyond numbers and words: points, lists, classes with their knobs."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from core.knob import build, knobs_of
from core.linked import Facts, Linked, Number, Part, Single
from core.query import Query, joined, show, text_of
from core.registry import make
from core.sentences import sentence

Values = tuple[tuple[str, float], ...]
"""The knobs of something that differ from its defaults, by name."""


@dataclass(frozen=True)
class Spots(Single):
    """So many points with coordinates from -far to far, or None: `chord=0~0~1~1`."""

    far: float
    count: int

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        return asked.points(key, self.count, self.far) or usual

    def _text(self, value: Any) -> str:
        return joined(*(v for point in value for v in point))

    def _checked(self, value: Any, noun: str) -> Any:
        if value is None:
            return None
        if len(value) != self.count:
            raise ValueError(f"{self.name} needs {self.count} points")
        return tuple(self._point(point) for point in value)

    def _point(self, point: Any) -> tuple[float, float]:
        x, y = (float(v) for v in point)
        if not all(math.isfinite(v) and abs(v) <= self.far for v in (x, y)):
            raise ValueError(f"the {self.name} must lie within {-self.far:g} to {self.far:g}")
        return x + 0.0, y + 0.0  # never -0.0


@dataclass(frozen=True)
class Spot(Spots):
    """A point, or None: `start=1~2.5`."""

    count: int = 1

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        points = asked.points(key, 1, self.far)
        return points[0] if points else usual

    def _text(self, value: Any) -> str:
        return joined(*value)

    def _checked(self, value: Any, noun: str) -> Any:
        return None if value is None else self._point(value)


@dataclass(frozen=True)
class OwnNumber(Number):
    """A number of its own, or None for what holds for all: `adam.noise=0.5`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        number = asked.number(key, self.limits, math.nan)
        return usual if math.isnan(number) else number

    def _checked(self, value: Any, noun: str) -> Any:
        return None if value is None else super()._checked(value, noun)


@dataclass(frozen=True)
class Slugs(Single):
    """Some of the known names, each once: `methods=gd~adam`, or `none`."""

    known: Collection[str]
    most: int
    unknown: str
    """What is told of a name that is not known, with a place for it: {name}."""
    too_many: str
    """What is told where there are more than {most}."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        text = asked.left.pop(key, None)
        if text is None:
            return usual
        found: list[str] = []
        for slug in listed(text, self.most):
            if slug not in self.known:
                asked.note(sentence(self.unknown, name=show(slug)))
            elif slug not in found:
                found.append(slug)
        if len(found) > self.most:
            asked.note(sentence(self.too_many, most=self.most))
        return tuple(found[: self.most])

    def _text(self, value: Any) -> str:
        return "~".join(value) or "none"

    def _checked(self, value: Any, noun: str) -> Any:
        if any(slug not in self.known for slug in value):
            raise ValueError(f"{self.name}: there is none of that name")
        if len(value) > self.most or len(set(value)) < len(value):
            raise ValueError(f"{self.name}: at most {self.most}, each once")
        return tuple(value)


@dataclass(frozen=True)
class Knobs(Part):
    """The knobs of the class that the field `slug` names: `adam.beta1=0.8`.

    What is made is of any type that has such a field.
    """

    classes: Mapping[str, type]

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        cls = self.classes[told["slug"]]
        return {self.name: read_knobs(asked, at, cls, getattr(unsaid, self.name))}

    def write(self, made: Any, at: str, unsaid: Linked) -> dict[str, str]:
        """What the link says of it."""
        values = getattr(made, self.name), getattr(unsaid, self.name)
        return write_knobs(at, self.classes[made.slug], *values)

    def check(self, made: Any) -> Facts:
        """As it is kept."""
        return {self.name: differing(self.classes[made.slug], getattr(made, self.name))}


@dataclass(frozen=True)
class Chosen(Part):
    """One of several classes and, in the field `..._knobs`, its knobs: `schedule=step`.

    With `none`, it may also be "", for no choice.
    """

    classes: Mapping[str, type]
    none: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Those it is about."""
        return self.name, f"{self.name}_knobs"

    def _of(self, made: Linked) -> tuple[str, Values]:
        slug, values = (getattr(made, name) for name in self.fields)
        return slug, values

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        key, (usual, values) = at + self.key, self._of(unsaid)
        slug = asked.choice(key, (*[""] * self.none, *self.classes), usual)
        before = values if slug == usual else ()
        knobs = read_knobs(asked, f"{key}.", self.classes[slug], before) if slug else ()
        return dict(zip(self.fields, (slug, knobs), strict=True))

    def write(self, made: Linked, at: str, unsaid: Linked) -> dict[str, str]:
        """What the link says of it."""
        key, (slug, values), (usual, before) = at + self.key, self._of(made), self._of(unsaid)
        query = {} if slug == usual else {key: slug}
        if not slug:
            return query
        known = before if slug == usual else ()
        return query | write_knobs(f"{key}.", self.classes[slug], values, known)

    def check(self, made: Linked) -> Facts:
        """As it is kept."""
        slug, values = self._of(made)
        if self.none and not slug:
            return {self.fields[1]: ()}
        chosen = make(self.name, self.classes, slug, dict(values))
        return {self.fields[1]: differing(type(chosen), values)}


def listed(text: str, most: int) -> list[str]:
    """The names in a list of a link, far too many cut off: a~b~c."""
    return [] if text in ("", "none") else text.split("~")[: 4 * most]


def differing(cls: type, values: Values) -> Values:
    """The knobs that differ from their defaults, checked, in the order the class declares."""
    made = build(cls, dict(values))
    found = ((name, getattr(made, name), knob) for name, knob in knobs_of(cls).items())
    return tuple((name, value) for name, value, knob in found if value != knob.default)


def read_knobs(asked: Query, at: str, cls: type, before: Values) -> Values:
    """All knobs of a class; those the link leaves out are as `before`, or as by default."""
    known = dict(before)
    return tuple(
        (name, asked.number(at + name, knob, known.get(name, knob.default)))
        for name, knob in knobs_of(cls).items()
    )


def write_knobs(at: str, cls: type, values: Values, before: Values = ()) -> dict[str, str]:
    """The knobs that are not as `before`, or as by default."""
    usual = {name: knob.default for name, knob in knobs_of(cls).items()}
    now, known = usual | dict(values), usual | dict(before)
    return {at + name: text_of(value) for name, value in now.items() if value != known[name]}
