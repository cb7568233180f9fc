"""What the address bar says: a page's state between runs, address -> widgets -> value -> address.

The address is the truth. When it is not the one this session wrote last (a link was opened, or
Back was pressed), it is decoded again and every widget starts over from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

import streamlit as st

from core.sentences import _
from ui.kit import language, tab_title
from ui.kit.text import plain

PREFIX = "w."
"""Every widget whose value is part of the address has a key that begins so."""

WRITTEN_BEFORE = 8
"""So many addresses written before may still be asked for by a browser that is behind."""

CAME_BACK = "came back"
"""In the session: a page was chosen in the menu on which one had been before."""

Parameters = Mapping[str, str | list[str]]
"""A link's, as a stranger wrote them."""


class HasLink(Protocol):
    """A frozen dataclass that can be written as a link."""

    def to_query(self) -> dict[str, str]:
        """The link's parameters."""


V = TypeVar("V", bound=HasLink)


@dataclass(frozen=True)
class Address(Generic[V]):
    """What the address of one page stands for: a frozen dataclass with `to_query`.

    The session keeps the value under `name`. `read` makes it from an address, with a sentence for
    each thing that the address got wrong; it never raises. `says` is what the value shows, in a
    few words for the title. `bare` is what an address without any parameter stands for, where that
    is not what `read` makes of it.
    """

    name: str
    read: Callable[[Parameters], tuple[V, tuple[str, ...]]]
    says: Callable[[V], str]
    bare: V | None = None

    def open(self) -> V:
        """The value to start from, and in the session what the link got wrong."""
        names = (key for key in st.query_params if key != language.IN_LINK)
        query = {key: st.query_params.get_all(key) for key in names}
        asked = {key: values[0] if len(values) == 1 else values for key, values in query.items()}
        known = self.name in st.session_state
        written = st.session_state.get(self._written)
        arrived = known and bool(st.session_state.get("arrived"))
        st.session_state[CAME_BACK] = arrived and not asked
        if arrived and asked in ({}, written):
            # Another page's widgets were here, under keys that may be the same.
            self.adopt(self.current())
            self._note(asked, ())
        elif not known or (asked != written and not self._is_late(asked)):
            value, notes = self._asked(asked)
            self.adopt(value)
            self._note(asked, notes)
        return self.current()

    def _is_late(self, asked: dict[str, Any]) -> bool:
        """Whether this run was asked for before the browser heard of the address last written.

        Then it comes with something that was moved, and names an address written shortly before;
        Back names one too, but moves nothing.
        """
        before, value, widgets = st.session_state.get(self._settled, ((), None, {}))
        now = _widgets()
        moved = self.current() != value or any(now.get(k, v) != v for k, v in widgets.items())
        return moved and asked in before

    def current(self) -> V:
        """The value as it was last drawn."""
        value: V = st.session_state[self.name]
        return value

    def adopt(self, value: V) -> None:
        """Make this the value: widgets forget what they held and start from it."""
        for key in [k for k in st.session_state if str(k).startswith(PREFIX)]:
            del st.session_state[key]
        st.session_state[self.name] = value

    def amend(self, **facts: Any) -> None:
        """Change the value and leave the widgets alone: for what a widget shows but not holds."""
        st.session_state[self.name] = replace(self.current(), **facts)  # type: ignore[type-var]  # linked ones are dataclasses

    def settle(self, value: V) -> None:
        """Keep the value that the widgets describe and write it to the address."""
        query = self.query_of(value)
        st.session_state[self.name] = value
        before, *_ = st.session_state.get(self._settled, ((),))
        written = st.session_state.get(self._written)
        if query != written:
            before = (*before[-WRITTEN_BEFORE:], written)
        st.session_state[self._settled] = (before, value, _widgets())
        if query != st.session_state.get(self._written):
            self._note(query, ())
            st.query_params.from_dict({**query, **language.in_address()})
        tab_title.show(self.says(value))

    def title_of(self, asked: Parameters) -> str:
        """The title of a link."""
        return tab_title.titled(self.says(self.value_of(asked)))

    def value_of(self, asked: Parameters) -> V:
        """What a link stands for, whatever is wrong with it."""
        return self._asked(asked)[0]

    def _asked(self, asked: Parameters) -> tuple[V, tuple[str, ...]]:
        """What an address stands for, and what is wrong with it."""
        return self.read(asked) if asked or self.bare is None else (self.bare, ())

    def query_of(self, value: V) -> dict[str, str]:
        """What the address says of a value."""
        if self.bare is None:
            return value.to_query()
        return {} if value == self.bare else value.to_query() or {"v": "1"}

    def moved_beside(self, key: str) -> bool:
        """Whether a widget other than this one has changed since the value was last settled.

        One that is not there any more was not moved: its part of the page was drawn without it.
        """
        _, _, before = st.session_state.get(self._settled, ((), None, {}))
        now = _widgets()
        return any(now.get(k, v) != v for k, v in before.items() if k != key)

    def _note(self, query: dict[str, Any], notes: tuple[str, ...]) -> None:
        st.session_state[self._written], st.session_state["notes"] = query, notes

    @property
    def _written(self) -> str:
        return f"{self.name}.written"

    @property
    def _settled(self) -> str:
        return f"{self.name}.settled"


def _widgets() -> dict[str, Any]:
    return {k: v for k, v in st.session_state.to_dict().items() if str(k).startswith(PREFIX)}


def held(key: str, value: object) -> str:
    """The full key of a widget, which starts from `value` unless it already holds one."""
    # A box that was emptied holds None.
    return PREFIX + key if st.session_state.get(PREFIX + key) is not None else set_to(key, value)


def set_to(key: str, value: object) -> str:
    """The full key of a widget that shows `value` now, whatever it held."""
    st.session_state[PREFIX + key] = value
    return PREFIX + key


def value_of(key: str) -> Any:
    """What the widget with this key holds."""
    return st.session_state[PREFIX + key]


def link_notes() -> None:
    """The warning above a page: what its link got wrong, and what was used instead.

    Its place is always there: where it came or went, the browser would make anew what is below.
    """
    sentences = st.session_state.get("notes", ())
    place = st.empty()
    if sentences:
        place.warning("  \n".join(plain(_(s)) for s in sentences), icon=":material/link_off:")
