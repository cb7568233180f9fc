"""The network's pictures: its slice and paths in the player, or plain; and what is picked there."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from core.sentences import N_, _, sentence
from ui.browser import player
from ui.kit import plain_pictures
from ui.network import taken
from ui.network.controls import NETWORK
from ui.network.plane_runs import runs
from ui.network.plane_view import PlaneView, ground, plane_view, sides
from ui.network.study import Study
from ui.network.training import Runner, runners
from viz import Ground, Run, browser, chart_axes, figures, training_chart

NETWORK_STAGE = "network.stage"
FINE = "network.fine"
"""In the session: the surface whose fine picture was shown last."""


def show(study: Study) -> None:
    """The plots and the bar that plays them; a slow slice is coarse at first."""
    *first, fine = sides(study)
    wanted = _name(study)
    coarse = bool(first) and st.session_state.get(FINE) != wanted
    _pictures(study, ground(study, first[0] if coarse else fine))
    if coarse:
        ground(study, fine)
        st.session_state[FINE] = wanted
        st.rerun()
    st.session_state[FINE] = wanted


def _pictures(study: Study, under: Ground) -> None:
    seen, shown = plane_view(study), _runs(study)
    if plain_pictures.are_wanted():
        _plain(study, seen, under, shown)
    else:
        _play(study, seen, under, shown)


def _runs(study: Study) -> list[Run]:
    return [
        replace(run, outcome=_(result_words(runner)))
        for run, runner in zip(runs(study), runners(study), strict=True)
    ]


def result_words(runner: Runner) -> str:
    """What became of it, for the legend."""
    trained = runner.trained
    if trained.lost:
        return N_("diverged")
    return sentence("{share:.1%} right in test", share=trained.test[1])


def _name(study: Study) -> str:
    """The same name, the same surface in its fine picture."""
    seen = plane_view(study)
    facts = (study.mlp(), study.samples, study.weight_decay, seen.bounds, study.side())
    digest = hashlib.blake2b(repr(facts).encode(), digest_size=8)
    for vector in (seen.plane.origin, seen.plane.first, seen.plane.second):
        digest.update(np.ascontiguousarray(vector).tobytes())
    return f"network {digest.hexdigest()}"


def _named(figure: Any, seen: PlaneView, scene: str = "") -> Any:
    """The figure with the directions of the plane along its axes, in the map as in 3-D."""
    titles = zip(("xaxis", "yaxis"), seen.kind, strict=True)
    axes = {axis: {"title": {"text": _(title)}} for axis, title in titles}
    return figure.update_layout({scene: axes} if scene else axes)


def _play(study: Study, seen: PlaneView, under: Ground, shown: list[Run]) -> None:
    made = _played(study, seen, under, shown)
    player.lay("network.ground", made.id, made.terrain)
    player.put(NETWORK_STAGE, made.header, made.parts, _focus_picked, _failed)


class Played(NamedTuple):
    """What the stage is sent of a training."""

    id: str
    """Of its ground."""
    terrain: bytes
    header: dict[str, Any]
    parts: dict[str, bytes]


def played(query: Mapping[str, str]) -> Played | None:
    """The training of a link as the stage is sent it, with its surface as fine as it gets."""
    study = Study.from_query(dict(query))[0]
    if not study.race:
        return None
    return _played(study, plane_view(study), ground(study, study.side()), _runs(study))


def _played(study: Study, seen: PlaneView, under: Ground, shown: list[Run]) -> Played:
    name, chart = _name(study), training_chart()
    id = f"{name} {len(under.x)}"
    header = {
        "map": browser.map_marks(under.bounds, titles=(_(seen.kind[0]), _(seen.kind[1]))),
        "chart": chart_axes(shown, chart),
        "ground": id,
        "focus": study.focused(),
        "link": {},
        "sliders": {},
        "fixed": True,
        "file": "thalweg-network",
        "takes": taken.offered(study),
        "title": _(NETWORK.says(study)),
    }
    parts = {"play": browser.play_bytes(under, shown, study.labels(), _start(seen), chart)}
    return Played(id, browser.grid_bytes(under), header, parts)


def _start(seen: PlaneView) -> tuple[float, float]:
    return float(seen.paths[0].x[0]), float(seen.paths[0].y[0])


def _focus_picked() -> None:
    """Somebody picked a learner."""
    label = player.told(NETWORK_STAGE, "focus")
    if label in NETWORK.current().labels():
        NETWORK.amend(focus=label)


def _failed() -> None:
    """The player cannot work in this browser."""
    if player.told(NETWORK_STAGE, "failed"):
        plain_pictures.want(True)


def _plain(study: Study, seen: PlaneView, under: Ground, shown: list[Run]) -> None:
    """The same pictures as plain figures: nothing plays."""
    name = _name(study)
    drawn = {
        "contour": _named(
            figures.contour_figure(under, shown, _start(seen), (), name, equal=True), seen
        ),
        "surface": _named(
            figures.surface_figure(under, shown, _start(seen), (), 0.0, name), seen, "scene"
        ),
        "loss": figures.curve_figure(shown, "loss", "snapshots", "log", 0.0, True, name),
    }
    plain_pictures.show(drawn, "network")
    plain_pictures.switch()
