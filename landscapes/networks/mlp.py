"""Small neural networks on small data: loss, gradient and accuracy, in plain NumPy."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from landscapes.base import Array
from landscapes.networks.architecture import Architecture
from landscapes.networks.masks import RandomMask, units
from landscapes.networks.normalisation import Normalised, folded
from landscapes.networks.softmax import cross_entropy, loss_and_slope
from landscapes.samples.digits import Data
from landscapes.samples.shifts import shifted


@dataclass(frozen=True)
class Mlp(Architecture):
    """A fully connected network with the softmax cross-entropy loss.

    The loss is the mean of -log softmax(scores)[label], plus weight_decay/2 |w|^2 over all weights
    and biases: its gradient is what `weight_decay` of torch.optim.SGD adds. With `spares_biases`
    only the matrices count. With `normalised` the loss is that of the samples together, whose means
    and variances are taken; for other samples use what `in_use` gives.
    """

    def scores(self, w: Array, inputs: Array) -> Array:
        """The scores before the softmax, (classes, n), for inputs (n, features)."""
        with np.errstate(all="ignore"):
            (*hidden, (matrix, bias)), scales = self.layers(w), self.scales(w)
            h = inputs.T
            for k, (inner, shift) in enumerate(hidden):
                z = inner @ h + shift[:, None]
                if scales:
                    z = Normalised.of(z, scales[k][0]).scaled(scales[k][1])
                a = self.activate(z)
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
            return cross_entropy(self.scores(w, data.inputs), data.labels) + self.penalty(
                w, weight_decay
            )

    def accuracy(self, w: Array, data: Data) -> float:
        """The share of samples whose highest score is that of their class."""
        return float(np.mean(np.argmax(self.scores(w, data.inputs), axis=0) == data.labels))

    def in_use(self, w: Array, data: Data) -> tuple["Mlp", Array]:
        """The network and the weights that read other digits; its own where nothing is normalised.

        Means and variances are those of all of `data`, held fixed and folded into the layers.
        """
        if not self.normalised:
            return self, w
        plain = replace(self, normalised=False)
        made = np.empty(plain.size)
        with np.errstate(all="ignore"):
            h = data.inputs.T
            for k, (into, own) in enumerate(zip(plain.layers(made), self.layers(w), strict=True)):
                matrix, bias = own
                if k < len(self.sizes) - 2:
                    z = own[0] @ h + own[1][:, None]
                    matrix, bias = folded(*own, z, *self.scales(w)[k])
                    a = self.activate(matrix @ h + bias[:, None])
                    h = h + a if self.skips(k) else a
                into[0][:], into[1][:] = matrix, bias
        return plain, made

    def loss_and_grad(
        self,
        w: Array,
        data: Data,
        weight_decay: float = 0.0,
        dropout: float | RandomMask = 0.0,
        rng: np.random.Generator | None = None,
    ) -> tuple[float, Array]:
        """The loss and its gradient (size,), by backpropagation.

        With `dropout`, a mask or the share of units, both are those of the thinned network that
        `rng` draws.
        """
        mask = dropout if isinstance(dropout, RandomMask) else units(dropout)
        with np.errstate(all="ignore"):
            layers, cuts = self._thinned(w, mask, rng)
            passed = self._forward(w, layers, data, mask, rng)
            value, back = loss_and_slope(
                layers[-1][0] @ passed.entered[-1] + layers[-1][1][:, None], data.labels
            )
            grad = self._backward(w, layers, passed, back)
            for (matrix, _), cut in zip(self.layers(grad), cuts, strict=False):
                if cut is not None:
                    matrix *= cut
            if weight_decay:
                grad += weight_decay * (w * self.penalised if self.spares_biases else w)
            return value + self.penalty(w, weight_decay), grad

    def _thinned(
        self, w: Array, mask: RandomMask, rng: np.random.Generator | None
    ) -> tuple[list[tuple[Array, Array]], list[Array | None]]:
        """The layers without the weights that are left out, and the mask of each, if any."""
        layers = self.layers(w)
        if mask.place != "weights":
            return layers, []
        cuts = [mask.on("weights", m.shape, rng) if k else None for k, (m, _) in enumerate(layers)]
        thinned = [
            (matrix if cut is None else matrix * cut, bias)
            for (matrix, bias), cut in zip(layers, cuts, strict=True)
        ]
        return thinned, cuts

    def _forward(
        self,
        w: Array,
        layers: list[tuple[Array, Array]],
        data: Data,
        mask: RandomMask,
        rng: np.random.Generator | None,
    ) -> "_Passed":
        """All that backpropagation needs."""
        passed, scales = _Passed([data.inputs.T], [], []), self.scales(w)
        for k, (matrix, bias) in enumerate(layers[:-1]):
            z = matrix @ passed.entered[k] + bias[:, None]
            if scales:
                passed.normed.append(Normalised.of(z, scales[k][0]))
                z = passed.normed[k].scaled(scales[k][1])
            a = self.activate(z)
            kept = mask.on("units", a.shape, rng)
            if self.skips(k) and mask.place == "layers":
                kept = mask.on("layers", (1, 1), rng)
            passed.kept.append((a, kept))
            out = a if kept is None else a * kept
            passed.entered.append(passed.entered[k] + out if self.skips(k) else out)
        return passed

    def _backward(
        self, w: Array, layers: list[tuple[Array, Array]], passed: "_Passed", back: Array
    ) -> Array:
        """The gradient (size,), from that by the scores."""
        grad = np.empty_like(w)
        last, scales = len(layers) - 1, self.scales(grad)
        for k, (matrix, bias) in reversed(list(enumerate(self.layers(grad)))):
            through = back
            if k < last:
                a, kept = passed.kept[k]
                through = (back if kept is None else back * kept) * self.slope(a)
            if k < last and scales:
                through, scales[k][0][:], scales[k][1][:] = passed.normed[k].back(through)
            np.matmul(through, passed.entered[k].T, out=matrix)
            through.sum(axis=1, out=bias)
            if k:
                onwards = layers[k][0].T @ through
                back = onwards + back if self.skips(k) else onwards
        return grad

    def problem(
        self,
        data: Data,
        weight_decay: float = 0.0,
        dropout: float | RandomMask = 0.0,
        shifts: bool = False,
    ) -> Callable[..., tuple[float, Array]]:
        """What `optim.train` takes: (w, indices or None, rng) -> loss and gradient of the batch.

        With `shifts` each digit of it is moved by a pixel or not, at random.
        """

        def loss_and_grad(w: Array, indices: Any, rng: Any) -> tuple[float, Array]:
            batch = data if indices is None else data.part(indices)
            if shifts:
                batch = shifted(batch, rng)
            return self.loss_and_grad(w, batch, weight_decay, dropout, rng)

        return loss_and_grad


@dataclass(frozen=True, eq=False)
class _Passed:
    """What went forward through a network: what entered each layer, what the activations gave.

    With each activation comes its mask, None where nothing is left out of it.
    """

    entered: list[Array]
    kept: list[tuple[Array, Array | None]]
    normed: list[Normalised]
