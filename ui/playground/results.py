"""“Results”, below the plots: the table of the race, and the race in words."""

from urllib.parse import urlencode

import streamlit as st

from core.query import text_of
from core.sentences import N_, _
from ui.controls import partial_rerun
from ui.kit.headings import part_heading
from ui.kit.tables import results_table
from ui.playground import race_in_words
from ui.scene import effort, further_runs
from ui.scene.bare_ground import bare_ground
from ui.scene.outcome import table
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


@partial_rerun.part(partial_rerun.RESULTS)
def show(scene: Scene, raced: list[Raced]) -> None:
    """The table and the race in words, below their heading."""
    _cuts(scene)
    _table(scene, raced)
    race_in_words.show(raced)
    # Not st.page_link: where a part of the page runs alone, pages need not be known.
    query = urlencode(bare_ground(scene).to_query() or {"v": "1"}, safe="~,:")
    words = _("Walk down yourself, in the dark")
    st.markdown(f"[{words}](walk?{query})")
    _flow(scene)


def _flow(scene: Scene) -> None:
    """Where the loss is that of flowers: the way to what is computed on the way to it."""
    told = {name: text_of(value) for name, value in scene.surface_knobs}
    if scene.landscape().scatter is None or not set(told) <= {"data", "loss", "reg"}:
        return
    told.setdefault("reg", "0")
    x, y = map(text_of, scene.start)
    query = urlencode({"v": "1", "show": "flow", **told, "weight.x": x, "weight.y": y})
    words = _("From one flower to the loss, in numbers")
    st.markdown(f"[{words}](experiments?{query})")


def heading() -> None:
    """Above the results, whatever they are."""
    part_heading(N_("Results"))


def _table(scene: Scene, raced: list[Raced]) -> None:
    """The result table, in the order of the race."""
    if not raced:
        st.info(_("No optimizer is racing. Pick one or more on the left."))
        return
    results_table(table(scene, raced))


def _cuts(scene: Scene) -> None:
    """Where there was time for a part of the race only."""
    for cut in filter(None, (effort.note(scene), further_runs.note(scene))):
        st.caption(_(cut))
