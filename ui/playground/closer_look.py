"""“A closer look” shows: formulas, ground here, along the run, gradient check, chord."""

import math
from collections.abc import Callable

import numpy as np
import streamlit as st

import landscapes
import optim
from core.sentences import N_, _
from core.written import number, place
from ui.controls import partial_rerun
from ui.kit.charts import chart, is_dark, metrics
from ui.kit.entries import method_entry, surface_entry
from ui.kit.headings import part_heading
from ui.kit.tables import results_table
from ui.kit.text import plain
from ui.playground import check_panel, closer_controls
from ui.scene import cached
from ui.scene.pictures import nearest_to
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from viz import figures

HEIGHT = 380
ALONG = N_(
    "Curvature: the eigenvalues of the Hessian under each point. Angles: between the step and "
    "the steepest way down, and between the step and the straight line to the minimum. Where "
    "the second is large, the steepest way is not the shortest."
)
CONVEX = N_(
    "A function is convex when every chord between two of its points lies on or above it: one "
    "chord can disprove that, none can prove it."
)


@partial_rerun.part(partial_rerun.CLOSER)
def show(scene: Scene, raced: list[Raced]) -> None:
    """The panel that the scene asks for, below the choice of panels."""
    closer_controls.show(scene)
    if closer_controls.is_awaited(scene):
        return
    panels: dict[str, Callable[[Scene, list[Raced]], None]] = {
        "formulas": _formulas,
        "ground": _ground,
        "along": _along,
        "check": lambda scene, _: check_panel.show(scene),
        "chord": _chord,
    }
    panels[scene.panel](scene, raced)


def _formulas(scene: Scene, raced: list[Raced]) -> None:
    """The surface's formula; the update rule of each racer is a part of its own."""
    part_heading(N_("The surface"))
    surface_entry(scene.landscape())


@partial_rerun.part(partial_rerun.METHODS)
def methods(scene: Scene, raced: list[Raced]) -> None:
    """The update rule of each racer, beside the surface's formula: no slider changes one."""
    if scene.panel != "formulas" or closer_controls.is_awaited(scene):
        return
    part_heading(N_("The methods"))
    seen: set[type] = set()
    for racer in raced:
        if type(racer.optimizer) not in seen:
            seen.add(type(racer.optimizer))
            method_entry(type(racer.optimizer))


def _ground(scene: Scene, raced: list[Raced]) -> None:
    here = cached.local(scene.landscape(), scene.probed())
    st.markdown(
        _("At {place}: **{words}**.", place=place(here.x, here.y), words=plain(_(here.words)))
    )
    values = {
        N_("Loss"): here.fun,
        N_("Gradient length"): math.hypot(*here.grad),
        N_("Lowest curvature λ₁"): here.low,
        N_("Highest curvature λ₂"): here.high,
        N_("Condition number"): here.condition,
    }
    metrics({label: number(value) for label, value in values.items()})
    if math.isfinite(here.low):
        words = _(
            "λ₁ is the curvature along {low}, λ₂ along {high}: the eigenvalues and eigenvectors of "
            "the Hessian, drawn as a cross on the map.",
            low=_arrow(here.low_axis),
            high=_arrow(here.high_axis),
        )
        st.caption(words)
    if scene.critical == "show":
        _critical(cached.critical(scene.landscape()))
    else:
        st.caption(_("Switch on “Critical points” at the map to list and mark them."))
    # Not st.page_link: where a part of the page runs alone, pages need not be known.
    words = _("How curvatures are in many dimensions")
    st.markdown(f":material/deployed_code: [{words}](dimensions)")


def _critical(points: tuple[landscapes.CriticalPoint, ...]) -> None:
    if not points:
        st.markdown(_("**No critical point was found in the window.**"))
        return
    many = len(points) >= landscapes.MOST_CRITICAL
    words = (
        _("**Critical points in the window: The {n} lowest**", n=len(points))
        if many
        else _("**Critical points in the window: {n} found**", n=len(points))
    )
    st.markdown(words)
    results_table(
        {
            N_("Kind"): [p.kind for p in points],
            "x": [p.x for p in points],
            "y": [p.y for p in points],
            N_("Loss"): [p.fun for p in points],
            "λ₁": [p.low for p in points],
            "λ₂": [p.high for p in points],
        },
        digits=5,
    )


def _along(scene: Scene, raced: list[Raced]) -> None:
    chosen = next((r for r in raced if r.label == scene.focused()), None)
    if chosen is None:
        st.info(_("No optimizer is racing. Pick one or more on the left."))
        return
    run = chosen.trajectory
    looked = optim.along(scene.landscape(), run, nearest_to(scene))
    chart(figures.along_figure(looked, chosen.name, run.outcome, dark=is_dark()), "along", HEIGHT)
    st.caption(_(ALONG))


def _chord(scene: Scene, raced: list[Raced]) -> None:
    chord = landscapes.chord(scene.landscape(), *scene.chord_ends())
    if not np.isfinite(chord.fun).all():
        words = N_("The surface is not defined along the whole chord, so nothing can be said.")
    elif chord.convex:
        words = N_("**This chord does not disprove convexity**: the surface nowhere lies above it.")
    else:
        words = N_("**Not convex**: the surface rises above the chord where it is shaded.")
    st.markdown(_(words))
    chart(figures.chord_figure(chord, dark=is_dark()), "chord", HEIGHT)
    st.caption(_(CONVEX))


def _arrow(axis: tuple[float, float]) -> str:
    return place(axis[0], axis[1], 3)
