"""The focused run explained: its numbers for the inspector, and every run in words."""

import numpy as np
import streamlit as st

import optim
from landscapes import KINK, NO_CURVATURE, TOO_SHARP, UNDEFINED, Landscape, kinked
from ui.kit.text import plain
from ui.scene import cached
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from viz import browser

RAVINE = 10.0
"""From this condition number on a bowl is called a ravine."""
LEVEL = 1e-5
"""Flat is where the loss changes by less than this share of what is seen, LOOK windows around."""
LOOK = 0.05
WORDS = (
    UNDEFINED,
    KINK,
    TOO_SHARP,
    "flat: hardly any slope or curvature",
    "an even slope: no curvature",
    "convex: a bowl, curved up every way, κ = {kappa}",
    "convex: a ravine, κ = {kappa}, steep along {high}",
    "a dome: curved down every way",
    "a saddle: curved up along {high}, down along {low}",
    "a trough: curved up along {high}, straight along {low}",
    "a ridge: curved down along {low}, straight along {high}",
)
"""By code; κ and the two axes are filled in where they are shown."""


def inspect(scene: Scene, raced: list[Raced]) -> bytes | None:
    """What the inspector explains: the run looked at; None without any."""
    chosen = next((one for one in raced if one.label == scene.focused()), None)
    if chosen is None:
        return None
    landscape, run = scene.landscape(), chosen.trajectory
    under = ground(landscape, run, scene.height)
    return browser.inspect_bytes(run, chosen.optimizer, chosen.name, under, landscape.bounds)


def ground(landscape: Landscape, run: optim.Trajectory, height: str = "auto") -> browser.Underfoot:
    """What the ground is like under each point of a run, as `landscapes.local` has it for one."""
    along = optim.along(landscape, run)
    low, high = along.low, along.high
    with np.errstate(all="ignore"):
        hxx, hxy, hyy, _ = np.broadcast_arrays(*landscape.hess(run.x, run.y), run.x)
        slope = np.hypot(*landscape.grad(run.x, run.y))
        angle = 0.5 * np.arctan2(2 * hxy, hxx - hyy)
        large = np.maximum(np.abs(low), np.abs(high))
        least = NO_CURVATURE * large
        seen = cached.ground(landscape, height)
        far = LOOK * min(hi - lo for lo, hi in landscape.bounds)
        level = slope * far + large * far**2 / 2 <= LEVEL * (seen.high - seen.low)
        sharp = kinked(landscape, landscape.bounds, run.x, run.y)
        code = np.select(
            [
                *(~np.isfinite(run.fun), sharp, ~np.isfinite(low), level, large == 0),
                *((low > least) & (high < RAVINE * low), low > least, high < -least),
                *((low < -least) & (high > least), high > least),
            ],
            range(10),
            10,
        )
    return browser.Underfoot(low, high, angle, code, WORDS)


# -- in words -------------------------------------------------------------------------------


def words(raced: list[Raced]) -> None:
    """Every run in a few sentences, for those who do not see the pictures, and for everyone."""
    if not raced:
        return
    with st.expander("The race in words"):
        st.markdown("\n".join(f"- **{plain(r.name)}** {plain(describe(r))}" for r in raced))


def describe(raced: Raced) -> str:
    """One run in a few sentences that follow its name: from where, how, and why it ended."""
    run = raced.trajectory
    start = f"starts at ({run.x[0]:.4g}, {run.y[0]:.4g}) with a loss of {run.fun[0]:.4g}."
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
    text = f"Its loss falls to {fun[lowest]:.4g} at step {lowest}"
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
