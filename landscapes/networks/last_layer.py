"""Training the last layer only: the others stay, and what is left is convex.

The scores are linear in the last layer's weights, and the softmax cross-entropy is convex in the
scores, so that the loss is convex in these weights: all its minima are equally low. With a penalty
there is only one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from landscapes.base import Array
from landscapes.networks.mlp import Mlp
from landscapes.networks.planes import Plane


@dataclass(frozen=True, eq=False)
class LastLayer:
    """The weights and biases of a network's last layer, in the midst of all its weights `w`."""

    mlp: Mlp
    w: Array

    @property
    def size(self) -> int:
        """How many there are."""
        *_, inputs, outputs = self.mlp.sizes
        return (inputs + 1) * outputs

    def part(self, w: Array) -> Array:
        """Those of a weight vector: its end."""
        return w[-self.size :]

    def whole(self, parts: Array) -> Array:
        """All weights (k, size) with these last layers (k, ..) and what stays before them."""
        stays = np.broadcast_to(self.w[: -self.size], (len(parts), len(self.w) - self.size))
        return np.concatenate([stays, parts], axis=1)

    def problem(self, problem: Callable[..., tuple[float, Array]]) -> Callable[..., Any]:
        """What `optim.train` takes, for the last layer, from the same for all weights."""

        def loss_and_grad(part: Array, indices: Any, rng: Any) -> tuple[float, Array]:
            loss, grad = problem(self.whole(part[None])[0], indices, rng)
            return loss, self.part(grad)

        return loss_and_grad

    def plane(self, plane: Plane) -> Plane:
        """The plane with directions that move nothing else."""
        first, second = plane.first.copy(), plane.second.copy()
        for direction in (first, second):
            direction[: -self.size] = 0.0
        return replace(plane, first=first, second=second)
