"""What a curve of a race shows, against what, and the numbers it is drawn from."""

from dataclasses import dataclass

import numpy as np

from core.sentences import N_
from viz.run import Run, single

SMALLEST = 1e-16
"""On a log axis values below this are drawn at it: float64 cannot tell them from zero."""
TITLES = {
    "distance": N_("distance to a minimum"),
    "gradient": N_("length of the gradient"),
    "held_out": N_("loss of those held out"),
}


@dataclass(frozen=True)
class Chart:
    """What is drawn against what, and how."""

    curve: str
    by: str
    log: bool
    floor: float
    known: bool

    @property
    def has_fans(self) -> bool:
        """Of further runs only the losses are known, and not what they cost."""
        return self.curve == "loss" and self.by == "steps"

    @property
    def title(self) -> str:
        """The title of the y axis."""
        if self.curve != "loss":
            return TITLES[self.curve]
        if not self.log:
            return N_("loss")
        return N_("loss above the minimum") if self.known else N_("loss above the lowest seen")

    def values(self, run: Run) -> np.ndarray:
        """The run's values for the y axis."""
        aside = np.full(len(run.x), np.nan) if run.held_out is None else run.held_out
        every = {"distance": run.distance, "gradient": run.gradient, "held_out": aside}
        return self.drawn(every.get(self.curve, run.fun))

    def drawn(self, values: np.ndarray) -> np.ndarray:
        """Values for the axis as float32: not finite, or below the floor of the loss, is a gap."""
        if not self.log:
            return single(values)
        floor = self.floor if self.curve == "loss" else 0.0
        below = values < floor - 1e-9 * max(1.0, abs(floor))
        return single(np.where(below, np.nan, np.maximum(values - floor, SMALLEST)))

    def at(self, run: Run) -> np.ndarray:
        """The run's places on the x axis."""
        spent = np.arange(len(run.x)) if self.by == "steps" else run.cost
        return np.asarray(spent, np.float32)


@dataclass(frozen=True)
class TrainingChart(Chart):
    """The training loss by steps, where a run has an entry a snapshot: its cost is the step."""

    @property
    def title(self) -> str:
        """The title of the y axis."""
        return N_("training loss")


def training_chart() -> TrainingChart:
    """A logarithmic one, from zero."""
    return TrainingChart("loss", "snapshots", True, 0.0, True)
