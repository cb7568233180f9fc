"""Lesson 2, two gradients: by differences and by rule, and how small h should be."""

from functools import cache, partial

import numpy as np

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step

EXACT = "surface=rosenbrock&race=gd&gd.learning_rate=0.001&steps=500"
FORWARD = f"{EXACT}&gradient=forward"
WIDE = f"{FORWARD}&h=0.1"
BEST = f"{FORWARD}&h=1e-8"
TINY = f"{FORWARD}&h=1e-12&panel=check"
CHECKED = f"{BEST}&panel=check"
CENTRAL = f"{EXACT}&gradient=central&h=3e-6"
TWICE = "surface=rosenbrock&race=gd&gd.learning_rate=0.002&steps=500&panel=check&mistake=factor"
COARSE, FINE = 1e-5, 1e-12


def error(h: float) -> float:
    """Of the forward difference at the start, as a share of the gradient."""
    made = landscapes.get("rosenbrock")
    return float(optim.check_gradient(made, *made.start, h=[h]).forward[0])


@cache
def usual_errors() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Step lengths h, and for each the median error, forward and central, over the window."""
    made = landscapes.get("rosenbrock")
    across, up = (np.linspace(lo, hi, 17)[1:-1] for lo, hi in made.bounds)
    found = [optim.check_gradient(made, x, y) for x in across for y in up]
    forward, central = ([getattr(f, name) for f in found] for name in ("forward", "central"))
    return found[0].h, np.median(forward, axis=0), np.median(central, axis=0)


def best_h(which: int) -> float:
    """Where that error is least: 1 forward, 2 central."""
    errors = usual_errors()
    return float(errors[0][errors[which].argmin()])


def least_error(which: int) -> float:
    """The error there."""
    return float(usual_errors()[which].min())


def read_by_check() -> float:
    """What the check reads at a good h where the gradient is twice too large."""
    made = landscapes.get("rosenbrock")
    wrong = optim.Mistaken(made, "factor")
    return float(optim.check_gradient(wrong, *made.start, h=[1e-8]).forward[0])


def losses_differ() -> float:
    """How much the losses differ at so short a distance, as a share of the loss."""
    made, (x, y) = landscapes.get("rosenbrock"), landscapes.get("rosenbrock").start
    return float(abs(FINE * made.grad(x, y)[0]) / made.fun(x, y))


BY_TRYING = Step(
    title=N_("The slope by trying"),
    says=N_(
        "A slope can be found by trying: look at the [loss](loss) here and a short way h further,"
        " and divide the difference by h. That is a"
        " [finite difference](finite_difference). Here $h = 0.1$. The lowest point is the star at"
        " the right, in the bent valley."
    ),
    scene=WIDE,
    ask=Choose(
        N_("Where does gradient descent go with slopes found so?"),
        (
            Choice(
                N_("Along the valley to the right, nearly as with exact slopes"),
                N_(
                    "With exact slopes it would: the scene shows that run. But here the slope"
                    " changes much within a tenth, and the difference mixes both ends."
                ),
                scene=EXACT,
            ),
            Choice(
                N_("To the floor of the valley, and there it stops"),
                N_(
                    "It would stop where the measured slope is 0. The floor is no such place: from"
                    " there, looking a tenth further reaches up a wall."
                ),
            ),
            Choice(
                N_("The wrong way: to the left, uphill"), N_("Yes, it is led astray."), right=True
            ),
        ),
    ),
    reveals=N_(
        "After 500 steps its loss is 49, twice that of the start; exact slopes lead to 2.3. The"
        " difference is off by about h/2 times the [curvature](curvature), and the walls of this"
        " valley are sharply curved."
    ),
)

SMALLER = Step(
    title=N_("Smaller and smaller"),
    says=N_(
        "So h must be small. At the start, $h = 10^{-5}$ gives the slope but for 3 parts in"
        " 100,000. A computer keeps about 16 digits of every number. Now h becomes ten million"
        " times smaller: $10^{-12}$."
    ),
    scene=TINY,
    ask=Choose(
        N_("By what is the error multiplied?"),
        (
            Choice(
                N_("It becomes ten million times smaller"),
                N_(
                    "On paper it would. In a computer the two losses become so alike that rounding"
                    " eats the difference."
                ),
                value=1e-7,
            ),
            Choice(
                N_("It stays the same"),
                N_(
                    "It does not stay: somewhere between, rounding takes over from the curvature,"
                    " and from there on a smaller h is worse."
                ),
                value=1,
            ),
            Choice(N_("It becomes about 4 times larger"), N_("Yes."), right=True, value=3.87),
        ),
        measure=partial(error, FINE),
        than=partial(error, COARSE),
        unit=N_("times the error"),
    ),
    reveals=N_(
        "It grows to 11 parts in 100,000. The two losses now differ by one part in"
        " 100,000,000,000: of their 16 digits eleven cancel, and only four or five are left for the"
        " slope."
    ),
    often_heard=N_("The smaller h is, the more exact the slope."),
    source="J. Nocedal and S. J. Wright, Numerical Optimization (2006), section 8.1",
)

BEST_H = Step(
    title=N_("The best h"),
    says=N_(
        "Two errors pull against each other. That of the curvature shrinks with h, that of"
        " [rounding](rounding_error) grows as h shrinks. The computer rounds to about 16 digits."
    ),
    scene=CHECKED,
    ask=Estimate(
        N_("At which h is the difference most exact?"),
        lo=1e-13,
        hi=1,
        right=5.62e-9,
        close=(5e-10, 1e-7),
        measure=partial(best_h, 1),
        too_low=N_("There rounding has eaten too many digits already: take a longer h."),
        too_high=N_("There the curvature still does more harm than rounding: take a shorter h."),
        is_close=N_("Well judged: about half of the 16 digits."),
    ),
    reveals=N_(
        "Near $6\\cdot10^{-9}$ the error is least, about $10^{-8}$: half of the digits are left. A"
        " difference taken to both sides is best near $3\\cdot10^{-6}$ and errs by only $10^{-11}$."
    ),
    source="J. Nocedal and S. J. Wright, Numerical Optimization (2006), section 8.1",
)

PRICE = Step(
    title=N_("What it costs"),
    says=N_(
        "There are two weights here, so each slope has two parts: one to the right, one upwards."
        " For each part the loss is looked at a short way further. 500 steps need 501 slopes: one"
        " at the start, one after each step."
    ),
    scene=BEST,
    ask=Estimate(
        N_("How many looks at the loss do 501 slopes take?"),
        lo=100,
        hi=100_000,
        right=1503,
        close=(1400, 1600),
        measure=Measure(BEST, "gd", "evaluations"),
        too_low=N_("Each slope takes three looks: here, to the right, and upwards."),
        too_high=N_(
            "Fewer: the look at the place itself serves both parts, so each slope takes three."
        ),
        is_close=N_("Yes: three looks for each slope."),
        unit=N_("looks"),
    ),
    reveals=N_(
        "1503: one look here and one for each weight. With 650 weights it would be 651 for every"
        " slope, while the rules of calculus give the exact one for the price of a few looks."
    ),
    often_heard=N_("Numerical gradients are inefficient because h is finite."),
    source="A. Griewank, Pesquisa Operacional 34 (2014), 621-645",
)

CHECK = Step(
    title=N_("The gradient check"),
    says=N_(
        "So programs compute the slope by rule, and rules are easily mistyped. A"
        " [gradient check](gradient_check) compares: how far both gradients are apart, divided by"
        " the larger one. Somebody's gradient is twice too large; h is well chosen."
    ),
    scene=TWICE,
    ask=Choose(
        N_("What does the check read?"),
        (
            Choice(
                N_("Nearly 0"),
                N_(
                    "That is what it reads where the gradient is right. It compares with slopes"
                    " found by trying, and these know nothing of the mistake."
                ),
                scene=CHECKED,
                value=0,
            ),
            Choice(N_("0.5"), N_("Yes: apart by one, divided by two."), right=True, value=0.5),
            Choice(
                N_("1"),
                N_(
                    "They are apart by the whole of the smaller one, that is true, but the check"
                    " divides by the larger one."
                ),
                value=1,
            ),
        ),
        measure=read_by_check,
        unit=N_("read by the check"),
    ),
    reveals=N_(
        "It reads 0.5 at every small h. The run in the picture has this mistake and looks healthy:"
        " twice the gradient acts like twice the [learning rate](learning_rate), so only the check"
        " finds it."
    ),
    source="Stanford CS231n, notes on neural networks 3: gradient checks",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "The run that went astray, once more. With exact slopes it would end at a loss of 2.285."
        " Choose h so that it goes where it should."
    ),
    scene=WIDE,
    controls=("h",),
    ask=Goal(
        N_("Let gradient descent end at a loss between 2.28 and 2.29."),
        of="gd",
        number="loss",
        between=(2.28, 2.29),
        reached=N_("There: it now walks as with exact slopes."),
        not_yet=N_("Not yet where exact slopes lead. Which of the two errors is too large?"),
        solved_by=BEST,
    ),
    reveals=N_(
        "From about $10^{-5}$ down to $10^{-14}$ it goes the right way: to walk, a few right digits"
        " are enough. At $10^{-16}$ it does not move: $x + h$ is rounded to x."
    ),
)

LESSON = Lesson(
    slug="two_gradients",
    number=2,
    title=N_("Two gradients"),
    question=N_("How small should h be?"),
    steps=(BY_TRYING, SMALLER, BEST_H, PRICE, CHECK, YOUR_TURN),
    claims=(
        Claim("With h = 0.1 it ends at 49", Measure(WIDE, "gd", "loss"), (48.5, 49.5)),
        Claim(
            "That is twice as high as the start",
            Measure(WIDE, "gd", "loss"),
            (1.95, 2.05),
            than=Measure(WIDE, "gd", "loss", at=0),
        ),
        Claim("It goes to the left", Measure(WIDE, "gd", "x"), (-2, -1.2)),
        Claim("Exact slopes lead to 2.3", Measure(EXACT, "gd", "loss"), (2.2845, 2.2855)),
        Claim("The error at 1e-5 is 3 in 100,000", partial(error, COARSE), (2.5e-5, 3.5e-5)),
        Claim("That at 1e-12 is 11 in 100,000", partial(error, FINE), (1.05e-4, 1.15e-4)),
        Claim("There losses differ by 1e-11", losses_differ, (8e-12, 1.2e-11)),
        Claim("At the best h the error is 1e-8", partial(least_error, 1), (0.7e-8, 1.5e-8)),
        Claim("Central is best near 3e-6", partial(best_h, 2), (2e-6, 4e-6)),
        Claim("There it errs by 1e-11", partial(least_error, 2), (0.7e-11, 1.5e-11)),
        Claim("Central takes four looks", Measure(CENTRAL, "gd", "evaluations"), (2004, 2004)),
        Claim("1e-5 is short enough", Measure(f"{FORWARD}&h=1e-5", "gd", "loss"), (2.28, 2.29)),
        Claim("1e-14 is long enough", Measure(f"{FORWARD}&h=1e-14", "gd", "loss"), (2.28, 2.29)),
        Claim("1e-16 does not move", Measure(f"{FORWARD}&h=1e-16", "gd", "x"), (-1.2, -1.2)),
        Claim("Twice the gradient goes downhill", Measure(TWICE, "gd", "loss"), (0, 2.28)),
    ),
)
