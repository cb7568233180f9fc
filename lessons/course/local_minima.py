"""Lesson 6, local minima: whether a run stops in the first valley."""

from functools import partial

import landscapes
import optim
from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Claim, Lesson, Step
from lessons.experiments import starts
from lessons.experiments.trainings import last_losses, worst_by_best

VALLEYS = "surface=double_well"
STOPS = f"{VALLEYS}&race=gd"
ROLLING = f"{VALLEYS}&race=momentum&steps=700&momentum.learning_rate=0.05"
SPEEDY = f"{ROLLING}&momentum.momentum=0.9"
BRAKED = f"{ROLLING}&momentum.momentum=0.8"
SPEEDIER = f"{ROLLING}&momentum.momentum=0.95&start=-1.8~1.4"
HIGHER = f"{SPEEDY}&start=-1.8~1.4"
LOWER = f"{SPEEDY}&start=-1.4~1.4"
WELLS = "surface=two_wells&race=gd&gd.learning_rate=0.05&steps=600&starts=grid&count=36"
NETWORK = "network?race=momentum&momentum.learning_rate=0.2&samples=300&batch=0&steps=800&units="


def caught_by_deep_well() -> float:
    """Per cent of 10,201 starts from which gradient descent ends in the narrow, deeper well."""
    made = landscapes.get("two_wells")
    found = starts.ends(made, optim.get("gd", learning_rate=0.05))
    return starts.share(found, made.minima[0])


FIRST_VALLEY = Step(
    title=N_("Two valleys"),
    says=N_(
        "This surface has two valleys with a hump between. The right one is deeper; its lowest"
        " point is the star. Gradient descent starts at the diamond, upper left."
    ),
    scene=STOPS,
    ask=Point(
        N_("Where will it end? Point to the place."),
        places=(
            Place((-0.946, 0.0), 0.5, N_("Yes: in the valley that it reaches first."), right=True),
            Place(
                (1.047, 0.0),
                0.7,
                N_(
                    "That is the lowest point of all. To get there it would have to climb the hump,"
                    " and gradient descent goes only downhill."
                ),
            ),
            Place(
                (-0.101, 0.0),
                0.34,
                N_("On top of the hump the ground is level. But it is uphill from the valley."),
            ),
        ),
        elsewhere=N_("It goes on until the ground is level, and here it is not."),
        of="gd",
    ),
    reveals=N_(
        "It ends in the left valley, at (−0.95, 0), a [local minimum](local_minimum): the lowest"
        " point around, though not of all. Every way out of it leads uphill at first."
    ),
)

WITH_SPEED = Step(
    title=N_("With speed"),
    says=N_(
        "The same start with [momentum](momentum), which rolls like a ball: of its speed it keeps"
        " a share $\\beta = 0.9$ at each step, and the slope adds to it."
    ),
    scene=SPEEDY,
    ask=Choose(
        N_("Where does it end?"),
        (
            Choice(
                N_("In the left valley: it cannot climb either"),
                N_(
                    "With less speed it would: the scene shows $\\beta = 0.8$. But here it comes"
                    " down the slope fast enough to roll over the hump."
                ),
                scene=BRAKED,
            ),
            Choice(
                N_("In the right valley: its speed carries it over the hump"),
                N_("Yes, and there it comes to rest."),
                right=True,
            ),
            Choice(
                N_("Nowhere: it rolls to and fro for ever"),
                N_(
                    "A ball without friction would. This one loses a tenth of its speed at each"
                    " step."
                ),
            ),
        ),
    ),
    reveals=N_(
        "It ends at the star, and $\\beta = 0.8$ in the left valley. What decides is how much speed"
        " is left at the hump."
    ),
)

MORE_SPEED = Step(
    title=N_("With more speed"),
    says=N_(
        "Now it starts a little higher up the slope, and keeps more of its speed:"
        " $\\beta = 0.95$. It reaches the hump faster than before."
    ),
    scene=SPEEDIER,
    ask=Choose(
        N_("Where does it end now?"),
        (
            Choice(
                N_("In the right valley"),
                N_(
                    "It gets there, but with so much speed that it runs up the other side, turns"
                    " round and comes back. With $\\beta = 0.9$ it would stay: the scene shows it."
                ),
                scene=HIGHER,
            ),
            Choice(
                N_("In the left valley"),
                N_("Yes: it crosses the hump twice."),
                right=True,
            ),
            Choice(
                N_("Outside the picture: it is too fast"),
                N_("The walls rise ever more steeply, so they turn it round."),
            ),
        ),
    ),
    reveals=N_(
        "It ends in the left valley, after a visit to the right one. Momentum may carry a run past"
        " a local minimum, or back into it: it does not look for the deeper valley."
    ),
    often_heard=N_("Momentum carries a run past local minima."),
    source="H. Attouch, X. Goudou, P. Redont, Commun. Contemp. Math. 2 (2000), 1-34",
)

NARROW = Step(
    title=N_("A narrow deep well"),
    says=N_(
        "Here the lowest point, the star, lies in a narrow well. Beside it is a broad one that is"
        " less deep. Gradient descent starts at the diamond and 36 times more, all over the map."
    ),
    scene=WELLS,
    ask=Estimate(
        N_("From how many of 100 starts does it end in the narrow, deeper well?"),
        lo=0,
        hi=100,
        right=19.7,
        close=(12, 30),
        measure=caught_by_deep_well,
        too_low=N_("A few more: its funnel is wider than the well itself."),
        too_high=N_(
            "Fewer: a run does not know how deep a well is. It follows the slope, and most of the"
            " map slopes towards the broad one."
        ),
        is_close=N_("Well judged."),
        unit=N_("of 100 starts"),
        logarithmic=False,
    ),
    reveals=N_(
        "From 20 of 100. What counts is not how deep a minimum is but how large the area is that"
        " leads to it, its [basin of attraction](basin)."
    ),
)

NETWORKS = Step(
    title=N_("And in a network?"),
    says=N_(
        "Four small networks with 4 units between input and output learn to read digits, each from"
        " other first weights. They end at losses from 0.009 to 0.024: the highest is 2.8 times the"
        " lowest. Then four with 32 units."
    ),
    scene=f"{NETWORK}32",
    ask=Choose(
        N_("How many times the lowest loss is the highest of those four?"),
        (
            Choice(
                N_("More than 10 times"),
                N_(
                    "One would think so: more weights, more valleys. But with more weights there"
                    " are also more ways down from each place."
                ),
                value=12,
            ),
            Choice(
                N_("2.8 times again"),
                N_(
                    "That is so with 4 units: the scene shows one of those networks. Eight times as"
                    " many units leave far more ways down."
                ),
                scene=f"{NETWORK}4",
                value=2.8,
            ),
            Choice(N_("1.1 times"), N_("Yes: all four end nearly alike."), right=True, value=1.08),
        ),
        measure=partial(worst_by_best, 32),
        unit=N_("times the lowest"),
    ),
    reveals=N_(
        "1.1 times; the picture shows one of the four. With many more weights than the task needs,"
        " poor ends become rare. That is seen in many large networks and proved only under strong"
        " assumptions; it is a tendency, not a law."
    ),
    often_heard=N_("Training fails because it gets stuck in bad local minima."),
    source="A. Choromanska et al., AISTATS 2015 (arXiv:1412.0233)",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "The two valleys again, from a start lower down the slope. With the learning rate 0.05 and"
        " $\\beta = 0.9$ it does not get over the hump."
    ),
    scene=LOWER,
    controls=("momentum.learning_rate", "momentum.momentum"),
    ask=Goal(
        N_("Let the run come to rest in the right valley."),
        of="momentum",
        number="x",
        between=(1, 1.1),
        reached=N_("There: it had enough speed, and not too much."),
        not_yet=N_("It needs more speed at the hump, but not so much that it comes back."),
        solved_by=LOWER.replace("0.9", "0.95").replace("0.05", "0.1"),
    ),
    reveals=N_(
        "You knew which valley is deeper and tried until it fitted. A run does not know: where it"
        " ends is decided by the start, the basin and the speed."
    ),
)


def ends(scene: str, racer: str, x: float, says: str) -> Claim:
    """Where it ends, along x."""
    return Claim(says, Measure(scene, racer, "x"), (x - 0.002, x + 0.002))


LESSON = Lesson(
    slug="local_minima",
    number=6,
    title=N_("Local minima"),
    question=N_("Does a run stop in the first valley?"),
    steps=(FIRST_VALLEY, WITH_SPEED, MORE_SPEED, NARROW, NETWORKS, YOUR_TURN),
    walk="walk?v=1&number=10",
    claims=(
        ends(STOPS, "gd", -0.946, "Gradient descent ends in the left valley"),
        ends(SPEEDY, "momentum", 1.047, "β = 0.9 ends in the right valley"),
        ends(BRAKED, "momentum", -0.946, "β = 0.8 in the left one"),
        ends(SPEEDIER, "momentum", -0.946, "From higher up, β = 0.95 in the left one"),
        Claim("It was in the right one", Measure(SPEEDIER, "momentum", "largest_x"), (1.05, 1.9)),
        ends(HIGHER, "momentum", 1.047, "β = 0.9 stays there"),
        ends(LOWER, "momentum", -0.946, "From lower down β = 0.9 does not cross"),
        Claim("It comes to rest", Measure(SPEEDIER, "momentum", "converged"), (1, 1)),
        Claim("Of 4 units the lowest is 0.009", lambda: min(last_losses(4)), (0.0085, 0.0095)),
        Claim("and the highest 0.024", lambda: max(last_losses(4)), (0.0235, 0.0245)),
        Claim("2.8 times as much", partial(worst_by_best, 4), (2.75, 2.85)),
        Claim("Of 32 units 1.1 times", partial(worst_by_best, 32), (1.05, 1.15)),
    ),
)
