"""What the linear classifiers share: two weights, three losses, one penalty."""

from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from core.knob import knob
from core.sentences import N_
from landscapes.base import Kernels, Point
from landscapes.samples import losses
from landscapes.samples.convex_minimum import Convex, Kinks, lowest
from landscapes.samples.losses import HINGE, SOFTMAX, Margins, Penalty
from landscapes.samples.python_code import python_code
from landscapes.samples.sampled import Sampled

LOSSES = (N_("SVM hinge"), N_("squared hinge"), N_("softmax"))
_TERMS = (
    r"\sum_{j \ne y_i} \max(0,\, s_{ij} - s_{i y_i} + 1)",
    r"\sum_{j \ne y_i} \max(0,\, s_{ij} - s_{i y_i} + 1)^2",
    r"-\log \frac{e^{s_{i y_i}}}{\sum_j e^{s_{ij}}}",
)


def loss_knob(default: int = 0) -> Any:
    """Which loss."""
    return knob(default, 0, 2, "Loss", integer=True, words=LOSSES)


def reg_knob(default: float) -> Any:
    """How strong the penalty is; 0 is none."""
    return knob(
        default,
        0,
        1,
        "Penalty λ",
        "Times the size of the weights, see the ratio.",
        log=True,
        least=1e-4,
    )


def ratio_knob() -> Any:
    """What the penalty measures."""
    return knob(
        0.0,
        0,
        1,
        "L1 ratio",
        "0: half the squares, L2 (ridge). 1: absolute values, L1 (lasso). Between: elastic net.",
    )


class Linear(Sampled):
    """The mean of a loss over samples, plus a penalty; scores are linear in the weights x and y.

    With s the scores, y_i the right class of sample i and W all weights, it is

        mean_i L_i + reg (l1_ratio |W|_1 + (1 - l1_ratio)/2 |W|^2),

    L_i = sum over wrong classes j of max(0, s_j - s_y + 1) (hinge; its square: squared hinge), or
    -log(e^(s_y) / sum_j e^(s_j)) (softmax, cross entropy). At W = 0 that is K - 1 or ln K for K
    classes. There are no biases: features are centred. Subclasses have the knobs `loss`, `reg` and
    `l1_ratio`, and `margins`.

    Convention: scikit-learn's penalty (`ElasticNet`, `SGDClassifier`), with 1/2 before the squares,
    so that the L2 part adds reg W to the gradient, as PyTorch's `weight_decay` does. CS231n writes
    lambda |W|^2: its lambda is reg/2. Its hinge sums over classes; PyTorch's `MultiMarginLoss`
    divides that sum by K.
    """

    source: ClassVar[str] = N_(
        "Stanford CS231n, notes on linear classification (lectures 2 and 3); "
        "R. A. Fisher, Annals of Eugenics 7 (1936), 179-188: the iris data"
    )
    loss: float
    reg: float
    l1_ratio: float

    @property
    def margins(self) -> Margins:
        """Of all samples."""
        raise NotImplementedError

    def kernels(self, indices: np.ndarray | None, arrays: bool) -> Kernels:
        """The loss over some samples."""
        margins = self.margins if indices is None else self.margins.part(indices)
        return losses.kernels(int(self.loss), margins, self.penalty, arrays)

    @property
    def penalty(self) -> Penalty:
        """On the weights."""
        return Penalty(self.reg, self.l1_ratio)

    @cached_property
    def samples(self) -> int:
        """How many data points."""
        return int(self.margins.u.shape[1])

    @cached_property
    def effort(self) -> float:
        """By the terms that are added up; a softmax takes an exponential for each."""
        each = 3 if self.loss == SOFTMAX else 1
        return max(1.0, each * self.margins.u.size / 8)

    @cached_property
    def smooth(self) -> bool:
        """Hinges have kinks, and so has L1; a squared hinge has not."""
        return self.loss != HINGE and self.penalty.of_sizes == 0

    @cached_property
    def latex(self) -> str:
        """The loss and the penalty."""
        penalty = (
            r" + \lambda \big(\rho \|W\|_1 + \tfrac{1-\rho}{2} \|W\|_2^2\big)" if self.reg else ""
        )
        return r"\frac{1}{n} \sum_i " + _TERMS[int(self.loss)] + penalty

    @cached_property
    def python(self) -> str:
        """The losses, with the data as numbers."""
        return python_code(int(self.loss), self.margins, self.penalty)

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The minimum; none where there is no lowest point, or where many are as low."""
        if self.reg == 0 and _separates(self.margins):
            return ()  # softmax falls without end, hinges are 0 from some scale on
        return lowest(self._convex())

    def _convex(self) -> Convex:
        """The loss, with its kinks told apart."""
        m, l1 = self.margins, self.penalty.of_sizes
        l2_only = Penalty(self.penalty.of_squares, 0.0)
        slope = np.zeros(2)
        terms = [(np.empty(0),) * 4]
        if self.loss == HINGE:
            ones = np.ones(m.u.size)
            terms.append((m.u.ravel(), m.v.ravel(), -ones, ones / self.samples))
        if l1:  # |w| = 2 max(0, w) - w
            zeros = np.zeros(m.rows.shape[1])
            terms.append((m.rows[0], m.rows[1], zeros, zeros + 2 * l1))
            slope = -l1 * m.rows.sum(axis=1)
        rest = losses.smooth_part(int(self.loss), m, l2_only)
        return Convex(
            self,
            lambda x, y: rest(x, y) + slope,
            Kinks.make(*(np.concatenate(column) for column in zip(*terms, strict=True))),
        )


def _separates(margins: Margins) -> bool:
    """Whether some weights other than 0 let no wrong class score above the right one.

    These are the directions in which no margin grows: there are some unless the vectors (u, v)
    point into all half-planes.
    """
    angle = np.sort(np.arctan2(margins.v, margins.u).ravel())
    gaps = np.diff(angle, append=angle[:1] + 2 * np.pi)
    return bool(gaps.max() >= np.pi * (1 - 1e-12))
