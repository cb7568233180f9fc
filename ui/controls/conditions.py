"""Start x and y, Steps, and the folds “Schedule and noise”, “Gradient” and “Starts”."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from core.knob import knobs_of
from core.sentences import N_, _, joined, sentence
from core.written import number
from landscapes import Point
from ui.controls import partial_rerun
from ui.controls.folds import fold
from ui.controls.handed import handed
from ui.controls.partial_rerun import CHANCE, GRADIENT, STARTS_FROM, follows, sets
from ui.controls.schedules import Options, formula_help, noise_widget, schedule_widgets
from ui.kit import address, locks
from ui.kit.address import held
from ui.kit.widgets import choice_widget, integer_widget, knob_widget, number_widget
from ui.scene.scene import FARTHEST, NUMBERS, Scene

STARTS = {"one": N_("One"), "ring": N_("Ring"), "grid": N_("Grid")}
SEED_HELP = N_(
    "The same seed gives the same picture. It matters where there is noise, or a method that draws "
    "at random."
)
BATCH_HELP = N_(
    "How many samples each step sees. All are shuffled and used batch by batch; then an "
    "epoch is over and they are shuffled again."
)
EXACT = N_("The exact derivatives of the formula.")
STARTS_AT = {"x": N_("Start x"), "y": N_("Start y")}
ROUND_SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}
ROUND_STEPS = {1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000}
ROUND_STEPS |= {3000, 4000, int(NUMBERS["steps"].hi)}


PICKED = "start.picked"
"""In the session: a start that was picked elsewhere, until the boxes were told."""


def condition_controls(scene: Scene) -> Scene:
    """Start, number of steps, and what else decides how the race is run."""
    for controls in (_start, _steps, _schedule_and_noise, _gradient, _starts):
        scene = controls(scene)
    return scene


@partial_rerun.section(partial_rerun.START)
@handed("start")
def _start(scene: Scene) -> Scene:
    """Where the race starts."""
    show_start(st.session_state.pop(PICKED, ()))

    def options(key: str, name: str) -> dict[str, Any]:
        return follows(key, lambda now, value: replace(now, start=_moved(now.start, name, value)))

    return replace(scene, start=start_boxes(scene.start, options))


def pick_start(start: Point) -> None:
    """From a callback: the boxes show a start that was picked elsewhere.

    They are told again when they are sent: what a callback told them is old by then, as the parts
    it asks for are a run of their own, and the browser would not hear of it.
    """
    show_start(start)
    st.session_state[PICKED] = start


def show_start(start: Iterable[float]) -> None:
    """Let the boxes hold these numbers."""
    for name, value in zip("xy", start, strict=False):
        address.set_to(f"start.{name}", value)


def _moved(point: Point, name: str, value: float) -> Point:
    return (value, point[1]) if name == "x" else (point[0], value)


def start_boxes(start: Point, options: Options = lambda key, name: {}) -> Point:
    """Two boxes side by side for where runs start."""
    found = []
    for column, name, value in zip(st.columns(2), "xy", start, strict=True):
        key, limits = f"start.{name}", (-FARTHEST, FARTHEST)
        more = options(key, name)
        with column:
            found.append(number_widget(STARTS_AT[name], key, value, limits, step=0.1, **more))
    return found[0], found[1]


@handed("steps")
def _steps(scene: Scene) -> Scene:
    key = held("steps", scene.steps)
    options = sorted(ROUND_STEPS | {int(st.session_state[key])})
    label = _("Steps") if scene.fair == "off" else _("Evaluations for each")
    more = locks.options(**sets("steps", int))
    return replace(scene, steps=int(st.select_slider(label, options, key=key, **more)))


@fold(CHANCE)
def _schedule_and_noise(scene: Scene) -> Scene:
    scene = _batch(scene)
    schedule, values = schedule_widgets(
        N_("Learning-rate schedule"),
        "schedule",
        scene.schedule,
        scene.schedule_knobs,
        {},
        _schedule,
    )
    noise = noise_widget("noise", scene.noise, **sets("noise"))
    scene = replace(scene, schedule=schedule, schedule_knobs=values, noise=noise)
    calm, more = not scene.is_random(), sets("seed", int)
    seed = integer_widget(
        NUMBERS["seed"], "seed", scene.seed, disabled=calm, help=_(SEED_HELP), **more
    )
    seeds = knob_widget(NUMBERS["seeds"], "seeds", scene.seeds, disabled=calm, **sets("seeds", int))
    return replace(scene, seed=seed, seeds=int(seeds))


def _schedule(key: str, name: str) -> dict[str, Any]:
    """The race's schedule, or a knob of it, was changed."""

    def changed(scene: Scene, value: Any) -> Scene | None:
        if not name:
            return replace(scene, schedule=value, schedule_knobs=())
        if name not in knobs_of(optim.schedules.CLASSES[scene.schedule]):
            return None  # that of a schedule which has gone by now
        knobs = dict(scene.schedule_knobs) | {name: float(value)}
        return replace(scene, schedule_knobs=tuple(knobs.items()))

    return follows(key, changed)


def _batch(scene: Scene) -> Scene:
    """How many samples a step sees, where the surface is made of samples."""
    if not scene.landscape().samples:
        return scene
    scene = replace(scene, batch=batch_slider(scene, "batch", scene.batch, **sets("batch", int)))
    st.caption(_(epochs(scene)))
    return scene


def batch_slider(scene: Scene, name: str, value: int, **more: Any) -> int:
    """How many of the surface's samples a step sees; 0 is all."""
    samples = scene.landscape().samples
    key = held(name, value)
    asked = int(st.session_state[key])
    sizes = sorted({size for size in ROUND_SIZES | {asked} if 0 < size < samples})
    if asked >= samples:  # of another data set
        address.set_to(name, 0)
    batch = st.select_slider(
        _(NUMBERS["batch"].label),
        [*sizes, 0],
        key=key,
        format_func=lambda size: str(size or _("all {n}", n=samples)),
        **locks.options(help=_(BATCH_HELP), **more),
    )
    return int(batch)


def epochs(scene: Scene) -> str:
    """How often the steps of the race see the whole data."""
    samples = scene.landscape().samples
    if not scene.batch:
        return sentence("Each step sees all {n} samples: every step is an epoch.", n=samples)
    many, left = optim.minibatch.epochs(samples, scene.batch, scene.steps), samples % scene.batch
    words = sentence(
        "{steps} steps of {batch} samples are {epochs} epochs of {samples}.",
        steps=scene.steps,
        batch=scene.batch,
        epochs=number(many, 3),
        samples=samples,
    )
    if not left:
        return words
    return joined([words, sentence("Every time round, {n} of them are left out.", n=left)])


@fold(GRADIENT)
def _gradient(scene: Scene) -> Scene:
    classes = optim.differences.CLASSES
    names = {"exact": N_("Exact formula"), **{slug: cls.title for slug, cls in classes.items()}}
    key = held("gradient", scene.gradient)
    chosen = st.session_state[key]
    gradient = st.selectbox(
        _("Computed from"),
        list(names),
        format_func=lambda one: _(names[one]),
        key=key,
        **locks.options(
            help=formula_help(classes.get(chosen)) or _(EXACT), **sets("gradient", str, GRADIENT)
        ),
    )
    h = knob_widget(NUMBERS["h"], "h", scene.h, disabled=gradient == "exact", **sets("h"))
    return replace(scene, gradient=gradient, h=h)


@fold(STARTS_FROM)
def _starts(scene: Scene) -> Scene:
    more = sets("starts", str, STARTS_FROM)
    starts = choice_widget(N_("Start from"), "starts", STARTS, scene.starts, **more)
    one, ring = starts == "one", starts == "ring"
    count = knob_widget(NUMBERS["count"], "count", scene.count, disabled=one, **sets("count", int))
    spread = knob_widget(
        NUMBERS["spread"], "spread", scene.spread, disabled=not ring, **sets("spread")
    )
    return replace(scene, starts=starts, count=int(count), spread=spread)
