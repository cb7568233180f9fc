"""The losses of classifiers whose scores are linear in two weights, and their penalty.

All are functions of the margins m = s_j - s_y, by how much a wrong class j scores above the right
one: m[j, i] = x u[j, i] + y v[j, i] for sample i, with u and v of shape (K - 1, n). Points and
arrays of points go through the same operations in the same order, with sums along a contiguous last
axis, so that they agree to the last bit. At a kink the derivative is that of the lower side, as in
PyTorch: 0 where a hinge opens, 0 for |w| at 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from landscapes.base import Kernels, Value

HINGE, SQUARED, SOFTMAX = range(3)
CHUNK = 65_536
"""Numbers in one temporary array at most (half a megabyte)."""
_total: Callable[..., Value] = np.add.reduce


@dataclass(frozen=True, eq=False)
class Margins:
    """What the margins of n samples among K classes are made of, and which weights that takes."""

    u: np.ndarray
    """(K - 1, n): what x adds to each margin."""
    v: np.ndarray
    rows: np.ndarray
    """(2, weights), orthonormal: all weights are W = x rows[0] + y rows[1]."""

    def part(self, indices: np.ndarray) -> "Margins":
        """Those of some samples."""
        return Margins(self.u.take(indices, axis=1), self.v.take(indices, axis=1), self.rows)


@dataclass(frozen=True)
class Penalty:
    """reg (l1_ratio |W|_1 + (1 - l1_ratio)/2 |W|^2), over all weights W."""

    reg: float
    l1_ratio: float

    @property
    def of_sizes(self) -> float:
        """What multiplies the sum of absolute weights."""
        return self.reg * self.l1_ratio

    @property
    def of_squares(self) -> float:
        """What multiplies half the sum of squares."""
        return self.reg * (1.0 - self.l1_ratio)


def kernels(loss: int, margins: Margins, penalty: Penalty, arrays: bool) -> Kernels:
    """The mean loss plus the penalty, and its derivatives."""
    pairs = zip(_LOSSES[loss](margins), _penalties(margins.rows, penalty), strict=True)
    if not arrays:
        return Kernels(*(_single(*pair) for pair in pairs))
    sizes = margins.u.size + (margins.rows.size if penalty.of_sizes else 0)
    deep = 2 if loss == SOFTMAX else 1
    return Kernels(*(_many(*pair, max(1, CHUNK // sizes), deep) for pair in pairs))


def terms(loss: int, margins: Margins, penalty: Penalty, x: float, y: float) -> tuple[float, float]:
    """The mean loss and the penalty at a point: the sum of the two is the height there."""
    of_data, of_weights = _LOSSES[loss](margins)[0], _penalties(margins.rows, penalty)[0]
    return float(of_data(x, y)[0]), float(of_weights(x, y)[0])


def smooth_part(loss: int, margins: Margins, penalty: Penalty) -> Callable[..., np.ndarray]:
    """The gradient at a point of all that has no kinks: not of a hinge."""
    parts = [_penalties(margins.rows, penalty)]
    if loss != HINGE:
        parts.append(_LOSSES[loss](margins))
    return lambda x, y: np.sum([grad(x, y) for _, grad, _ in parts], axis=0)


def _single(of_data: Value, of_weights: Value) -> Callable[..., Value]:
    def at(x: float, y: float) -> Value:
        data, weights = of_data(x, y), of_weights(x, y)
        if len(data) == 1:
            return float(data[0] + weights[0])
        return tuple(float(a + b) for a, b in zip(data, weights, strict=True))

    return at


def _many(of_data: Value, of_weights: Value, each: int, deep: int) -> Callable[..., Value]:
    """`each` points at a time; in front of the data's `deep` axes stands the points'."""

    def some(x: Value, y: Value) -> Value:
        wide = (-1, *(1,) * deep)
        data, weights = of_data(x.reshape(wide), y.reshape(wide)), of_weights(x, y)
        return [a + b for a, b in zip(data, weights, strict=True)]

    def at(x: Value, y: Value) -> Value:
        shape, x, y = x.shape, x.ravel(), y.ravel()
        cuts = [slice(lo, lo + each) for lo in range(0, max(1, x.size), each)]
        parts = [some(x[cut], y[cut]) for cut in cuts]
        made = [np.concatenate(column).reshape(shape) for column in zip(*parts, strict=True)]
        return made[0] if len(made) == 1 else tuple(made)

    return at


Parts = tuple[Callable[..., Value], Callable[..., Value], Callable[..., Value]]
"""The loss, the gradient and the Hessian, each as a tuple."""


def _hinge(margins: Margins) -> Parts:
    """Multiclass SVM: the sum of max(0, 1 + m) over wrong classes."""
    u, v, n = margins.u.ravel(), margins.v.ravel(), margins.u.shape[1]

    def fun(x: Value, y: Value) -> Value:
        return (_total(np.maximum(x * u + y * v + 1.0, 0.0), -1) / n,)

    def grad(x: Value, y: Value) -> Value:
        active = x * u + y * v + 1.0 > 0.0
        return _total(active * u, -1) / n, _total(active * v, -1) / n

    def hess(x: Value, y: Value) -> Value:
        return 0.0, 0.0, 0.0

    return fun, grad, hess


def _squared(margins: Margins) -> Parts:
    """The sum of max(0, 1 + m)^2 over wrong classes."""
    u, v, n = margins.u.ravel(), margins.v.ravel(), margins.u.shape[1]

    def fun(x: Value, y: Value) -> Value:
        gap = np.maximum(x * u + y * v + 1.0, 0.0)
        return (_total(gap * gap, -1) / n,)

    def grad(x: Value, y: Value) -> Value:
        gap = np.maximum(x * u + y * v + 1.0, 0.0)
        return 2.0 * _total(gap * u, -1) / n, 2.0 * _total(gap * v, -1) / n

    def hess(x: Value, y: Value) -> Value:
        active = x * u + y * v + 1.0 > 0.0
        au, av = active * u, active * v
        return tuple(2.0 * _total(a * b, -1) / n for a, b in ((au, u), (au, v), (av, v)))

    return fun, grad, hess


def _softmax(margins: Margins) -> Parts:
    """Cross entropy: the log of 1 plus the sum of exp(m) over wrong classes."""
    u, v, n = margins.u, margins.v, margins.u.shape[1]

    def fun(x: Value, y: Value) -> Value:
        top, e, rest = _exponents(x * u + y * v)
        # Where the right class is on top, this keeps the digits of losses far below 1e-16.
        losses = top + np.log1p(_sum_classes(e) + (rest - 1.0))
        return (_total(losses, -1) / n,)

    def grad(x: Value, y: Value) -> Value:
        p, _ = chances(x * u + y * v)
        return _sum_all(p * u) / n, _sum_all(p * v) / n

    def hess(x: Value, y: Value) -> Value:
        p, right = chances(x * u + y * v)
        mean_u, mean_v = _sum_classes(p * u), _sum_classes(p * v)
        du, dv = u - mean_u[..., None, :], v - mean_v[..., None, :]
        off = right * mean_u, right * mean_v
        return (
            (_sum_all(p * du * du) + _total(off[0] * mean_u, -1)) / n,
            (_sum_all(p * du * dv) + _total(off[0] * mean_v, -1)) / n,
            (_sum_all(p * dv * dv) + _total(off[1] * mean_v, -1)) / n,
        )

    return fun, grad, hess


def _exponents(m: Value) -> tuple[Value, Value, Value]:
    """The highest margin, 0 at least, and exp(m - top) of the wrong classes and the right one."""
    top = np.maximum(m[..., 0, :], 0.0)
    for j in range(1, m.shape[-2]):
        top = np.maximum(top, m[..., j, :])
    return top, np.exp(m - top[..., None, :]), np.exp(-top)


def chances(m: Value) -> tuple[Value, Value]:
    """The probabilities of the wrong classes, (..., K - 1, n), and of the right one, (..., n)."""
    _, e, rest = _exponents(m)
    total = rest + _sum_classes(e)
    return e / total[..., None, :], rest / total


def _sum_classes(values: Value) -> Value:
    """Over the classes, one after the other: NumPy's own order depends on the shape."""
    total = values[..., 0, :]
    for j in range(1, values.shape[-2]):
        total = total + values[..., j, :]
    return total


def _sum_all(values: Value) -> Value:
    """Over classes and samples."""
    *points, classes, samples = values.shape  # -1 would not do for no points at all
    return _total(values.reshape(*points, classes * samples), -1)


_LOSSES = (_hinge, _squared, _softmax)


def _penalties(rows: np.ndarray, penalty: Penalty) -> Parts:
    """For floats, and for arrays (n,)."""
    l1, l2, (first, second) = penalty.of_sizes, penalty.of_squares, rows

    def weights(x: Value, y: Value) -> Value:
        x, y = (v[:, None] if isinstance(v, np.ndarray) else v for v in (x, y))
        return x * first + y * second

    def fun(x: Value, y: Value) -> Value:
        squares = 0.5 * l2 * (x * x + y * y)
        return (squares + l1 * _total(np.abs(weights(x, y)), -1) if l1 else squares,)

    def grad(x: Value, y: Value) -> Value:
        gx, gy = l2 * x, l2 * y
        if not l1:
            return gx, gy
        signs = np.sign(weights(x, y))
        return gx + l1 * _total(signs * first, -1), gy + l1 * _total(signs * second, -1)

    def hess(x: Value, y: Value) -> Value:
        flat = 0.0 * x
        return l2 + flat, flat, l2 + flat

    return fun, grad, hess
