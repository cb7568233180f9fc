"""Lesson 3, the learning rate: how long a step may be."""

from functools import cache

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step

BOWL = "surface=bowl&race=gd&steps=300"
OVER = f"{BOWL}&gd.learning_rate=1.9"
SMALL = f"{BOWL}&gd.learning_rate=0.1"
BEYOND = f"{BOWL}&gd.learning_rate=2.1"
RAVINE = "surface=ravine&steps=300"
FOUR = (
    f"{RAVINE}&race=gd~gd.2~gd.3~gd.4&gd.learning_rate=0.005&gd.2.learning_rate=0.02"
    "&gd.3.learning_rate=0.039&gd.4.learning_rate=0.041"
)
AT_LIMIT = f"{RAVINE}&race=gd&gd.learning_rate=0.04"
WIDER = "surface=ravine&surface.kappa=25&race=gd&steps=1000&gd.learning_rate=0.01"


@cache
def largest_rate() -> float:
    """The rate above which gradient descent no longer comes nearer on the ravine, by halving."""
    made = landscapes.get("ravine")
    low, high = 0.001, 1.0
    while high / low > 1.0001:
        rate = (low * high) ** 0.5
        run = optim.minimize(made, optim.get("gd", learning_rate=rate), max_steps=5000)
        low, high = (rate, high) if run.fun[-1] < run.fun[0] else (low, rate)
    return low


JUMPING = Step(
    title=N_("A long step on a round bowl"),
    says=N_(
        "A step of gradient descent is the slope times the [learning rate](learning_rate)"
        " $\\alpha$. On this bowl $\\alpha = 1$ lands at the bottom in one step. Here"
        " $\\alpha = 1.9$, nearly twice as long."
    ),
    scene=OVER,
    ask=Choose(
        N_("What becomes of this run?"),
        (
            Choice(
                N_("It jumps higher and higher and flies away"),
                N_(
                    "It does jump over the bottom. But it lands a little nearer each time, and that"
                    " adds up. With 2.1 it would fly away: the scene shows that."
                ),
                scene=BEYOND,
            ),
            Choice(
                N_("It jumps to and fro and arrives"),
                N_("Yes: over the bottom and back, each time a little nearer."),
                right=True,
            ),
            Choice(
                N_("It is at the bottom in two steps"),
                N_("With 1 it is there in a single step. A longer one does not stop half-way."),
                scene=f"{BOWL}&gd.learning_rate=1",
            ),
        ),
    ),
    reveals=N_(
        "It arrives after 138 steps: each lands on the other side, 0.9 times as far from the"
        " bottom. A rate of 0.1 keeps 0.9 of the distance as well, without jumping, and takes 138"
        " steps too."
    ),
)

FLYING = Step(
    title=N_("A little longer still"),
    says=N_("The same bowl and the same start, but now $\\alpha = 2.1$. It may try for 300 steps."),
    scene=BEYOND,
    ask=Choose(
        N_("And now?"),
        (
            Choice(
                N_("It arrives, only later"),
                N_(
                    "Up to 2 it does: the scene shows 1.95, which takes 283 steps. Above 2 a step"
                    " lands further away than it began."
                ),
                scene=f"{BOWL}&gd.learning_rate=1.95",
            ),
            Choice(
                N_("It jumps to and fro for ever"),
                N_("That is what happens at exactly 2: the scene shows it. Here it is more."),
                scene=f"{BOWL}&gd.learning_rate=2",
            ),
            Choice(
                N_("It flies away"),
                N_("Yes: each step lands 1.1 times as far away as it began."),
                right=True,
            ),
        ),
    ),
    reveals=N_(
        "It [diverges](divergence): after 142 steps the loss is above $10^{12}$. No patience helps,"
        " as every further step makes it worse."
    ),
    often_heard=N_("Repeat the step often enough, and in the end it converges."),
    source="B. T. Polyak, Introduction to Optimization (1987), section 1.4",
)

LIMIT = Step(
    title=N_("Where is the limit?"),
    says=N_(
        "What counts is the [curvature](curvature): how quickly the slope changes. On the bowl it"
        " was 1, and the limit for $\\alpha$ was 2. This valley is curved 50 times as strongly"
        " across as the bowl; along, it is curved as the bowl was."
    ),
    scene=AT_LIMIT,
    ask=Estimate(
        N_("Above which learning rate does gradient descent diverge here?"),
        lo=0.001,
        hi=10,
        right=0.04,
        close=(0.03, 0.053),
        measure=largest_rate,
        too_low=N_("That is still safe: such a step lands nearer to the floor than it began."),
        too_high=N_(
            "That is too long: across the valley the slope grows 50 times as fast as on the bowl,"
            " so the rate must be 50 times smaller."
        ),
        is_close=N_("Yes: 50 times less than on the bowl."),
    ),
    reveals=N_(
        "Above 0.04, that is 2/L, where L is the largest curvature. The picture shows 0.04 itself:"
        " across the valley the run jumps to and fro and comes no nearer, along it arrives."
    ),
    source="B. T. Polyak, Introduction to Optimization (1987), section 1.4",
)

BEST = Step(
    title=N_("Which rate is best?"),
    says=N_(
        "Four runs in this valley, with the learning rates 0.005, 0.02, 0.039 and 0.041, from the"
        " first to the fourth. The limit is 0.04. Each may take 300 steps."
    ),
    scene=FOUR,
    ask=Choose(
        N_("Which of the four ends lowest?"),
        (
            Choice(
                N_("0.005, the careful one"),
                N_(
                    "It is safe, but along the floor each step goes only 0.5 % of the way: after"
                    " 300 steps more than a fifth of it is still to go."
                ),
            ),
            Choice(
                N_("0.02, half the limit"),
                N_(
                    "It goes straight to the floor in its first step. From there on it is the floor"
                    " that takes long, and a rate nearly twice as large is nearly twice as fast."
                ),
            ),
            Choice(
                N_("0.039, just below the limit"),
                N_("Yes, although it jumps to and fro for long."),
                right=True,
            ),
            Choice(
                N_("0.041, the largest"),
                N_("It is the fastest along the floor, but across the valley it diverges."),
            ),
        ),
    ),
    reveals=N_(
        "0.005 ends at a loss of 0.08, 0.02 at 0.000008, and 0.039 lowest, at $7\\cdot10^{-11}$;"
        " 0.041 diverges. The gentle floor wants long steps, the steep walls set their limit: in"
        " a narrow valley the best rate is close below it."
    ),
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "A wider valley: across, it is curved only 25 times as strongly as along. The learning rate"
        " is 0.01, and 1000 steps are not enough."
    ),
    scene=WIDER,
    controls=("gd.learning_rate",),
    ask=Goal(
        N_("Let gradient descent arrive within 210 steps."),
        of="gd",
        number="steps",
        between=(0, 210),
        reached=N_("There: the limit is 2/25, and you are close below it."),
        not_yet=N_("Where is the limit now, if the largest curvature is 25?"),
        solved_by=WIDER.replace("=0.01", "=0.075"),
    ),
    reveals=N_(
        "The largest curvature says how long a step may be, the smallest how long the way then"
        " takes. On most surfaces the curvature changes from place to place, so no single rate is"
        " the best one everywhere."
    ),
)

LESSON = Lesson(
    slug="step_length",
    number=3,
    title=N_("The learning rate"),
    question=N_("How long may a step be?"),
    steps=(JUMPING, FLYING, LIMIT, BEST, YOUR_TURN),
    walk="walk?v=1&number=6",
    claims=(
        Claim("1.9 arrives after 138", Measure(OVER, "gd"), (138, 138)),
        Claim("It converges", Measure(OVER, "gd", "converged"), (1, 1)),
        Claim("0.1 takes as many", Measure(SMALL, "gd"), (138, 138)),
        Claim("1 takes one", Measure(f"{BOWL}&gd.learning_rate=1", "gd"), (1, 1)),
        Claim("1.95 takes 283", Measure(f"{BOWL}&gd.learning_rate=1.95", "gd"), (283, 283)),
        Claim(
            "2 ends where it began",
            Measure(f"{BOWL}&gd.learning_rate=2", "gd", "distance"),
            (1, 1),
            than=Measure(f"{BOWL}&gd.learning_rate=2", "gd", "distance", at=0),
        ),
        Claim("2.1 diverges", Measure(BEYOND, "gd", "diverged"), (1, 1)),
        Claim("in step 142", Measure(BEYOND, "gd"), (142, 142)),
        Claim(
            "At 0.04 the loss of the walls stays",
            Measure(AT_LIMIT, "gd", "loss"),
            (0.99, 1.01),
            than=Measure(AT_LIMIT, "gd", "loss", at=200),
        ),
        Claim("0.005 ends at 0.08", Measure(FOUR, "gd", "loss"), (0.075, 0.085)),
        Claim(
            "More than a fifth of the way is left",
            Measure(FOUR, "gd", "distance"),
            (0.2, 0.25),
            than=Measure(FOUR, "gd", "distance", at=0),
        ),
        Claim("0.02 ends at 8e-6", Measure(FOUR, "gd.2", "loss"), (7.5e-6, 8.5e-6)),
        Claim("0.039 ends at 7e-11", Measure(FOUR, "gd.3", "loss"), (6.5e-11, 7.5e-11)),
        Claim("0.041 diverges", Measure(FOUR, "gd.4", "diverged"), (1, 1)),
        Claim("1000 steps at 0.01 are not enough", Measure(WIDER, "gd", "converged"), (0, 0)),
    ),
)
