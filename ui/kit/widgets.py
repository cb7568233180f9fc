"""Widgets made from knobs, words and points; each starts from a value and tells what it holds."""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.knob import Knob
from ui.kit.address import held

ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LINEAR_STEPS = 200
SHORT = 12
"""Letters that fit side by side in a racer's settings."""


def knob_widget(knob: Knob, key: str, value: float, disabled: bool = False, **turned: Any) -> float:
    """A slider for one knob, linear or over round numbers; its words where it has them.

    `turned`: what Streamlit calls back when it was moved.
    """
    if knob.words:
        return _words(knob, key, value, disabled, turned)
    if knob.log:
        return _log_slider(knob, key, value, disabled, turned)
    if knob.integer:
        return float(
            st.slider(knob.label, int(knob.lo), int(knob.hi), key=held(key, int(value)),
                      help=knob.help or None, disabled=disabled, **turned)
        )  # fmt: skip
    step = _step(knob)
    return float(
        st.slider(
            knob.label, knob.lo, knob.hi, step=step, key=held(key, float(value)),
            format=f"%.{max(0, -math.floor(math.log10(step)))}f", help=knob.help or None,
            disabled=disabled, **turned,
        )
    )  # fmt: skip


def choice_widget(label: str, key: str, words: Mapping[str, str], value: str) -> str:
    """Buttons side by side, one of them pressed; `words` has the text of each."""
    chosen = st.segmented_control(
        label, list(words), format_func=words.__getitem__, required=True, key=held(key, value)
    )
    return str(chosen or value)


def number_box(label: str, key: str, limits: tuple[float, float], **more: Any) -> float | None:
    """A box for a number, with the full key of what it holds; None when it was emptied."""
    # Without value=None an emptied box would jump to the lowest number allowed.
    return st.number_input(label, *limits, key=key, value=None, format="%.6g", **more)


def _words(knob: Knob, key: str, value: float, disabled: bool, turned: Any) -> float:
    full = held(key, int(value))
    numbers = range(len(knob.words))
    show = knob.words.__getitem__
    if len(numbers) <= 3 and sum(map(len, knob.words)) <= SHORT:
        chosen = st.segmented_control(
            knob.label, numbers, format_func=show, required=True, key=full,
            help=knob.help or None, disabled=disabled, **turned,
        )  # fmt: skip
        return float(value if chosen is None else chosen)
    return float(
        st.selectbox(knob.label, numbers, format_func=show, key=full, help=knob.help or None,
                     disabled=disabled, **turned)
    )  # fmt: skip


def _step(knob: Knob) -> float:
    """A round step that divides the range into a few hundred parts."""
    raw = (knob.hi - knob.lo) / LINEAR_STEPS
    power = 10.0 ** math.floor(math.log10(raw))
    return power * min((1, 2, 5, 10), key=lambda m: abs(m * power - raw))


def _log_slider(knob: Knob, key: str, value: float, disabled: bool, turned: Any) -> float:
    full = held(key, value)
    holds = float(st.session_state[full])
    places = round_numbers(knob.least or knob.lo, knob.hi)
    options = sorted({knob.lo, *places, holds})
    chosen = st.select_slider(
        knob.label, options, key=full, format_func=write, help=knob.help or None,
        disabled=disabled, **turned,
    )  # fmt: skip
    return float(chosen)


def round_numbers(lo: float, hi: float) -> list[float]:
    """Ten round numbers in each power of ten between `lo` and `hi`, both included."""
    first, last = math.floor(math.log10(lo)), math.ceil(math.log10(hi))
    grid = [float(f"{m:g}e{e}") for e in range(first, last + 1) for m in ROUND]
    return sorted({lo, hi, *(v for v in grid if lo <= v <= hi)})


def write(value: Any) -> str:
    """A number as a slider shows it."""
    return f"{value:.6g}"


def folded(label: str, key: str) -> Any:
    """An expander; only where its `open` holds are its contents worth drawing.

    Every widget costs the browser time at each move of any other, also those nobody sees.
    """
    return st.expander(label, key=f"fold.{key}", on_change="rerun")
