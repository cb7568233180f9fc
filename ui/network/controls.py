"""The network's controls: sidebar (network, optimizers, training), “Plane” and “Closer look”."""

from dataclasses import replace

import streamlit as st

import optim
from core.knob import knobs_of
from core.sentences import N_, _, sentence
from core.written import number
from ui.controls.conditions import ROUND_SIZES, ROUND_STEPS
from ui.controls.optimizers import FIRST_KNOBS, choices, swatch
from ui.controls.schedules import schedule_widgets
from ui.kit.address import Address, held
from ui.kit.widgets import choice_widget, folded, knob_widget
from ui.network.options import network, number_of, regularisation, seed_of
from ui.network.study import MAX_LEARNERS, NUMBERS, Learner, Study, trainable
from ui.scene.run_race import title
from ui.scene.scene_title import listed

NETWORK = Address(
    "network",
    Study.from_query,
    lambda study: sentence(
        "Neural network: {methods}", methods=N_(listed(map(title, study.labels())))
    ),
)
PLANES = {"paths": N_("Of the paths"), "random": N_("Random"), "three": N_("Three networks")}
CELL_WORDS = {"25": "25", "51": "51", "81": "81"}
PANELS = {
    "honesty": N_("Is the picture true?"),
    "sharp": N_("Sharp against flat"),
    "learning": N_("Training against test"),
    "norm": N_("Batch normalisation"),
}
ROUND_DIGITS = (50, 100, 200, 300, 500, 750, 1000, int(NUMBERS["samples"].hi))


def sidebar(study: Study) -> Study:
    """Network, optimizers, training."""
    study = network(study)
    study = _race(study)
    study = _training(study)
    fold = folded(N_("Regularisation, schedule, seed"), "network")
    if fold.open:
        with fold:
            study = _chance(study)
    return study


def _race(study: Study) -> Study:
    before = dict(zip(study.labels(), study.race, strict=True))
    key = held("net.race", list(study.labels()))
    chosen = st.multiselect(
        _("Optimizers"),
        choices(st.session_state[key], trainable()),
        format_func=lambda label: _(title(label)),
        key=key,
        max_selections=MAX_LEARNERS,
        help=_(
            "Those whose rule is for one weight at a time. Once a method trains, a second copy of "
            "it can join with other settings, such as a batch size of its own."
        ),
    )
    entered = [before.get(each, Learner.usual(each.partition(".")[0])) for each in chosen]
    renamed = replace(study, race=tuple(entered))
    if list(renamed.labels()) != chosen:
        # The first of two copies left: the other one takes its name, here as in the link.
        NETWORK.adopt(renamed)
        st.rerun()
    race = tuple(
        _learner(label, learner, k, study)
        for k, (label, learner) in enumerate(zip(chosen, entered, strict=True))
    )
    return replace(study, race=race)


def _learner(label: str, before: Learner, index: int, study: Study) -> Learner:
    built = before.build()
    values = {name: getattr(built, name) for name in built.knobs}
    knobs = knobs_of(type(built))
    first = [name for name in knobs if name in FIRST_KNOBS] or list(knobs)[:1]
    batch = before.batch
    with st.container(border=True, gap="xsmall"):
        st.html(swatch(_(title(label)), index))
        for name in first:
            values[name] = knob_widget(knobs[name], f"net.{label}.{name}", values[name])
        if batch is not None:
            st.caption(_("Batch size: {n}", n=study.batch_of(before)))
        more = folded(N_("More settings"), f"net.{label}")
        if more.open:
            with more:
                for name in (name for name in knobs if name not in first):
                    values[name] = knob_widget(knobs[name], f"net.{label}.{name}", values[name])
                batch = _own_batch(label, before, study)
    return Learner(before.slug, tuple(values.items()), batch)


def _own_batch(label: str, before: Learner, study: Study) -> int | None:
    own = st.toggle(_("Own batch size"), key=held(f"net.{label}.own", before.batch is not None))
    if not own:
        return None
    usual = study.batch if before.batch is None else before.batch
    return _batch(study, f"net.{label}.batch", usual)


def _batch(study: Study, key: str, value: int) -> int:
    """Round sizes below the number of digits, then all of them."""
    full = held(key, value)
    if int(st.session_state[full]) >= study.samples:
        st.session_state[full] = 0
    asked = int(st.session_state[full])
    sizes = sorted(
        {size for size in (*ROUND_SIZES, 16, 32, 64, 128, 256, asked) if 0 < size < study.samples}
    )
    return int(
        st.select_slider(
            _(NUMBERS["batch"].label),
            [*sizes, 0],
            key=full,
            format_func=lambda size: str(size or _("all {n}", n=study.samples)),
            help=_("How many digits each step sees: shuffled, once each in an epoch."),
        )
    )


def _training(study: Study) -> Study:
    key = held("net.samples", study.samples)
    digits = sorted({*ROUND_DIGITS, int(st.session_state[key])})
    samples = int(st.select_slider(_(NUMBERS["samples"].label), digits, key=key))
    study = replace(study, samples=samples)
    key = held("net.steps", study.steps)
    limits = NUMBERS["steps"]
    steps = sorted(
        {n for n in (*ROUND_STEPS, int(st.session_state[key])) if limits.lo <= n <= limits.hi}
    )
    asked = int(st.select_slider(_(limits.label), steps, key=key))
    batch = _batch(study, "net.batch", study.batch)
    study = replace(study, steps=asked, batch=batch)
    size = study.batch or study.samples
    words = _(
        "{steps} steps of {size} are {epochs} times through the {samples} digits.",
        steps=asked,
        size=size,
        epochs=number(optim.minibatch.epochs(samples, size, asked)),
        samples=samples,
    )
    st.caption(words)
    return study


def _chance(study: Study) -> Study:
    study = regularisation(study)
    schedule, values = schedule_widgets(
        N_("Learning-rate schedule"), "net.schedule", study.schedule, study.schedule_knobs
    )
    return replace(study, schedule=schedule, schedule_knobs=values, seed=seed_of(study, "seed"))


def view(study: Study) -> Study:
    """Which plane, and what is drawn on it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        plane = choice_widget(N_("Plane"), "net.plane", PLANES, study.plane)
        seed = seed_of(study, "plane_seed") if plane == "random" else study.plane_seed
        with st.container(width=190):
            zoom = number_of(study, "zoom")
        cells = choice_widget(N_("Points a side"), "net.cells", CELL_WORDS, study.cells)
        inside = st.toggle(
            _("Also run inside the plane"),
            key=held("net.inside", study.inside == "on"),
            help=_(
                "Thin lines: the same optimizers on the slice alone, with its exact loss and "
                "gradient, from where the plane shows the first weights. Their steps are as long "
                "as in training, as far as the learning rate can be scaled to two coordinates."
            ),
        )
    return replace(
        study,
        plane=plane,
        plane_seed=seed,
        zoom=zoom,
        cells=cells,
        inside="on" if inside else "off",
    )


def panel(study: Study) -> Study:
    """Which closer look."""
    chosen = choice_widget(N_("Closer look"), "net.panel", PANELS, study.panel)
    return replace(study, panel=chosen)
