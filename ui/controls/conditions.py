"""Start x and y, Steps, and the folds “Schedule and noise”, “Gradient” and “Starts”."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

import optim
from core.knob import knobs_of
from core.parts import Values
from core.written import number
from landscapes import Point
from ui.kit import address
from ui.kit.address import held
from ui.kit.widgets import choice_widget, folded, integer_widget, knob_widget, number_widget
from ui.scene.racer import NOISE
from ui.scene.scene import FARTHEST, NUMBERS, Scene

STARTS = {"one": "One", "ring": "Ring", "grid": "Grid"}
SEED_HELP = (
    "The same seed gives the same picture. It matters where there is noise, or a method that draws "
    "at random."
)
EXACT = "The exact derivatives of the formula."
ROUND_SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}
ROUND_STEPS = {1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000}
ROUND_STEPS |= {3000, 4000, int(NUMBERS["steps"].hi)}


def condition_controls(scene: Scene) -> Scene:
    """Start, number of steps, and what else decides how the race is run."""
    scene = replace(scene, start=start_boxes(scene.start), steps=_steps(scene))
    for label, controls in FOLDS.items():
        fold = folded(label, label)
        if fold.open:
            with fold:
                scene = controls(scene)
    return scene


def start_boxes(start: Point) -> Point:
    """Two boxes side by side for where runs start."""
    left, right = st.columns(2)
    with left:
        x = number_widget("Start x", "start.x", start[0], (-FARTHEST, FARTHEST), step=0.1)
    with right:
        y = number_widget("Start y", "start.y", start[1], (-FARTHEST, FARTHEST), step=0.1)
    return x, y


def _steps(scene: Scene) -> int:
    key = held("steps", scene.steps)
    options = sorted(ROUND_STEPS | {int(st.session_state[key])})
    label = "Steps" if scene.fair == "off" else "Evaluations for each"
    return int(st.select_slider(label, options, key=key))


def _schedule_and_noise(scene: Scene) -> Scene:
    scene = _batch(scene)
    schedule, values = schedule_widgets(
        "Learning-rate schedule", "schedule", scene.schedule, scene.schedule_knobs
    )
    scene = replace(
        scene, schedule=schedule, schedule_knobs=values, noise=noise_widget("noise", scene.noise)
    )
    calm = not scene.is_random()
    seed = integer_widget(NUMBERS["seed"], "seed", scene.seed, disabled=calm, help=SEED_HELP)
    seeds = knob_widget(NUMBERS["seeds"], "seeds", scene.seeds, disabled=calm)
    return replace(scene, seed=seed, seeds=int(seeds))


def _batch(scene: Scene) -> Scene:
    """How many samples a step sees, where the surface is made of samples."""
    samples = scene.landscape().samples
    if not samples:
        return scene
    key = held("batch", scene.batch)
    asked = int(st.session_state[key])
    sizes = sorted({size for size in ROUND_SIZES | {asked} if 0 < size < samples})
    if asked >= samples:  # of another data set
        address.set_to("batch", 0)
    batch = st.select_slider(
        NUMBERS["batch"].label,
        [*sizes, 0],
        key=key,
        format_func=lambda size: str(size or f"all {samples}"),
        help="How many samples each step sees. All are shuffled and used batch by batch; then an "
        "epoch is over and they are shuffled again.",
    )
    scene = replace(scene, batch=int(batch))
    st.caption(epochs(scene))
    return scene


def epochs(scene: Scene) -> str:
    """How often the steps of the race see the whole data."""
    samples = scene.landscape().samples
    if not scene.batch:
        return f"Each step sees all {samples} samples: every step is an epoch."
    many, left = optim.minibatch.epochs(samples, scene.batch, scene.steps), samples % scene.batch
    words = (
        f"{scene.steps} steps of {scene.batch} samples are {number(many, 3)} epochs of {samples}."
    )
    return f"{words} Every time round, {left} of them are left out." if left else words


def schedule_widgets(
    label: str, key: str, slug: str, values: Values, more: Mapping[str, str] | None = None
) -> tuple[str, Values]:
    """A menu of schedules, and the knobs of the chosen one; `more` are further entries."""
    classes = optim.schedules.CLASSES
    names = {**(more or {}), **{slug: cls.title for slug, cls in classes.items()}}
    full = held(key, slug)
    now = st.session_state[full]
    chosen = st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=full,
        help=f"${classes[now].latex}$" if now in classes else None,
    )
    if chosen not in classes:
        return chosen, ()
    before = dict(values) if chosen == slug else {}
    set_to = tuple(
        (name, knob_widget(knob, f"{key}.{chosen}.{name}", before.get(name, knob.default)))
        for name, knob in knobs_of(classes[chosen]).items()
    )
    return chosen, set_to


def noise_widget(key: str, value: float) -> float:
    """A slider over the useful part of the range, unless a link asked for more."""
    return knob_widget(replace(NOISE, hi=max(10.0, value)), key, value)


def _gradient(scene: Scene) -> Scene:
    classes = optim.differences.CLASSES
    names = {"exact": "Exact formula", **{slug: cls.title for slug, cls in classes.items()}}
    key = held("gradient", scene.gradient)
    chosen = st.session_state[key]
    gradient = st.selectbox(
        "Computed from",
        list(names),
        format_func=names.__getitem__,
        key=key,
        help=f"${classes[chosen].latex}$" if chosen in classes else EXACT,
    )
    h = knob_widget(NUMBERS["h"], "h", scene.h, disabled=gradient == "exact")
    return replace(scene, gradient=gradient, h=h)


def _starts(scene: Scene) -> Scene:
    starts = choice_widget("Start from", "starts", STARTS, scene.starts)
    one = starts == "one"
    count = int(knob_widget(NUMBERS["count"], "count", scene.count, disabled=one))
    spread = knob_widget(NUMBERS["spread"], "spread", scene.spread, disabled=starts != "ring")
    return replace(scene, starts=starts, count=count, spread=spread)


FOLDS: Mapping[str, Callable[[Scene], Scene]] = {
    "Schedule and noise": _schedule_and_noise,
    "Gradient": _gradient,
    "Starts": _starts,
}
"""What is one click away, by its heading."""
