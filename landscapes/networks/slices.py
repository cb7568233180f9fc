"""Landscapes that are slices: the loss of a network over a plane of its weights."""

import hashlib
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np

from landscapes.base import Array, Bounds, Kernels, Point
from landscapes.ground.newton import settle
from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_loss import PlaneLoss
from landscapes.networks.planes import Plane
from landscapes.samples.digits import Data
from landscapes.samples.sampled import Sampled


class Sliced(Sampled):
    """A landscape whose values are a network's on a plane."""

    by_point = True
    latex = (
        r"\frac1n \sum_{i=1}^n -\log \mathrm{softmax}\left(s(u_i;\, w)\right)_{c_i}"
        r" + \tfrac{\lambda}{2} \|w\|^2, \qquad w = w_0 + x\,d_1 + y\,d_2"
    )

    @cached_property
    def plane_loss(self) -> PlaneLoss:
        """The network on its plane."""
        raise NotImplementedError

    @cached_property
    def samples(self) -> int:
        """How many samples the loss is a mean over."""
        return len(self.plane_loss.labels)

    @cached_property
    def effort(self) -> float:
        """A quarter of a formula's for each sample."""
        return max(1.0, self.samples / 4)

    def kernels(self, indices: Array | None, arrays: bool) -> Kernels:
        """Over some or all of the samples."""
        plane_loss = self.plane_loss if indices is None else self.plane_loss.part(indices)
        return plane_loss.kernels(arrays)


@dataclass(frozen=True)
class NetworkSlice(Sliced):
    """A network's loss over a plane of its weights: exact values, gradients and Hessians.

    With ReLU the surface has creases; its Hessian is that of the smooth pieces between them.
    Two are equal when network, plane, data, penalty and window are.
    """

    slug: ClassVar[str] = "slice"
    lesson = "The loss of a network on a plane through the space of its weights."
    source = "H. Li et al., NeurIPS 2018 (arXiv:1712.09913)"

    mlp: Mlp
    plane: Plane = field(compare=False, repr=False)
    data: Data = field(compare=False, repr=False)
    weight_decay: float = 0.0
    bounds: Bounds = ((-1.0, 1.0), (-1.0, 1.0))
    start: Point = (0.8, 0.8)
    title: str = field(default="Slice of a network", compare=False)
    key: str = field(init=False, repr=False)
    """A fingerprint of plane and data."""

    def __post_init__(self) -> None:
        digest = hashlib.blake2b(digest_size=16)
        for array in (
            self.plane.origin,
            self.plane.first,
            self.plane.second,
            self.data.inputs,
            self.data.labels,
        ):
            digest.update(np.ascontiguousarray(array).tobytes())
        object.__setattr__(self, "key", digest.hexdigest())

    @cached_property
    def plane_loss(self) -> PlaneLoss:
        """The network on its plane."""
        return PlaneLoss.of(self.mlp, self.plane, self.data, self.weight_decay)

    @cached_property
    def smooth(self) -> bool:
        """Whether the activation is."""
        return self.mlp.activation == "tanh"


def bottom(plane_loss: PlaneLoss) -> tuple[Point, ...]:
    """The minimum that Newton's method finds from (0, 0), to the last digits; none where it fails.

    A step is halved until the loss does not rise.
    """
    kernels = plane_loss.kernels(arrays=False)
    found = settle(kernels, 0.0, 0.0, rounds=30, rests=_is_rounding, downhill=True)
    if found and (found.rests or found.slope < 1e-13 * found.curvature):
        return ((found.x, found.y),)
    return ()


def _is_rounding(dx: float, dy: float) -> bool:
    """Whether a step is as short as rounding."""
    return math.hypot(dx, dy) < 1e-14
