"""Lesson 9, why high dimensions are full of saddles: one direction is enough to spoil a minimum."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step
from lessons.experiments import signs_of_curvature as signs

HILLS = "surface=styblinski_tang&race=none"
TILTED = "x^2+4*x*y+y^2+(x^4+y^4)/4"
CROSSED = (
    "surface=formula&formula=x^2%2B4*x*y%2By^2%2B(x^4%2By^4)/4&window=-2.5~2.5~-2.5~2.5"
    "&race=gd&gd.learning_rate=0.05"
)
ALONE = (
    "surface=formula&formula=x^2%2By^2%2B(x^4%2By^4)/4&window=-2.5~2.5~-2.5~2.5"
    "&race=gd&gd.learning_rate=0.05&start=2~1.7"
)
RIDGE = f"{CROSSED}&start=2~2&steps=300"
BARELY = f"{RIDGE}&noise=0.0001"


COUNT = Step(
    title=N_("Level ground"),
    says=N_(
        "Along the x axis this landscape has two valleys with a hump between them, and the same"
        " along the y axis. That makes four minima, one in each quarter of the map."
    ),
    scene=HILLS,
    then="critical=show",
    ask=Choose(
        N_("At how many places is the slope exactly zero?"),
        (
            Choice(
                N_("4"),
                N_("A ball comes to rest there. But on level ground it can be balanced, too."),
                value=4,
            ),
            Choice(
                N_("5"),
                N_(
                    "The four valleys and the hilltop between them: nearly. How would you walk from"
                    " one valley to the next without climbing the hilltop?"
                ),
                value=5,
            ),
            Choice(
                N_("9"),
                N_("Yes: each axis has three level places, and three times three is nine."),
                right=True,
                value=9,
            ),
        ),
        measure=signs.level_places,
        unit=N_("places"),
    ),
    reveals=N_(
        "There are nine: four minima, one hilltop, and four passes from valley to valley. A pass"
        " rises along one axis and falls along the other, so it is called a"
        " [saddle](saddle_point)."
    ),
)

TEN = Step(
    title=N_("Ten axes"),
    says=N_(
        "Here are all nine, marked. Valley on both axes: a minimum. Hump on both: a maximum. One"
        " of each: a saddle. With ten such axes there are 59,049 level places, three to the power"
        " of ten."
    ),
    scene=f"{HILLS}&critical=show",
    ask=Estimate(
        N_("What share of them are saddles?"),
        lo=0,
        hi=100,
        right=98.3,
        close=(93, 99.9),
        measure=partial(signs.saddles, 10),
        too_low=N_(
            "More. In two dimensions it is four of nine, but a minimum needs a valley on every"
            " axis, and each further axis is one more chance to miss."
        ),
        too_high=N_("A few minima remain: a valley on all ten axes."),
        is_close=N_("Well judged: nearly all."),
        unit=N_("percent"),
        logarithmic=False,
    ),
    reveals=N_(
        "Only 1024 are minima and one is a maximum, so 98.3 percent are saddles. A minimum needs"
        " all ten directions to agree; for a saddle one that disagrees is enough."
    ),
)

DIAGONAL = Step(
    title=N_("Look along the axes?"),
    says=N_(
        "In the middle of this landscape the slope is zero. Walk through it along x: the ground"
        " curves up. Walk along y: it curves up too, just as much."
    ),
    scene=f"{CROSSED}&start=2~1.7&steps=200",
    ask=Point(
        N_("Where will gradient descent end?"),
        (
            Place(
                (0.0, 0.0),
                0.7,
                N_(
                    "It curves up along both axes, so it looks like the bottom of a bowl. But"
                    " between the axes, from the upper left to the lower right, the ground curves"
                    " down."
                ),
                scene=f"{ALONE}&steps=200",
            ),
            Place(
                (1.414213562, -1.414213562),
                0.9,
                N_("Yes: it slides off towards the lower right."),
                right=True,
            ),
        ),
        elsewhere=N_(
            "It runs towards the middle first, then turns off to the lower right. The start lies a"
            " little below the line y = x, which decides the side."
        ),
        of="gd",
    ),
    reveals=N_(
        "The middle is a saddle: along x and y its second derivatives are 2, but the"
        " [eigenvalues](eigenvalue) are 6 and −2, and only these look in every direction."
    ),
    often_heard=N_("If all diagonal entries of the Hessian are positive, it is a minimum."),
    source="J. Nocedal and S. J. Wright, Numerical Optimization (2006), theorem 2.4",
)

RANDOM = Step(
    title=N_("Curvature by chance"),
    says=N_(
        "Fill a symmetric table of 6 times 6 with random numbers and take it for the curvature at"
        " a level place. If its six eigenvalues were six tosses of a coin, all signs would agree"
        " in 1 table out of 32."
    ),
    scene="dimensions?n=6&part=signs",
    ask=Estimate(
        N_("In one out of how many tables do all six signs agree?"),
        lo=2,
        hi=1e7,
        right=108_000,
        close=(30_000, 400_000),
        measure=partial(signs.one_in, 6),
        too_low=N_(
            "Rarer. Eigenvalues are no independent coins: they keep their distance from one"
            " another, so they hardly ever crowd together on one side of zero."
        ),
        too_high=N_("Rare, but not as rare as that."),
        is_close=N_("Well judged: far rarer than coins."),
    ),
    reveals=N_(
        "It is 1 in 108,000: eigenvalues repel one another and spread to both sides of zero."
    ),
)

TRAINED = Step(
    title=N_("A real network"),
    says=N_(
        "The curvature of a network's loss is not random. This one has 610 weights and reads"
        " digits. Before training its loss clearly curves down in 125 of 610 directions."
    ),
    scene="dimensions?part=network",
    ask=Choose(
        N_("In how many of the 610 directions after training?"),
        (
            Choice(
                N_("About 300"),
                N_(
                    "It would be half of them if signs were tossed like coins. Training is no coin:"
                    " it goes down wherever it can."
                ),
                value=300,
            ),
            Choice(
                N_("Still about 125"),
                N_("Where the loss curves down there is a way down, and training took it."),
                value=125,
            ),
            Choice(
                N_("Fewer than 20"),
                N_("Yes: hardly any direction is left that clearly curves down."),
                right=True,
                value=7,
            ),
        ),
        measure=partial(signs.falling, trained=True),
        unit=N_("directions"),
    ),
    reveals=N_(
        "Fewer than 20, and so slightly that the steepest upward curvature is hundreds of times as"
        " strong. So how many directions fall depends on the loss: many where it is high, few where"
        " it is low. The picture shows them all."
    ),
    often_heard=N_("Nearly all level places of a network's loss are saddles."),
    source="A. Bray, D. Dean, Phys. Rev. Lett. 98 (2007); Y. Dauphin et al., NeurIPS 2014",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "This run starts exactly on the line y = x, where both sides are alike. It goes to the"
        " saddle and stays. Give its gradient a little noise."
    ),
    scene=RIDGE,
    controls=("noise",),
    ask=Goal(
        N_("Let it end below a loss of −1.9, in one of the valleys."),
        of="gd",
        number="loss",
        between=(-3, -1.9),
        reached=N_("There: the least push to one side is enough, and the saddle does the rest."),
        not_yet=N_("How little noise is enough? And how much is too much?"),
        solved_by=f"{RIDGE}&noise=0.1",
    ),
    reveals=N_(
        "Only a run exactly on that line stays at the saddle. A saddle in many dimensions has many"
        " ways out, so saddles slow training down more than they end it."
    ),
    source="J. D. Lee et al., Gradient Descent Only Converges to Minimizers, COLT 2016",
)

LESSON = Lesson(
    slug="many_dimensions",
    number=9,
    title=N_("Why high dimensions are full of saddles"),
    question=N_("Why is level ground in many dimensions so rarely a minimum?"),
    steps=(COUNT, TEN, DIAGONAL, RANDOM, TRAINED, YOUR_TURN),
    claims=(
        Claim("Four are minima", partial(signs.of_kind, "minimum"), (4, 4)),
        Claim("Four are saddles", partial(signs.of_kind, "saddle"), (4, 4)),
        Claim("One is a hilltop", partial(signs.of_kind, "maximum"), (1, 1)),
        Claim("An entry of the diagonal is 2", lambda: signs.hessian_at_middle(TILTED)[0], (2, 2)),
        Claim("One eigenvalue is −2", lambda: signs.hessian_at_middle(TILTED)[2], (-2, -2)),
        Claim("The other is 6", lambda: signs.hessian_at_middle(TILTED)[3], (6, 6)),
        Claim("Coins: 1 in 32", partial(signs.one_in_by_coins, 6), (32, 32)),
        Claim("Before training 125 fall", partial(signs.falling, trained=False), (125, 125)),
        Claim("After it fewer than 20", partial(signs.falling, trained=True), (0, 19)),
        Claim("Up is hundreds of times as strong", signs.up_beside_down, (200, 1000)),
        Claim("On the ridge it stays", Measure(RIDGE, "gd", "saddle"), (1, 1)),
        Claim("A little noise is enough", Measure(BARELY, "gd", "loss"), (-3, -1.99)),
    ),
)
