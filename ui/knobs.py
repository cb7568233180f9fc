"""Widgets made from knobs: a linear slider, or a logarithmic one over round numbers."""

import math
from typing import Any

import streamlit as st

from core.knob import Knob
from ui.state import held

ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LINEAR_STEPS = 200


def knob_widget(knob: Knob, key: str, value: float) -> float:
    """A slider for one knob, which starts from `value`; what it holds now."""
    if knob.log:
        return _log_slider(knob, key, value)
    if knob.integer:
        return float(
            st.slider(knob.label, int(knob.lo), int(knob.hi), key=held(key, int(value)),
                      help=knob.help or None)
        )  # fmt: skip
    step = _step(knob)
    return float(
        st.slider(
            knob.label, knob.lo, knob.hi, step=step, key=held(key, float(value)),
            format=f"%.{max(0, -math.floor(math.log10(step)))}f", help=knob.help or None,
        )
    )  # fmt: skip


def _step(knob: Knob) -> float:
    """A round step that divides the range into a few hundred parts."""
    raw = (knob.hi - knob.lo) / LINEAR_STEPS
    power = 10.0 ** math.floor(math.log10(raw))
    return power * min((1, 2, 5, 10), key=lambda m: abs(m * power - raw))


def _log_slider(knob: Knob, key: str, value: float) -> float:
    full = held(key, value)
    holds = float(st.session_state[full])
    options = sorted({*round_numbers(knob.lo, knob.hi), holds})
    chosen = st.select_slider(
        knob.label, options, key=full, format_func=write, help=knob.help or None
    )
    return float(chosen)


def round_numbers(lo: float, hi: float) -> list[float]:
    """Ten round numbers in each power of ten between `lo` and `hi`, both included."""
    first, last = math.floor(math.log10(lo)), math.ceil(math.log10(hi))
    grid = [float(f"{m:g}e{e}") for e in range(first, last + 1) for m in ROUND]
    return sorted({lo, hi, *(v for v in grid if lo <= v <= hi)})


def write(value: Any) -> str:
    """A number as a slider shows it."""
    return f"{value:.6g}"
