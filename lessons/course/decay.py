"""Lesson 12, decay and restarts: why a learning rate should shrink, and why it may jump back up."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal
from lessons.base import Claim, Lesson, Step
from lessons.experiments.floors import end, floor, steps_down
from lessons.experiments.restarts import minima_found, over_seeds

NOISY = "surface=bowl&noise=1&steps=500"
ONE = f"{NOISY}&race=gd&gd.learning_rate=0.3"
TENTH = f"{NOISY}&race=gd~gd&gd.learning_rate=0.3&gd.2.learning_rate=0.03"
COSINE = f"{NOISY}&race=gd~gd&gd.learning_rate=0.3&gd.2.learning_rate=0.3&gd.2.schedule=cosine"
ADAM = (
    f"{NOISY}&race=adam~adam&adam.learning_rate=0.3&adam.2.learning_rate=0.3&adam.2.schedule=cosine"
)
FOUR = "surface=himmelblau&race=gd&gd.learning_rate=0.02&noise=40&steps=300"
SHRINKING = f"{NOISY}&race=gd&gd.schedule=cosine"

DANCE = Step(
    title=N_("A gradient with noise"),
    says=N_(
        "In training the [gradient](gradient) comes from a few samples, so it is a little wrong in"
        " every step. Here [noise](noise) of size 1 is added to it. The [learning"
        " rate](learning_rate) is 0.3 and stays so."
    ),
    scene=ONE,
    ask=Choose(
        N_("What does the run do after the first steps?"),
        (
            Choice(
                N_("It comes to rest at the lowest point"),
                N_(
                    "Without noise it would. But even at the lowest point, where the true slope is"
                    " zero, the noise still moves it."
                ),
                scene="surface=bowl&race=gd&gd.learning_rate=0.3&steps=500",
            ),
            Choice(
                N_("It moves about the lowest point for ever"),
                N_("Yes: it gets no closer, however long it runs."),
                right=True,
            ),
            Choice(
                N_("It drifts away"),
                N_(
                    "The noise pushes it to all sides alike, and the slope always pushes it back:"
                    " the further out, the more."
                ),
            ),
        ),
    ),
    reveals=N_(
        "It is near the lowest point after 10 steps and then stays at a mean loss of about 0.18."
        " There noise drives it up as much as the slope brings it down."
    ),
)

LEVEL = Step(
    title=N_("A tenth of the rate"),
    says=N_(
        "The second run has a tenth of the learning rate, 0.03. Without noise it would be ten times"
        " as slow."
    ),
    scene=TENTH,
    ask=Choose(
        N_("How much lower is the level that it stays at?"),
        (
            Choice(
                N_("Not at all: the noise is the same"),
                N_("The noise in the gradient is. But each step takes in a tenth of it."),
                value=1,
            ),
            Choice(
                N_("About 3 times"),
                N_(
                    "That is how much closer it stays, as a distance: the root of ten. The loss"
                    " grows with the square of the distance."
                ),
                value=3.2,
            ),
            Choice(
                N_("About 10 times"), N_("Yes: the level goes with the rate."), True, value=11.4
            ),
        ),
        measure=partial(floor, "gd", 0.3),
        than=partial(floor, "gd", 0.03),
        unit=N_("times lower"),
    ),
    reveals=N_(
        "About ten times. A large rate is fast and stays high, a small one is slow and stays low:"
        " no constant rate is both."
    ),
)

BOTH = Step(
    title=N_("First large, then small"),
    says=N_(
        "Both runs begin with a rate of 0.3. The second one lets it shrink to zero, along half a"
        " cosine: such a plan is a [schedule](schedule)."
    ),
    scene=COSINE,
    ask=Estimate(
        N_("How many times lower does it end, on average?"),
        lo=1,
        hi=1000,
        right=22.0,
        close=(10, 50),
        measure=partial(end, "gd", 0.3),
        than=partial(end, "gd", 0.3, "cosine"),
        too_low=N_("More: at the end its rate is so small that hardly any noise gets in."),
        too_high=N_("Not that much: of the last steps some noise always stays."),
        is_close=N_("Well judged."),
        unit=N_("times lower"),
    ),
    reveals=N_(
        "It ends some twenty times lower, at 0.009 instead of 0.19 on average, after as many steps."
        " It was as fast at first, and it calmed down in the end."
    ),
)

ADAPTS = Step(
    title=N_("And Adam?"),
    says=N_(
        "Adam divides each coordinate by the size of its recent gradients. Again the second run has"
        " the cosine, the first one a constant rate."
    ),
    scene=ADAM,
    ask=Choose(
        N_("What does decay do for Adam?"),
        (
            Choice(
                N_("Nothing: it adapts its rate by itself"),
                N_(
                    "It adapts to the size of the gradients. With noise that size stays large, so"
                    " Adam's steps do not get shorter."
                ),
                value=1,
            ),
            Choice(
                N_("It ends a little lower, half as high"),
                N_("Lower than that. Adam has the same trouble with noise as gradient descent."),
                value=2,
            ),
            Choice(
                N_("More than 10 times lower"),
                N_("Yes: nearly as for gradient descent."),
                True,
                value=13.3,
            ),
        ),
        measure=partial(end, "adam", 0.3),
        than=partial(end, "adam", 0.3, "cosine"),
        unit=N_("times lower"),
    ),
    reveals=N_(
        "More than ten times lower on average. A rate of its own for each weight is one thing, a"
        " rate that shrinks for all is another."
    ),
    often_heard=N_("Adam adapts its learning rates, so it needs no decay."),
    source="I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019",
)

RESTARTS = Step(
    title=N_("Back up again"),
    says=N_(
        "Here the rate falls to zero in 50 steps, jumps back up, and so on: six cycles. At the end"
        " of each the weights are kept, as a snapshot. This landscape has four equally deep"
        " minima."
    ),
    scene=f"{FOUR}&schedule=restarts",
    ask=Choose(
        N_("In how many different minima do the six snapshots of this run lie?"),
        (
            Choice(
                N_("In 1: it stays where it settled"),
                N_("With one long cosine it does. Each restart makes the steps long again."),
                scene=f"{FOUR}&schedule=cosine",
                value=1,
            ),
            Choice(N_("In 3"), N_("Yes: the restarts carry it on."), right=True, value=3),
            Choice(
                N_("In 6: each cycle starts anew"),
                N_(
                    "There are only four. And nothing starts anew but the rate: the run goes on"
                    " from where it is."
                ),
                value=6,
            ),
        ),
        measure=minima_found,
        unit=N_("minima"),
    ),
    reveals=N_(
        "Three, and with other seeds two to four. One training gives several networks this way, a"
        " [snapshot ensemble](ensemble)."
    ),
    often_heard=N_("With restarts the network is trained anew in each cycle."),
    source="G. Huang et al., Snapshot Ensembles, ICLR 2017",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_("The rate shrinks along a cosine, but it begins at 0.003. Where should it begin?"),
    scene=f"{SHRINKING}&gd.learning_rate=0.003",
    controls=("gd.learning_rate",),
    ask=Goal(
        N_("Let the run end below a loss of 0.003."),
        of="gd",
        number="loss",
        between=(0, 0.003),
        reached=N_("There: it begins large enough to arrive and ends small enough to stay."),
        not_yet=N_("Is it still on its way, or does it still move about?"),
        solved_by=f"{SHRINKING}&gd.learning_rate=0.1",
    ),
    reveals=N_(
        "Any beginning from 0.03 to 0.3 ends below 0.01 on average; of constant rates, only one"
        " near 0.01 does. With decay the exact rate matters less."
    ),
)

LESSON = Lesson(
    slug="decay",
    number=12,
    title=N_("Decay and restarts"),
    question=N_("Why should the learning rate shrink during training?"),
    steps=(DANCE, LEVEL, BOTH, ADAPTS, RESTARTS, YOUR_TURN),
    claims=(
        Claim("Near the lowest point after 10 steps", partial(steps_down, 0.3), (5, 10)),
        Claim("Ten times as slow", partial(steps_down, 0.03), (9, 12), partial(steps_down, 0.3)),
        Claim("It stays at 0.18", partial(floor, "gd", 0.3), (0.17, 0.19)),
        Claim("It ends at 0.19", partial(end, "gd", 0.3), (0.18, 0.195)),
        Claim("With cosine at 0.009", partial(end, "gd", 0.3, "cosine"), (0.008, 0.0095)),
        Claim("From 0.03 below 0.01", partial(end, "gd", 0.03, "cosine"), (0, 0.01)),
        Claim("From 0.1 too", partial(end, "gd", 0.1, "cosine"), (0, 0.01)),
        Claim("Constant 0.03 is not", partial(end, "gd", 0.03), (0.01, 1)),
        Claim("Constant 0.01 is", partial(end, "gd", 0.01), (0, 0.01)),
        Claim("Constant 0.003 is not", partial(end, "gd", 0.003), (0.01, 1)),
        Claim("With one cosine: one", partial(minima_found, 0, "cosine"), (1, 1)),
        Claim("Other seeds: at least two", partial(over_seeds, "min"), (2, 2)),
        Claim("Other seeds: up to four", partial(over_seeds, "max"), (4, 4)),
    ),
)
