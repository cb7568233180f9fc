"""Lesson 1, three ways down: why one follows the slope rather than guess."""

from functools import partial

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step
from lessons.experiments.weights import SEEDS, TRIES, descent, local_search, random_search

FLOWERS = "surface=linear_classifier&surface.loss=2&surface.reg=0.01"
ALL = f"{FLOWERS}&race=random_search~local_search~gd&seed=1&steps=99&loss=linear"
TUNED = f"{ALL}&random_search.scale=4.64&local_search.step_size=0.562&gd.learning_rate=10"
CLUMSY = f"{ALL}&random_search.scale=0.1&local_search.step_size=0.02&gd.learning_rate=10"
DIGITS = "surface=digits_plane&surface.loss=2"
GUESSED = f"{DIGITS}&race=random_search&seed=1"
FELT = f"{DIGITS}&race=local_search&seed=1"
FOLLOWED = f"{DIGITS}&race=gd&gd.learning_rate=10"
TEN = f"{FLOWERS}&race=gd&steps=10&loss=linear&data=hide"
SPREAD, TRIED, RATE = 0.1, 0.05, 1.0
"""What guessing and local search come furthest with, of a few, and a rate that is safe."""


def sorted_right(slug: str, **knobs: float) -> int:
    """How many of the 100 flowers a method sorts right that looked 100 times."""
    made = landscapes.get("linear_classifier", loss=2, reg=0.01)
    run = optim.minimize(made, optim.get(slug, **knobs), made.start, max_steps=99, seed=1)
    if (flowers := made.scatter) is None:
        raise TypeError("this surface is of no flowers")
    score = run.x[-1] * flowers.u + run.y[-1] * flowers.v
    return int(((score > 0) == flowers.label).sum())


def guessed() -> float:
    """Of 100 new digits, how many the best of 1000 guesses reads right."""
    return sum(random_search(SPREAD, seed).right for seed in range(SEEDS)) / SEEDS


def felt() -> float:
    """The same of 1000 tries of local search."""
    return sum(local_search(TRIED, seed).right for seed in range(SEEDS)) / SEEDS


def helped() -> float:
    """The share of these tries that made the loss lower."""
    return sum(local_search(TRIED, seed).helped for seed in range(SEEDS)) / SEEDS / TRIES


def followed(steps: int) -> float:
    """And of so many steps of gradient descent."""
    return descent(RATE, steps)[-1].right


def as_good() -> int:
    """Steps after which gradient descent reads as many as local search."""
    return next(k for k, found in enumerate(descent(RATE, 200)) if found.right >= felt())


TWO_WEIGHTS = Step(
    title=N_("Two weights"),
    says=N_(
        "Each place on the map is a classifier of flowers with two [weights](weight); its height is"
        " its [loss](loss). [Random search](random_search) guesses anew each time,"
        " [local search](local_search) tries small steps, [gradient descent](gradient_descent)"
        " follows the slope. Each is well set and may look 100 times."
    ),
    scene=TUNED,
    ask=Choose(
        N_("Who then sorts the most flowers right, of 100?"),
        (
            Choice(
                N_("Gradient descent, by far"),
                N_(
                    "It does go deepest. But 100 guesses lie so close on a map of two weights that"
                    " one of them is nearly as good. It would be far ahead if the other two were"
                    " badly set: the scene shows that."
                ),
                scene=CLUMSY,
            ),
            Choice(
                N_("Local search, as it keeps what helped"),
                N_(
                    "It does keep what helped, and that will soon count. On a map as small as this"
                    " one, plain guesses come as far."
                ),
            ),
            Choice(
                N_("All three the same number"),
                N_("Yes: with two weights guessing is good enough."),
                right=True,
            ),
        ),
    ),
    reveals=N_(
        "Each sorts 94 right, and their losses are 0.1858, 0.1854 and 0.1854. With two weights, 100"
        " guesses leave no large part of the map untried."
    ),
)

GUESSING = Step(
    title=N_("Guessing at 650 weights"),
    says=N_(
        "To read handwritten digits a classifier like this takes 650 weights. No map shows them"
        " all: this is one plane among them, and the run in it only an example. In the whole space"
        " random search guesses 1000 times, well set."
    ),
    scene=GUESSED,
    ask=Estimate(
        N_("Of 100 new digits, how many does its best guess read right?"),
        lo=0,
        hi=100,
        right=17.1,
        close=(10, 26),
        measure=guessed,
        too_low=N_(
            "Always saying the same digit would read about 10 right. It is a little better."
        ),
        too_high=N_(
            "1000 guesses are many on a map. Among 650 weights they are nearly nothing: each guess"
            " has to get all of the weights right at once."
        ),
        is_close=N_("Well judged: hardly better than always saying the same digit."),
        unit=N_("of 100 digits"),
        logarithmic=False,
    ),
    reveals=N_(
        "It reads 17 of 100, while one who always says the same digit reads about 10. A space of"
        " 650 weights is too large for guesses to cover."
    ),
    source="Stanford CS231n, notes on optimization: strategy 1, random search",
)

KEEPING = Step(
    title=N_("Keep what helped"),
    says=N_(
        "Local search starts where all weights are 0 and tries a small random step in all 650 of"
        " them. If the loss is lower there, it stays, else it goes back. It has 1000 tries as well."
    ),
    scene=FELT,
    ask=Choose(
        N_("Of 100 new digits, how many does it read right after 1000 tries?"),
        (
            Choice(
                N_("About 20, as guessing did"),
                N_(
                    "A random step is a guess too, but only the first one starts from nothing. What"
                    " helped is kept, and small gains add up."
                ),
                value=20,
            ),
            Choice(
                N_("About 50"),
                N_("More than that: one try in five helps, and each gain is kept."),
                value=50,
            ),
            Choice(N_("About 80"), N_("Yes: small gains add up."), True, value=83),
            Choice(
                N_("Nearly all of them"),
                N_(
                    "That takes more tries. A random step hardly ever points straight down, so each"
                    " gain is small."
                ),
                value=98,
            ),
        ),
        measure=felt,
        unit=N_("of 100 digits"),
    ),
    reveals=N_(
        "It reads 83 of 100. It need not hit upon all weights at once, only go a little lower each"
        " time, and what it has won it keeps."
    ),
    source="Stanford CS231n, notes on optimization: strategy 2, random local search",
)

FOLLOWING = Step(
    title=N_("Follow the slope"),
    says=N_(
        "The [gradient](gradient) tells of every weight at once which way lowers the loss, and how"
        " much. Gradient descent starts where all weights are 0, too. Local search took 1000 tries"
        " to read 83 of 100 digits."
    ),
    scene=FOLLOWED,
    ask=Estimate(
        N_("After how many steps does gradient descent read as many?"),
        lo=1,
        hi=1000,
        right=4,
        close=(2, 12),
        measure=as_good,
        too_low=N_("A single step reads 43 already, but not yet 83."),
        too_high=N_(
            "Far fewer: local search has to find out by trying what the gradient says at once, for"
            " all 650 weights."
        ),
        is_close=N_("Well judged."),
        unit=N_("steps"),
    ),
    reveals=N_(
        "After 4 steps, and after 200 it reads 96. A gradient costs as much as a few looks at the"
        " loss, however many weights there are, and tells the way for all of them."
    ),
    source="A. Griewank, Pesquisa Operacional 34 (2014), 621-645",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Two weights again, and only ten steps. How far gradient descent goes at each is set by the"
        " [learning rate](learning_rate)."
    ),
    scene=TEN,
    controls=("gd.learning_rate",),
    ask=Goal(
        N_("Bring gradient descent below a loss of 0.2 within its ten steps."),
        of="gd",
        number="loss",
        between=(0, 0.2),
        reached=N_("There: ten looks at the slope instead of 100 guesses."),
        not_yet=N_("The way is right, the steps are too short."),
        solved_by=f"{TEN}&gd.learning_rate=10",
    ),
    reveals=N_(
        "The slope says which way to go, not how far. How long a step may be is the question of"
        " lesson 3."
    ),
)


def loss(racer: str) -> Measure:
    """Where it ends in the first race."""
    return Measure(TUNED, racer, "loss")


LESSON = Lesson(
    slug="three_ways",
    number=1,
    title=N_("Three ways down"),
    question=N_("Why follow the slope rather than guess?"),
    steps=(TWO_WEIGHTS, GUESSING, KEEPING, FOLLOWING, YOUR_TURN),
    walk="walk?v=1&number=1&feel=loss",
    claims=(
        Claim("Random search ends at 0.1858", loss("random_search"), (0.18575, 0.18585)),
        Claim("Local search at 0.1854", loss("local_search"), (0.18535, 0.18545)),
        Claim("Gradient descent at 0.1854", loss("gd"), (0.18535, 0.18545)),
        Claim("It looks 100 times", Measure(TUNED, "random_search", "evaluations"), (100, 100)),
        Claim(
            "Random search sorts 94", partial(sorted_right, "random_search", scale=4.64), (94, 94)
        ),
        Claim(
            "Local search sorts 94",
            partial(sorted_right, "local_search", step_size=0.562),
            (94, 94),
        ),
        Claim("Gradient descent sorts 94", partial(sorted_right, "gd", learning_rate=10), (94, 94)),
        Claim(
            "Badly set, random search stays far above gradient descent",
            Measure(CLUMSY, "random_search", "loss"),
            (2, float("inf")),
            than=Measure(CLUMSY, "gd", "loss"),
        ),
        Claim("1000 guesses read 17", guessed, (16.5, 17.5)),
        Claim("1000 tries of local search read 83", felt, (82.5, 83.5)),
        Claim("One try in five helps", helped, (0.19, 0.21)),
        Claim("One step along the slope reads 43", partial(followed, 1), (42.5, 43.5)),
        Claim("200 steps read 96", partial(followed, 200), (95.5, 96.5)),
    ),
)
