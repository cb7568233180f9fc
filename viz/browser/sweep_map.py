"""How a method fares by two of its knobs: a cell for each pair of values."""

import numpy as np

from core.sentences import N_
from optim import LOST
from viz.browser.cells import Kind, Picture, shades, ticks
from viz.chart import SMALLEST

# Cividis (Nuñez, Anderton and Renslow, 2018): even in lightness, and the same to nearly every eye.
GOOD_TO_BAD = ("#fee838", "#e1cc55", "#c3b369", "#a59c74", "#8a8678", "#707173", "#575d6d",
               "#3b496c", "#123570", "#00224e")  # fmt: skip
MOVING = Kind(N_("Out of steps"), ("#aab3bb",), "dots", dark=("#4d5761",))
STUCK = Kind(N_("Stuck"), ("#c9cfd4",), "lines", dark=("#323b44",))
LEFT = Kind(N_("Left the domain"), ("#6d757d",), "cross", dark=("#737d87",))
SADDLE = Kind(N_("Stopped at a saddle"), ("#dde2e6",), "bars", dark=("#262e36",))
MAXIMUM = Kind(N_("Stopped at a maximum"), ("#dde2e6",), "rings", dark=("#262e36",))
DIVERGED = Kind(N_("Diverged"), ("#8d4a52",), "hatch", dark=("#6b2f38",))


def sweep_picture(
    steps: np.ndarray, fun: np.ndarray, status: np.ndarray, measure: str, floor: float
) -> Picture:
    """The map of all cells. `measure`: "steps" to the tolerance, or the last "loss" above `floor`.

    For steps, only cells where every run converged are coloured by number; for the loss, all but
    those that diverged or left.
    """
    lost = np.isin(status, LOST)
    label = np.zeros(steps.shape, np.int64)
    label[status == "diverged"] = 3
    label[status == "left_domain"] = 4
    values, log = steps.astype(float), bool(steps.size and steps.min() > 0)
    name = N_("Converged")
    if measure == "loss":
        values, log = np.maximum(fun - floor, SMALLEST), True
        name = N_("Last loss")
    else:
        label[(status == "max_steps") | (status == "max_evaluations")] = 1
        label[status == "stalled"] = 2
        label[status == "saddle"] = 5
        label[status == "maximum"] = 6
    shade, low, high = shades(values, (label == 0) & ~lost, log)
    shade[label != 0] = 0
    by_steps = measure == "steps"
    title = N_("steps to the tolerance") if by_steps else N_("last loss above the minimum")
    bar = {"title": title, "colours": GOOD_TO_BAD, "ticks": ticks(low, high, log and low > 0)}
    kinds = (Kind(name, GOOD_TO_BAD), MOVING, STUCK, DIVERGED, LEFT, SADDLE, MAXIMUM)
    return Picture(kinds, label, shade, steps, fun, bar)


def best_cell(
    steps: np.ndarray, fun: np.ndarray, status: np.ndarray, measure: str
) -> tuple[int, int] | None:
    """Row and column of the best cell, or None where there is none.

    By steps, the fewest of those that converged, and of these the lowest loss; by loss, the lowest.
    """
    good = (status == "converged") if measure == "steps" else ~np.isin(status, LOST)
    good = good & np.isfinite(fun)
    if not good.any():
        return None
    first = np.where(good, steps, np.inf) if measure == "steps" else np.where(good, fun, np.inf)
    tied = first == first.min()
    place = int(np.argmin(np.where(tied, np.where(good, fun, np.inf), np.inf)))
    return divmod(place, int(steps.shape[1]))
