"""Sliders, menus and number boxes made from knobs; each starts from a value and returns its own."""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.knob import Knob
from core.sentences import _
from ui.kit import locks
from ui.kit.address import held

ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LINEAR_STEPS = 200
SHORT_WORDS = 12
"""Letters that fit side by side in a racer's settings."""


def knob_widget(knob: Knob, key: str, value: float, disabled: bool = False, **moved: Any) -> float:
    """A slider for one knob, linear or over round numbers; its words where it has them.

    `moved`: what Streamlit calls back when it was moved.
    """
    options = locks.options(help=_(knob.help) or None, disabled=disabled, **moved)
    if knob.words:
        return _named_values(knob, key, value, options)
    if knob.log:
        return _log_slider(knob, key, value, options)
    if knob.integer:
        full = held(key, int(value))
        return float(st.slider(_(knob.label), int(knob.lo), int(knob.hi), key=full, **options))
    step = _step(knob)
    places = max(0, -math.floor(math.log10(step)))
    full = held(key, float(value))
    limits = knob.lo, knob.hi
    return float(
        st.slider(_(knob.label), *limits, step=step, key=full, format=f"%.{places}f", **options)
    )


def choice_widget(label: str, key: str, words: Mapping[str, str], value: str, **moved: Any) -> str:
    """Buttons side by side, one of them pressed; `words` has the text of each."""
    chosen = st.segmented_control(
        _(label),
        list(words),
        format_func=lambda one: _(words[one]),
        required=True,
        key=held(key, value),
        **locks.options(**moved),
    )
    return str(chosen or value)


def number_box(label: str, key: str, limits: tuple[float, float], **more: Any) -> float | None:
    """A box for a number, with the full key of what it holds; None when it was emptied."""
    # Without value=None an emptied box would jump to the lowest number allowed.
    options = locks.options(**more)
    return st.number_input(_(label), *limits, key=key, value=None, format="%.6g", **options)


def number_widget(
    label: str, key: str, value: float, limits: tuple[float, float], **more: Any
) -> float:
    """A box for a number; emptied, it stands for the value it started from."""
    number = number_box(label, held(key, value), limits, **more)
    return value if number is None else number


def integer_widget(knob: Knob, key: str, value: int, **more: Any) -> int:
    """A box for a whole number within a knob's limits."""
    full = held(key, value)
    options = locks.options(**more)
    number = st.number_input(_(knob.label), int(knob.lo), int(knob.hi), key=full, **options)
    return value if number is None else int(number)


def _named_values(knob: Knob, key: str, value: float, options: dict[str, Any]) -> float:
    """Buttons or a menu for a knob that has a word for each of its values."""
    full = held(key, int(value))
    numbers = range(len(knob.words))
    options = options | {"format_func": lambda i: _(knob.words[i]), "key": full}
    if len(numbers) <= 3 and sum(map(len, map(_, knob.words))) <= SHORT_WORDS:
        chosen = st.segmented_control(_(knob.label), numbers, required=True, **options)
        return float(value if chosen is None else chosen)
    return float(st.selectbox(_(knob.label), numbers, **options))


def _step(knob: Knob) -> float:
    """A round step that divides the range into a few hundred parts."""
    raw = (knob.hi - knob.lo) / LINEAR_STEPS
    power = 10.0 ** math.floor(math.log10(raw))
    return power * min((1, 2, 5, 10), key=lambda m: abs(m * power - raw))


def _log_slider(knob: Knob, key: str, value: float, options: dict[str, Any]) -> float:
    full = held(key, value)
    holds = float(st.session_state[full])
    places = round_numbers(knob.least or knob.lo, knob.hi)
    stops = sorted({knob.lo, *places, holds})
    return float(st.select_slider(_(knob.label), stops, key=full, format_func=write, **options))


def round_numbers(lo: float, hi: float) -> list[float]:
    """Ten round numbers in each power of ten between `lo` and `hi`, both included."""
    first, last = math.floor(math.log10(lo)), math.ceil(math.log10(hi))
    grid = [float(f"{m:g}e{e}") for e in range(first, last + 1) for m in ROUND]
    return sorted({lo, hi, *(v for v in grid if lo <= v <= hi)})


def write(value: float) -> str:
    """A number as a slider shows it."""
    return f"{value:.6g}"


def folded(label: str, key: str) -> Any:
    """An expander; only where its `open` holds are its contents worth drawing.

    Every widget costs the browser time at each move of any other, also those nobody sees.
    """
    return st.expander(_(label), key=f"fold.{key}", on_change="rerun")
