"""Lesson 4, the steepest way is not the shortest: why gradient descent zigzags."""

import math

import landscapes
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step

RAVINE = "surface=ravine&race=gd&gd.learning_rate=0.039&steps=1000"
HALF = "surface=ravine&race=gd~gd&gd.learning_rate=0.039&gd.2.learning_rate=0.0195&steps=1000"
NARROW = "surface=ravine&surface.kappa=200&race=gd&gd.learning_rate=0.00992&steps=2500"
HELPED = (
    "surface=ravine&surface.kappa=200&race=gd~momentum&gd.learning_rate=0.00992&steps=2500"
    "&momentum.learning_rate=0.0174&momentum.momentum=0.753"
)
ROUND = "surface=ravine&surface.kappa=10&race=gd&gd.learning_rate=0.18"


def first_turn() -> float:
    """Degrees between the first step and the straight way to the minimum."""
    made = landscapes.get("ravine")
    (x, y), (gx, gy) = made.start, made.grad(*made.start)
    return math.degrees(math.acos((x * gx + y * gy) / math.hypot(x, y) / math.hypot(gx, gy)))


FIRST_STEP = Step(
    title=N_("The first step"),
    says=N_(
        "This valley is 50 times as steep across as along. The lowest point is the middle."
        " [Gradient descent](gradient_descent) always goes straight down the slope under its feet."
    ),
    scene="surface=ravine&race=gd&gd.learning_rate=0.039&steps=1",
    ask=Choose(
        N_("How far does its first step point away from the lowest point?"),
        (
            Choice(
                N_("Hardly at all"),
                N_(
                    "On a round bowl it would. Here the walls are much steeper than the floor, and"
                    " the steepest way down a wall leads across the valley."
                ),
                scene="surface=ravine&surface.kappa=1&race=gd&gd.learning_rate=0.039&steps=1",
                value=0,
            ),
            Choice(
                N_("About 20 degrees"),
                N_(
                    "In a valley only a little longer than wide that would do. This one is far from"
                    " round."
                ),
                scene="surface=ravine&surface.kappa=3&race=gd&gd.learning_rate=0.039&steps=1",
                value=20,
            ),
            Choice(
                N_("About 70 degrees"),
                N_("Yes: nearly at a right angle to where it should go."),
                right=True,
                value=71.6,
            ),
        ),
        measure=first_turn,
        unit=N_("degrees off"),
    ),
    reveals=N_(
        "It goes across the valley: 72 degrees off. The [gradient](gradient) knows the slope where"
        " one stands, not where the bottom is."
    ),
)

ZIGZAG = Step(
    title=N_("A smaller step"),
    says=N_(
        "The path zigzags: each step jumps over the floor to the other wall. With half the"
        " [learning rate](learning_rate) it would not jump over. The first run is as before, the"
        " second has half the rate."
    ),
    scene=HALF,
    ask=Choose(
        N_("Which of the two arrives first?"),
        (
            Choice(
                N_("Half the rate: its path is straighter"),
                N_(
                    "Its path is far shorter, that is true. But along the floor the slope is"
                    " gentle, and half the rate halves every step there too."
                ),
            ),
            Choice(
                N_("The zigzag: its steps are longer"),
                N_("Yes, although its path is almost eight times as long."),
                right=True,
            ),
            Choice(
                N_("Both at about the same time"),
                N_("A fair guess: shorter steps on a shorter path. The race says otherwise."),
            ),
        ),
    ),
    reveals=N_(
        "The zigzag takes 362 steps, the straight path 731. Zigzag is not the trouble: it is the"
        " price of a rate large enough for the gentle floor."
    ),
)

FOUR_TIMES = Step(
    title=N_("Walls four times as steep"),
    says=N_(
        "How many times as steep across as along is called the"
        " [condition number](condition_number). It was 50, and gradient descent took 362 steps at"
        " its best rate. Now it is 200, and the rate is again the best one."
    ),
    scene=NARROW,
    ask=Choose(
        N_("How many times as many steps does it take now?"),
        (
            Choice(
                N_("2 times"),
                N_(
                    "Twice would be the square root of four. There are methods that do so well:"
                    " the next step shows one."
                ),
                scene=HELPED,
                value=2,
            ),
            Choice(
                N_("4 times"),
                N_("Yes: as many times as the walls are steeper."),
                right=True,
                value=4,
            ),
            Choice(
                N_("16 times"),
                N_(
                    "It would be so if the number of steps grew with the square. Only the rate has"
                    " to be four times smaller, and that costs four times the steps."
                ),
                value=16,
            ),
        ),
        measure=Measure(NARROW, "gd"),
        than=Measure(RAVINE, "gd"),
        unit=N_("times as many steps"),
        drawn="steps",
        scale=362,
    ),
    reveals=N_(
        "It takes 1443 steps, 4 times as many. The steep walls allow a rate of hardly more than"
        " 2/200, and along the floor each step then removes only a hundredth of the way."
    ),
    source="S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 9.3",
)

HELP = Step(
    title=N_("What helps"),
    says=N_(
        "[Momentum](momentum) adds up the steps it took before. Across the valley they point to and"
        " fro and cancel; along the floor they agree and grow. Gradient descent took 1443 steps."
    ),
    scene=HELPED,
    ask=Estimate(
        N_("How many steps does momentum take, well set?"),
        lo=10,
        hi=3000,
        right=149,
        close=(100, 220),
        measure=Measure(HELPED, "momentum"),
        too_low=N_("Not that few: the swings across the valley still have to die out."),
        too_high=N_("Fewer: what agrees adds up step after step, so it runs along the floor."),
        is_close=N_("Well judged."),
        unit=N_("steps"),
        drawn="steps",
    ),
    reveals=N_(
        "It takes 149 steps, almost ten times fewer. For momentum, well set, the steps grow only"
        " with the square root of the condition number."
    ),
    often_heard=N_("The steepest way down is the fastest way down."),
    source="B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1-17",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Here gradient descent takes 73 steps. Change the shape of the valley, and then the rate,"
        " until the steepest way is also the shortest."
    ),
    scene=ROUND,
    controls=("surface.kappa", "gd.learning_rate"),
    ask=Goal(
        N_("Let gradient descent arrive within 10 steps."),
        of="gd",
        number="steps",
        between=(0, 10),
        reached=N_("There: on a round bowl every slope points to the middle."),
        not_yet=N_("First make the valley round. What is then the longest step that is safe?"),
        solved_by="surface=ravine&surface.kappa=1&race=gd&gd.learning_rate=1",
    ),
    reveals=N_(
        "With a condition number of 1 the steepest way is the shortest. What else can be done is to"
        " bend the steps as the valley is bent: that is the idea of Newton's method."
    ),
)

LESSON = Lesson(
    slug="steepest",
    number=4,
    title=N_("The steepest way is not the shortest"),
    question=N_("Why does gradient descent zigzag?"),
    steps=(FIRST_STEP, ZIGZAG, FOUR_TIMES, HELP, YOUR_TURN),
    claims=(
        Claim("The first step is 72 degrees off", first_turn, (71.5, 72.5)),
        Claim("At κ = 50 the best rate takes 362 steps", Measure(RAVINE, "gd"), (362, 362)),
        Claim("Half of it takes 731", Measure(HALF, "gd.2"), (731, 731)),
        Claim(
            "The zigzag is almost eight times as long",
            Measure(HALF, "gd", "length"),
            (7.5, 8),
            than=Measure(HALF, "gd.2", "length"),
        ),
        Claim("At κ = 200 it takes 1443", Measure(NARROW, "gd"), (1443, 1443)),
        Claim("Momentum takes 149", Measure(HELPED, "momentum"), (149, 149)),
        Claim("Round, but not turned up, takes 73", Measure(ROUND, "gd"), (73, 73)),
    ),
)
