"""One method or one surface explained: its lesson, formula and source, from its own declaration."""

import streamlit as st

import optim
from core import latex_words
from core.knob import Knob
from core.sentences import N_, _, joined, sentence
from core.written import number
from landscapes import Landscape
from ui.kit.headings import entry_heading
from ui.kit.text import plain


def surface_entry(landscape: Landscape) -> None:
    """A surface: what it teaches, its formula, its knobs."""
    formula = f"f(x, y) = {latex_words.told(landscape.latex)}"
    st.markdown(f"{plain(_(landscape.lesson))}\n\n{_display(formula)}")
    values = ", ".join(
        f"{plain(_(knob.label))} = {_value(knob, getattr(landscape, name))}"
        for name, knob in landscape.knobs.items()
    )
    if values:
        st.caption(values)


def _value(knob: Knob, value: float) -> str:
    return plain(_(knob.words[int(value)])) if knob.words else number(value, 6)


def method_entry(cls: type[optim.Optimizer]) -> None:
    """A method: what it teaches, its update rule, where it is from."""
    with st.container(border=True):
        entry_heading(cls.title)
        told = _aligned(tuple(map(latex_words.told, cls.latex)))
        lines = r"\begin{aligned}" + r" \\ ".join(told) + r"\end{aligned}"
        st.markdown(f"{plain(_(cls.lesson))}\n\n{_display(lines)}")
        source = sentence("Source: {source}.", source=N_(cls.source))
        st.caption(plain(_(joined(filter(None, (cls.convention, source))))))


def _display(latex: str) -> str:
    """A formula on lines of its own, in Markdown."""
    return f"$$\n{latex}\n$$"


def _aligned(lines: tuple[str, ...]) -> list[str]:
    """Lines that stand under one another at their first equals sign."""
    return [line.replace("=", "&=", 1) for line in lines]
