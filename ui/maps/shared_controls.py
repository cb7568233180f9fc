"""The sidebar both maps share: surface, optimizer, steps, start, schedule and noise, seeds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

import optim
from core.sentences import N_, _
from ui.controls import by_sight
from ui.controls.conditions import start_boxes
from ui.controls.schedules import noise_widget, schedule_widgets
from ui.controls.surface import surface_controls
from ui.kit.address import Address, held, set_to
from ui.kit.widgets import integer_widget, knob_widget
from ui.maps.one_method import GTOL, STEPS, most_steps
from ui.scene.racer import Racer, has_rate, uses_gradients
from ui.scene.scene import NUMBERS, Scene

ROUND_STEPS = {10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000}


@dataclass(frozen=True)
class MapScene:
    """The scene of a map, for controls that know scenes only."""

    address: Address[Any]  # of either map
    dropped: Mapping[str, Any]
    """What of the map another surface has no use for, and what is put in its place."""

    def current(self) -> Scene:
        """The scene as it was last drawn."""
        scene: Scene = self.address.current().scene
        return scene

    def adopt(self, value: Scene) -> None:
        """Another surface, for the same optimizer: with the knobs it races with there."""
        before = self.current()
        racer = before.race[0]
        there = [r for r in value.race if r.slug == racer.slug]
        scene = replace(
            value,
            race=(*there, racer)[:1],
            steps=before.steps,
            noise=before.noise,
            schedule=before.schedule,
            schedule_knobs=before.schedule_knobs,
        )
        self.address.adopt(replace(self.address.current(), scene=scene, **self.dropped))


def surface(scene: Scene, holder: MapScene) -> Scene:
    """Which surface is mapped."""
    return surface_controls(scene, holder)


def optimizer(scene: Scene) -> Scene:
    """Which optimizer, and its knobs."""
    before = scene.race[0]
    by_sight.method_button(before.slug, partial(set_to, "map.race"))
    slug = st.selectbox(
        _("Optimizer"),
        list(optim.names()),
        format_func=lambda name: _(optim.CLASSES[name].title),
        key=held("map.race", before.slug),
    )
    if slug != before.slug:
        there = scene.landscape().race.get(slug, {})
        before = Racer(slug, tuple(there.items()))
    built = before.build()
    values = tuple(
        (name, knob_widget(knob, f"map.{slug}.{name}", getattr(built, name)))
        for name, knob in built.knobs.items()
    )
    return replace(scene, race=(Racer(slug, values),))


def start(scene: Scene) -> Scene:
    """Where the run that is looked at starts."""
    return replace(scene, start=start_boxes(scene.start))


def length(scene: Scene, gtol: float, fixed: bool = False) -> tuple[Scene, float]:
    """How long a run may go on, and when it is done (`fixed`: the tolerance plays no part)."""
    key = held("steps", scene.steps)
    most = most_steps(scene)
    st.session_state[key] = min(int(st.session_state[key]), most)
    options = sorted({n for n in ROUND_STEPS if n < most} | {int(st.session_state[key]), most})
    steps = int(st.select_slider(_(STEPS.label), options, key=key))
    return replace(scene, steps=steps), knob_widget(GTOL, "gtol", gtol, disabled=fixed)


def schedule_and_noise(scene: Scene, with_seeds: bool) -> Scene:
    """Schedule, noise and seed."""
    racer = scene.race[0]
    if has_rate(racer.slug):
        schedule, values = schedule_widgets(
            N_("Learning-rate schedule"), "schedule", scene.schedule, scene.schedule_knobs
        )
        scene = replace(scene, schedule=schedule, schedule_knobs=values)
    if uses_gradients(racer.slug):
        scene = replace(scene, noise=noise_widget("noise", scene.noise))
    calm = not scene.is_random()
    seed = integer_widget(NUMBERS["seed"], "seed", scene.seed, disabled=calm)
    scene = replace(scene, seed=seed)
    if not with_seeds:
        return scene
    seeds = replace(NUMBERS["seeds"], label=N_("Mean over seeds"), help="")
    return replace(scene, seeds=int(knob_widget(seeds, "seeds", scene.seeds, disabled=calm)))


def playground_link(scene: Scene) -> None:
    """A way to the playground, with this run."""
    # Without any parameter the playground would open as it was left.
    st.page_link(
        "../pages/playground.py",
        label=_("Open in the playground"),
        icon=":material/play_circle:",
        query_params=scene.to_query() or {"v": "1"},
    )
