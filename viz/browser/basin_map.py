"""Where each start ends: colour and number tell which minimum, lightness how many steps it took."""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from core.sentences import N_, sentence
from core.written import number, place
from viz.browser.cells import Kind, Picture, mixed, shades, ticks
from viz.run import Bounds

# After Okabe and Ito, and Tol's muted set. Under every kind of colour blindness neighbours in
# this order keep apart; beyond four no set does for areas that are also shaded, so numbers on the
# map and in the legend say the same.
COLOURS = (
    "#1f6fb4", "#e8a01c", "#0f8f6b", "#c65f9b", "#63b8ea", "#c9501f", "#d9cf3f", "#5a4aa8",
    "#86224f", "#7fcfae", "#85822a", "#b39ddb",
)  # fmt: skip
MOST = len(COLOURS)
"""So many kinds of minima are told apart."""
LIGHT, DEEP = 0.55, 0.42
"""How much white is in a quick cell, how much black in a slow one."""
AS_LOW = 1e-6
"""Minima whose losses differ by less than this share of their range form one group."""
LOST_KINDS = (
    Kind(N_("Out of steps"), ("#9aa3ab",), "dots", dark=("#4d5761",)),
    Kind(N_("Stopped at a saddle"), ("#c9cfd4",), "lines", dark=("#323b44",)),
    Kind(N_("Stopped at a maximum"), ("#dde2e6",), "rings", dark=("#262e36",)),
    Kind(N_("Level ground elsewhere"), ("#b6bdc4",), "bars", dark=("#3d464f",)),
    Kind(N_("Left the domain"), ("#6d757d",), "cross", dark=("#737d87",)),
    Kind(N_("Diverged"), ("#2b3036",), "hatch", dark=("#0b0f13",)),
)
MOVING, SADDLE, MAXIMUM, ELSEWHERE, LEFT, DIVERGED = range(6)
"""Places in `LOST_KINDS`."""


class CriticalPlace(Protocol):
    """A minimum, a saddle or a maximum."""

    @property
    def x(self) -> float:
        """Its place across."""

    @property
    def y(self) -> float:
        """Its place upwards."""

    @property
    def fun(self) -> float:
        """Its loss."""


def ramp(colour: str) -> tuple[str, str, str]:
    """From quick to slow."""
    return mixed(colour, "#ffffff", LIGHT), colour, mixed(colour, "#000000", DEEP)


def basin_picture(
    x: np.ndarray,
    y: np.ndarray,
    fun: np.ndarray,
    steps: np.ndarray,
    status: np.ndarray,
    minima: Sequence[CriticalPlace],
    bounds: Bounds,
    saddles: Sequence[CriticalPlace] = (),
    maxima: Sequence[CriticalPlace] = (),
    settled: bool = False,
) -> Picture:
    """The map of the ends (x, y) of all runs; `status` are words, `minima` lowest first.

    `bounds` is the surface's own window: it decides what is near. `settled`: runs that went on to
    their last step count by where they were then, which is all that noise allows.
    """
    groups = grouped(minima)
    label = labels(x, y, status, groups, (minima, saddles, maxima), bounds, settled)
    log = bool(steps.size) and int(steps.min()) > 0
    shade, low, high = shades(steps.astype(float), label < len(groups), log)
    shade[label >= len(groups)] = 0
    kinds = [kind_of(k, [minima[m] for m in group]) for k, group in enumerate(groups)]
    bar = {"title": N_("steps"), "colours": ramp("#8b949c"), "ticks": ticks(low, high, log)}
    return Picture((*kinds, *LOST_KINDS), label, shade, steps, fun, bar if groups else {})


def labels(
    x: np.ndarray,
    y: np.ndarray,
    status: np.ndarray,
    groups: list[list[int]],
    places: Sequence[Sequence[CriticalPlace]],
    bounds: Bounds,
    settled: bool,
) -> np.ndarray:
    """Of which kind each end is: its group of minima, or what `LOST_KINDS` say after these.

    `places` are the minima, the saddles and the maxima.
    """
    minima, saddles, maxima = places
    lost = len(groups)
    label = np.full(x.shape, lost + MOVING)
    label[status == "diverged"] = lost + DIVERGED
    label[status == "left_domain"] = lost + LEFT
    label[status == "saddle"] = lost + SADDLE
    label[status == "maximum"] = lost + MAXIMUM
    still = (status == "converged") | (status == "stalled")
    label[still] = lost + ELSEWHERE
    asked = still | ((status == "max_steps") & settled)
    of = np.array(
        [-1] * len(minima) + [lost + SADDLE] * len(saddles) + [lost + MAXIMUM] * len(maxima)
    )
    for k, group in enumerate(groups):
        of[group] = k
    nearest = reached(x[asked], y[asked], [*minima, *saddles, *maxima], bounds)
    if of.size:
        label[asked] = np.where(nearest >= 0, of[nearest], label[asked])
    return label


def grouped(minima: Sequence[CriticalPlace]) -> list[list[int]]:
    """Which minima share a colour: each has its own, or those as low as each other share one.

    Of more than `MOST` different losses the highest are all in the last group.
    """
    if len(minima) <= MOST:
        return [[k] for k in range(len(minima))]
    span = max(m.fun for m in minima) - min(m.fun for m in minima)
    groups: list[list[int]] = []
    for k, m in enumerate(minima):
        same = groups and abs(m.fun - minima[groups[-1][0]].fun) <= AS_LOW * span
        if same or len(groups) == MOST:
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def kind_of(index: int, members: Sequence[CriticalPlace]) -> Kind:
    """The kind of a group of minima."""
    at = tuple((m.x, m.y) for m in members)
    rank = str(index + 1)
    first = members[0]
    words = number(first.fun, 3) if abs(first.fun) > 1e-12 else "0"
    if len(members) == 1:
        name = place(first.x, first.y)
    elif abs(members[-1].fun - first.fun) > 1e-6 * max(1.0, abs(first.fun)):
        name = sentence("{count} higher minima", count=len(members))
        words = sentence("{loss} and up", loss=words)
    else:
        name = sentence("{count} minima", count=len(members))
    return Kind(name, ramp(COLOURS[index]), "", rank, (words,), at)


def reached(
    x: np.ndarray, y: np.ndarray, minima: Sequence[CriticalPlace], bounds: Bounds
) -> np.ndarray:
    """Which minimum each end is at, by its place in `minima`; -1 where it is at none.

    An end is at a minimum when it is nearer than a third of the way to the next one, and than a
    thirtieth of the window. Ends are rounded first: a whole basin ends within a hair's breadth, so
    that only a few distinct ends are compared.
    """
    if not minima or not x.size:
        return np.full(x.shape, -1)
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    at = np.array([(m.x, m.y) for m in minima])
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    reach = min(math.hypot(x_hi - x_lo, y_hi - y_lo) / 30, float(apart.min()) / 3)
    near = (np.abs(x) < 1e9 * reach) & (np.abs(y) < 1e9 * reach)
    across, up = (np.rint(np.where(near, v, 0.0) / (reach / 4)).astype(np.int64) for v in (x, y))
    place = (across << 32) ^ (up & 0xFFFFFFFF)
    _, first, back = np.unique(place, return_index=True, return_inverse=True)
    away = np.hypot(x[first][:, None] - at[:, 0], y[first][:, None] - at[:, 1])
    nearest = np.where(away.min(axis=1) <= reach, away.argmin(axis=1), -1)
    found: np.ndarray = np.where(near, nearest[back.reshape(x.shape)], -1)
    return found
