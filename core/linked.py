"""Links: a frozen dataclass <-> the flat parameters of an address, from what its fields declare.

Each field is one declaration: its default, its limits or words, and its part of the link.

    @dataclass(frozen=True)
    class View(Linked):
        noun = "view"
        start: Point = linked(Spot(1e6), (0.0, 0.0))             # start=1~2
        steps: int = knob(200, 1, 5000, "Steps", integer=True)   # steps=300
        curve: str = words("loss", "distance")                   # curve=distance

The order of the declarations is the order in which a link is read, so that one thing may decide
what another can be, and in which it is written. Reading never raises: what is unknown, malformed
or out of range is replaced, and each replacement is told in one sentence. Writing says only what
differs from what a link may leave unsaid.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Self, cast

from core.knob import Knob, knobs_of
from core.query import Query, key_of, text_of
from core.sentences import sentence

Facts = Mapping[str, Any]
"""Values by field: what a link has told so far, or all of a value.

They may be of any type, as may what has such fields: hence `Any` here and in every part.
"""


@dataclass(frozen=True)
class Part:
    """How a field stands in a link: read from it, written to it, checked.

    A part that is about several fields is declared on the first of them. Keys begin with `at`,
    which is empty but in what is nested: "adam." for the settings of one optimizer.
    """

    name: str = field(default="", kw_only=True)
    """Of its field; set from the declaration."""
    when: Callable[[Facts], bool] | None = field(default=None, kw_only=True)
    """Whether it means anything, by what was told before; else its fields keep their defaults."""
    otherwise: str = field(default="", kw_only=True)
    """What is told where it means nothing, of {name}."""
    decides: ClassVar[bool] = False
    """Whether it comes before anything is known of what a link may leave unsaid."""

    @property
    def key(self) -> str:
        """Its key: the name of the field, with dots."""
        return key_of(self.name)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it is about."""
        return (self.name,)

    def read(self, asked: Query, at: str, told: Facts, unsaid: "Linked") -> Facts:
        """The values of its fields, as the link asks for them or else as in `unsaid`."""
        raise NotImplementedError

    def write(self, made: "Linked", at: str, unsaid: "Linked") -> dict[str, str]:
        """The parameters for what differs from `unsaid`."""
        raise NotImplementedError

    def check(self, made: "Linked") -> Facts:
        """The values of its fields as they are kept; ValueError where one is impossible."""
        return {}

    def means(self, facts: Facts) -> bool:
        """Whether it means anything beside these."""
        return self.when is None or self.when(facts)


@dataclass(frozen=True)
class Single(Part):
    """A part of one field and one parameter: read, written and checked as a value."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: "Linked") -> Facts:
        """As the link asks for it."""
        return {self.name: self._value(asked, at + self.key, getattr(unsaid, self.name))}

    def write(self, made: "Linked", at: str, unsaid: "Linked") -> dict[str, str]:
        """What the link says of it."""
        value = getattr(made, self.name)
        if value is None or value == getattr(unsaid, self.name):
            return {}
        return {at + self.key: self._text(value)}

    def check(self, made: "Linked") -> Facts:
        """As it is kept."""
        return {self.name: self._checked(getattr(made, self.name), type(made).noun)}

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        """The value that the link asks for, else the usual one."""
        raise NotImplementedError

    def _text(self, value: Any) -> str:
        """The value as a link says it."""
        return text_of(value)

    def _checked(self, value: Any, noun: str) -> Any:
        """The value as it is kept; ValueError where it is impossible."""
        raise NotImplementedError


@dataclass(frozen=True)
class Number(Single):
    """A number within the limits of a knob: `steps=300`."""

    limits: Knob

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        return asked.number(key, self.limits, usual)

    def _checked(self, value: Any, noun: str) -> Any:
        number = self.limits.check(value, noun)
        return int(number) if self.limits.integer else number


@dataclass(frozen=True)
class Word(Single):
    """One of a few words: `curve=distance`."""

    allowed: tuple[str, ...]

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        return asked.choice(key, self.allowed, usual)

    def _checked(self, value: Any, noun: str) -> Any:
        if value not in self.allowed:
            raise ValueError(f"{self.name} must be one of {', '.join(self.allowed)}")
        return value


class Linked:
    """Base of frozen dataclasses that have a link; an impossible value is a ValueError."""

    noun: ClassVar[str]
    """What it is, for the ValueErrors."""
    versions: ClassVar[tuple[str, ...]] = ("1",)
    """Of its links, the newest last. A link is of the first one, which means what it meant, unless
    a part writes a later `v`: because what it is about has changed since."""

    def __post_init__(self) -> None:
        for part in parts_of(type(self)):
            self._keep(part.check(self) if part.means(vars(self)) else _defaults(self, part))

    def _keep(self, facts: Facts) -> None:
        for name, value in facts.items():
            object.__setattr__(self, name, value)

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        """What a link that has told this much may leave unsaid."""
        return cls()

    def ignored(self, told: Facts) -> Iterator[str]:
        """A sentence on each thing told that the whole has no use for."""
        yield from ()

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> tuple[Self, tuple[str, ...]]:
        """What a link asks for, and a sentence for each thing ignored or changed."""
        asked = Query(query)
        asked.version(cls.versions)
        told = read_parts(cls, asked)
        made = cls(**told)
        for note in made.ignored(told):
            asked.note(note)
        asked.leftovers()
        return made, asked.sentences()

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from the usual, and the version."""
        query = write_parts(self, self.unsaid(vars(self)))
        return {"v": self.versions[0]} | query if query else {}


def read_parts(
    cls: type[Linked],
    asked: Query,
    at: str = "",
    told: Facts | None = None,
    unsaid: Any = None,
) -> Facts:
    """The fields that a link tells, one after the other; `told` is known before."""
    facts = dict(told or {})
    for part in parts_of(cls):
        if part.means(facts):
            if unsaid is None and not part.decides:
                unsaid = cls.unsaid(facts)
            facts |= part.read(asked, at, facts, unsaid)
        elif asked.left.pop(at + part.key, ""):
            asked.note(sentence(part.otherwise, name=at[:-1]))
    return facts


def write_parts(made: Linked, unsaid: "Linked", at: str = "") -> dict[str, str]:
    """The parameters for what differs from `unsaid`."""
    query: dict[str, str] = {}
    for part in parts_of(type(made)):
        query |= part.write(made, at, unsaid)
    return query


# -- declaring ------------------------------------------------------------------------------


def linked(part: Part, default: Any = dataclasses.MISSING, **options: Any) -> Any:
    """Declare a field by its part of the link; `options` are those of a dataclass field."""
    return field(default=default, metadata={"part": part}, **options)


def words(*allowed: str, usual: str = "") -> Any:
    """Declare a field that holds one of these words, the first unless told."""
    return linked(Word(allowed), usual or allowed[0])


def parts_of(cls: type) -> tuple[Part, ...]:
    """The parts of a link, in the order a dataclass declares them; a knob is a number."""
    return _parts_of(cast(Any, cls))


@functools.cache
def _parts_of(cls: Any) -> tuple[Part, ...]:
    parts: list[Part] = []
    for each in dataclasses.fields(cls):
        if (limits := knobs_of(cls).get(each.name)) is not None:
            parts.append(Number(limits, name=each.name))
        elif (part := each.metadata.get("part")) is not None:
            parts.append(dataclasses.replace(part, name=each.name))
    return tuple(parts)


def words_of(cls: type) -> Mapping[str, tuple[str, ...]]:
    """The words of each field that is a choice, by its name."""
    found = {part.name: part.allowed for part in parts_of(cls) if isinstance(part, Word)}
    return MappingProxyType(found)


def _defaults(made: Any, part: Part) -> Facts:
    every = {each.name: each.default for each in dataclasses.fields(made)}
    return {name: every[name] for name in part.fields}
