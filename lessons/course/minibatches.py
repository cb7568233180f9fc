"""Lesson 14, mini-batches: what a step that sees few samples loses, and what it gains."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Goal, Measure
from lessons.base import Claim, Lesson, Step
from lessons.experiments.batches import above_after_epochs, largest_gradient_at_rest, lowest, noise

FLOWERS = "surface=linear_classifier&surface.loss=2&surface.reg=0.01&race=gd"
LONG = f"{FLOWERS}&gd.learning_rate=2&steps=500"
ONE = f"{LONG}&batch=1"
TEN = f"{FLOWERS}&gd.learning_rate=2&steps=200&batch=10"
WHOLE = f"{FLOWERS}&gd.learning_rate=2&steps=20"
SHORTER = f"{FLOWERS}&gd.learning_rate=0.5&steps=500&batch=1"
PARTED = "surface=linear_classifier&surface.data=1&race=gd&gd.learning_rate=0.4&steps=500&batch=1"

SINGLE = Step(
    title=N_("One flower a step"),
    says=N_(
        "The loss here is a mean over 100 flowers. Each step of this run looks at one of them only,"
        " drawn by chance, and goes down the slope of that one flower's loss."
    ),
    scene=ONE,
    ask=Choose(
        N_("What does the run do in the end?"),
        (
            Choice(
                N_("It comes to rest at the lowest point"),
                N_(
                    "With all flowers in each step it does. But at the lowest point only the mean"
                    " slope is zero: each single flower still pulls its own way."
                ),
                scene=LONG,
            ),
            Choice(
                N_("It comes near and keeps moving about"),
                N_("Yes: on the whole downhill, but never at rest."),
                right=True,
            ),
            Choice(
                N_("It gets lost: one flower says too little"),
                N_(
                    "One flower is often wrong, but a hundred wrong answers, each to another side,"
                    " still add up to the right one."
                ),
            ),
        ),
    ),
    reveals=N_(
        "It finds the lowest point without ever seeing the whole loss, and cannot stay there. This"
        " is [stochastic](stochastic) gradient descent."
    ),
)

FOUR = Step(
    title=N_("Four at a time"),
    says=N_(
        "A [mini-batch](mini_batch) of four flowers has a more reliable slope than one flower. Call"
        " [noise](noise) how far, typically, the slope of a mini-batch is from that of all flowers."
    ),
    scene=f"{LONG}&batch=4",
    ask=Choose(
        N_("How large is the noise of four flowers, beside that of one?"),
        (
            Choice(
                N_("A quarter"),
                N_(
                    "So much smaller is the [variance](variance), the mean of its square. The noise"
                    " itself is the root of that."
                ),
                value=0.25,
            ),
            Choice(
                N_("A half"), N_("Yes: four times the work for half the noise."), True, value=0.487
            ),
            Choice(
                N_("The same: chance is chance"),
                N_("Errors to different sides cancel in part, and the more so the more there are."),
                value=1,
            ),
        ),
        measure=partial(noise, 4),
        than=partial(noise, 1),
        unit=N_("times the noise"),
    ),
    reveals=N_(
        "Measured: 0.63 with one flower, 0.31 with 4, 0.14 with 16. Each time four times as many"
        " flowers halve it, since it shrinks with the root of their number."
    ),
)

EPOCHS = Step(
    title=N_("The same work"),
    says=N_(
        "Looking at all 100 flowers once is called an [epoch](epoch). In 20 epochs one can take 20"
        " steps with all flowers, or 200 steps with ten each. The learning rate is the same."
    ),
    scene=TEN,
    ask=Choose(
        N_("Which is closer to the lowest loss after 20 epochs?"),
        (
            Choice(
                N_("20 steps with all: each is exact"),
                N_("Each step is better, but there are few of them, and they are no longer."),
                scene=WHOLE,
            ),
            Choice(
                N_("200 steps with ten each"),
                N_("Yes: a step is noisier, but an epoch has ten times as many."),
                right=True,
            ),
            Choice(
                N_("Both alike: they saw the same flowers"),
                N_(
                    "They did. But with ten each, what the first ten taught"
                    " is used before the next ten are looked at."
                ),
            ),
        ),
    ),
    reveals=N_(
        "All at once is still 0.067 above the lowest loss, ten at a time only 0.000007. A noisy"
        " step is cheap, and early on its direction is good enough."
    ),
    often_heard=N_("Stochastic gradient descent is inefficient, because its gradients are noisy."),
    source="L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60 (2018), section 3",
)

PART = Step(
    title=N_("When the noise ends"),
    says=N_(
        "Here a line can part the two kinds of flowers. The loss is the [hinge](hinge): a flower"
        " that is right by a [margin](margin) of at least 1 has loss zero. Again one flower a step."
    ),
    scene=PARTED,
    ask=Choose(
        N_("What does the run do in the end?"),
        (
            Choice(
                N_("It keeps moving about, as before"),
                N_(
                    "Before, no weights suited all flowers. Here there are some where each single"
                    " flower is content."
                ),
                scene=ONE,
            ),
            Choice(
                N_("It comes to rest, at a loss of zero"),
                N_("Yes: no flower asks for a change any more."),
                right=True,
            ),
            Choice(
                N_("The loss falls for ever and never is zero"),
                N_("So it would with softmax. The hinge is exactly zero beyond the margin."),
                scene=f"{PARTED}&surface.loss=2",
            ),
        ),
    ),
    reveals=N_(
        "It rests after 62 steps. The noise of mini-batches is the disagreement of the samples:"
        " where all of them agree there is none."
    ),
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "One flower a step with a large rate ends far above the lowest loss, which is 0.1854. There"
        " is more than one way to calm it."
    ),
    scene=ONE,
    controls=("batch", "gd.learning_rate"),
    ask=Goal(
        N_("Let the run end below a loss of 0.1857."),
        of="gd",
        number="loss",
        between=(0.1, 0.1857),
        reached=N_("There. Now try to reach it the other way."),
        not_yet=N_("Take more flowers a step, or take shorter steps."),
        solved_by=f"{LONG}&batch=10",
    ),
    reveals=N_(
        "Larger batches make the slope better, a smaller rate averages it over more steps. Both"
        " lower the level: the first costs work in each step, the second costs steps."
    ),
)

LESSON = Lesson(
    slug="minibatches",
    number=14,
    title=N_("Mini-batches"),
    question=N_("Why train on a few samples at a time, if that makes every step wrong?"),
    steps=(SINGLE, FOUR, EPOCHS, PART, YOUR_TURN),
    claims=(
        Claim("All flowers: at rest", Measure(LONG, "gd", "converged"), (1, 1)),
        Claim("One flower: not", Measure(ONE, "gd", "converged"), (0, 0)),
        Claim("but near", Measure(ONE, "gd", "distance"), (0, 1)),
        Claim("Noise of one", partial(noise, 1), (0.625, 0.635)),
        Claim("of four", partial(noise, 4), (0.305, 0.315)),
        Claim("of sixteen", partial(noise, 16), (0.135, 0.145)),
        Claim("All at once: 0.067", partial(above_after_epochs, 100), (0.0665, 0.0675)),
        Claim("Ten at a time", partial(above_after_epochs, 10), (6e-6, 8e-6)),
        Claim("The hinge rests", Measure(PARTED, "gd"), (62, 62)),
        Claim("at zero", Measure(PARTED, "gd", "loss"), (0, 0)),
        Claim("where no flower pulls", largest_gradient_at_rest, (0, 0)),
        Claim("A smaller rate does it", Measure(SHORTER, "gd", "loss"), (0.18, 0.1857)),
        Claim("The lowest loss", lowest, (0.18535, 0.18545)),
    ),
)
