"""The page “Performance profile” from top to bottom: its progress, its chart and its table."""

import time

import streamlit as st

import optim
from core.sentences import N_, _, sentence
from ui.browser.chart import show as take_chart
from ui.kit.charts import chart, is_dark
from ui.kit.headings import page_heading
from ui.kit.tables import results_table
from ui.profile import controls, taken
from ui.profile.survey import Survey, measured, surfaces
from viz import figures

PAUSE = 0.6
"""Seconds between two pictures of a profile that grows."""
WORK = 1.0
"""Seconds of processor for one run of the page, which ends with the piece that passes them. What
was measured is kept, for everybody: the next run goes on from there."""


def heading() -> None:
    """What is measured."""
    page_heading(
        N_("Performance profile"),
        sentence(
            "Every ticked method runs on {n} surfaces, from the same random "
            "starts. The chart shows which share of these problems each one solves when it may "
            "spend so many times what the cheapest one needed.",
            n=len(surfaces()),
        ),
    )


def lay_out(survey: Survey) -> Survey:
    """The heading, and all controls below it."""
    heading()
    return controls.view(survey)


def body(survey: Survey) -> None:
    """Measure, and draw what is measured so far; at the end all of it."""
    if not survey.methods:
        st.info(_(taken.NONE))
        return
    costs: list[list[float]] = [[] for _ in survey.methods]
    bar, place = st.empty(), st.empty()
    began = drawn = time.monotonic()
    worked, done = time.thread_time(), 0.0
    for done, title, found in measured(survey):
        for row, more in zip(costs, found, strict=False):
            row += more
        if time.monotonic() - began > PAUSE:
            bar.progress(done, _progress(len(costs[0]), title))
        if found and time.monotonic() - drawn > PAUSE:
            drawn = time.monotonic()
            with place.container():
                _picture(survey, costs, f"profile.{len(costs[0])}")
        if done < 1 and time.thread_time() - worked > WORK:
            break
    bar.empty()
    with place.container():
        if costs[0]:
            _picture(survey, costs, "profile")
        if done < 1:
            _cut(done)
        else:
            take_chart(
                "profile", controls.SURVEY.says(survey), "thalweg-profile", taken.offered(survey)
            )
    words = _(
        "{n} problems. Left edge: how often a method was the cheapest. Right edge: "
        "how often it solved the problem at all. Cost is the number of losses, gradients and "
        "Hessians together. After E. D. Dolan and J. J. Moré (2002). Solved means: so much of the "
        "descent from the start to the known minimum is done, as in J. J. Moré and S. M. Wild "
        "(2009).",
        n=len(costs[0]),
    )
    st.caption(words)


def _cut(done: float) -> None:
    """Where the time is over: how far it is, and a way to go on, from there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _(
            "{share} measured: the rest takes longer than one answer may.", share=f"{done:.0%}"
        )
        st.markdown(words, width="content")
        st.button(_("Go on measuring"), key="profile.on", icon=":material/play_arrow:")


def _progress(n: int, title: str) -> str:
    """How far it is, and with what it goes on where that is known."""
    if not title:
        return _("{n} problems so far. Running: the next", n=n)
    return _("{n} problems so far. Running: {title}", n=n, title=N_(title))


def _picture(survey: Survey, costs: list[list[float]], key: str) -> None:
    """Chart and table of these costs; `key` names the chart."""
    profile = optim.profiles.performance(costs)
    names = [_(optim.CLASSES[slug].title) for slug in survey.methods]
    chart(figures.profile_figure(profile, names, dark=is_dark()), key, 420)
    results_table(
        {
            N_("Optimizer"): names,
            N_("Cheapest"): [f"{share:.0%}" for share in profile.share[:, 0]],
            N_("Solved"): [f"{share:.0%}" for share in profile.share[:, -1]],
        },
    )
