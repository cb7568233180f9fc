"""Knobs that are choices in disguise: declared once, shown as words, kept as numbers."""

import pytest
from streamlit.testing.v1 import AppTest

from core.knob import Knob, knob


def test_words_are_declared_with_the_knob() -> None:
    spec = knob(0, 0, 1, "Mode", integer=True, words=("off", "on")).metadata["knob"]
    assert spec.words == ("off", "on")
    assert Knob(0, 0, 1, "Plain").words == ()


@pytest.mark.parametrize(
    ("lo", "hi", "whole"), [(0, 2, True), (1, 2, True), (0, 1, False), (-1, 0, True)]
)
def test_every_value_has_a_word(lo: float, hi: float, whole: bool) -> None:
    with pytest.raises(ValueError, match="Mode: words name the whole numbers 0 to 1"):
        knob(lo, lo, hi, "Mode", integer=whole, words=("off", "on"))


def one_widget(words: tuple[str, ...], value: int) -> AppTest:
    def script(words: tuple[str, ...], value: int) -> None:
        import streamlit as st

        from core.knob import Knob
        from ui.kit.widgets import knob_widget

        last = float(len(words) - 1)
        mode = Knob(0.0, 0.0, last, "Mode", "Which.", integer=True, words=words)
        st.text(repr(knob_widget(mode, "mode", value)))

    return AppTest.from_function(script, args=(words, value)).run()


def test_a_few_short_words_are_buttons() -> None:
    app = one_widget(("off", "on"), 1)
    assert app.text[0].value == "1.0"
    assert list(app.button_group[0].options) == ["off", "on"]
    app.button_group[0].set_value(0).run()
    assert app.text[0].value == "0.0"
    assert not app.exception


@pytest.mark.parametrize("words", [("one", "two", "three", "four"), ("a long word", "short")])
def test_many_or_long_words_are_a_menu(words: tuple[str, ...]) -> None:
    app = one_widget(words, 1)
    assert app.text[0].value == "1.0"
    assert list(app.selectbox[0].options) == list(words)
    app.selectbox[0].select(0).run()
    assert app.text[0].value == "0.0"
    assert not app.exception
