"""A line of numbers with what was predicted and what came out, as HTML that can be read aloud."""

import math
from collections.abc import Sequence
from html import escape

import streamlit as st

from core.sentences import _, joined, sentence
from core.written import number
from lessons import Choose, Estimate
from ui.scene import answers

LOGARITHMIC = 8.0
"""Choices whose numbers span more than so much lie on a logarithmic line."""


def show(ask: Choose | Estimate, answer: str) -> None:
    """The line; nothing where there are no two numbers."""
    out, said = answers.right_number(ask), answers.number_in(ask, answer)
    if out is not None and said is not None:
        st.html(drawn(ask, said, out))


def drawn(ask: Choose | Estimate, said: float, out: float) -> str:
    """The line as HTML; choices say their unit themselves."""
    lo, hi, logarithmic = limits(ask)
    predicted, happened = number(said, 3), number(out, 3)
    marks = [
        _mark(place(out, lo, hi, logarithmic), _words(ask, out), _("what happened"), "out"),
        _mark(place(said, lo, hi, logarithmic), _words(ask, said), _("your prediction"), "said"),
    ]
    plain = sentence(
        "Your prediction: {said}. What happened: {number}.", said=predicted, number=happened
    )
    aloud = joined((plain, joined(("(", ask.unit, ")"), ""))) if ask.unit else plain
    return (
        f'<div class="lesson-line" role="img" aria-label="{escape(_(aloud))}">'
        f"{''.join(marks)}</div>"
    )


def _words(ask: Choose | Estimate, value: float) -> str:
    return _(answers.in_unit(ask, value)) if isinstance(ask, Estimate) else number(value, 3)


def limits(ask: Choose | Estimate) -> tuple[float, float, bool]:
    """From where to where the line goes, and whether it is logarithmic."""
    if isinstance(ask, Estimate):
        return ask.lo, ask.hi, ask.logarithmic
    values = [choice.value for choice in ask.choices if choice.value is not None]
    lo, hi = min(values), max(values)
    return lo, hi, lo > 0 and hi / lo >= LOGARITHMIC


def place(value: float, lo: float, hi: float, logarithmic: bool) -> float:
    """Where a number lies between the ends, as a share."""
    ends: Sequence[float] = (value, lo, hi)
    if logarithmic:
        ends = [math.log(each) for each in ends]
    at, low, high = ends
    return min(max((at - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def _mark(share: float, words: str, says: str, kind: str) -> str:
    side = "left" if share < 0.6 else "right"
    return (
        f'<span class="lesson-mark" data-kind="{kind}" data-side="{side}" '
        f'style="--at:{share:.4f}"><b>{escape(words)}</b> {escape(says)}</span>'
    )
