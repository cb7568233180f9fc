"""Lesson 15, SVM, softmax, regularisation: which weights the data want, and which the penalty."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step
from lessons.experiments.penalties import hinge, length, loss_of, lowest

DIGITS = "surface=digits_plane&start=0~0&race=gd&gd.learning_rate=2&steps=100"
CLEAR = "surface=linear_classifier&surface.data=1"
HALF = f"{CLEAR}&start=0.05875~1.3594&race=gd&gd.learning_rate=0.4&steps=100"
PLENTY = f"{CLEAR}&start=0.1175~2.7188&race=gd&gd.learning_rate=0.4&steps=100"
ENDLESS = f"{CLEAR}&surface.loss=2&start=0.1175~2.7188&race=gd&gd.learning_rate=2&steps=5000"
COPY = (
    "surface=linear_classifier&surface.data=3&surface.loss=2&surface.reg=0.1&race=gd"
    "&gd.learning_rate=0.5&gd.schedule=cosine&steps=2000"
)
DROPS = f"{COPY}&surface.l1_ratio=1"
ADAMS = "surface=linear_classifier&surface.loss=2&steps=5000"
DECAYS = f"{ADAMS}&race=adamw&adamw.learning_rate=0.02&adamw.beta2=0.99&adamw.weight_decay=0.1"
PENALISED = f"{ADAMS}&surface.reg=0.1&race=adam&adam.learning_rate=0.02&adam.beta2=0.99"
NEVER = f"{CLEAR}&surface.loss=2&race=gd&gd.learning_rate=2&steps=200"

ZERO = Step(
    title=N_("Before anything is learnt"),
    says=N_(
        "Ten digits are to be told apart. With all weights at zero every digit gets the same score,"
        " so [softmax](softmax) gives each the same probability. The loss is −ln of the probability"
        " of the right digit."
    ),
    scene=f"{DIGITS}&surface.loss=2",
    ask=Estimate(
        N_("How large is the loss at the start?"),
        lo=0,
        hi=10,
        right=2.3,
        close=(2.0, 2.6),
        measure=partial(loss_of, "digits_plane", 0.0, 0.0, loss=2),
        too_low=N_("More: the right digit has a probability of one tenth only."),
        too_high=N_("Less: ten equal probabilities are one tenth each. What is −ln 0.1?"),
        is_close=N_("Right: −ln 0.1 is 2.303."),
        logarithmic=False,
    ),
    reveals=N_(
        "It is ln 10, 2.303: whoever trains a classifier of ten classes looks for this number"
        " first. The SVM's [hinge loss](hinge) is 9 there: 1 for each wrong digit."
    ),
)

SAME = Step(
    title=N_("Half the weights"),
    says=N_(
        "Here weights x and y part two kinds of flowers. At (0.12, 2.72) each flower is on its side"
        " by a [margin](margin) of 1 or more, so the hinge loss is 0. This run starts at half these"
        " weights, which draw the same line."
    ),
    scene=HALF,
    ask=Choose(
        N_("What is the hinge loss at half the weights?"),
        (
            Choice(
                N_("0: the line is the same"),
                N_(
                    "No flower changes sides, that is true. But every margin is half as large, and"
                    " the hinge asks for 1."
                ),
                value=0,
            ),
            Choice(
                N_("A little above 0"), N_("Yes: some margins fall below 1."), True, value=0.0466
            ),
            Choice(
                N_("1: that is what a wrong flower costs"),
                N_(
                    "A flower costs 1 when it lies exactly on the line. Here all are on their"
                    " side, by 0.5 or more."
                ),
                value=1,
            ),
        ),
        measure=Measure(HALF, "gd", "loss", 0),
        unit=N_("loss"),
    ),
    reveals=N_(
        "It is 0.047. Twice the weights would cost 0 as before: from a margin of 1 on, the hinge"
        " wants nothing more."
    ),
    often_heard=N_("Scaling all weights never changes the loss of an SVM."),
    source="Stanford CS231n, notes on linear classification: regularization",
)

NEVER_DONE = Step(
    title=N_("And softmax?"),
    says=N_(
        "The same flowers and the same weights, (0.12, 2.72), where the hinge loss is 0. Now the"
        " loss is that of softmax, the [cross entropy](cross_entropy). Gradient descent takes 5000"
        " steps."
    ),
    scene=ENDLESS,
    ask=Point(
        N_("Where will it be then?"),
        (
            Place(
                (0.1175, 2.7188),
                1.5,
                N_(
                    "With the hinge it would stay. But a probability is never quite 1, so its"
                    " logarithm can always be improved."
                ),
                scene=PLENTY,
            ),
            Place((5.752, 8.329), 3.0, N_("Yes: outwards, and still on its way."), right=True),
            Place(
                (0.0, 0.0),
                1.2,
                N_("There all scores are alike, and the loss is ln 2: far worse than here."),
            ),
        ),
        elsewhere=N_("Larger weights on the same line make every right answer surer."),
        of="gd",
    ),
    reveals=N_(
        "It goes outwards, without end: after 100, 1000 and 10,000 steps from far off the weights"
        " are 5.2, 7.8 and 11.3 long. A loss that can always be improved has no lowest point."
    ),
)

DROPPED = Step(
    title=N_("A penalty chooses"),
    says=N_(
        "Now x weighs a feature and y a noisy copy of it. A penalty on the weights,"
        " [regularisation](regularisation), is added to the loss. Here it is L2, the sum of the"
        " squares, and the lowest point is (0.97, 0.87). L1 is the sum of the absolute values."
    ),
    scene=COPY,
    controls=("surface.l1_ratio",),
    ask=Choose(
        N_("Where is the lowest point with L1 instead?"),
        (
            Choice(
                N_("At the same place: small weights are small either way"),
                N_(
                    "L2 shares, because two small squares are less than one large one. With"
                    " absolute values sharing saves nothing."
                ),
            ),
            Choice(
                N_("At (1.77, 0): only the feature is left"),
                N_("Yes: the copy's weight is exactly 0."),
                right=True,
            ),
            Choice(
                N_("At (0, 1.77): only the copy is left"),
                N_("One of the two, yes. But the copy has noise in it, so the feature is kept."),
            ),
        ),
    ),
    reveals=N_(
        "At (1.77, 0): turn the L1 ratio to 1 and see. L1 drops the weight that can be spared, so"
        " weights become [sparse](sparse); L2 shares and keeps both."
    ),
)

DECAY = Step(
    title=N_("Penalty or decay?"),
    says=N_(
        "Two kinds of flowers that overlap. Without penalty the lowest point is (4.75, 4.19);"
        " with an L2 penalty of 0.1 it is (0.93, 1.04), and Adam goes there. AdamW has no"
        " penalty, but a [weight decay](weight_decay) of 0.1."
    ),
    scene=DECAYS,
    ask=Point(
        N_("Where does AdamW end?"),
        (
            Place(
                (0.934, 1.037),
                1.3,
                N_("For plain gradient descent decay and penalty are the same. Not for Adam."),
                scene=PENALISED,
            ),
            Place((4.752, 4.191), 1.5, N_("Yes: where Adam ends without penalty."), right=True),
            Place((0.0, 0.0), 0.7, N_("Decay alone would end there. The loss pulls as well.")),
        ),
        elsewhere=N_("There are two candidates: the lowest point with the penalty, or without."),
        of="adamw",
    ),
    reveals=N_(
        "It ends at (4.75, 4.19), since the decay is not divided by the size of the gradients as a"
        " penalty is. Without noise it moves the end only where weights exceed 1/λ, here 10."
    ),
    often_heard=N_("Weight decay is the same as an L2 penalty."),
    source="I. Loshchilov, F. Hutter, ICLR 2019; S. Xie, Z. Li, ICML 2024 (arXiv:2404.04454)",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_("Softmax on flowers that can be parted, without penalty: the run never comes to rest."),
    scene=NEVER,
    controls=("surface.reg",),
    ask=Goal(
        N_("Let gradient descent come to rest within its 200 steps."),
        of="gd",
        number="converged",
        between=(1, 1),
        reached=N_("There: with a penalty there is a lowest point, and only one."),
        not_yet=N_("A small penalty makes a lowest point, but a far and flat one."),
        solved_by=f"{NEVER}&surface.reg=0.1",
    ),
    reveals=N_(
        "The data alone want larger weights without end; the penalty wants small ones. The lowest"
        " point is where both pull equally hard."
    ),
)

LESSON = Lesson(
    slug="losses",
    number=15,
    title=N_("SVM, softmax, regularisation"),
    question=N_("Which weights do the data ask for, and which does the penalty?"),
    steps=(ZERO, SAME, NEVER_DONE, DROPPED, DECAY, YOUR_TURN),
    claims=(
        Claim("−ln 0.1", partial(loss_of, "digits_plane", 0.0, 0.0, loss=2), (2.3025, 2.3027)),
        Claim("The hinge: 9", partial(loss_of, "digits_plane", 0.0, 0.0), (9, 9)),
        Claim("0.047 at half", partial(hinge, 0.5), (0.0465, 0.0475)),
        Claim("0 at once", partial(hinge, 1.0), (0, 0)),
        Claim("0 at twice", partial(hinge, 2.0), (0, 0)),
        Claim("ln 2", partial(loss_of, "linear_classifier", 0, 0, data=1, loss=2), (0.693, 0.694)),
        Claim("5.2 long", partial(length, 100), (5.15, 5.25)),
        Claim("7.8 long", partial(length, 1000), (7.75, 7.85)),
        Claim("11.3 long", partial(length, 10_000), (11.25, 11.35)),
        Claim("L2: 0.97", partial(lowest, "x", data=3, loss=2, reg=0.1), (0.965, 0.975)),
        Claim("L2: 0.87", partial(lowest, "y", data=3, loss=2, reg=0.1), (0.865, 0.875)),
        Claim(
            "L1: 1.77", partial(lowest, "x", data=3, loss=2, reg=0.1, l1_ratio=1), (1.765, 1.775)
        ),
        Claim("L1: 0", partial(lowest, "y", data=3, loss=2, reg=0.1, l1_ratio=1), (0, 0)),
        Claim("The run ends there too", Measure(DROPS, "gd", "y"), (-0.001, 0.001)),
        Claim("Adam with a penalty: 0.93", Measure(PENALISED, "adam", "x"), (0.925, 0.935)),
        Claim("and 1.04", Measure(PENALISED, "adam", "y"), (1.035, 1.045)),
        Claim("AdamW: 4.75", Measure(DECAYS, "adamw", "x"), (4.745, 4.755)),
        Claim("and 4.19", Measure(DECAYS, "adamw", "y"), (4.185, 4.195)),
        Claim("Plain: 4.75", partial(lowest, "x", loss=2), (4.745, 4.755)),
    ),
)
