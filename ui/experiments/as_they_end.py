"""Trainings that end one after the other: a picture that grows, and how many there are."""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import _

K = TypeVar("K")
V = TypeVar("V")
PAUSE = 0.6
"""Seconds between two pictures."""


def as_they_end(
    found: dict[K, list[V]],
    results: Iterable[tuple[K, V]],
    everything: int,
    draw: Callable[[int], None],
) -> DeltaGenerator:
    """Put each result to those of its kind, and `draw` now and then; the place of the picture.

    `everything`: how many results there will be. `draw` is told how many there are.
    """
    bar, place = st.empty(), st.empty()
    drawn = time.monotonic()
    for done, (kind, result) in enumerate(results, 1):
        found[kind].append(result)
        if time.monotonic() - drawn > PAUSE:
            drawn = time.monotonic()
            said = _("{done} of {all} trainings", done=done, all=everything)
            bar.progress(done / everything, said)
            with place.container():
                draw(done)
    bar.empty()
    return place
