"""Lesson 13, Newton, BFGS, L-BFGS: what curvature brings, and what it costs."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step
from lessons.experiments.second_order import (
    above_the_minimum,
    gigabytes,
    pair_megabytes,
    without_minimum,
)

BOWL = "surface=bowl&race=gd~newton&gd.learning_rate=0.04&steps=400"
STEEP = f"{BOWL}&surface.steepness=10"
VALLEY = "surface=rosenbrock&race=newton~bfgs~lbfgs&steps=100&by=evaluations"
SLOW = "surface=rosenbrock&race=gd&gd.learning_rate=0.001&steps=5000"
FOUR = "surface=himmelblau&race=newton&steps=100"
FLOWERS = (
    "surface=linear_classifier&surface.loss=2&surface.reg=0.01&race=gd~lbfgs&gd.learning_rate=2"
)
BATCHES = f"{FLOWERS}&batch=10"

STEEPER = Step(
    title=N_("Ten times as steep"),
    says=N_(
        "[Newton's method](newton) uses the slope and the [curvature](curvature). On a round bowl"
        " it jumps to the bottom in one step. Now every slope of the bowl is ten times as steep."
    ),
    scene=STEEP,
    ask=Choose(
        N_("How many steps does Newton's method take now?"),
        (
            Choice(
                N_("10: where it is steep, steps are short"),
                N_(
                    "That would follow from the slope alone. But the curvature is ten times as"
                    " large as well, and the step is the slope divided by the curvature."
                ),
                value=10,
            ),
            Choice(
                N_("2: it jumps too far and comes back"),
                N_(
                    "Gradient descent may do that. Newton's step knows how fast the slope"
                    " changes, so it lands where it is zero."
                ),
                value=2,
            ),
            Choice(N_("1"), N_("Yes: slope and curvature grow alike."), right=True, value=1),
        ),
        measure=Measure(STEEP, "newton"),
        unit=N_("steps"),
    ),
    reveals=N_(
        "One step again: ten times the slope, divided by ten times the curvature. On a bowl,"
        " however narrow, Newton's method needs no learning rate."
    ),
    often_heard=N_("Newton takes small steps where it is steep and large ones where it is flat."),
    source="J. Nocedal, S. J. Wright, Numerical Optimization (2006), section 2.2",
)

GUESSED = Step(
    title=N_("Curvature without a Hessian"),
    says=N_(
        "In this bent valley gradient descent is not there after 5000 gradients. Newton takes 6"
        " steps: 13 [evaluations](evaluation) of gradients and [Hessians](hessian). BFGS sees no"
        " Hessian; it guesses the curvature from how the gradient changes."
    ),
    scene=VALLEY,
    ask=Estimate(
        N_("How many evaluations, losses and gradients, does BFGS take?"),
        lo=5,
        hi=5000,
        right=99,
        close=(50, 200),
        measure=Measure(VALLEY, "bfgs", "evaluations"),
        too_low=N_("More: it has to try the valley out before it knows how it bends."),
        too_high=N_("Fewer: every step teaches it something about the curvature."),
        is_close=N_("Well judged."),
        unit=N_("evaluations"),
    ),
    reveals=N_(
        "It takes 99, and L-BFGS, which keeps only the last ten steps in mind, 91. Changes of the"
        " gradient are curvature: that is the idea of [quasi-Newton methods](quasi_newton)."
    ),
)

WRONG_END = Step(
    title=N_("Where does Newton go?"),
    says=N_(
        "This landscape has four minima, all equally deep. From the start gradient descent goes"
        " down to the one at the upper right, (3, 2)."
    ),
    scene=FOUR,
    ask=Point(
        N_("Where will Newton's method end?"),
        (
            Place(
                (3.0, 2.0),
                1.0,
                N_("It would if it went downhill. It jumps to where its model is level."),
                scene="surface=himmelblau&race=gd&gd.learning_rate=0.005&steps=200",
            ),
            Place(
                (-2.805118, 3.131313),
                1.0,
                N_("That one is a minimum too, but its way there leads over the pass."),
            ),
            Place(
                (0.086678, 2.884255),
                0.9,
                N_("Yes: on the pass between two minima."),
                right=True,
            ),
        ),
        elsewhere=N_("It looks for level ground close by: a valley, a hilltop or a pass."),
        of="newton",
    ),
    reveals=N_(
        "It ends at a [saddle](saddle_point), where the slope is zero, too: the method asks for"
        " level ground, not for low ground. From 42 percent of all starts here it ends in no"
        " minimum."
    ),
    often_heard=N_("A second-order method finds the minimum without any learning rate."),
    source="J. Nocedal, S. J. Wright, Numerical Optimization (2006), section 3.3",
)

COST = Step(
    title=N_("The price"),
    says=N_(
        "A Hessian has a number for every pair of weights. A small network has 100,000 weights; at"
        " 8 bytes a number, they and their gradient take 0.8 megabytes each."
    ),
    scene="dimensions?weights=100000&part=cost",
    ask=Estimate(
        N_("How many gigabytes does its Hessian take?"),
        lo=0.001,
        hi=100_000,
        right=80,
        close=(30, 200),
        measure=partial(gigabytes, 100_000),
        too_low=N_("More: 100,000 times as much as the gradient."),
        too_high=N_("Less: it is 100,000 times the gradient's 0.8 megabytes."),
        is_close=N_("Well judged."),
        unit=N_("gigabytes"),
    ),
    reveals=N_(
        "80 gigabytes, and the work of solving for the step grows with the cube of the number of"
        " weights. L-BFGS keeps twenty vectors instead: 16 megabytes."
    ),
)

FEW = Step(
    title=N_("On mini-batches"),
    says=N_(
        "With all 100 flowers L-BFGS is far ahead of gradient descent here. Now each step sees"
        " only ten of them, others each time: a [mini-batch](mini_batch). Both take 200 steps."
    ),
    scene=BATCHES,
    ask=Choose(
        N_("Which one ends lower?"),
        (
            Choice(
                N_("L-BFGS: it knows the curvature"),
                N_("With all flowers it does. Here two gradients differ because the flowers do."),
                scene=FLOWERS,
            ),
            Choice(
                N_("Gradient descent"),
                N_("Yes: it is not led astray, as it compares nothing."),
                right=True,
            ),
            Choice(
                N_("Both alike: the noise is the same"),
                N_("The noise is. What they make of it is not."),
            ),
        ),
    ),
    reveals=N_(
        "L-BFGS ends more than 500 times as far above the lowest loss: it takes differences between"
        " samples for curvature. Noise is its trouble; the bent valley before was not convex, and"
        " there it was fast."
    ),
    often_heard=N_("L-BFGS works only for a convex function."),
    source="J. Nocedal, S. J. Wright, Numerical Optimization (2006), chapter 7",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Damping adds λ to every curvature before the step is taken. Where all curvatures are then"
        " positive, the step leads down."
    ),
    scene=FOUR,
    controls=("newton.damping",),
    ask=Goal(
        N_("Let Newton's method end in a minimum."),
        of="newton",
        number="converged",
        between=(1, 1),
        reached=N_("There: the damping outweighs the curvature that points down."),
        not_yet=N_("At the start the lowest curvature is −23. How much has to be added?"),
        solved_by=f"{FOUR}&newton.damping=30",
    ),
    reveals=N_(
        "With enough damping it ends in a minimum. With very much of it the step is"
        " that of gradient descent, and as slow."
    ),
)

LESSON = Lesson(
    slug="second_order",
    number=13,
    title=N_("Newton, BFGS, L-BFGS"),
    question=N_("If curvature knows the way, why are networks hardly ever trained with it?"),
    steps=(STEEPER, GUESSED, WRONG_END, COST, FEW, YOUR_TURN),
    claims=(
        Claim("On the round bowl one step", Measure(BOWL, "newton"), (1, 1)),
        Claim("Gradient descent: not there", Measure(SLOW, "gd", "converged"), (0, 0)),
        Claim("Newton: 6 steps", Measure(VALLEY, "newton"), (6, 6)),
        Claim("13 evaluations", Measure(VALLEY, "newton", "evaluations"), (13, 13)),
        Claim("L-BFGS: 91", Measure(VALLEY, "lbfgs", "evaluations"), (91, 91)),
        Claim("No minimum from 42 percent", without_minimum, (41.5, 42.5)),
        Claim("L-BFGS: 16 megabytes", partial(pair_megabytes, 100_000), (16, 16)),
        Claim("L-BFGS wins on all", partial(above_the_minimum, "lbfgs"), (-1e-15, 1e-12)),
        Claim("there", partial(above_the_minimum, "gd", learning_rate=2.0), (1e-9, 1e-6)),
        Claim(
            "500 times as far above on batches",
            partial(above_the_minimum, "lbfgs", 10),
            (500, 5000),
            than=partial(above_the_minimum, "gd", 10, learning_rate=2.0),
        ),
        Claim("In this race too", Measure(BATCHES, "lbfgs", "loss"), (0.19, 1)),
    ),
)
