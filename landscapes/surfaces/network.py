"""A slice through the loss of a trained network."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from core.knob import knob
from landscapes.base import Point
from landscapes.networks.plane_loss import PlaneLoss
from landscapes.networks.planes import random_plane
from landscapes.networks.shipped import MLP, trained
from landscapes.networks.slices import Sliced, bottom
from landscapes.samples.digits import digits


@dataclass(frozen=True)
class Network(Sliced):
    """64-32-10 units with tanh on handwritten digits, on a filter-normalised random plane.

    The network is the same for all knobs; they choose the plane and what the loss is taken over.
    """

    slug = "network"
    title = "Neural network slice"
    order = 91
    teaches = "Data and networks"
    lesson = "The loss of a trained network on a random plane through its weights: here, one basin."
    source = (
        "H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018"
        " (arXiv:1712.09913); digits: E. Alpaydin and C. Kaynak (1998), UCI, CC BY 4.0"
    )
    changed = (
        "Since this link was made, planes are drawn from random numbers of their own: this is "
        "another plane through the same network."
    )
    bounds = ((-1.5, 1.5), (-1.5, 1.5))
    start = (-1.3, 1.3)
    steps = 100
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.05},
    }

    plane: float = knob(347, 0, 999, "Plane (seed)", integer=True)
    count: float = knob(200, 50, 1437, "Samples", integer=True)
    weight_decay: float = knob(0.001, 0, 0.1, "Weight decay λ")

    @cached_property
    def plane_loss(self) -> PlaneLoss:
        """The network on its plane."""
        plane = random_plane(MLP, trained(), int(self.plane))
        return PlaneLoss.of(MLP, plane, digits(limit=int(self.count)), self.weight_decay)

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The bottom of the bowl, close to the trained weights; the window has nothing lower."""
        return bottom(self.plane_loss)
