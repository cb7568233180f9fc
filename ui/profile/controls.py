"""The profile's controls: which optimizers, when a problem counts as solved, and budgets."""

from dataclasses import replace

import streamlit as st

import optim
from core.sentences import N_, _, sentence
from ui.kit.address import Address, held
from ui.kit.widgets import choice_widget, integer_widget
from ui.profile.survey import NUMBERS, Survey
from ui.scene.run_race import title
from ui.scene.scene import MAX_RACERS
from ui.scene.scene_title import listed

SURVEY = Address(
    "survey",
    Survey.from_query,
    lambda survey: sentence(
        "Performance profile: {methods}", methods=N_(listed(map(title, survey.methods)))
    ),
)
TAU_WORDS = {
    "coarse": N_("Coarse (10 %)"),
    "fine": N_("Fine (0.1 %)"),
    "finest": N_("Finest (0.001 %)"),
}


def view(survey: Survey) -> Survey:
    """Which methods, and how they are judged."""
    methods = st.multiselect(
        _("Optimizers"),
        list(optim.names()),
        format_func=lambda slug: _(optim.CLASSES[slug].title),
        key=held("methods", list(survey.methods)),
        max_selections=MAX_RACERS,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        tau = choice_widget(
            N_("Solved when no more of the descent is left than"), "tau", TAU_WORDS, survey.tau
        )
        numbers = {
            name: integer_widget(knob, name, int(getattr(survey, name)), width=190)
            for name, knob in NUMBERS.items()
        }
        tuned = st.toggle(
            _("Best learning rate for each surface"),
            key=held("tuned", survey.tuned == "on"),
            help=_(
                "Found from the surface's own start, as in a fair race. Otherwise the defaults."
            ),
        )
    return replace(
        survey, methods=tuple(methods), tau=tau, tuned="on" if tuned else "off", **numbers
    )
