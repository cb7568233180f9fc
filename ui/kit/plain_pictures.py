"""“Plain pictures”: the switch, and Plotly figures that do not move, in place of the player."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.sentences import _
from ui.kit.charts import chart, is_dark
from viz import figures

PLAIN = "plain"
"""In the session: no player, plain figures."""
SWITCH = "plain.switch"
"""The widget that says so. It forgets its value on other pages."""


def are_wanted() -> bool:
    """Whether they are shown: somebody asked for them, or the player failed."""
    return bool(st.session_state.get(PLAIN))


def want(wanted: bool) -> None:
    """Show them from now on, or the player."""
    st.session_state[PLAIN] = wanted


def switch() -> None:
    """The choice between the player and plain figures, kept in the session."""
    st.session_state[SWITCH] = are_wanted()
    st.toggle(
        _("Plain pictures"), key=SWITCH, on_change=_switched,
        help=_("Plotly figures that do not move, for slow devices and for saving."),
    )  # fmt: skip


def _switched() -> None:
    want(bool(st.session_state[SWITCH]))


def show(drawn: Mapping[str, Any], prefix: str) -> None:
    """What the player would show: map, 3-D view and loss curve."""
    left, right = st.columns([1.12, 1])
    places = (("contour", left, 600), ("surface", right, 350), ("loss", right, 250))
    for name, place, height in places:
        with place:
            chart(figures.themed(drawn[name], is_dark()), f"{prefix}.{name}", height)
