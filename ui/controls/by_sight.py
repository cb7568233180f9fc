"""“Choose by sight”: surfaces and methods as pictures, in groups by what they teach."""

from collections.abc import Callable, Sequence
from functools import cache

import streamlit as st

import landscapes
import optim
from core.registry import grouped
from core.sentences import N_, _
from ui.browser import gallery
from ui.browser.gallery import Card, Gallery, thumbnail_url
from ui.kit import locks
from viz import thumbnails

Pick = Callable[[str], object]
METHODS_HELP = N_("All methods as pictures, by what they know beyond the slope.")
AT_HAND = """<style>
[data-testid=stDialog] > div:has(.st-key-by_sight_done) { overflow: clip }
[data-testid=stLayoutWrapper]:has(> .st-key-by_sight_done) { position: sticky;
  bottom: -2rem; z-index: 5; padding: .75rem 0 1.25rem; background: light-dark(#ffffff, #10161d) }
.st-key-by_sight_done button { min-height: 44px }
</style>"""
"""“Done” stays in sight however long the list above it is. What cuts off the dialog's corners must
not be what it stays in sight of."""
SURFACES, METHODS = N_("Surfaces"), N_("Methods")
TICKED = "by_sight.ticked"
"""In the session: the methods ticked since the dialog was opened."""


@cache
def surface_groups() -> dict[str, tuple[Card, ...]]:
    """All built-in surfaces."""
    groups = grouped(landscapes.CLASSES, landscapes.GROUPS)
    return {
        title: tuple(_card("surfaces", landscapes.get(cls.slug)) for cls in classes)
        for title, classes in groups.items()
    }


@cache
def method_groups() -> dict[str, tuple[Card, ...]]:
    """All methods."""
    groups = grouped(optim.CLASSES, optim.GROUPS)
    return {
        title: tuple(_card("methods", cls) for cls in classes) for title, classes in groups.items()
    }


def _card(kind: str, shown: landscapes.Landscape | type[optim.Optimizer]) -> Card:
    light, dark = (thumbnail_url(kind, shown.slug, dark) for dark in (False, True))
    return Card(shown.slug, shown.title, shown.lesson, light, dark)


def surface_button(current: str, pick: Pick) -> None:
    """Opens all surfaces; the one that is picked takes the place of the current one."""
    if _button("surfaces", N_("All surfaces as pictures, by what they teach.")):
        st.dialog(_(SURFACES), width="large")(_surfaces)(current, pick)


def _surfaces(current: str, pick: Pick) -> None:
    _one("by_sight.surfaces", Gallery(SURFACES, surface_groups(), (current,)), pick)


def method_button(current: str, pick: Pick) -> None:
    """Opens all methods; the one that is picked takes the place of the current one."""
    if _button("method", METHODS_HELP):
        st.dialog(_(METHODS), width="large")(_method)(current, pick)


def _method(current: str, pick: Pick) -> None:
    _ravine()
    _one("by_sight.method", Gallery(METHODS, method_groups(), (current,)), pick)


def _one(key: str, shown: Gallery, pick: Pick) -> None:
    """Cards of which one is picked, which closes the dialog."""

    def on_pick() -> None:
        for name in gallery.picked(key, shown) or ():
            pick(name)

    gallery.show(key, shown, on_pick)
    if gallery.picked(key, shown):
        st.rerun()


def methods_button(chosen: Sequence[str], most: int, pick: Callable[[Sequence[str]], None]) -> None:
    """Opens all methods, to be ticked on and off; `pick` gets those ticked when it closes."""
    if _button("methods", METHODS_HELP):
        st.session_state.pop(TICKED, None)

        def done() -> None:
            ticked = st.session_state.pop(TICKED, None)
            if ticked is not None:
                pick(ticked)

        shown = Gallery(METHODS, method_groups(), tuple(chosen), most)
        st.dialog(_(METHODS), width="large", on_dismiss=done)(_methods)(shown, done)


def _methods(shown: Gallery, done: Callable[[], None]) -> None:
    key = "by_sight.methods"

    def on_pick() -> None:
        st.session_state[TICKED] = gallery.picked(key, shown)

    _ravine()
    gallery.show(key, shown, on_pick)
    st.html(AT_HAND)
    with st.container(key="by_sight_done"):
        if st.button(_("Done"), type="primary", on_click=done, width="stretch"):
            st.rerun()


def _ravine() -> None:
    words = _(
        "Each on the same ravine, from the diamond to the dot, with {n} evaluations and the "
        "learning rate that suits it best there.",
        n=thumbnails.BUDGET,
    )
    st.caption(words)


def _button(key: str, words: str) -> bool:
    return st.button(
        _("Choose by sight"),
        key=f"by_sight.open.{key}",
        **locks.options(help=_(words)),
        icon=":material/grid_view:",
        width="stretch",
    )
