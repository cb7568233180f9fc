"""Which two races: by their links, and from the playground, which keeps one of them meanwhile."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core.sentences import N_, _, sentence
from ui.compare.comparison import Comparison, bare
from ui.controls import pasted
from ui.kit.address import Address
from ui.scene import kept_scene
from ui.scene.kept_scene import OTHER
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title

COMPARE = Address(
    "compare",
    Comparison.from_query,
    lambda both: sentence(
        "Compare: {a} / {b}", a=scene_title(both.a), b=scene_title(both.b)
    ),
)  # fmt: skip
BOX = {"a": N_("Link of A"), "b": N_("Link of B")}
CHANGE = {"a": N_("Change A in the playground"), "b": N_("Change B in the playground")}


def side(compared: Comparison, name: str) -> None:
    """Below a race: another link for it, or the playground to change it in."""
    pasted.box(BOX[name], f"compare.{name}", partial(_take, name))
    if st.button(
        _(CHANGE[name]), key=f"compare.change.{name}", icon=":material/tune:", width="stretch"
    ):
        kept_scene.keep(OTHER[name], compared.on(OTHER[name]))
        scene = compared.on(name)
        st.switch_page("../pages/playground.py", query_params=scene.to_query() or {"v": "1"})


def swap() -> None:
    """The other way round."""
    st.button(
        _("Swap A and B"), key="compare.swap", icon=":material/swap_horiz:",
        on_click=lambda: COMPARE.adopt(COMPARE.current().swapped()),
    )  # fmt: skip


def _take(name: str, scene: Scene) -> None:
    COMPARE.adopt(replace(COMPARE.current(), **{name: bare(scene)}))
