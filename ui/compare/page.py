"""The page “Compare” from top to bottom: what differs, and both races side by side."""

import streamlit as st

from core.sentences import N_, _, joined
from ui.compare import controls, pair
from ui.compare.comparison import SIDES, Comparison
from ui.compare.difference import differences, in_words
from ui.kit import plain_pictures
from ui.kit.headings import page_heading, part_heading
from ui.kit.tables import results_table
from ui.kit.text import plain
from ui.scene import pictures
from ui.scene.run_race import run_race
from ui.scene.scene_title import scene_title

TITLE = N_("Compare")
OWN_AXES = N_("The surfaces differ, so each map has its own window and colours.")
ONE_SET = N_("Both have the same surface, window, colours and axes.")


def lay_out(compared: Comparison) -> Comparison:
    """The heading: what differs."""
    page_heading(TITLE, plain(_(in_words(differences(compared.a, compared.b)))))
    return compared


def body(compared: Comparison) -> None:
    """Both races, what differs, and other races to compare."""
    sent = {} if plain_pictures.are_wanted() else pair.messages(compared)
    with st.container(key="pictures"):
        for name, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
            with column:
                part_heading(joined((SIDES[name], scene_title(compared.on(name))), ": "))
                if sent:
                    pair.lay(name, compared.on(name))
                    pair.put(name, *sent[name])
                else:
                    _plain(compared, name)
    st.caption(_(ONE_SET if pair.is_one_ground(compared) else OWN_AXES))
    found = differences(compared.a, compared.b)
    if len(found) > 1:
        results_table(
            {
                N_("What differs"): [one.what for one in found],
                N_("A"): [one.a for one in found],
                N_("B"): [one.b for one in found],
            }
        )
    for name, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
        with column:
            controls.side(compared, name)
    with st.container(horizontal=True, vertical_alignment="center"):
        controls.swap()
        plain_pictures.switch()


def _plain(compared: Comparison, name: str) -> None:
    """The map alone, as a figure that does not move."""
    scene = compared.on(name)
    drawn = pictures.figures_of(scene, run_race(scene))
    plain_pictures.show(drawn, f"compare.{name}")
