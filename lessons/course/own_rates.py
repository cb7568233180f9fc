"""Lesson 11, a rate for each weight: what Adagrad, RMSProp and Adam divide by."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step
from lessons.experiments.own_steps import across_the_shelf, fewest_when_askew, first_step

OVAL = "surface=bowl&surface.stretch=10&start=-1.6~0.6"
FIRST = f"{OVAL}&race=gd~adagrad&gd.learning_rate=0.05&adagrad.learning_rate=0.5&steps=60"
PLATEAU = (
    "surface=plateau&race=adagrad~rmsprop&adagrad.learning_rate=0.1&rmsprop.learning_rate=0.1"
    "&rmsprop.decay=0.9&steps=5000"
)
SHORT = (
    "surface=bowl&race=rmsprop~adam&rmsprop.learning_rate=0.01&rmsprop.decay=0.999"
    "&adam.learning_rate=0.01&steps=60"
)
RAVINE = (
    "surface=ravine&race=gd~adagrad&gd.learning_rate=0.038&adagrad.learning_rate=0.5&steps=3000"
)
STRAIGHT, TURNED = f"{RAVINE}&surface.rotation=0", f"{RAVINE}&surface.rotation=45"

DIAGONAL = Step(
    title=N_("Which way first?"),
    says=N_(
        "This bowl is ten times as steep in y as in x. Gradient descent goes down the slope, so"
        " almost along y alone. Adagrad divides each coordinate's slope by the size of the slopes"
        " it has seen in that coordinate."
    ),
    scene=FIRST,
    ask=Choose(
        N_("Which way does Adagrad's first step go?"),
        (
            Choice(
                N_("Down the slope, but shorter"),
                N_(
                    "It would if both coordinates were divided by the same number. Each one has a"
                    " number of its own."
                ),
            ),
            Choice(
                N_("Straight to the lowest point"),
                N_(
                    "That would take the curvature: how fast the slope changes. Adagrad knows only"
                    " slopes."
                ),
                scene=f"{OVAL}&race=newton&steps=60",
            ),
            Choice(
                N_("Exactly as far in x as in y"),
                N_("Yes: a slope divided by its own size is 1 or −1."),
                right=True,
            ),
        ),
    ),
    reveals=N_(
        "It moves 0.5 in x and 0.5 in y: α in each. A steep coordinate and a gentle one move at one"
        " pace, which is what a [rate for each weight](adaptive) means."
    ),
)

TIRED = Step(
    title=N_("All slopes, or the recent ones?"),
    says=N_(
        "Adagrad divides by the root of the sum of all squared slopes so far. RMSProp divides by"
        " the root of their [moving average](moving_average), which forgets. Both start on a steep"
        " slope and then have to cross a shelf."
    ),
    scene=PLATEAU,
    ask=Choose(
        N_("How many times as many steps does Adagrad need to cross it?"),
        (
            Choice(
                N_("The same: the rate is the same"),
                N_("The rate is. But what it is divided by differs, and more with every step."),
                value=1,
            ),
            Choice(
                N_("5 times"),
                N_(
                    "The steep slope at the start weighs more than that: its square stays in the"
                    " sum for good."
                ),
                value=5,
            ),
            Choice(
                N_("More than 50 times"),
                N_("Yes: it never forgets the steep start."),
                right=True,
                value=55,
            ),
        ),
        measure=partial(across_the_shelf, "adagrad"),
        than=partial(across_the_shelf, "rmsprop", decay=0.9),
        unit=N_("times as many steps"),
    ),
    reveals=N_(
        "Adagrad takes 4347 steps to come close to the lowest point, RMSProp 79. But Adagrad then"
        " settles, while RMSProp steps to and fro over the lowest point for ever."
    ),
    often_heard=N_("Adagrad is a second-order method, because it uses squares."),
    source="J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011): squares of first derivatives",
)

CORRECTED = Step(
    title=N_("An average that starts at zero"),
    says=N_(
        "RMSProp's average begins at zero and keeps 0.999 of itself in every step. So after the"
        " first step it holds a thousandth of the squared slope. Adam has such an average too, but"
        " corrects it for that."
    ),
    scene=SHORT,
    ask=Estimate(
        N_("How many α long is RMSProp's first step in each coordinate?"),
        lo=0.1,
        hi=1000,
        right=31.6,
        close=(20, 50),
        measure=partial(first_step, "rmsprop", decay=0.999),
        too_low=N_("Longer: it divides by the root of a thousandth of the square."),
        too_high=N_("Not a thousand times: it divides by a root."),
        is_close=N_("Well judged: the root of a thousand."),
        unit=N_("times α"),
    ),
    reveals=N_(
        "It is 31.6 α, and Adam's is exactly α: the [correction](bias_correction) divides the"
        " average by what it can hold so far. Adam without it would begin with 3.16 α, since its"
        " other average is too small as well."
    ),
    often_heard=N_("Without the correction Adam's first step explodes."),
    source="D. P. Kingma, J. Ba, Adam, ICLR 2015, section 3",
)

ASKEW = Step(
    title=N_("Turn the valley"),
    says=N_(
        "A valley along the x axis suits a rate for each weight: gradient descent takes 372 steps,"
        " Adagrad 72. Now the same valley lies askew, at 45 degrees. Gradient descent does not mind"
        " and takes 366."
    ),
    scene=TURNED,
    ask=Choose(
        N_("How many times as many steps does Adagrad take now?"),
        (
            Choice(
                N_("The same: it is the same valley"),
                N_(
                    "For gradient descent it is. Adagrad scales x and y, and neither of them is"
                    " steep or gentle by itself any more."
                ),
                value=1,
            ),
            Choice(
                N_("Twice as many"),
                N_("At about 10 degrees. The more it is turned, the less the axes can help."),
                scene=f"{RAVINE}&surface.rotation=10",
                value=2,
            ),
            Choice(
                N_("More than 10 times"),
                N_("Yes: it now takes longer than gradient descent."),
                right=True,
                value=17.2,
            ),
        ),
        measure=Measure(TURNED, "adagrad"),
        than=Measure(STRAIGHT, "adagrad"),
        unit=N_("times as many steps"),
    ),
    reveals=N_(
        "It takes 1235 steps. A rate for each weight mends a valley along an axis; one that is"
        " askew needs the curvature between weights, which lesson 13 is about."
    ),
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Adagrad on a valley that lies askew. Try a larger rate, then turn the valley, and watch"
        " what each of the two can do."
    ),
    scene=TURNED,
    controls=("surface.rotation", "adagrad.learning_rate"),
    ask=Goal(
        N_("Let Adagrad arrive within 100 steps."),
        of="adagrad",
        number="steps",
        between=(0, 100),
        reached=N_("There: the valley lies along an axis, or nearly so."),
        not_yet=N_("Does the rate alone suffice? In which direction is the valley gentle?"),
        solved_by=STRAIGHT,
    ),
    reveals=N_(
        "At 45 degrees no rate does it. What these methods scale are the axes, so all hangs on"
        " whether the axes are the directions that matter."
    ),
)

LESSON = Lesson(
    slug="own_rates",
    number=11,
    title=N_("A rate for each weight"),
    question=N_("What does it help to give each weight a rate of its own?"),
    steps=(DIAGONAL, TIRED, CORRECTED, ASKEW, YOUR_TURN),
    claims=(
        Claim("0.5 in x", Measure(FIRST, "adagrad", "x", 1), (-1.100001, -1.099999)),
        Claim("0.5 in y", Measure(FIRST, "adagrad", "y", 1), (0.099999, 0.100001)),
        Claim("Gradient descent: 0.08 in x", Measure(FIRST, "gd", "x", 1), (-1.5201, -1.5199)),
        Claim("Gradient descent: 0.3 in y", Measure(FIRST, "gd", "y", 1), (0.2999, 0.3001)),
        Claim("4347 steps", partial(across_the_shelf, "adagrad"), (4347, 4347)),
        Claim("79 steps", partial(across_the_shelf, "rmsprop", decay=0.9), (79, 79)),
        Claim("Adagrad settles", Measure(PLATEAU, "adagrad", "converged"), (1, 1)),
        Claim("RMSProp does not", Measure(PLATEAU, "rmsprop", "converged"), (0, 0)),
        Claim("Adam's is α", partial(first_step, "adam"), (0.99999, 1)),
        Claim("Uncorrected 3.16", partial(first_step, "adam_uncorrected"), (3.155, 3.165)),
        Claim("Straight: 372", Measure(STRAIGHT, "gd"), (372, 372)),
        Claim("Straight: Adagrad 72", Measure(STRAIGHT, "adagrad"), (72, 72)),
        Claim("Askew: 366", Measure(TURNED, "gd"), (366, 366)),
        Claim("Askew: Adagrad 1235", Measure(TURNED, "adagrad"), (1235, 1235)),
        Claim(
            "At 10 degrees twice as many",
            Measure(f"{RAVINE}&surface.rotation=10", "adagrad"),
            (1.8, 2.5),
            than=Measure(STRAIGHT, "adagrad"),
        ),
        Claim("No rate does it", fewest_when_askew, (101, 5000)),
    ),
)
