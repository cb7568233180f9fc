"""Small neural networks on small data: loss, gradient and accuracy, in plain NumPy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from landscapes.base import Array
from landscapes.samples.digits import Data

ACTIVATIONS = ("tanh", "relu")


@dataclass(frozen=True)
class Mlp:
    """A fully connected network with the softmax cross-entropy loss; its weights are one vector.

    `sizes` counts features, the units of each hidden layer, and classes. A hidden layer is
    h = a(W h' + b); with `residual`, each but the first that is as wide as the one before it is
    h = h' + a(W h' + b) (K. He et al., CVPR 2016, with the activation on the branch). The vector
    holds W (out, in) row by row, then b (out,), layer after layer: the order of
    torch.nn.utils.parameters_to_vector for a Sequential of Linear layers.

    The loss is the mean of -log softmax(scores)[label], plus weight_decay/2 |w|^2 over all weights
    and biases: its gradient is what `weight_decay` of torch.optim.SGD adds.
    """

    sizes: tuple[int, ...] = (64, 32, 10)
    activation: str = "tanh"
    residual: bool = False

    def __post_init__(self) -> None:
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ValueError("Mlp: sizes are two or more numbers of units, each 1 or more.")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"Mlp: the activation is tanh or relu, not {self.activation!r}.")

    @cached_property
    def size(self) -> int:
        """How many weights and biases there are."""
        return sum((i + 1) * o for i, o in pairwise(self.sizes))

    def layers(self, w: Array) -> list[tuple[Array, Array]]:
        """The matrix (out, in) and the biases (out,) of each layer, as views of `w`."""
        made, at = [], 0
        for i, o in pairwise(self.sizes):
            middle, end = at + i * o, at + (i + 1) * o
            made.append((w[at:middle].reshape(o, i), w[middle:end]))
            at = end
        return made

    def skips(self, k: int) -> bool:
        """Whether layer `k`, from 0, adds what came in to what goes out."""
        return self.residual and 0 < k < len(self.sizes) - 2 and self.sizes[k] == self.sizes[k + 1]

    def initial(self, seed: int) -> Array:
        """Random weights to begin with: normal, biases zero.

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

    def scores(self, w: Array, inputs: Array) -> Array:
        """The scores before the softmax, (classes, n), for inputs (n, features)."""
        with np.errstate(all="ignore"):
            *hidden, (matrix, bias) = self.layers(w)
            h = inputs.T
            for k, (inner, shift) in enumerate(hidden):
                a = self.activate(inner @ h + shift[:, None])
                h = h + a if self.skips(k) else a
            scores: Array = matrix @ h + bias[:, None]
            return scores

    def probabilities(self, w: Array, inputs: Array) -> Array:
        """What it takes each class to be worth, (classes, n): shares that add up to 1.

        Where the scores overflow, all classes are alike.
        """
        scores = self.scores(w, inputs)
        scores = np.where(np.isfinite(scores).all(axis=0), scores, 0.0)
        shares = np.exp(scores - scores.max(axis=0))
        made: Array = shares / shares.sum(axis=0)
        return made

    def loss(self, w: Array, data: Data, weight_decay: float = 0.0) -> float:
        """The loss; inf or nan where the numbers overflow, without a warning."""
        with np.errstate(all="ignore"):
            return cross_entropy(self.scores(w, data.inputs), data.labels) + penalty(
                w, weight_decay
            )

    def accuracy(self, w: Array, data: Data) -> float:
        """The share of samples whose highest score is that of their class."""
        return float(np.mean(np.argmax(self.scores(w, data.inputs), axis=0) == data.labels))

    def loss_and_grad(
        self,
        w: Array,
        data: Data,
        weight_decay: float = 0.0,
        dropout: float = 0.0,
        rng: np.random.Generator | None = None,
    ) -> tuple[float, Array]:
        """The loss and its gradient (size,), by backpropagation.

        With `dropout` p, each output of an activation is 0 with probability p, drawn from `rng`,
        and divided by 1 - p otherwise (inverted dropout: N. Srivastava et al., JMLR 15 (2014),
        1929-1958, section 10); both are then those of the thinned network.
        """
        with np.errstate(all="ignore"):
            layers, grad = self.layers(w), np.empty_like(w)
            last = len(layers) - 1
            entered, kept = self._forward(layers, data, dropout, rng)
            value, back = _softmax(
                layers[last][0] @ entered[last] + layers[last][1][:, None], data.labels
            )
            for k, (matrix, bias) in reversed(list(enumerate(self.layers(grad)))):
                through = back
                if k < last:
                    a, mask = kept[k]
                    through = (back if mask is None else back * mask) * self.slope(a)
                np.matmul(through, entered[k].T, out=matrix)
                through.sum(axis=1, out=bias)
                if k:
                    passed = layers[k][0].T @ through
                    back = passed + back if self.skips(k) else passed
            if weight_decay:
                grad += weight_decay * w
            return value + penalty(w, weight_decay), grad

    def _forward(
        self,
        layers: list[tuple[Array, Array]],
        data: Data,
        dropout: float,
        rng: np.random.Generator | None,
    ) -> tuple[list[Array], list[tuple[Array, Array | None]]]:
        """What enters each layer; and what the activations gave, with the outputs dropped."""
        entered, kept = [data.inputs.T], list[tuple[Array, Array | None]]()
        for k, (matrix, bias) in enumerate(layers[:-1]):
            a = self.activate(matrix @ entered[k] + bias[:, None])
            mask = _mask(a.shape, dropout, rng)
            kept.append((a, mask))
            out = a if mask is None else a * mask
            entered.append(entered[k] + out if self.skips(k) else out)
        return entered, kept

    def problem(
        self, data: Data, weight_decay: float = 0.0, dropout: float = 0.0
    ) -> Callable[..., tuple[float, Array]]:
        """What `optim.train` takes: (w, indices or None, rng) -> loss and gradient of the batch."""

        def loss_and_grad(w: Array, indices: Any, rng: Any) -> tuple[float, Array]:
            batch = data if indices is None else data.part(indices)
            return self.loss_and_grad(w, batch, weight_decay, dropout, rng)

        return loss_and_grad


def penalty(w: Array, weight_decay: float) -> float:
    """weight_decay/2 |w|^2."""
    return 0.5 * weight_decay * float(w @ w) if weight_decay else 0.0


def cross_entropy(scores: Array, labels: Array) -> float:
    """The mean of -log softmax(scores)[label], for scores (classes, n)."""
    top = scores.max(axis=0)
    sums = np.exp(scores - top).sum(axis=0)
    return float(np.mean(np.log(sums) + top - scores[labels, np.arange(len(labels))]))


def _softmax(scores: Array, labels: Array) -> tuple[float, Array]:
    """The cross-entropy and its gradient by the scores (classes, n)."""
    n, each = len(labels), np.arange(len(labels))
    top = scores.max(axis=0)
    shares = np.exp(scores - top)
    sums = shares.sum(axis=0)
    value = float(np.mean(np.log(sums) + top - scores[labels, each]))
    shares /= sums
    shares[labels, each] -= 1
    shares /= n
    return value, shares


def _mask(shape: tuple[int, ...], dropout: float, rng: np.random.Generator | None) -> Array | None:
    """0 for units that are dropped, 1/(1 - dropout) for the others; None without dropout."""
    if not dropout:
        return None
    if rng is None or not 0 <= dropout < 1:
        raise ValueError("dropout is from 0 up to but not 1, and needs a random generator.")
    return (rng.random(shape) >= dropout) / (1 - dropout)
