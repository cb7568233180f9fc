"""“The race in words”: every run in a few sentences, below the results."""

import numpy as np
import streamlit as st

import optim
from core.sentences import N_, Sentence, _, joined, sentence
from core.written import number, place
from ui.kit.text import plain
from ui.kit.widgets import folded
from ui.scene.run_race import Raced


def show(raced: list[Raced]) -> None:
    """Every run in a few sentences, for those who do not see the pictures, and for everyone."""
    if not raced:
        return
    place = folded(N_("The race in words"), "words")
    if not place.open:
        return
    with place:
        st.markdown("\n".join(f"- **{plain(_(r.name))}** {plain(_(describe(r)))}" for r in raced))


def describe(raced: Raced) -> Sentence:
    """One run in a few sentences that follow its name: from where, how, and why it ended."""
    run = raced.trajectory
    start = sentence(
        "starts at {place} with a loss of {loss}.",
        place=place(run.x[0], run.y[0]),
        loss=number(run.fun[0]),
    )
    return joined(filter(None, (start, _descent(run), _turns(run), run.message)))


def _descent(run: optim.Trajectory) -> str:
    """How far and how fast it came down."""
    fun = run.fun[np.isfinite(run.fun)]
    if run.steps == 0 or not len(fun):
        return ""
    lowest = int(np.argmin(fun))
    drop = fun[0] - fun[lowest]
    if not drop > 0:
        return N_("It never comes lower than that.")
    near = int(np.argmax(fun <= fun[lowest] + 0.01 * drop))
    rises = int(np.count_nonzero(np.diff(fun) > 0))
    return sentence(
        FALLS[near < lowest, rises > 0],
        loss=number(fun[lowest]),
        step=lowest,
        near=near,
        rises=rises,
        steps=run.steps,
    )


FALLS = {
    (False, False): N_("Its loss falls to {loss} at step {step}."),
    (True, False): N_("Its loss falls to {loss} at step {step}, 99 % of the way by step {near}."),
    (False, True): N_(
        "Its loss falls to {loss} at step {step}, and rises in {rises} of {steps} steps."
    ),
    (True, True): N_(
        "Its loss falls to {loss} at step {step}, 99 % of the way by step {near}, and rises in "
        "{rises} of {steps} steps."
    ),
}
"""By whether it was nearly there before, and whether the loss ever rises."""


def _turns(run: optim.Trajectory) -> str:
    """How often it overshoots, which is where a coordinate turns back, and how often it rests."""
    moved = (np.diff(run.x) != 0) | (np.diff(run.y) != 0)
    if 2 * np.count_nonzero(moved) < run.steps:
        n = int(np.count_nonzero(moved))
        return sentence("It moves in only {n} of {steps} steps.", n=n, steps=run.steps)
    found = []
    for name, values in (("x", run.x), ("y", run.y)):
        moves = np.sign(np.diff(values[np.isfinite(values)]))
        moves = moves[moves != 0]
        turns = int(np.count_nonzero(moves[1:] != moves[:-1]))
        if turns:
            zigzag = turns > max(4, 0.6 * len(moves))
            found.append(_turned(name, turns, zigzag))
    if len(found) == 2:
        return sentence("It turns back {one} and {other}.", one=found[0], other=found[1])
    return sentence("It turns back {one}.", one=found[0]) if found else ""


def _turned(name: str, count: int, zigzag: bool) -> Sentence:
    """How often in a coordinate."""
    few = {1: N_("once"), 2: N_("twice")}
    times = few.get(count) or sentence("{n} times", n=count)
    if zigzag:
        return sentence("{times} in {name} (a zigzag)", times=times, name=name)
    return sentence("{times} in {name}", times=times, name=name)
