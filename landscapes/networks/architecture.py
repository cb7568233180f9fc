"""The architecture of a small network, and where in one vector its weights stand."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from landscapes.base import Array

ACTIVATIONS = ("tanh", "relu")


@dataclass(frozen=True)
class Architecture:
    """A fully connected network; its weights are one vector.

    `sizes` counts features, the units of each hidden layer, and classes. A hidden layer is
    h = a(W h' + b); with `residual`, each but the first that is as wide as the one before it is
    h = h' + a(W h' + b) (K. He et al., CVPR 2016, with the activation on the branch). The vector
    holds W (out, in) row by row, then b (out,), layer after layer: the order of
    torch.nn.utils.parameters_to_vector for a Sequential of Linear layers. With `normalised`, what
    enters each activation is normalised (landscapes/networks/normalisation.py), and gamma and beta
    (out,) follow b: the order of a Sequential with BatchNorm1d. With `spares_biases` the penalty
    leaves all but the matrices alone.
    """

    sizes: tuple[int, ...] = (64, 32, 10)
    activation: str = "tanh"
    residual: bool = False
    normalised: bool = False
    spares_biases: bool = False

    def __post_init__(self) -> None:
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ValueError("Mlp: sizes are two or more numbers of units, each 1 or more.")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"Mlp: the activation is tanh or relu, not {self.activation!r}.")

    @cached_property
    def size(self) -> int:
        """How many weights and biases there are, with gammas and betas."""
        every = sum((i + 1) * o for i, o in pairwise(self.sizes))
        return every + (2 * sum(self.sizes[1:-1]) if self.normalised else 0)

    def layers(self, w: Array) -> list[tuple[Array, Array]]:
        """The matrix (out, in) and the biases (out,) of each layer, as views of `w`."""
        made, at = [], 0
        for i, o in pairwise(self.sizes):
            middle, end = at + i * o, at + (i + 1) * o
            made.append((w[at:middle].reshape(o, i), w[middle:end]))
            at = end + (2 * o if self.normalised else 0)
        return made

    def scales(self, w: Array) -> list[tuple[Array, Array]]:
        """Gamma and beta (units,) of each hidden layer, as views of `w`; none if not normalised."""
        made, at = [], 0
        for i, o in pairwise(self.sizes[:-1] if self.normalised else ()):
            at += (i + 3) * o
            made.append((w[at - 2 * o : at - o], w[at - o : at]))
        return made

    @cached_property
    def penalised(self) -> Array | float:
        """1 for what the penalty counts, 0 for the rest (size,); 1 where it counts everything."""
        if not self.spares_biases:
            return 1.0
        counted = np.zeros(self.size)
        for matrix, _ in self.layers(counted):
            matrix[:] = 1.0
        return counted

    def penalty(self, w: Array, weight_decay: float) -> float:
        """weight_decay/2 |w|^2."""
        if not weight_decay:
            return 0.0
        counted = w * self.penalised if self.spares_biases else w
        return 0.5 * weight_decay * float(counted @ counted)

    def skips(self, k: int) -> bool:
        """Whether layer `k`, from 0, adds what came in to what goes out."""
        return self.residual and 0 < k < len(self.sizes) - 2 and self.sizes[k] == self.sizes[k + 1]

    def initial(self, seed: int) -> Array:
        """Random weights to begin with: normal, biases zero; gammas are 1.

        The variance is 2/in for ReLU (K. He et al., ICCV 2015, eq. 10) and 2/(in + out) for tanh
        (X. Glorot and Y. Bengio, AISTATS 2010, eq. 12).
        """
        rng = np.random.default_rng(seed)
        w = np.zeros(self.size)
        for matrix, _ in self.layers(w):
            o, i = matrix.shape
            matrix[:] = rng.normal(
                scale=np.sqrt(2 / (i if self.activation == "relu" else i + o)), size=(o, i)
            )
        for gamma, _ in self.scales(w):
            gamma[:] = 1.0
        return w

    def activate(self, z: Array) -> Array:
        """The activation, in place."""
        if self.activation == "tanh":
            np.tanh(z, out=z)
        else:
            np.maximum(z, 0.0, out=z)
        return z

    def slope(self, a: Array) -> Array:
        """The derivative of the activation where it has the value `a`; 0 at the kink of ReLU."""
        return 1 - a * a if self.activation == "tanh" else (a > 0).astype(np.float64)
