"""The menu of learning-rate schedules with their knobs, and the slider of noise."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from core import latex_words
from core.knob import knobs_of
from core.parts import Values
from core.sentences import _
from ui.kit import locks
from ui.kit.address import held
from ui.kit.widgets import knob_widget
from ui.scene.racer import NOISE

Options = Callable[[str, str], dict[str, Any]]
"""Further options of a widget, by its key and by the name of what it sets."""


def schedule_widgets(
    label: str,
    key: str,
    slug: str,
    values: Values,
    more: Mapping[str, str] | None = None,
    options: Options = lambda key, name: {},
) -> tuple[str, Values]:
    """A menu of schedules, and the knobs of the chosen one; `more` are further entries.

    `options` are asked for each knob by its name, and for the menu by none.
    """
    classes = optim.schedules.CLASSES
    names = {**(more or {}), **{slug: cls.title for slug, cls in classes.items()}}
    full = held(key, slug)
    now = st.session_state[full]
    chosen = st.selectbox(
        _(label),
        list(names),
        format_func=lambda one: _(names[one]),
        key=full,
        **locks.options(help=formula_help(classes.get(now)), **options(key, "")),
    )
    if chosen not in classes:
        return chosen, ()
    before = dict(values) if chosen == slug else {}
    found = []
    for name, knob in knobs_of(classes[chosen]).items():
        own, value = f"{key}.{chosen}.{name}", before.get(name, knob.default)
        found.append((name, knob_widget(knob, own, value, **options(own, name))))
    return chosen, tuple(found)


def formula_help(cls: type[Any] | None) -> str | None:
    """That of a schedule or a difference, for the help of its menu."""
    return f"${latex_words.told(cls.latex)}$" if cls else None


def noise_widget(key: str, value: float, **more: Any) -> float:
    """A slider over the useful part of the range, unless a link asked for more."""
    return knob_widget(replace(NOISE, hi=max(10.0, value)), key, value, **more)
