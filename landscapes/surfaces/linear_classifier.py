"""A linear classifier of flowers by two features."""

from dataclasses import dataclass, replace
from functools import cached_property

from core.knob import knob
from core.sentences import N_
from landscapes.base import Point, Race, Scatter
from landscapes.samples import iris
from landscapes.samples.linear import Linear, loss_knob, ratio_knob, reg_knob
from landscapes.samples.losses import Margins

LESSONS = (
    N_("Two classes that overlap: no line parts them, so no weights bring the loss to zero."),
    N_("A line can part them: hinge has a zero-loss region, softmax falls without end."),
    N_("The same feature twice: without a penalty, a whole trough of weights is equally good."),
    N_("A feature and its noisy copy: without a penalty, the data alone share out the weight."),
)
PENALISED = (
    LESSONS[0],
    N_("A line can part them, but a penalty keeps the weights from growing without end."),
    N_("The same feature twice: L2 shares the weight, L1 does not care how it is split."),
    N_(
        "A feature and its noisy copy: a strong L2 shares the weight out, a strong L1 drops the"
        " copy."
    ),
)
"""What the data show where there is a penalty on the weights."""
SPLIT = N_(
    "Trained on some of the flowers: what the loss says of these need not hold for those held out."
)
"""What the data show where some are held out."""
BY_MARGIN = (N_("hinge"), N_("squared hinge"), N_("softmax"))
"""What the loss of one flower is of its margin."""
STARTS = ((-4.0, 5.0), (-4.0, -1.0), (-3.0, 1.0), (-4.0, 5.0))
WINDOW = (-6.0, 9.0)
RATES = (0.4, 0.1, 2.0)
"""For plain gradient descent, by loss: softmax is curved least."""


@dataclass(frozen=True)
class LinearClassifier(Linear):
    """Two species of iris: one scores s = x u + y v for the features u and v, the other 0.

    The features are centred and scaled to standard deviation 1, so no bias is needed. The line
    x u + y v = 0 parts the classes: the weights' direction turns it, their length is how sure the
    classifier is.
    """

    slug = "linear_classifier"
    title = "Linear classifier"
    order = 60
    teaches = "Data and networks"
    bounds = (WINDOW, WINDOW)
    lines = (((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0)),)

    data: float = knob(0, 0, 3, "Data", integer=True, words=iris.WORDS)
    loss: float = loss_knob()
    reg: float = reg_knob(0.0)
    l1_ratio: float = ratio_knob()
    held_out: float = knob(
        0,
        0,
        90,
        "Flowers held out",
        "Of 100. The loss is of the others; how it fares with these is told beside the map.",
        integer=True,
    )
    split: float = knob(0, 0, 99, "Seed of the split", "Which are held out.", integer=True)

    @cached_property
    def lesson(self) -> str:
        """What the data show, without a penalty or with one."""
        if self.held_out:
            return SPLIT
        return (PENALISED if self.reg else LESSONS)[int(self.data)]

    @cached_property
    def start(self) -> Point:
        """A line that is far off."""
        return STARTS[int(self.data)]

    @cached_property
    def race(self) -> Race:
        """Learning rates that suit the loss."""
        rate = RATES[int(self.loss)]
        return {
            "gd": {"learning_rate": rate},
            "momentum": {"learning_rate": rate / 5},
            "adam": {"learning_rate": 0.2},
        }

    @property
    def margins(self) -> Margins:
        """Of all flowers that are not held out."""
        return iris.margins(int(self.data), int(self.held_out), int(self.split))

    @cached_property
    def scatter(self) -> Scatter:
        """The flowers to train on, by their features."""
        return self._flowers(0)

    @cached_property
    def held_out_scatter(self) -> Scatter | None:
        """The others."""
        return self._flowers(1) if self.held_out else None

    def _flowers(self, which: int) -> Scatter:
        """Those to train on (0) or those held out (1)."""
        indices = iris.split(int(self.data), int(self.held_out), int(self.split))[which]
        return replace(iris.part(int(self.data), indices), loss=BY_MARGIN[int(self.loss)])
