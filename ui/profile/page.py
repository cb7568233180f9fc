"""The page of the performance profile: its controls, its progress and its picture."""

from dataclasses import replace

import streamlit as st

import optim
from ui.kit.address import Address, held
from ui.kit.widgets import choice_widget
from ui.profile.survey import NUMBERS, Survey, measured, surfaces
from ui.scene.scene import MAX_RACERS
from viz import figures

SURVEY = Address("survey", Survey.from_query)
TAU_WORDS = {"coarse": "Coarse (10 %)", "fine": "Fine (0.1 %)", "finest": "Finest (0.001 %)"}


def controls(survey: Survey) -> Survey:
    """Which methods, and how they are judged."""
    st.title("Performance profile")
    st.write(
        f"Every ticked method runs on {len(surfaces())} surfaces, from the same random "
        "starts. The chart shows which share of these problems each one solves when it may spend "
        "so many times what the cheapest one needed."
    )
    methods = st.multiselect(
        "Optimizers", list(optim.names()), format_func=lambda slug: optim.CLASSES[slug].title,
        key=held("methods", list(survey.methods)), max_selections=MAX_RACERS,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        tau = choice_widget("Solved when no more of the descent is left than", "tau", TAU_WORDS,
                            survey.tau)  # fmt: skip
        numbers = {name: _number(name, survey) for name in NUMBERS}
        tuned = st.toggle(
            "Best learning rate for each surface", key=held("tuned", survey.tuned == "on"),
            help="Found from the surface's own start, as in a fair race. Otherwise the defaults.",
        )  # fmt: skip
    return replace(
        survey, methods=tuple(methods), tau=tau, tuned="on" if tuned else "off", **numbers
    )


def _number(name: str, survey: Survey) -> int:
    limits, before = NUMBERS[name], int(getattr(survey, name))
    number = st.number_input(
        limits.label, int(limits.lo), int(limits.hi), key=held(name, before), width=190
    )
    return before if number is None else int(number)


def show(survey: Survey) -> None:
    """Measure, with a progress bar, and draw."""
    if not survey.methods:
        st.info("Pick one or more optimizers.")
        return
    costs: list[list[float]] = [[] for _ in survey.methods]
    bar = st.progress(0.0, "Running …")
    for done, title, found in measured(survey):
        bar.progress(done, f"Running: {title}")
        for row, more in zip(costs, found, strict=False):
            row += more
    bar.empty()
    profile = optim.profiles.performance(costs)
    names = [optim.CLASSES[slug].title for slug in survey.methods]
    st.plotly_chart(
        figures.profile_figure(profile, names, dark=st.context.theme.type == "dark"),
        key="profile", height=420, config={"displaylogo": False},
    )  # fmt: skip
    st.dataframe(
        {
            "Optimizer": names,
            "Cheapest": [f"{share:.0%}" for share in profile.share[:, 0]],
            "Solved": [f"{share:.0%}" for share in profile.share[:, -1]],
        },
        hide_index=True,
    )
    st.caption(
        f"{len(costs[0])} problems. Left edge: how often a method was the cheapest. Right edge: "
        "how often it solved the problem at all. Cost is the number of losses, gradients and "
        "Hessians together. After E. D. Dolan and J. J. Moré (2002). Solved means: so much of the "
        "descent from the start to the known minimum is done, as in J. J. Moré and S. M. Wild "
        "(2009)."
    )
