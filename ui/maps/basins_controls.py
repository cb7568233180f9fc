"""The sidebar of “Basins”: surface, optimizer, steps, start, and how fine the map is."""

from dataclasses import replace

import streamlit as st

from core.sentences import N_, _, sentence
from ui.kit.address import Address
from ui.kit.widgets import choice_widget
from ui.maps import shared_controls
from ui.maps.basins import Basins
from ui.maps.one_method import CELLS
from ui.scene.scene_title import scene_title

BASINS = Address(
    "basins",
    Basins.from_query,
    lambda basins: sentence("Basins: {scene}", scene=N_(scene_title(basins.scene))),
)
MAP_SCENE = shared_controls.MapScene(BASINS, {"view": None})


def sidebar(page: Basins) -> Basins:
    """All of them, from top to bottom."""
    scene = shared_controls.surface(page.scene, MAP_SCENE)
    if scene.landscape() != page.scene.landscape():
        page = replace(page, view=None)
    scene = shared_controls.optimizer(scene)
    scene, gtol = shared_controls.length(scene, page.gtol)
    scene = shared_controls.start(scene)
    with st.expander(_("Schedule and noise")):
        scene = shared_controls.schedule_and_noise(scene, with_seeds=False)
    fine = choice_widget(N_("Cells a side"), "cells", {n: n for n in CELLS}, page.cells)
    return replace(page, scene=scene, gtol=gtol, cells=fine)
