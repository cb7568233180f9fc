"""The focused run for the inspector beside the map: what the ground is like under its points."""

import numpy as np

import optim
from core.sentences import N_, _, language
from landscapes import KINK, NO_CURVATURE, TOO_SHARP, UNDEFINED, Landscape, kinked
from ui.scene import cached
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from viz import browser

RAVINE = 10.0
"""From this condition number on a bowl is called a ravine."""
LEVEL = 1e-5
"""Flat is where the loss changes by less than this share of what is seen, REACH windows around."""
REACH = 0.05
KEPT = 2
"""So many explanations stay with a run: one for a scale of heights and a language."""
WORDS = (
    UNDEFINED,
    KINK,
    TOO_SHARP,
    N_("flat: hardly any slope or curvature"),
    N_("an even slope: no curvature"),
    N_("convex: a bowl, curved up every way, κ = {kappa}"),
    N_("convex: a ravine, κ = {kappa}, steep along {high}"),
    N_("a dome: curved down every way"),
    N_("a saddle: curved up along {high}, down along {low}"),
    N_("a trough: curved up along {high}, straight along {low}"),
    N_("a ridge: curved down along {low}, straight along {high}"),
)
"""By code; κ and the two axes are filled in where they are shown."""


def inspect(scene: Scene, raced: list[Raced]) -> bytes | None:
    """What the inspector explains: the run looked at; None without any."""
    chosen = next((one for one in raced if one.label == scene.focused()), None)
    return inspect_one(scene, chosen) if chosen else None


def inspect_one(scene: Scene, chosen: Raced) -> bytes:
    """What the inspector explains of one run; known while that is."""
    known: dict[tuple[str, ...], bytes] = vars(chosen.trajectory).setdefault("inspected", {})
    asked = scene.height, chosen.name, language()
    if asked not in known:
        while len(known) >= KEPT:
            known.pop(next(iter(known)), None)
        known[asked] = _explained(scene, chosen)
    return known[asked]


def _explained(scene: Scene, chosen: Raced) -> bytes:
    landscape, run = scene.landscape(), chosen.trajectory
    under = ground(landscape, run, scene.height)
    return browser.inspect_bytes(run, chosen.optimizer, chosen.name, under, landscape.bounds)


def ground(landscape: Landscape, run: optim.Trajectory, height: str = "auto") -> browser.Underfoot:
    """What the ground is like under each point of a run, as `landscapes.local` has it for one."""
    with np.errstate(all="ignore"):
        hxx, hxy, hyy = np.broadcast_arrays(*landscape.hess(run.x, run.y), run.x)[:3]
        low, high = optim.curvatures(hxx, hxy, hyy, run.fun)
        slope = np.hypot(*landscape.grad(run.x, run.y))
        angle = 0.5 * np.arctan2(2 * hxy, hxx - hyy)
        large = np.maximum(np.abs(low), np.abs(high))
        least = NO_CURVATURE * large
        seen = cached.ground(landscape, height)
        far = REACH * min(hi - lo for lo, hi in landscape.bounds)
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
    return browser.Underfoot(low, high, angle, code, tuple(map(_, WORDS)))
