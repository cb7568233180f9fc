"""Several of a kind that take part in one thing, each with settings of its own, in a link.

`race=adam~adam.2&adam.2.beta1=0.8`: a list of names, and the parts of each under its label. Where
those are many they stand in the list: `race=adam-.05~adam.2-.01-beta1-.8`, a name and a value each,
with the name left out of the one that all have. Either may be read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from core.linked import Facts, Linked, Part, Single, read_parts, write_parts
from core.parts import listed
from core.query import Query, show
from core.sentences import sentence

SPACE = 100
"""Characters, or a few less, that the settings of several may take beside the list; those of more
stand in it."""
MOST_WORDS = 40
"""Names and values behind one name of the list."""


def _welcome(slug: str) -> str:
    return ""


class Entrant(Protocol):
    """What takes part is known by a slug."""

    @property
    def slug(self) -> str:
        """Of the method, say."""


@dataclass(frozen=True)
class Entrants(Part):
    """Up to `most` values of a class with a `slug`; `refused` tells why one was left out."""

    of: type[Linked]
    classes: Mapping[str, type]
    most: int
    unknown: str
    """What is told of a name that is not known, with a place for it: {name}."""
    too_many: str
    """What is told where there are more than {most}."""
    refused: Callable[[str], str] = _welcome
    first: str = ""
    """The key whose value stands in the list without its name."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        usual = getattr(unsaid, self.name)
        opened = dict(zip(labels(usual), usual, strict=True))
        text = asked.left.pop(self.key, None)
        slugs = [one.slug for one in usual] if text is None else self._slugs(asked, text)
        named = zip(labels_of(tuple(slugs)), slugs, strict=True)
        return {self.name: tuple(self._one(asked, *each, opened) for each in named)}

    def _one(self, asked: Query, label: str, slug: str, opened: Facts) -> Linked:
        told = {"slug": slug}
        usual = opened.get(label) or self.of.unsaid(told)
        return self.of(**read_parts(self.of, asked, f"{label}.", told, usual))

    def _slugs(self, asked: Query, text: str) -> list[str]:
        found: list[tuple[str, str]] = []
        for said in listed(text, self.most):
            slug = said.split("-")[0].split(".")[0]
            if slug not in self.classes:
                asked.note(sentence(self.unknown, name=show(said)))
            elif why := self.refused(slug):
                asked.note(why)
            else:
                found.append((slug, said))
        if len(found) > self.most:
            asked.note(sentence(self.too_many, most=self.most))
        slugs = [slug for slug, _ in found[: self.most]]
        for (_, said), label in zip(found, labels_of(tuple(slugs)), strict=False):
            name, *settings = said.split("-", MOST_WORDS)
            if "." in name and name != label:
                asked.note(sentence("{said} is read as {label}.", said=show(name), label=label))
            if len(settings) % 2:
                settings.insert(0, self.first)
            for key, value in zip(settings[::2], settings[1::2], strict=True):
                asked.also(f"{label}.{key}", value)
        return slugs

    def write(self, made: Linked, at: str, unsaid: Linked) -> dict[str, str]:
        """What the link says of it."""
        now, usual = getattr(made, self.name), getattr(unsaid, self.name)
        opened = dict(zip(labels(usual), usual, strict=True))
        names: list[str] = []
        query: dict[str, str] = {}
        for label, one in zip(labels(now), now, strict=True):
            before = opened.get(label) or self.of.unsaid({"slug": one.slug})
            query |= write_parts(one, before, f"{label}.")
        if len(now) > 1 and len("&=".join([*query, *query.values()])) > SPACE:
            names = [self._with_settings(label, query) for label in labels(now)]
        if names or labels(now) != labels(usual):
            query = {self.key: "~".join(names or labels(now)) or "none"} | query
        return query

    def _with_settings(self, label: str, query: dict[str, str]) -> str:
        """The name in the list with its settings, which are taken out of the query."""
        first, others = "", ""
        for key in [key for key in query if key.startswith(f"{label}.")]:
            name, value = key.removeprefix(f"{label}."), query[key]
            if name[:1].isdigit() or "-" in value or "~" in value:
                continue  # it is another one's, such as adam.2, or could not be told apart
            short = value[1:] if value.startswith("0.") else value
            if name == self.first:
                first = f"-{short}"
            else:
                others += f"-{name}-{short}"
            del query[key]
        return label + first + others

    def check(self, made: Linked) -> Facts:
        """As it is kept."""
        if len(getattr(made, self.name)) > self.most:
            raise ValueError(f"{self.name}: at most {self.most}")
        return {}


@dataclass(frozen=True)
class Focus(Single):
    """The label of one entrant, or "" for the first; one that left is forgotten: `focus=adam.2`."""

    among: str
    """The field of the entrants, declared before."""
    missing: str
    """What is told where the {label} is not among them."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        label = asked.left.pop(self.key, "")
        if label and label not in labels(told[self.among]):
            asked.note(sentence(self.missing, label=show(label)))
            label = ""
        return {self.name: label}

    def check(self, made: Linked) -> Facts:
        """As it is kept."""
        label = getattr(made, self.name)
        return {self.name: label if label in labels(getattr(made, self.among)) else ""}


def labels(entrants: Iterable[Entrant]) -> tuple[str, ...]:
    """A unique name for each of these: adam, momentum, adam.2."""
    return labels_of(tuple(one.slug for one in entrants))


def labels_of(slugs: tuple[str, ...]) -> tuple[str, ...]:
    """A unique name for each: a second adam is adam.2."""
    seen: dict[str, int] = {}
    found = []
    for slug in slugs:
        seen[slug] = seen.get(slug, 0) + 1
        found.append(slug if seen[slug] == 1 else f"{slug}.{seen[slug]}")
    return tuple(found)
