"""The closer looks of the network's page: how true the picture is, and how sharp the minima are."""

from typing import Any

import numpy as np
import streamlit as st

from ui.kit.text import plain
from ui.network import looks
from ui.network.picture import picture
from ui.network.study import Study
from ui.network.training import Runner
from viz import figures

HEIGHT = 360


def show(study: Study, found: tuple[Runner, ...]) -> None:
    """The one that the study asks for."""
    {"honesty": _honesty, "sharp": _sharp}[study.panel](study, found)


def _honesty(study: Study, found: tuple[Runner, ...]) -> None:
    runner = next(each for each in found if each.label == study.focused())
    looked, seen = looks.honesty(study, runner), picture(study)
    st.markdown(f"**{verdict(looked, runner.name, runner.trained.lost)}**")
    worst = looked.worst
    values = {
        "Motion in the plane": f"{looked.share:.1%}",
        "Furthest from the plane": f"{float(np.max(looked.away)):.0%} of the way",
        "Slice − true loss at the end": _signed(float(looked.gaps[-1])),
        "Where they differ most": f"{_signed(float(looked.gaps[worst]))} "
        f"at step {int(looked.steps[worst])}",
    }
    if seen.plane.explained is not None:
        values["Of all runs, in the plane"] = f"{seen.plane.explained:.1%}"
    _numbers(values)
    dark = _dark()
    figure = figures.honesty_figure(looked.steps, looked.true, looked.beneath, looked.away, dark)
    _figure(figure, "honesty")
    st.caption(
        f"For {runner.name}; press another name above the map. The run leaves the plane, so the "
        "surface beneath its shadow is not the loss it has. In 3-D it is drawn at its true loss. "
        "Motion is the variance of its weights; distances are shares of how far it moved in all."
    )


def verdict(looked: looks.Honesty, name: str, lost: bool = False) -> str:
    """One sentence on how far the picture can be believed."""
    if lost or not np.isfinite(looked.gaps).all():
        return f"{plain(name)} diverged: its picture says little."
    shown = f"The picture shows {looked.share:.0%} of the motion of {plain(name)}"
    at, gap = looked.worst, looked.gaps[looked.worst]
    words = f"{shown}; at the end the slice lies {_lies(looked.gaps[-1])} the true loss"
    if at < len(looked.gaps) - 1 and not _same(gap):
        words += f", at step {int(looked.steps[at])} even {_lies(gap)} it"
    return f"{words}."


def _same(gap: float) -> bool:
    return abs(gap) < 5e-4


def _lies(gap: float) -> str:
    """Where the slice lies."""
    return "on" if _same(gap) else f"{abs(gap):.2g} {'above' if gap > 0 else 'below'}"


def _signed(gap: float) -> str:
    return f"{gap:+.3g}" if abs(gap) > 1e-9 else "0"


def _sharp(study: Study, found: tuple[Runner, ...]) -> None:
    two, looked = looks.pair(study), looks.sharp(study)
    if two is None or looked is None:
        st.info("This needs two runs that did not diverge. Pick another optimizer on the left, or "
                "a second copy of one.")  # fmt: skip
        return
    names = [runner.name for runner in two]
    st.markdown(f"**{sharper(looked, names)}**")
    left, right = st.columns(2)
    with left:
        between = looked.between
        _figure(
            figures.between_figure(between.t, (between.train, between.test), looked.accuracy,
                           (two[0].name, two[1].name), _dark()),
            "between",
        )  # fmt: skip
        st.caption("The straight line through both ends (plain interpolation, as in Li et al. "
                   "2018, figure 2). A network with larger weights looks flatter here than it is."
                   )  # fmt: skip
    with right:
        _figure(figures.around_figure(looks.AROUND, looked.around, names, _dark()), "around")
        st.caption("The mean over 8 random directions, filter-normalised (section 4): at 1 the "
                   "weights of every unit have moved by their own length, so the two can be "
                   "compared, if their training losses are alike.")  # fmt: skip


FLAT = 1e-3
"""A rise of the loss below this is none."""


def sharper(looked: looks.Sharp, names: list[str]) -> str:
    """One sentence on which minimum is sharper."""
    one, two = looked.rise(0), looked.rise(1)
    which = 0 if one > two else 1
    if min(one, two) < FLAT:
        return (f"{looks.HALF:g} filter lengths away the loss of {plain(names[1 - which])} has "
                "hardly risen, if at all: there is no minimum to compare.")  # fmt: skip
    more = max(one, two) / min(one, two)
    if more < 1.25:
        return (f"Both minima are about as sharp: {looks.HALF:g} filter lengths away the loss has "
                f"risen by {one:.2g} and {two:.2g}.")  # fmt: skip
    return (f"The minimum of {plain(names[which])} is {more:.1f} times as sharp: {looks.HALF:g} "
            f"filter lengths away its loss has risen by {max(one, two):.2g}, that of the other by "
            f"{min(one, two):.2g}.")  # fmt: skip


def _numbers(values: dict[str, str]) -> None:
    with st.container(horizontal=True):
        for label, value in values.items():
            st.metric(label, value, width="content")


def _figure(figure: Any, key: str) -> None:
    st.plotly_chart(figure, key=f"network.{key}", height=HEIGHT, config={"displaylogo": False})


def _dark() -> bool:
    return st.context.theme.type == "dark"
