"""“The race in words”: every run in a few sentences, below the results."""

import numpy as np
import streamlit as st

import optim
from core.written import number, place
from ui.kit.text import plain
from ui.kit.widgets import folded
from ui.scene.run_race import Raced


def show(raced: list[Raced]) -> None:
    """Every run in a few sentences, for those who do not see the pictures, and for everyone."""
    if not raced:
        return
    place = folded("The race in words", "words")
    if not place.open:
        return
    with place:
        st.markdown("\n".join(f"- **{plain(r.name)}** {plain(describe(r))}" for r in raced))


def describe(raced: Raced) -> str:
    """One run in a few sentences that follow its name: from where, how, and why it ended."""
    run = raced.trajectory
    start = f"starts at {place(run.x[0], run.y[0])} with a loss of {number(run.fun[0])}."
    parts = [start, _descent(run), _turns(run), run.message]
    return " ".join(part for part in parts if part)


def _descent(run: optim.Trajectory) -> str:
    """How far and how fast it came down."""
    fun = run.fun[np.isfinite(run.fun)]
    if run.steps == 0 or not len(fun):
        return ""
    lowest = int(np.argmin(fun))
    drop = fun[0] - fun[lowest]
    if not drop > 0:
        return "It never comes lower than that."
    near = int(np.argmax(fun <= fun[lowest] + 0.01 * drop))
    text = f"Its loss falls to {number(fun[lowest])} at step {lowest}"
    if near < lowest:
        text += f", 99 % of the way by step {near}"
    rises = int(np.count_nonzero(np.diff(fun) > 0))
    return text + (f", and rises in {rises} of {run.steps} steps." if rises else ".")


def _turns(run: optim.Trajectory) -> str:
    """How often it overshoots, which is where a coordinate turns back, and how often it rests."""
    moved = (np.diff(run.x) != 0) | (np.diff(run.y) != 0)
    if 2 * np.count_nonzero(moved) < run.steps:
        return f"It moves in only {np.count_nonzero(moved)} of {run.steps} steps."
    found = []
    for name, values in (("x", run.x), ("y", run.y)):
        moves = np.sign(np.diff(values[np.isfinite(values)]))
        moves = moves[moves != 0]
        turns = int(np.count_nonzero(moves[1:] != moves[:-1]))
        if turns:
            often = " (a zigzag)" if turns > max(4, 0.6 * len(moves)) else ""
            found.append(f"{_times(turns)} in {name}{often}")
    return f"It turns back {' and '.join(found)}." if found else ""


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
