"""Lesson 7, plateaus: why training stands still although nothing is wrong."""

from functools import partial

import numpy as np

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step

SHELF, FLATTER = 0.01, 0.001
PLATEAU = "surface=plateau&steps=5000"
FLAT = f"{PLATEAU}&surface.slope=0.001"
SLOW, SLOWER = f"{PLATEAU}&race=gd", f"{FLAT}&race=gd"
ROLLED, ROLLS = f"{PLATEAU}&race=momentum", f"{FLAT}&race=momentum"
BRAKED = f"{ROLLS}&momentum.momentum=0.5"
STOPPED = f"{FLAT}&race=gd&steps=2000".replace("&steps=5000", "")
SCALED = "surface=plateau&surface.slope=0.001&steps=600&race=gd~rmsprop~adam"
LARGE = "surface=plateau&surface.slope=0.001&steps=1000&race=gd&gd.learning_rate=0.2"
SAFE = f"{SLOWER}&gd.learning_rate=0.12"
TUNED = ROLLS.replace("5000", "1000")


def crossing(slug: str, x: float, slope: float = FLATTER, **knobs: float) -> int:
    """The first step after which a method stands beyond x; how it opens on this surface."""
    return int(np.argmax(_run(slug, slope, **knobs).x > x))


def _run(slug: str, slope: float, **knobs: float) -> optim.Trajectory:
    made = landscapes.get("plateau", slope=slope)
    method = optim.get(slug, **{**made.race[slug], **knobs})
    return optim.minimize(made, method, max_steps=5000)


def length_on_shelf(slug: str) -> float:
    """How long its step is that crosses the middle of the shelf, x = 0."""
    run, k = _run(slug, FLATTER), crossing(slug, 0)
    return float(np.hypot(run.x[k] - run.x[k - 1], run.y[k] - run.y[k - 1]))


def curvature(x: float) -> float:
    """Along the valley."""
    return float(landscapes.get("plateau", slope=FLATTER).hess(x, 0.0)[0])


FLAT_SHELF = Step(
    title=N_("A shelf on the way"),
    says=N_(
        "Half-way down to the star lies a nearly level shelf, a [plateau](plateau). Gradient"
        " descent crossed it and arrived after 914 steps. Now the shelf is ten times flatter."
    ),
    scene=SLOWER,
    ask=Estimate(
        N_("How many steps does gradient descent take now?"),
        lo=500,
        hi=200_000,
        right=4991,
        close=(3000, 9500),
        measure=Measure(SLOWER, "gd"),
        too_low=N_("More: each step is as long as the slope tells, and that is ten times gentler."),
        too_high=N_(
            "Not quite so many: only the middle of the shelf has become ten times flatter, and that"
            " part is narrow."
        ),
        is_close=N_("Well judged: it is nearly all spent on the shelf."),
        unit=N_("steps"),
        drawn="steps",
    ),
    reveals=N_(
        "4991 steps, 5.5 times as many. A step is the slope times the"
        " [learning rate](learning_rate): where there is hardly a slope there is hardly a step."
    ),
    source="I. Goodfellow et al., Deep Learning (2016), section 8.2.3",
)

NOT_OVER = Step(
    title=N_("Is it over?"),
    says=N_(
        "Somebody watches only the loss of this run, and stops it after 2000 steps: since step"
        " 100 the loss has fallen by only 0.1 %. Here are these 2000 steps."
    ),
    scene=STOPPED,
    ask=Choose(
        N_("Where does the run stand when it is stopped?"),
        (
            Choice(
                N_("At the lowest point, or nearly"),
                N_(
                    "The loss changes as little there: the scene shows such an end. But a small"
                    " slope only says that the ground is level here."
                ),
                scene=SLOWER,
            ),
            Choice(
                N_("In a local minimum"),
                N_(
                    "From a minimum there is no way down. Here there is one, only so gentle that"
                    " the steps are tiny."
                ),
            ),
            Choice(
                N_("On the shelf, most of the way still ahead"),
                N_("Yes: nothing is wrong, it is only slow."),
                right=True,
            ),
        ),
    ),
    reveals=N_(
        "At x = −0.03; the lowest point is at x = 2. The slope is tiny in both places, the"
        " [curvature](curvature) tells them apart: 16 at the bottom, nearly 0 on the shelf."
    ),
)

MOMENTUM = Step(
    title=N_("With speed"),
    says=N_(
        "[Momentum](momentum) keeps nine tenths of its speed at each step. With the first shelf it"
        " took 275 steps in all. On the shelf that is ten times flatter there is hardly a slope to"
        " push it."
    ),
    scene=ROLLS,
    ask=Choose(
        N_("How many times as many steps does it take there?"),
        (
            Choice(N_("1.1 times: hardly more"), N_("Yes."), right=True, value=1.07),
            Choice(
                N_("2 times"),
                N_(
                    "Fewer: it needs no push on the shelf, it comes down from the slope with speed."
                ),
                value=2,
            ),
            Choice(
                N_("5.5 times, like gradient descent"),
                N_(
                    "So it would be if it lost its speed at once. The scene shows it with less"
                    " memory: then it creeps over the shelf as well."
                ),
                scene=BRAKED,
                value=5.5,
            ),
        ),
        measure=Measure(ROLLS, "momentum"),
        than=Measure(ROLLED, "momentum"),
        unit=N_("times as many steps"),
        drawn="steps",
        scale=275,
    ),
    reveals=N_(
        "294 steps. It comes down the slope with speed and is across the shelf before that is used"
        " up; most of its steps are then spent on swinging about the lowest point."
    ),
)

RESCALED = Step(
    title=N_("Divide by the slope"),
    says=N_(
        "RMSProp divides each slope by the size of the slopes it has lately seen; Adam does so too,"
        " and remembers its direction. Such methods are called [adaptive](adaptive). The shelf is"
        " the flat one."
    ),
    scene=SCALED,
    ask=Choose(
        N_("How long is RMSProp's step in the middle of the shelf, beside gradient descent's?"),
        (
            Choice(
                N_("The same: both follow the slope"),
                N_(
                    "Both do, but RMSProp asks only how steep it is beside what it has lately seen,"
                    " not how steep it is."
                ),
                value=1,
            ),
            Choice(
                N_("About 10 times as long"),
                N_(
                    "Longer still: the slope there is over a thousand times gentler than at the"
                    " start."
                ),
                value=10,
            ),
            Choice(N_("Over 100 times as long"), N_("Yes."), right=True, value=113),
        ),
        measure=partial(length_on_shelf, "rmsprop"),
        than=partial(length_on_shelf, "gd"),
        unit=N_("times as long"),
    ),
    reveals=N_(
        "113 times. A slope divided by slopes of its own size is near 1, however small both are:"
        " RMSProp is across after 219 steps, Adam after 467, gradient descent after 4976."
    ),
)

LARGER_RATE = Step(
    title=N_("A larger rate"),
    says=N_(
        "Or simply a larger learning rate: gradient descent with $\\alpha = 0.2$ instead of 0.04,"
        " on the flat shelf. It may take 1000 steps."
    ),
    scene=LARGE,
    ask=Choose(
        N_("What becomes of it?"),
        (
            Choice(
                N_("It is soon across and comes to rest at the star"),
                N_(
                    "It is soon across. But at the star the ground is sharply curved. With 0.12 it"
                    " comes to rest there, and takes 1804 steps: see the scene."
                ),
                scene=SAFE,
            ),
            Choice(N_("It is soon across and never comes to rest"), N_("Yes."), right=True),
            Choice(
                N_("1000 steps are too few to get across"),
                N_("Five times the rate needs at most a fifth of the steps, and that is 995."),
            ),
        ),
    ),
    reveals=N_(
        "After 220 steps it is across, and then it jumps between 1.1 and 2.2 for good. At the star"
        " the curvature is 16, so no rate above 2/16 = 0.125 can settle there: what is right for"
        " the shelf is wrong for the bottom."
    ),
    often_heard=N_("On a plateau, make the learning rate large."),
    source="B. T. Polyak, Introduction to Optimization (1987), section 1.4",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Momentum takes 294 steps, most of them swinging about the star. Find a learning rate and a"
        " $\\beta$ that carry it over the flat shelf without swinging for so long."
    ),
    scene=TUNED,
    controls=("momentum.learning_rate", "momentum.momentum"),
    ask=Goal(
        N_("Let it arrive within 200 steps."),
        of="momentum",
        number="steps",
        between=(0, 200),
        reached=N_("There: speed enough for the shelf, and friction enough for the bottom."),
        not_yet=N_(
            "A smaller $\\beta$ calms the swings, but needs a larger learning rate to get across."
        ),
        solved_by=f"{TUNED}&momentum.learning_rate=0.03&momentum.momentum=0.8",
    ),
    reveals=N_(
        "A run that stands still need not be stuck: look at slope and curvature before you stop it."
        " Speed, or division by the slope, gets it across."
    ),
)


def across(says: str, steps: int, slug: str, **knobs: float) -> Claim:
    """That it is beyond x = 1.9 after so many steps."""
    return Claim(says, partial(crossing, slug, 1.9, **knobs), (steps, steps))


LESSON = Lesson(
    slug="plateaus",
    number=7,
    title=N_("Plateaus"),
    question=N_("Why does training stand still although nothing is wrong?"),
    steps=(FLAT_SHELF, NOT_OVER, MOMENTUM, RESCALED, LARGER_RATE, YOUR_TURN),
    claims=(
        Claim("The first shelf takes 914 steps", Measure(SLOW, "gd"), (914, 914)),
        Claim(
            "The flatter one 5.5 times as many",
            Measure(SLOWER, "gd"),
            (5.45, 5.55),
            than=Measure(SLOW, "gd"),
        ),
        Claim(
            "From step 100 to 2000 the loss falls by 0.1 %",
            Measure(STOPPED, "gd", "loss"),
            (0.9985, 0.9995),
            than=Measure(STOPPED, "gd", "loss", at=100),
        ),
        Claim("Then it stands at −0.03", Measure(STOPPED, "gd", "x"), (-0.035, -0.025)),
        Claim("At the bottom the curvature is 16", partial(curvature, 2.0), (15.9, 16.1)),
        Claim("On the shelf it is nearly 0", partial(curvature, -0.026), (0, 0.002)),
        Claim("Momentum took 275", Measure(ROLLED, "momentum"), (275, 275)),
        Claim("It takes 294", Measure(ROLLS, "momentum"), (294, 294)),
        across("It is across long before", 56, "momentum"),
        Claim("With β = 0.5 it creeps", Measure(BRAKED, "momentum", "x"), (-0.1, 0.1)),
        across("RMSProp is across after 219", 219, "rmsprop"),
        across("Adam after 467", 467, "adam"),
        across("Gradient descent after 4976", 4976, "gd"),
        Claim(
            "RMSProp's step there is 113 times as long",
            partial(length_on_shelf, "rmsprop"),
            (112.5, 113.5),
            than=partial(length_on_shelf, "gd"),
        ),
        across("0.2 is across after 220", 220, "gd", learning_rate=0.2),
        Claim("It never settles", Measure(LARGE, "gd", "converged"), (0, 0)),
        Claim("It jumps up to 2.2", Measure(LARGE, "gd", "largest_x"), (2.15, 2.25)),
        Claim("0.12 takes 1804", Measure(SAFE, "gd"), (1804, 1804)),
        Claim("It settles", Measure(SAFE, "gd", "converged"), (1, 1)),
    ),
)
