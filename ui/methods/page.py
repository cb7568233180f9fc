"""The page “Methods and surfaces”: an entry for each, from their own declarations."""

from html import escape

import streamlit as st

import landscapes
import optim
from core.registry import grouped
from core.sentences import N_, _
from ui.browser.gallery import thumbnail_url
from ui.kit.entries import method_entry, surface_entry
from ui.kit.headings import entry_heading, page_heading, part_heading
from ui.kit.text import plain
from ui.methods import family
from viz import thumbnails

PICTURE, WORDS = 1, 7
"""Widths, as shares of the page."""
# The picture of the dark theme lies above that of the light one, and is cut away in the light
# theme: so they change with the theme at once, without a run of the script.
SIZE = f'width="{thumbnails.WIDTH // 2}" height="{thumbnails.HEIGHT // 2}"'
STYLE = "display:block;width:100%;height:auto;border-radius:6px;grid-area:1/1"
ONLY_DARK = "mask-image:linear-gradient(light-dark(transparent,#000),light-dark(transparent,#000))"


def body() -> None:
    """All methods, then all surfaces, in groups by what they teach."""
    page_heading(N_("Methods and surfaces"))
    words = _(
        "g is the gradient, α the learning rate, t the step. Products and roots go by coordinate."
    )
    st.caption(words)
    st.page_link(
        "../pages/profile.py",
        label=_("Performance profile: methods compared over many surfaces"),
        icon=":material/leaderboard:",
    )
    st.page_link(
        "../pages/experiments.py",
        label=_("Experiments: search, dropout, ensembles"),
        icon=":material/science:",
    )
    part_heading(N_("Family tree"))
    st.html(family.html())
    part_heading(N_("Methods"))
    for title, methods in grouped(optim.CLASSES, optim.GROUPS).items():
        part_heading(title)
        for cls in methods:
            _method(cls)
    part_heading(N_("Surfaces"))
    for title, surfaces in grouped(landscapes.CLASSES, landscapes.GROUPS).items():
        part_heading(title)
        for cls in surfaces:
            _surface(landscapes.get(cls.slug))


def _method(cls: type[optim.Optimizer]) -> None:
    picture, words = st.columns((PICTURE, WORDS))
    seen = _picture(
        "methods", cls.slug, _("The path of {method} down a ravine", method=N_(cls.title))
    )
    picture.html(f'<div id="{family.anchor(cls.slug)}" tabindex="-1">{seen}</div>')
    with words:
        method_entry(cls)


def _surface(made: landscapes.Landscape) -> None:
    picture, words = st.columns((PICTURE, WORDS))
    picture.html(
        _picture("surfaces", made.slug, _("Contours of {surface}", surface=N_(made.title)))
    )
    with words, st.container(border=True):
        entry_heading(made.title)
        surface_entry(made)
        st.caption(plain(_(made.source)))


def _picture(kind: str, slug: str, words: str) -> str:
    """The small picture of a method or a surface, in the colours of the theme."""
    light, dark = (thumbnail_url(kind, slug, dark) for dark in (False, True))
    shared = f'loading="lazy" {SIZE}'
    return (
        f'<div style="display:grid;max-width:{thumbnails.WIDTH // 2}px">'
        f'<img src="{light}" alt="{escape(words)}" style="{STYLE}" {shared}>'
        f'<img src="{dark}" alt="" style="{STYLE};{ONLY_DARK}" {shared}></div>'
    )
