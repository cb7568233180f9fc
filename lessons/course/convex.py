"""Lesson 5, convex surfaces: when it does not matter where one starts."""

import math
from functools import partial

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step
from lessons.experiments import starts

FOUR = "surface=himmelblau&race=gd&start=0.25~4.2"
FURTHER_LEFT = "surface=himmelblau&race=gd&start=0.1~3.5"
FOUR_GRID = "surface=himmelblau&race=gd&starts=grid&count=36"
FLOWERS = "surface=linear_classifier&surface.loss=2&race=gd&gd.learning_rate=2&data=hide"
GRID = f"{FLOWERS}&surface.reg=0.01&steps=300&starts=grid&count=36"
WELLS = "surface=double_well&race=gd&panel=chord"
OVER = f"{WELLS}&chord=-1.9~0~1.9~0"
ROUND = "surface=bowl&race=gd&panel=chord&chord=-1.9~0~1.9~0"
BOWL = "surface=formula&formula=(x^2%2By^2)/2&window=-2~2~-2~2&race=gd&gd.learning_rate=0.1"
DOME = BOWL.replace("(x^2", "-(x^2") + "&start=0.01~0.02&steps=400"
PARTED = f"{FLOWERS}&surface.data=1&steps=5000"
PENALISED = f"{PARTED}&surface.reg=0.01"
EGGBOX = "surface=rastrigin&surface.ripple=2&race=gd&gd.learning_rate=0.02&steps=1000"
CALM = 0.2
"""Ripples so low that there is one minimum, although the surface is not convex."""


def ends_of(slug: str, rate: float, **knobs: float) -> int:
    """In how many places gradient descent ends, from all over the window."""
    method = optim.get("gd", learning_rate=rate)
    return starts.places(starts.ends(landscapes.get(slug, **knobs), method))


def passes(x: float) -> float:
    """1 where the double well lies nowhere above its chord from -x to x, else 0."""
    return float(landscapes.chord(landscapes.get("double_well"), (-x, 0.0), (x, 0.0)).convex)


def length_of_weights(steps: int) -> float:
    """After so many steps, where a line parts the flowers."""
    made = landscapes.get("linear_classifier", data=1, loss=2)
    run = optim.minimize(made, optim.get("gd", learning_rate=2), max_steps=steps)
    return math.hypot(run.x[-1], run.y[-1])


def least_curvature(ripple: float) -> float:
    """Of the egg box along x, where it is curved down most."""
    return float(landscapes.get("rastrigin", ripple=ripple).hess(0.5, 0.0)[0])


START_DECIDES = Step(
    title=N_("Four lowest points"),
    says=N_(
        "This surface has four lowest points, the stars, all equally deep. Gradient descent starts"
        " at the diamond near the upper edge."
    ),
    scene=FOUR,
    ask=Point(
        N_("Where will it end? Point to the place."),
        places=(
            Place((3.0, 2.0), 1.5, N_("Yes: down into the valley first, then along it."), True),
            Place(
                (-2.805, 3.131),
                1.5,
                N_(
                    "That star is a little nearer. But gradient descent does not see the stars."
                    " It feels the slope under its feet, and that leads to the right."
                ),
            ),
            Place(
                (3.584, -1.848),
                1.5,
                N_(
                    "On the way lies the valley of another star, and out of that it would have to"
                    " climb."
                ),
            ),
            Place(
                (-3.779, -3.283),
                1.5,
                N_("Between lies the hill in the middle, and it only goes downhill."),
            ),
        ),
        elsewhere=N_(
            "It goes on until the ground is level. From here it comes to rest at one of the stars."
        ),
        of="gd",
    ),
    reveals=N_(
        "It ends at (3, 2). A start a little further left and down, at (0.1, 3.5), leads to the"
        " star on the left: on this surface the start decides."
    ),
)

ONE_BOWL = Step(
    title=N_("A classifier of flowers"),
    says=N_(
        "This is the loss of a classifier of flowers with two weights. Now 36 runs of gradient"
        " descent start all over the map, the thin lines, and one at the diamond."
    ),
    scene=GRID,
    ask=Choose(
        N_("In how many different places do they end?"),
        (
            Choice(
                N_("In four"),
                N_(
                    "On the surface before it was so: the scene shows 36 runs there. This one is"
                    " curved upwards everywhere, without a ridge between valleys."
                ),
                scene=FOUR_GRID,
                value=4,
            ),
            Choice(N_("In one"), N_("Yes, wherever they start."), right=True, value=1),
            Choice(
                N_("Each in a place of its own"),
                N_(
                    "They start in different places, but none rests before the ground is level, and"
                    " only one place is."
                ),
                value=37,
            ),
        ),
        measure=partial(ends_of, "linear_classifier", 2, loss=2, reg=0.01),
        unit=N_("places"),
    ),
    reveals=N_(
        "All end in one place, and so do 10,201 runs from a finer grid of starts. This surface is"
        " [convex](convex): a straight line between any two of its points never runs below it."
    ),
    source="S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 3.1.1",
)

ONE_CHORD = Step(
    title=N_("One line is not enough"),
    says=N_(
        "So take two points of a surface and draw the straight line between them, a"
        " [chord](chord). Here it is the line on the map, and the straight one in the chart below."
        " Its ends are high up, and nowhere does the surface rise above it."
    ),
    scene=OVER,
    ask=Choose(
        N_("What does that show?"),
        (
            Choice(
                N_("That the surface is convex"),
                N_(
                    "For that, no chord at all may run below the surface, as on the bowl of the"
                    " scene. Here the chord from valley to valley does."
                ),
                scene=ROUND,
            ),
            Choice(N_("Nothing yet"), N_("Yes: another chord may fail."), right=True),
            Choice(
                N_("That the surface is not convex"),
                N_(
                    "It is not, as the two valleys tell. But this chord passes over the hump and"
                    " shows nothing of it."
                ),
            ),
        ),
    ),
    reveals=N_(
        "The chord from one valley to the other runs below the hump, and that one is enough: the"
        " surface is not convex. One chord can disprove it, none can prove it."
    ),
    source="S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 3.1.1",
)

UPSIDE_DOWN = Step(
    title=N_("A bowl upside down"),
    says=N_(
        "This surface is a bowl turned over: a dome. At its top the slope is 0. Gradient descent"
        " starts close beside the top."
    ),
    scene=DOME,
    ask=Choose(
        N_("What becomes of the run?"),
        (
            Choice(
                N_("It ends at the top, where the slope is 0"),
                N_(
                    "Every step goes down, so away from the top. In a bowl the only level place is"
                    " at the bottom, and there it would end: the scene shows that."
                ),
                scene=BOWL,
            ),
            Choice(
                N_("It stays where it is, as the slope is tiny"),
                N_("Tiny is not 0: each step is 1.1 times as long as the one before."),
            ),
            Choice(N_("It runs away without end"), N_("Yes: down, ever faster."), right=True),
        ),
    ),
    reveals=N_(
        "It diverges: a dome has a highest point and no lowest. A bowl that opens downwards is"
        " called concave, and what was said of convex surfaces does not hold for it."
    ),
    often_heard=N_("A bowl is convex, whether it opens upwards or downwards."),
    source="S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 3.1.1",
)

NO_BOTTOM = Step(
    title=N_("Convex, and never there"),
    says=N_(
        "Other flowers, which a straight line can part without a mistake. The surface is convex"
        " again. After 100 steps the two weights, taken as an arrow, are 5.2 long. The run goes on"
        " to 5000 steps."
    ),
    scene=PARTED,
    ask=Choose(
        N_("How long is the arrow of the weights then?"),
        (
            Choice(
                N_("Still about 5: it has arrived"),
                N_(
                    "On a convex surface with a lowest point it would have arrived. With a small"
                    " penalty on the weights this one has such a point: see the scene."
                ),
                scene=PENALISED,
                value=5.2,
            ),
            Choice(N_("About 10, and still growing"), N_("Yes."), right=True, value=10.1),
            Choice(
                N_("About 260, fifty times as long"),
                N_(
                    "It does go on growing. But the better the flowers are parted, the flatter the"
                    " ground, and the shorter the steps."
                ),
                value=260,
            ),
        ),
        measure=partial(length_of_weights, 5000),
        unit=N_("long"),
    ),
    reveals=N_(
        "It is 10.1 long, and has no end: longer weights make the classifier surer, and the loss"
        " falls towards 0 without reaching it. Convex means no second valley, not that there is a"
        " lowest point."
    ),
    often_heard=N_("On a convex surface gradient descent always arrives."),
    source="D. Soudry et al., Journal of Machine Learning Research 19 (2018), 1-57",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "A bowl with ripples like an egg box. From the diamond gradient descent ends in the first"
        " hollow. Lower the ripples until it reaches the middle, but no more than needed."
    ),
    scene=EGGBOX,
    controls=("surface.ripple",),
    ask=Goal(
        N_("Let gradient descent end in the middle."),
        of="gd",
        number="loss",
        between=(0, 0.01),
        reached=N_("There: no hollow is left on the way."),
        not_yet=N_("A hollow is still in the way: lower the ripples further."),
        solved_by=EGGBOX.replace("ripple=2", f"ripple={CALM}"),
    ),
    reveals=N_(
        "Up to about 0.23 every start leads to the middle; convex the surface is only up to 0.05."
        " Convex is enough for the start not to matter, but it is not needed."
    ),
)


def ends_at(scene: str, x: float, y: float) -> tuple[Claim, ...]:
    """A claim for each coordinate."""
    return (
        Claim(f"It ends at x = {x}", Measure(scene, "gd", "x"), (x - 0.01, x + 0.01)),
        Claim(f"It ends at y = {y}", Measure(scene, "gd", "y"), (y - 0.01, y + 0.01)),
    )


LESSON = Lesson(
    slug="convex",
    number=5,
    title=N_("Convex surfaces"),
    question=N_("When does it not matter where one starts?"),
    steps=(START_DECIDES, ONE_BOWL, ONE_CHORD, UPSIDE_DOWN, NO_BOTTOM, YOUR_TURN),
    claims=(
        *ends_at(FOUR, 3, 2),
        *ends_at(FURTHER_LEFT, -2.805, 3.131),
        Claim("Himmelblau's starts end in four", partial(ends_of, "himmelblau", 0.005), (4, 4)),
        Claim("The wide chord passes", partial(passes, 1.9), (1, 1)),
        Claim("That between the valleys does not", partial(passes, 1.0), (0, 0)),
        Claim("The dome has no end", Measure(DOME, "gd", "diverged"), (1, 1)),
        Claim(
            "There each step is 1.1 times as long",
            Measure(DOME, "gd", "x", at=1),
            (1.0999, 1.1001),
            than=Measure(DOME, "gd", "x", at=0),
        ),
        Claim("After 100 steps 5.2 long", partial(length_of_weights, 100), (5.15, 5.25)),
        Claim("After 5000 steps 10.1", partial(length_of_weights, 5000), (10.05, 10.2)),
        Claim("With a penalty it arrives", Measure(PENALISED, "gd", "converged"), (1, 1)),
        Claim("At 0.05 it is convex", partial(least_curvature, 0.05), (0, 1)),
        Claim("At 0.06 no more", partial(least_curvature, 0.06), (-1, 0)),
        Claim("At 0.23 one end", partial(ends_of, "rastrigin", 0.02, ripple=0.23), (1, 1)),
        Claim("At 0.24 more", partial(ends_of, "rastrigin", 0.02, ripple=0.24), (2, 99)),
    ),
)
