"""“Results”, below the plots: advice, the table of the race, and the race in words."""

import streamlit as st

import optim
from ui.controls import partial_rerun
from ui.kit.headings import part_heading
from ui.kit.tables import results_table
from ui.kit.text import plain
from ui.playground import race_in_words
from ui.scene import effort, further_runs
from ui.scene.outcome import table
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


@partial_rerun.part(partial_rerun.RESULTS)
def show(scene: Scene, raced: list[Raced]) -> None:
    """Advice, the table and the race in words."""
    _advice(scene, raced)
    _table(scene, raced)
    race_in_words.show(raced)


def _table(scene: Scene, raced: list[Raced]) -> None:
    """The result table, in the order of the race."""
    part_heading("Results")
    if not raced:
        st.info("No optimizer is racing. Pick one or more on the left.")
        return
    results_table(table(scene, raced))


def _advice(scene: Scene, raced: list[Raced]) -> None:
    """What is bound to go wrong with these settings, if anything is, and why."""
    landscape = scene.landscape()
    lines = []
    for one, racer in zip(raced, scene.race, strict=True):
        found = optim.advise(
            landscape,
            one.optimizer,
            scene.start,
            landscape.minima,
            one.schedule,
            scene.racer_noise(racer),
            scene.difference(),
        )
        lines += [f"**{plain(one.name)}**: {plain(sentence)}" for sentence in found]
    if lines:
        st.info("  \n".join(lines), icon=":material/lightbulb:")
    for cut in filter(None, (effort.note(scene), further_runs.note(scene))):
        st.caption(cut)
