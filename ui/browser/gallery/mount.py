"""The gallery as a component: groups of cards, each with a picture, a title and a sentence.

What is sent is described in ui/browser/shared/wire.md, “gallery”. Of what somebody picked the
server hears as the names of all that are chosen now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from core.sentences import _
from ui.browser.component import component
from viz import browser, thumbnails


@dataclass(frozen=True)
class Card:
    """One of what there is to choose from."""

    name: str
    title: str
    says: str
    """One plain sentence."""
    light: str
    """The address of its picture, for the light theme."""
    dark: str


@dataclass(frozen=True)
class Gallery:
    """What is shown: cards by the heading of their group."""

    words: str
    """What all of it is, for who cannot see it."""
    groups: Mapping[str, Sequence[Card]]
    chosen: tuple[str, ...] = ()
    most: int = 0
    """How many may be ticked; 0 where one is picked, and that is all."""

    def names(self) -> set[str]:
        """The names of all cards."""
        return {card.name for cards in self.groups.values() for card in cards}


def _component() -> Any:
    return component("gallery")


def show(key: str, gallery: Gallery, on_pick: Callable[[], None]) -> None:
    """Show the cards."""
    header = {
        "words": _(gallery.words),
        "chosen": gallery.chosen,
        "most": gallery.most,
        "size": [thumbnails.WIDTH // 2, thumbnails.HEIGHT // 2],
        "groups": [
            {"title": _(title), "cards": list(map(_told, cards))}
            for title, cards in gallery.groups.items()
        ],
    }
    _component()(key=key, data=browser.blob(header, {}), on_pick_change=on_pick)


def _told(card: Card) -> dict[str, str]:
    """A card in the language of who looks."""
    return {**asdict(card), "title": _(card.title), "says": _(card.says)}


def picked(key: str, gallery: Gallery) -> tuple[str, ...] | None:
    """The names of the cards that somebody chose, as many as may be; None where nobody did."""
    told = st.session_state[key].get("pick")
    if not isinstance(told, Mapping) or not isinstance(told.get("names"), list):
        return None
    known = gallery.names()
    names = [name for name in told["names"] if isinstance(name, str) and name in known]
    return tuple(dict.fromkeys(names))[: max(1, gallery.most)]
