"""Lesson 8, saddles: whether a run gets stuck where the slope is zero without a minimum."""

from functools import partial

import numpy as np

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step

SADDLE = "surface=saddle&race=gd"
ON_RIDGE = f"{SADDLE}&steps=200"
BESIDE = f"{SADDLE}&steps=400&start=-1.6~0.001"
CLOSER = f"{SADDLE}&steps=400&start=-1.6~0.000001"
NOISY = f"{ON_RIDGE}&noise=0.01&seeds=10"
NEWTON = "surface=saddle&start=-1.6~0.4&race=newton"
FREED = f"{NEWTON}~newton.2&newton.2.saddle_free=1"
SHORT = f"{SADDLE}&steps=100&loss=linear"
RUNS = 100


def away(y: float) -> int:
    """Steps after which gradient descent, started so far beside the ridge, is 1 away from it."""
    made = landscapes.get("saddle")
    run = optim.minimize(made, optim.get("gd", learning_rate=0.05), (-1.6, y), max_steps=400)
    return int(np.argmax(np.abs(run.y) > 1))


def left_by_noise() -> int:
    """How many of 100 runs that start on the ridge have left it for a valley after 200 steps."""
    made, method = landscapes.get("saddle"), optim.get("gd", learning_rate=0.05)
    runs = (
        optim.minimize(made, method, max_steps=200, noise=0.01, seed=seed) for seed in range(RUNS)
    )
    return sum(abs(float(run.y[-1])) > 1 for run in runs)


def valleys(upper: str, lower: str) -> tuple[Place, Place]:
    """Both valleys, as wrong answers."""
    return Place((0.0, 1.414), 0.8, upper), Place((0.0, -1.414), 0.8, lower)


RIDGE = Step(
    title=N_("Along the ridge"),
    says=N_(
        "In the middle of this surface two hills at the left and right meet two valleys, above and"
        " below. Gradient descent starts at the diamond, exactly on the ridge of the left hill."
    ),
    scene=ON_RIDGE,
    ask=Point(
        N_("Where will it end? Point to the place."),
        places=(
            Place((0.0, 0.0), 0.6, N_("Yes: in the middle, between the valleys."), right=True),
            *valleys(
                N_(
                    "That is lower, but exactly on the ridge the slope points straight along it,"
                    " and neither to this valley nor to the other."
                ),
                N_(
                    "That is lower, but which of two equal valleys should it take? Exactly on the"
                    " ridge the slope points to neither."
                ),
            ),
        ),
        elsewhere=N_("It goes down along the ridge until the ground is level."),
        of="gd",
    ),
    reveals=N_(
        "It ends in the middle, where the slope is 0: a [saddle point](saddle_point). Along the"
        " ridge it is the lowest point, across the ridge the highest."
    ),
)

THOUSANDTH = Step(
    title=N_("A thousandth beside the ridge"),
    says=N_("Now it starts 0.001 above the ridge: on the map the two starts look the same."),
    scene=BESIDE,
    ask=Choose(
        N_("What becomes of this run?"),
        (
            Choice(
                N_("It ends at the saddle as well"),
                N_(
                    "Only exactly on the ridge: the scene shows that. Beside it the slope has a"
                    " small part that points away from the ridge, and that part grows."
                ),
                scene=ON_RIDGE,
            ),
            Choice(
                N_("It swings to and fro at the saddle"),
                N_(
                    "For that, something would have to pull it back. Along the ridge it is pulled"
                    " to the saddle, across it is only pushed away."
                ),
            ),
            Choice(
                N_("It passes the saddle and goes into a valley, within 100 steps"),
                N_("Yes: slowly at first, then ever faster."),
                right=True,
            ),
            Choice(
                N_("The same, but after thousands of steps"),
                N_(
                    "It does hesitate. But at each step the distance from the ridge grows by a"
                    " tenth, and a thousand times is soon reached that way."
                ),
            ),
        ),
    ),
    reveals=N_(
        "After 76 steps it is a whole unit away from the ridge, and it arrives after 145. At a"
        " saddle the slopes are not of two kinds, they are all 0; it is the"
        " [curvature](curvature) that has two signs."
    ),
    often_heard=N_("At a saddle some slopes go up and some go down, so a run oscillates there."),
    source="J. D. Lee et al., COLT 2016 (arXiv:1602.04915)",
)

MILLIONTH = Step(
    title=N_("A thousand times closer"),
    says=N_(
        "From 0.001 beside the ridge gradient descent arrived in the valley after 145 steps. Now it"
        " starts only 0.000001 beside it, a thousand times closer."
    ),
    scene=CLOSER,
    ask=Estimate(
        N_("After how many steps does it arrive?"),
        lo=100,
        hi=1_000_000,
        right=216,
        close=(170, 300),
        measure=Measure(CLOSER, "gd"),
        too_low=N_("A few more: first it has to get as far away as the other run began."),
        too_high=N_(
            "Far fewer: what is multiplied by 1.1 at each step is a thousand times as large after"
            " 73 steps."
        ),
        is_close=N_("Well judged: a thousand times closer costs only some 70 steps."),
        unit=N_("steps"),
        drawn="steps",
    ),
    reveals=N_(
        "After 216 steps. The distance from the ridge grows like a debt with interest, so a saddle"
        " slows a run down but does not hold it; only starts exactly on the ridge are lost."
    ),
    source="J. D. Lee et al., COLT 2016 (arXiv:1602.04915)",
)

WITH_NOISE = Step(
    title=N_("With a little noise"),
    says=N_(
        "Exactly on the ridge again, but now each slope has a little [noise](noise), as if it were"
        " taken from a few samples. There are ten such runs here, out of 100 of 200 steps each."
    ),
    scene=NOISY,
    ask=Choose(
        N_("How many of the 100 leave the ridge for a valley?"),
        (
            Choice(
                N_("None: the noise cancels on average"),
                N_(
                    "It would, if it did not grow. But the first push to one side is soon larger"
                    " than any noise after it."
                ),
                scene=ON_RIDGE,
                value=0,
            ),
            Choice(
                N_("About half of them"),
                N_(
                    "About half of them go to each valley, that is true. But none has a reason to"
                    " stay."
                ),
                value=50,
            ),
            Choice(N_("All of them"), N_("Yes."), right=True, value=100),
        ),
        measure=left_by_noise,
        unit=N_("of 100 runs"),
    ),
    reveals=N_(
        "All 100 leave. Any push off the ridge grows, and training with mini-batches is full of"
        " pushes."
    ),
    often_heard=N_("Stochastic gradient descent stops at saddle points."),
    source="R. Ge et al., COLT 2015 (arXiv:1503.02101)",
)

LEVEL_SEEKER = Step(
    title=N_("A method that looks for level ground"),
    says=N_(
        "[Newton's method](newton) bends its steps to the curvature and jumps to where the slope"
        " should be 0. It starts well beside the ridge, at y = 0.4; gradient descent would go to"
        " the upper valley from there."
    ),
    scene=NEWTON,
    ask=Point(
        N_("Where will Newton's method end? Point to the place."),
        places=(
            Place((0.0, 0.0), 0.6, N_("Yes: level ground is all it looks for."), right=True),
            *valleys(
                N_(
                    "Gradient descent goes there. Newton's method looks only for slope 0, and"
                    " it comes upon the saddle first."
                ),
                N_("On the way there lie the ridge and the saddle, and the saddle is level."),
            ),
        ),
        elsewhere=N_("It stops only where the slope is 0: at the saddle or in one of the valleys."),
        of="newton",
    ),
    reveals=N_(
        "In 3 steps it is at the saddle: to Newton's method every"
        " [critical point](critical_point) is as good. A variant that turns round where the"
        " curvature is negative, saddle-free Newton, is in the upper valley after 9."
    ),
    source="Y. Dauphin et al., NeurIPS 2014 (arXiv:1406.2572)",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "On the ridge once more. Give gradient descent a push: a little noise, or a slight tilt of"
        " the whole surface. Try how little is enough."
    ),
    scene=SHORT,
    controls=("noise", "surface.tilt"),
    ask=Goal(
        N_("Bring it below a loss of −0.99 within its 100 steps."),
        of="gd",
        number="loss",
        between=(-10, -0.99),
        reached=N_("There: that push was enough."),
        not_yet=N_("It is still too near to the saddle: a slightly larger push."),
        solved_by=f"{SHORT}&noise=0.01",
    ),
    reveals=N_(
        "Noise of 0.01 or a tilt of 0.005 is enough for 100 steps; with more steps less would do. A"
        " saddle costs time, it is not a trap."
    ),
)

LESSON = Lesson(
    slug="saddles",
    number=8,
    title=N_("Saddles"),
    question=N_("Does a run get stuck at a saddle?"),
    steps=(RIDGE, THOUSANDTH, MILLIONTH, WITH_NOISE, LEVEL_SEEKER, YOUR_TURN),
    claims=(
        Claim("On the ridge it stops at the saddle", Measure(ON_RIDGE, "gd", "saddle"), (1, 1)),
        Claim("Beside it it is 1 away after 76 steps", partial(away, 0.001), (76, 76)),
        Claim("It arrives after 145", Measure(BESIDE, "gd"), (145, 145)),
        Claim("in the upper valley", Measure(BESIDE, "gd", "y"), (1.41, 1.42)),
        Claim("A thousandth of it: 216", Measure(CLOSER, "gd"), (216, 216)),
        Claim(
            "A step adds a tenth to the distance",
            Measure(BESIDE, "gd", "y", at=1),
            (1.0999, 1.1001),
            than=Measure(BESIDE, "gd", "y", at=0),
        ),
        Claim("73 such steps make a thousand", lambda: 1.1**73, (1000, 1100)),
        Claim("Newton's method ends at the saddle", Measure(NEWTON, "newton", "saddle"), (1, 1)),
        Claim("after 3 steps", Measure(NEWTON, "newton"), (3, 3)),
        Claim("Saddle-free it takes 9", Measure(FREED, "newton.2"), (9, 9)),
        Claim("to the upper valley", Measure(FREED, "newton.2", "y"), (1.41, 1.42)),
        Claim(
            "Gradient descent goes there",
            Measure(NEWTON.replace("newton", "gd"), "gd", "y"),
            (1.41, 1.42),
        ),
        Claim("Without a push it stays", Measure(SHORT, "gd", "y"), (0, 0)),
        Claim(
            "A tilt of 0.005 is enough",
            Measure(f"{SHORT}&surface.tilt=0.005", "gd", "loss"),
            (-1.1, -0.99),
        ),
        Claim(
            "One of 0.0001 is not",
            Measure(f"{SHORT}&surface.tilt=0.0001", "gd", "loss"),
            (-0.99, 0),
        ),
        Claim("Noise of 0.01 is enough", Measure(f"{SHORT}&noise=0.01", "gd", "loss"), (-1, -0.99)),
        Claim(
            "With 200 steps a tenth of it is",
            Measure(f"{ON_RIDGE}&noise=0.001", "gd", "loss"),
            (-1, -0.99),
        ),
    ),
)
