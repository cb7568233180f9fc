"""A linear classifier of handwritten digits, seen on a random plane through its weights."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes.samples import digit_plane
from landscapes.samples.linear import Linear, loss_knob, ratio_knob, reg_knob
from landscapes.samples.losses import Margins


@dataclass(frozen=True)
class DigitsPlane(Linear):
    """Ten classes of 8x8 pictures: the scores are W times the pixels, W = x D1 + y D2.

    D1 and D2 are random matrices of 10 x 64 weights, perpendicular to each other and of length 1,
    so that the length of W is that of (x, y). Pixels are 0 to 1, less the mean picture.
    """

    slug = "digits_plane"
    title = "Digits on a random plane"
    order = 61
    teaches = "Data and networks"
    lesson = "One sample makes flat facets; the mean over a hundred of them looks smooth."
    source = (
        "Stanford CS231n, notes on optimization: visualizing the loss function (lecture 3); "
        "E. Alpaydin and C. Kaynak, UCI handwritten digits (1998)"
    )
    bounds = ((-40.0, 40.0), (-40.0, 40.0))
    start = (-30.0, -25.0)
    steps = 100
    race: ClassVar = {
        "random_search": {"scale": 20.0},
        "local_search": {"step_size": 3.0},
        "gd": {"learning_rate": 2.0},
        "momentum": {"learning_rate": 0.5},
    }

    loss: float = loss_knob()
    count: float = knob(100, 1, digit_plane.MOST, "Samples", integer=True)
    plane: float = knob(1, 0, 999, "Plane (seed)", integer=True)
    reg: float = reg_knob(0.0)
    l1_ratio: float = ratio_knob()

    @property
    def margins(self) -> Margins:
        """Of the first samples."""
        return digit_plane.margins(int(self.plane), int(self.count))
