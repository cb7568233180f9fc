"""What an address of an export of a page asks for: what the page shows, its link, a few options."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from core.sentences import _
from ui.kit.language import IN_LINK

OPTIONS = "export."
"""What begins so in the address of an export is no part of what the page shows."""
KNOWN = ("scale", "seconds", "theme", "width")
"""Options there are; others change nothing, so a new one makes an address a new one."""
SHOWN = ("embed", "embed_options", IN_LINK)
"""What in a link is about how the page is shown, and no part of what it shows."""


class NoSuchExportError(ValueError):
    """Why there is nothing to be had for a link, in a sentence for people."""


class HasLink(Protocol):
    """What a page shows: a frozen dataclass that can be written as a link."""

    def to_query(self) -> dict[str, str]:
        """The link's parameters."""


V = TypeVar("V", bound=HasLink)
Read = Callable[[Mapping[str, str]], tuple[V, tuple[str, ...]]]


class Options:
    """The options of an export, within limits."""

    options: tuple[tuple[str, str], ...]

    def number(self, name: str, usual: float, low: float, high: float) -> float:
        """An option that is a number, within limits."""
        try:
            value = float(dict(self.options).get(name, usual))
        except ValueError:
            return usual
        return min(max(value, low), high) if math.isfinite(value) else usual

    def word(self, name: str, *allowed: str) -> str:
        """An option that is one of some words, the first being the usual one."""
        said = dict(self.options).get(name, "")
        return said if said in allowed else allowed[0]


@dataclass(frozen=True)
class AskedPage(Options, Generic[V]):
    """What a page shows that is asked for, where the app is, and options of the export."""

    shown: V
    page: str
    base: str
    """The address of the app, without a slash at its end."""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The page's link in full."""
        query = self.shown.to_query()
        return f"{self.base}/{self.page}{'?' if query else ''}{urlencode(query, safe='~,:')}"

    @property
    def file(self) -> str:
        """The name of a file of it, without its ending."""
        return f"thalweg-{self.page}"

    @property
    def head(self) -> dict[str, str]:
        """What a table says of itself: where it came from."""
        return {"link": self.link, "made by": "Thalweg"}


def parted(query: Mapping[str, str]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What a query says of what is shown, and the options of the export."""
    options = {k: query[OPTIONS + k] for k in KNOWN if OPTIONS + k in query}
    rest = {k: v for k, v in query.items() if not k.startswith(OPTIONS) and k not in SHOWN}
    return rest, tuple(sorted(options.items()))


def reader(page: str, read: Read[V]) -> Callable[[Mapping[str, str], str], AskedPage[Any]]:
    """What reads a query to this page, which `read` makes sense of."""

    def asked(query: Mapping[str, str], base: str) -> AskedPage[Any]:
        rest, options = parted(query)
        shown, notes = read(rest)
        if notes:
            raise NoSuchExportError(" ".join(map(_, notes)))
        return AskedPage(shown, page, base, options)

    return asked
