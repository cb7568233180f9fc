"""“Closer look” on the network's page shows “Is the picture true?” or “Sharp against flat”."""

import numpy as np
import streamlit as st

from core.written import number
from landscapes.networks import RAYS, Between
from ui.kit.charts import chart, is_dark, metrics
from ui.kit.tables import results_table
from ui.kit.text import plain
from ui.kit.widgets import folded
from ui.network import honesty, sharpness
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import Runner
from viz import figures

HEIGHT = 360


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """The one that the study asks for."""
    {"honesty": _honesty, "sharp": _sharp}[study.panel](study, trained)


def _honesty(study: Study, trained: tuple[Runner, ...]) -> None:
    runner = next(each for each in trained if each.label == study.focused())
    found, seen = honesty.honesty(study, runner), plane_view(study)
    st.markdown(f"**{verdict(found, runner.name, runner.trained.lost)}**")
    worst = found.worst
    values = {
        "Motion in the plane": f"{found.share:.1%}",
        "Furthest from the plane": f"{float(np.max(found.away)):.0%} of the way",
        "Slice − true loss at the end": _signed(float(found.gaps[-1])),
        "Where they differ most": f"{_signed(float(found.gaps[worst]))} "
        f"at step {int(found.steps[worst])}",
    }
    if seen.plane.explained is not None:
        values["Of all runs, in the plane"] = f"{seen.plane.explained:.1%}"
    metrics(values)
    figure = figures.honesty_figure(found.steps, found.true, found.beneath, found.away, is_dark())
    chart(figure, "network.honesty", HEIGHT)
    st.caption(
        f"For {runner.name}; press another name above the map. The run leaves the plane, so the "
        "surface beneath its shadow is not the loss it has. In 3-D it is drawn at its true loss. "
        "Motion is the variance of its weights; distances are shares of how far it moved in all."
    )


def verdict(found: honesty.Honesty, name: str, lost: bool = False) -> str:
    """One sentence on how far the picture can be believed."""
    if lost or not np.isfinite(found.gaps).all():
        return f"{plain(name)} diverged: its picture says little."
    shown = f"The picture shows {found.share:.0%} of the motion of {plain(name)}"
    at, gap = found.worst, found.gaps[found.worst]
    words = f"{shown}; at the end the slice lies {_lies(found.gaps[-1])} the true loss"
    if at < len(found.gaps) - 1 and not _same(gap):
        words += f", at step {int(found.steps[at])} even {_lies(gap)} it"
    return f"{words}."


def _same(gap: float) -> bool:
    return abs(gap) < 5e-4


def _lies(gap: float) -> str:
    """Where the slice lies."""
    return "on" if _same(gap) else f"{number(abs(gap), 2)} {'above' if gap > 0 else 'below'}"


def _signed(gap: float) -> str:
    return ("+" if gap > 0 else "") + number(gap, 3) if abs(gap) > 1e-9 else "0"


def _sharp(study: Study, trained: tuple[Runner, ...]) -> None:
    two, found = sharpness.pair(study), sharpness.sharp(study)
    if two is None or found is None:
        st.info(
            "This needs two runs that did not diverge. Pick another optimizer on the left, or "
            "a second copy of one."
        )
        return
    names = [runner.name for runner in two]
    st.markdown(f"**{sharper(found, names)}**")
    left, right = st.columns(2)
    with left:
        _between(found.between, found.accuracy, names)
    with right:
        figure = figures.around_figure(sharpness.AROUND, found.rays, names, is_dark())
        chart(figure, "network.around", HEIGHT)
        st.caption(
            f"The mean over {RAYS} random directions, and from the lowest to the highest of them, "
            "filter-normalised (section 4): at 1 the weights of every unit have moved by their own "
            "length, so the two can be compared, if their training losses are alike."
        )
    _seeds(study, names)


def _between(between: Between, accuracy: tuple[np.ndarray, np.ndarray], names: list[str]) -> None:
    losses = between.train, between.test
    figure = figures.between_figure(between.t, losses, accuracy, (names[0], names[1]), is_dark())
    chart(figure, "network.between", HEIGHT)
    st.caption(
        "The straight line through both ends (plain interpolation, as in Li et al. 2018, figure "
        "2). A network with larger weights looks flatter here than it is."
    )


NO_RISE = 1e-3
"""A rise of the loss below this is none."""


def sharper(found: sharpness.Sharp, names: list[str]) -> str:
    """One sentence on which minimum is sharper."""
    one, two = found.rise(0), found.rise(1)
    which = 0 if one > two else 1
    away = f"{number(sharpness.HALF)} filter lengths away"
    if min(one, two) < NO_RISE:
        return (
            f"{away} the loss of {plain(names[1 - which])} has "
            "hardly risen, if at all: there is no minimum to compare."
        )
    more = max(one, two) / min(one, two)
    if more < 1.25:
        return (
            f"Both minima are about as sharp: {away} the loss has "
            f"risen by {number(one, 2)} and {number(two, 2)}."
        )
    return (
        f"The minimum of {plain(names[which])} is {more:.1f} times as sharp in the mean over "
        f"{RAYS} directions: {away} its loss has risen by {_spread(found.rises(which))}, "
        f"that of the other by {_spread(found.rises(1 - which))}."
    )


def _spread(rises: np.ndarray) -> str:
    """The mean, and from where to where: “0.21 (0.15 to 0.3)”."""
    low, high = float(rises.min()), float(rises.max())
    return f"{number(float(rises.mean()), 2)} ({number(low, 2)} to {number(high, 2)})"


def _seeds(study: Study, names: list[str]) -> None:
    """The same from other first weights: only where somebody asks, as it trains many times."""
    fold = folded(f"Other first weights: {sharpness.SEEDS} seeds", "network.seeds")
    if not fold.open:
        return
    with fold:
        with st.spinner("Training …"):
            found = sharpness.over_seeds(study)
        st.markdown(f"**{in_seeds(found, names)}**")
        results_table(
            {
                "Seed": [str(each.seed) for each in found],
                f"Rise, {names[0]}": [_spread(each.rises[0]) for each in found],
                f"Rise, {names[1]}": [_spread(each.rises[1]) for each in found],
                "Times as sharp": [f"{each.ratio:.1f}" for each in found],
            }
        )
        st.caption(
            "Each seed has first weights and batches of its own; in brackets the lowest and the "
            "highest rise of the directions."
        )


def in_seeds(found: tuple[sharpness.Seeded, ...], names: list[str]) -> str:
    """One sentence on whether the order holds."""
    if not found:
        return "No seed has two runs that did not diverge."
    ratios = [each.ratio for each in found]
    sharper = sum(ratio > 1 for ratio in ratios)
    return (
        f"{plain(names[1])} is the sharper one from {sharper} of {len(found)} seeds: "
        f"{min(ratios):.1f} to {max(ratios):.1f} times as sharp."
    )
