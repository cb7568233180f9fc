"""“Optimizers”: which ones race, the knobs of each, and “Fair race”."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

import optim
from core.knob import Knob, knobs_of
from core.parts import Values
from core.sentences import N_, _
from ui.controls import by_sight, partial_rerun
from ui.controls.conditions import batch_slider
from ui.controls.handed import is_omitted, lock
from ui.controls.schedules import noise_widget, schedule_widgets
from ui.kit import locks
from ui.kit.address import held, set_to
from ui.kit.text import plain
from ui.kit.widgets import folded, knob_widget
from ui.scene import advice, outcome
from ui.scene.address import SCENE
from ui.scene.racer import Racer, has_rate, uses_gradients
from ui.scene.run_race import Raced, title
from ui.scene.scene import MAX_RACERS, Scene
from viz import theme

PATTERNS = {
    "solid": (),
    "dash": (9, 5),
    "dot": (3, 4),
    "dashdot": (9, 4, 3, 4),
    "longdash": (15, 5),
    "longdashdot": (15, 4, 3, 4),
}
"""The dashes of the plots: pixels of line and gap, in turn."""
FIRST_KNOBS = ("learning_rate", "momentum")
"""Knobs shown at once; a method's others are one click away."""
FAIR = N_(
    "Each method gets its own best learning rate (and momentum) for this surface and start, and "
    "the same number of evaluations."
)
Own = tuple[str, Values, float | None, int | None]
"""A racer's own schedule with its knobs, noise and batch size."""
Blanks = dict[str, Any]
"""By label: an empty place under a racer's name, to be filled once its run is known."""


def optimizer_controls(scene: Scene, blanks: Blanks) -> Scene:
    """Which optimizers race, and the knobs of each.

    In a fair race the tuned knobs have no sliders: what was found for them is known only after
    the race, and so is what is to be said of it. Each racer gets a place for both in `blanks`, to
    be filled with `fill` then.
    """
    before = dict(zip(scene.labels(), scene.race, strict=True))
    chosen, fair = list(scene.labels()), scene.fair == "on"
    if not is_omitted(scene, "race"):
        with lock(scene, "race"):
            chosen = _which(scene)
    entered = [before.get(label, Racer(label.partition(".")[0])) for label in chosen]
    renamed = replace(scene, race=tuple(entered))
    if list(renamed.labels()) != chosen:
        # The first of two copies left: the other one takes its name, here as in the link.
        SCENE.adopt(renamed)
        st.rerun()
    if not is_omitted(scene, "race"):
        with lock(scene, "race"):
            more = locks.options(help=_(FAIR))
            fair = st.toggle(_("Fair race"), key=held("fair", fair), **more)
    racers = tuple(
        _racer(label, racer, index, fair, scene, blanks)
        for index, (label, racer) in enumerate(zip(chosen, entered, strict=True))
    )
    return replace(scene, race=racers, fair="on" if fair else "off")


def _which(scene: Scene) -> list[str]:
    """The labels of those that race."""
    key = held("race", list(scene.labels()))
    _by_sight(st.session_state[key])
    words = _("Once a method races, a second copy of it can join with other settings.")
    return st.multiselect(
        _("Optimizers"),
        choices(st.session_state[key]),
        format_func=lambda label: _(title(label)),
        key=key,
        max_selections=MAX_RACERS,
        **locks.options(help=words),
    )


def _by_sight(labels: Sequence[str]) -> None:
    """Methods as pictures: ticked off, a method leaves with all its copies."""
    slugs = tuple(dict.fromkeys(label.partition(".")[0] for label in labels))

    def pick(ticked: Sequence[str]) -> None:
        stay = [label for label in labels if label.partition(".")[0] in ticked]
        set_to("race", [*stay, *(slug for slug in ticked if slug not in slugs)][:MAX_RACERS])

    by_sight.methods_button(slugs, MAX_RACERS - len(labels) + len(slugs), pick)


def fill(blanks: Blanks, scene: Scene, raced: list[Raced]) -> None:
    """Write under each racer's name what was found for it, and what is bound to go wrong."""
    for label, place in blanks.items():
        with place:
            partial_rerun.part(partial_rerun.note_of(label))(partial(_note, label))(scene, raced)


def _note(label: str, scene: Scene, raced: list[Raced]) -> None:
    """What is to be said of one racer."""
    sentences = advice.of_race(scene, raced).get(label, ())
    note(outcome.found(scene, raced).get(label, ""), sentences)
    partial_rerun.said_of(label, sentences)


def note(found: str, sentences: Sequence[str]) -> None:
    """What was found for a racer, if anything, and advice."""
    if found:
        st.text(_(found))
    if sentences:
        st.caption("  \n".join(f":material/lightbulb: {plain(_(each))}" for each in sentences))


def choices(chosen: list[str], slugs: Sequence[str] = optim.names()) -> list[str]:
    """Every method; for those already racing also one more copy of each."""
    copies: dict[str, int] = {}
    for label in chosen:
        slug, _, number = label.partition(".")
        copies[slug] = max(copies.get(slug, 1), int(number or 1))
    every = []
    for slug in slugs:
        every.append(slug)
        every += [f"{slug}.{n}" for n in range(2, copies.get(slug, 0) + 2)]
    return every


def _racer(
    label: str, before: Racer, index: int, fair: bool, scene: Scene, blanks: Blanks
) -> Racer:
    built = before.build()
    first, rest = _sorted_knobs(built, fair)
    values = {name: getattr(built, name) for name in knobs_of(type(built))}
    extra: Own = before.schedule, before.schedule_knobs, before.noise, before.batch
    with st.container(border=True, gap="xsmall"):
        st.html(swatch(_(title(label)), index))
        blanks[label] = st.empty()
        for name, knob in first.items():
            values[name] = _knob(scene, knob, label, values[name])
        own = has_rate(before.slug) or uses_gradients(before.slug) or scene.landscape().samples
        own = own and not is_omitted(scene, label)
        if own or not all(is_omitted(scene, f"{label}.{name}") for name in rest):
            more = folded(N_("More settings"), label)
            if more.open:
                with more:
                    for name, knob in rest.items():
                        values[name] = _knob(scene, knob, label, values[name])
                    if own:
                        with lock(scene, label):
                            extra = _own(label, before, scene)
    return Racer(before.slug, tuple(values.items()), *extra)


def _knob(scene: Scene, knob: Knob, label: str, value: float) -> float:
    key = f"{label}.{knob.name}"
    if is_omitted(scene, key):
        return value
    changed = partial(_with_knob, label, knob.name)
    with lock(scene, key):
        return knob_widget(knob, key, value, **partial_rerun.follows(key, changed))


def _with_knob(label: str, name: str, scene: Scene, value: float) -> Scene:
    """The scene with another value of a racer's knob."""
    racers = tuple(
        replace(racer, knobs=tuple((dict(racer.knobs) | {name: float(value)}).items()))
        if each == label
        else racer
        for each, racer in zip(scene.labels(), scene.race, strict=True)
    )
    return replace(scene, race=racers)


def _sorted_knobs(built: optim.Optimizer, fair: bool) -> tuple[dict[str, Knob], dict[str, Knob]]:
    """The knobs shown at once, and the others; without those a fair race chooses."""
    knobs = dict(built.knobs)
    first = [name for name in knobs if name in FIRST_KNOBS] or list(knobs)[:1]
    shown = {name: knob for name, knob in knobs.items() if not (fair and name in built.tuned)}
    return (
        {name: knob for name, knob in shown.items() if name in first},
        {name: knob for name, knob in shown.items() if name not in first},
    )


def _own(label: str, before: Racer, scene: Scene) -> Own:
    """The racer's own schedule, noise and batch size, where these mean anything to it."""
    schedule: tuple[str, Values] = ("", ())
    if has_rate(before.slug):
        schedule = schedule_widgets(
            N_("Schedule"),
            f"{label}.schedule",
            before.schedule,
            before.schedule_knobs,
            {"": N_("As the race")},
        )
    noise = None
    if uses_gradients(before.slug):
        key = held(f"{label}.own_noise", before.noise is not None)
        own = st.toggle(_("Own noise"), key=key, **locks.options())
        if own:
            noise = noise_widget(f"{label}.noise", scene.racer_noise(before))
    return *schedule, noise, _own_batch(label, before, scene)


def _own_batch(label: str, before: Racer, scene: Scene) -> int | None:
    """How many samples its steps see, where that is another number than the race's."""
    if not scene.landscape().samples:
        return None
    key = held(f"{label}.own_batch", before.batch is not None)
    if not st.toggle(_("Own batch size"), key=key, **locks.options()):
        return None
    return batch_slider(scene, f"{label}.batch", scene.racer_batch(before))


def swatch(name: str, index: int) -> str:
    """The racer's line as drawn, and its name; the browser takes the colour of its theme."""
    line = theme.line(index)
    light = line["color"]
    drawn = f"background:light-dark({light},{theme.DARK[light]});{_dashed(line['dash'])}"
    return (
        '<div style="font-weight:600"><span style="display:inline-block;width:48px;height:3.5px;'
        f'margin-right:.6rem;vertical-align:middle;{drawn}"></span>{name}</div>'
    )


def _dashed(dash: str) -> str:
    """CSS that leaves of a line its dashes; nothing for a solid one."""
    stops, at = list[str](), 0
    for k, length in enumerate(PATTERNS[dash]):
        stops.append(f"{'transparent' if k % 2 else '#000'} {at}px {at + length}px")
        at += length
    return f"mask:repeating-linear-gradient(90deg,{','.join(stops)})" if stops else ""
