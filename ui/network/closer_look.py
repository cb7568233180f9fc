"""“Closer look” on the network's page: “Is the picture true?”, “Sharp against flat” and others."""

import numpy as np
import streamlit as st

from core.sentences import N_, Sentence, _, sentence
from core.written import number
from landscapes.networks import RAYS, Between
from ui.kit.charts import chart, is_dark, metrics
from ui.kit.tables import results_table
from ui.kit.text import plain
from ui.kit.widgets import folded
from ui.network import honesty, learning_view, normalised_view, sharpness
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import Runner
from viz import figures

HEIGHT = 360


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """The one that the study asks for."""
    {
        "honesty": _honesty,
        "sharp": _sharp,
        "learning": learning_view.show,
        "norm": normalised_view.show,
    }[study.panel](study, trained)


def _honesty(study: Study, trained: tuple[Runner, ...]) -> None:
    runner = next(each for each in trained if each.label == study.focused())
    found, seen = honesty.honesty(study, runner), plane_view(study)
    st.markdown(f"**{_(verdict(found, _(runner.name), runner.trained.lost))}**")
    metrics(_measured(found, seen.plane.explained))
    figure = figures.honesty_figure(found.steps, found.true, found.beneath, found.away, is_dark())
    chart(figure, "network.honesty", HEIGHT)
    words = _(
        "For {name}; press another name above the map. The run leaves the plane, so the "
        "surface beneath its shadow is not the loss it has. In 3-D it is drawn at its true loss. "
        "Motion is the variance of its weights; distances are shares of how far it moved in all.",
        name=runner.name,
    )
    st.caption(words)


def _measured(found: honesty.Honesty, explained: float | None) -> dict[str, str]:
    """The numbers below the verdict."""
    worst = found.worst
    values: dict[str, str] = {
        N_("Motion in the plane"): f"{found.share:.1%}",
        N_("Furthest from the plane"): sentence(
            "{share:.0%} of the way", share=float(np.max(found.away))
        ),
        N_("Slice − true loss at the end"): _signed(float(found.gaps[-1])),
        N_("Where they differ most"): sentence(
            "{gap} at step {n}", gap=_signed(float(found.gaps[worst])), n=int(found.steps[worst])
        ),
    }
    if explained is not None:
        values[N_("Of all runs, in the plane")] = f"{explained:.1%}"
    return values


def verdict(found: honesty.Honesty, name: str, lost: bool = False) -> Sentence:
    """One sentence on how far the picture can be believed."""
    if lost or not np.isfinite(found.gaps).all():
        return sentence("{name} diverged: its picture says little.", name=plain(name))
    at, gap = found.worst, found.gaps[found.worst]
    known = {"share": found.share, "name": plain(name), "lies": _lies(found.gaps[-1])}
    if at == len(found.gaps) - 1 or _same(gap):
        return sentence(
            "The picture shows {share:.0%} of the motion of {name}; at the end the slice lies "
            "{lies} the true loss.",
            **known,
        )
    return sentence(
        "The picture shows {share:.0%} of the motion of {name}; at the end the slice lies "
        "{lies} the true loss, at step {n} even {worst} it.",
        **known,
        n=int(found.steps[at]),
        worst=_lies(gap),
    )


def _same(gap: float) -> bool:
    return abs(gap) < 5e-4


def _lies(gap: float) -> Sentence:
    """Where the slice lies."""
    if _same(gap):
        return N_("on")
    away = number(abs(gap), 2)
    return sentence("{n} above", n=away) if gap > 0 else sentence("{n} below", n=away)


def _signed(gap: float) -> str:
    return ("+" if gap > 0 else "") + number(gap, 3) if abs(gap) > 1e-9 else "0"


def _sharp(study: Study, trained: tuple[Runner, ...]) -> None:
    two, found = sharpness.pair(study), sharpness.sharp(study)
    if two is None or found is None:
        words = _(
            "This needs two runs that did not diverge. Pick another optimizer on the left, or "
            "a second copy of one."
        )
        st.info(words)
        return
    names = [_(runner.name) for runner in two]
    st.markdown(f"**{_(sharper(found, names))}**")
    left, right = st.columns(2)
    with left:
        _between(found.between, found.accuracy, names)
    with right:
        figure = figures.around_figure(sharpness.AROUND, found.rays, names, is_dark())
        chart(figure, "network.around", HEIGHT)
        words = _(
            "The mean over {n} random directions, and from the lowest to the highest of them, "
            "filter-normalised (section 4): at 1 the weights of every unit have moved by their own "
            "length, so the two can be compared, if their training losses are alike.",
            n=RAYS,
        )
        st.caption(words)
    _seeds(study, names)


def _between(between: Between, accuracy: tuple[np.ndarray, np.ndarray], names: list[str]) -> None:
    losses = between.train, between.test
    figure = figures.between_figure(between.t, losses, accuracy, (names[0], names[1]), is_dark())
    chart(figure, "network.between", HEIGHT)
    words = _(
        "The straight line through both ends (plain interpolation, as in Li et al. 2018, figure "
        "2). A network with larger weights looks flatter here than it is."
    )
    st.caption(words)


NO_RISE = 1e-3
"""A rise of the loss below this is none."""


def sharper(found: sharpness.Sharp, names: list[str]) -> Sentence:
    """One sentence on which minimum is sharper."""
    one, two = found.rise(0), found.rise(1)
    which, away = 0 if one > two else 1, number(sharpness.HALF)
    if min(one, two) < NO_RISE:
        return sentence(
            "{far} filter lengths away the loss of {name} has hardly risen, if at all: there is no "
            "minimum to compare.",
            far=away,
            name=plain(names[1 - which]),
        )
    more = max(one, two) / min(one, two)
    if more < 1.25:
        return sentence(
            "Both minima are about as sharp in the mean over {n} directions: {far} filter lengths "
            "away the loss has risen by {one} and {two}.",
            n=RAYS,
            far=away,
            one=_spread(found.rises(0)),
            two=_spread(found.rises(1)),
        )
    return sentence(
        "The minimum of {name} is {times:.1f} times as sharp in the mean over {n} directions, and "
        "sharper along {k} of them: {far} filter lengths away its loss has risen by {rise}, that "
        "of the other by {other}.",
        name=plain(names[which]),
        times=more,
        n=RAYS,
        k=int(np.sum(found.rises(which) > found.rises(1 - which))),
        far=away,
        rise=_spread(found.rises(which)),
        other=_spread(found.rises(1 - which)),
    )


def _spread(rises: np.ndarray) -> Sentence:
    """The mean, and from where to where: “0.21 (0.15 to 0.3)”."""
    mean, low, high = (number(float(v), 2) for v in (rises.mean(), rises.min(), rises.max()))
    return sentence("{mean} ({low} to {high})", mean=mean, low=low, high=high)


def _seeds(study: Study, names: list[str]) -> None:
    """The same from other first weights: only where somebody asks, as it trains many times."""
    heading = sentence("Other first weights: {n} seeds", n=sharpness.SEEDS)
    fold = folded(heading, "network.seeds")
    if not fold.open:
        return
    with fold:
        with st.spinner(_("Training …")):
            found = sharpness.over_seeds(study)
        st.markdown(f"**{_(in_seeds(found, names))}**")
        results_table(
            {
                N_("Seed"): [str(each.seed) for each in found],
                sentence("Rise, {name}", name=names[0]): [_spread(each.rises[0]) for each in found],
                sentence("Rise, {name}", name=names[1]): [_spread(each.rises[1]) for each in found],
                N_("Times as sharp"): [f"{each.ratio:.1f}" for each in found],
            }
        )
        words = _(
            "Each seed has first weights and batches of its own; in brackets the lowest and the "
            "highest rise of the directions."
        )
        st.caption(words)


def in_seeds(found: tuple[sharpness.Seeded, ...], names: list[str]) -> Sentence:
    """One sentence on whether the order holds."""
    if not found:
        return N_("No seed has two runs that did not diverge.")
    ratios = [each.ratio for each in found]
    sharper = sum(ratio > 1 for ratio in ratios)
    return sentence(
        "{name} is the sharper one from {n} of {all} seeds: {least:.1f} to {most:.1f} times as "
        "sharp.",
        name=plain(names[1]),
        n=sharper,
        all=len(found),
        least=min(ratios),
        most=max(ratios),
    )
