"""Lesson 10, momentum and Nesterov: when a ball with memory is faster, and when it is not."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step
from lessons.experiments.floors import floor

THREE = (
    "surface=bowl&start=-1.6~0&race=momentum~momentum~momentum&steps=2000&momentum.momentum=0"
    "&momentum.2.learning_rate=0.1&momentum.2.momentum=0.5"
    "&momentum.3.learning_rate=0.1&momentum.3.momentum=0.99"
)
BALL = "surface=bowl&start=-1.6~0&race=momentum&momentum.learning_rate=0.1&steps=400"
AHEAD = "surface=bowl&start=-1.6~0&race=momentum~nesterov&nesterov.learning_rate=0.1&steps=400"
NOISY = "surface=bowl&race=gd~momentum&noise=1&steps=1500"
SLOWER = f"{NOISY}&momentum.learning_rate=0.01"
RAVINE = "surface=ravine&race=momentum~nesterov&steps=300&fair=on"
VALLEY = "surface=rosenbrock&race=momentum~nesterov&steps=300&fair=on"
SMALL = "surface=bowl&start=-1.6~0&race=momentum&momentum.learning_rate=0.01&steps=1500"
CREEPS = f"{SMALL}&momentum.momentum=0.5"

INERTIA = Step(
    title=N_("How much memory?"),
    says=N_(
        "A heavy ball keeps a share β of its velocity in every step and adds the slope. With β = 0"
        " it forgets everything: that is gradient descent. The three runs have β = 0, 0.5 and 0.99,"
        " and one [learning rate](learning_rate)."
    ),
    scene=THREE,
    ask=Choose(
        N_("Which ball comes to rest in the fewest steps?"),
        (
            Choice(
                N_("β = 0: it never overshoots"),
                N_(
                    "It never does. But it slows down as the slope does, and the last part of the"
                    " way is nearly level."
                ),
            ),
            Choice(
                N_("β = 0.5: some memory"),
                N_("Yes: enough speed for the level part, and still able to stop."),
                right=True,
            ),
            Choice(
                N_("β = 0.99: it gathers the most speed"),
                N_(
                    "It is the first to pass the lowest point, after 5 steps. But nearly nothing"
                    " slows it down there, so it swings to and fro."
                ),
            ),
        ),
    ),
    reveals=N_(
        "They take 136, 40 and 1850 steps. Memory helps where slopes agree, and it hurts where the"
        " ball has to stop."
    ),
)

OVERSHOOT = Step(
    title=N_("Past the lowest point"),
    says=N_(
        "Now β = 0.9, a usual value. The ball starts at x = −1.6, and the lowest point is at x = 0."
    ),
    scene=f"{BALL}&momentum.momentum=0.9",
    ask=Estimate(
        N_("How far up the other side does it swing?"),
        lo=0,
        hi=1.6,
        right=0.966,
        close=(0.75, 1.2),
        measure=Measure(f"{BALL}&momentum.momentum=0.9", "momentum", "largest_x"),
        too_low=N_("Further: it keeps nine tenths of its velocity in every step."),
        too_high=N_("Not quite: a tenth of its velocity is lost in every step."),
        is_close=N_("Well judged."),
        logarithmic=False,
    ),
    reveals=N_(
        "It swings to x = 0.97, more than half as far out as it began, and needs 210 steps to"
        " settle. What brakes it is 1 − β: here a tenth of the velocity in every step."
    ),
    often_heard=N_("The momentum coefficient is the friction."),
    source="N. Qian, Neural Networks 12 (1999), 145-151",
)

AHEAD_STEP = Step(
    title=N_("Look ahead"),
    says=N_(
        "[Nesterov's method](nesterov) is the same ball, but it takes the slope where its velocity"
        " is about to carry it. The second run does that, with the same α and β."
    ),
    scene=AHEAD,
    ask=Choose(
        N_("What does looking ahead change on this bowl?"),
        (
            Choice(
                N_("It swings less and settles earlier"),
                N_("Yes: it sees the other side coming and brakes in time."),
                right=True,
            ),
            Choice(
                N_("It swings further: it is faster"),
                N_(
                    "Looking ahead is not speeding up. Past the lowest point the slope ahead"
                    " already points back."
                ),
            ),
            Choice(
                N_("Nothing: the slope changes little"),
                N_(
                    "At its fastest the ball moves 0.4 in a step, and the slope changes by as much."
                ),
            ),
        ),
    ),
    reveals=N_(
        "It swings to 0.63 instead of 0.97 and settles in 113 steps instead of 210. It still takes"
        " one gradient a step."
    ),
    source="I. Sutskever et al., ICML 2013",
)

ALWAYS = Step(
    title=N_("Always better?"),
    says=N_(
        "Now each method gets the best α and β that were found for it with 300 gradients. In the"
        " straight ravine of lesson 4 momentum needs 57 steps, Nesterov 72. Here the valley is"
        " bent."
    ),
    scene=VALLEY,
    ask=Choose(
        N_("Which one is lower after 300 gradients?"),
        (
            Choice(
                N_("Momentum again"),
                N_("In a straight valley, yes. In a bend it has to take back what it ran too far."),
                scene=RAVINE,
            ),
            Choice(N_("Nesterov"), N_("Yes: in a bend it pays to see what comes."), True),
            Choice(N_("Both alike"), N_("They look alike from afar. Compare the loss curves.")),
        ),
    ),
    reveals=N_(
        "Nesterov's loss is more than 100 times lower here, and in the ravine it was the slower"
        " one. Neither is always better; both need one gradient a step."
    ),
    often_heard=N_("Nesterov is better on convex functions and no better elsewhere."),
    source="I. Sutskever et al., On the importance of initialization and momentum, ICML 2013",
)

NOISE = Step(
    title=N_("Momentum in noise"),
    says=N_(
        "Now each gradient is wrong by chance. Neither run comes to rest: the loss stays at a"
        " certain level. Both have α = 0.1, and momentum has β = 0.9."
    ),
    scene=NOISY,
    ask=Choose(
        N_("Momentum's level is how many times that of gradient descent?"),
        (
            Choice(
                N_("A tenth of it: it averages the noise"),
                N_(
                    "It averages, but each gradient also moves the ball ten times as far in the"
                    " end: 1 + 0.9 + 0.81 and so on is 10."
                ),
                value=0.1,
            ),
            Choice(
                N_("The same"),
                N_("It is so at a tenth of the learning rate, where both are equally fast, too."),
                scene=SLOWER,
                value=1,
            ),
            Choice(
                N_("10 times"),
                N_("Yes: at the same learning rate it takes in ten times the noise."),
                right=True,
                value=9.82,
            ),
        ),
        measure=partial(floor, "momentum", 0.1, 0.9),
        than=partial(floor, "gd", 0.1),
        unit=N_("times the level"),
    ),
    reveals=N_(
        "Its level is about ten times as high, 0.53 instead of 0.054. Momentum straightens a path;"
        " it does not calm noise."
    ),
    often_heard=N_("Momentum lowers the variance of stochastic gradient descent."),
    source="K. Yuan et al., On the influence of momentum acceleration, JMLR 2016",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "The learning rate is ten times smaller now, and with β = 0.5 the ball takes 694 steps."
        " Only β can be changed."
    ),
    scene=CREEPS,
    controls=("momentum.momentum",),
    ask=Goal(
        N_("Let it come to rest within 170 steps."),
        of="momentum",
        number="steps",
        between=(0, 170),
        reached=N_("There: as much memory as it can have and still stop."),
        not_yet=N_("Does it creep, or does it swing?"),
        solved_by=f"{SMALL}&momentum.momentum=0.85",
    ),
    reveals=N_(
        "The ball stops swinging at β = (1 − √α)², here 0.81, and is fastest a little above it. The"
        " smaller the steps, the more memory it takes."
    ),
    source="G. Goh, Why Momentum Really Works, Distill 2017",
)

LESSON = Lesson(
    slug="memory",
    number=10,
    title=N_("Momentum and Nesterov"),
    question=N_("When does a memory of earlier steps help, and when does it not?"),
    steps=(INERTIA, OVERSHOOT, AHEAD_STEP, ALWAYS, NOISE, YOUR_TURN),
    claims=(
        Claim("β = 0 takes 136 steps", Measure(THREE, "momentum"), (136, 136)),
        Claim("β = 0.5 takes 40", Measure(THREE, "momentum.2"), (40, 40)),
        Claim("β = 0.99 takes 1850", Measure(THREE, "momentum.3"), (1850, 1850)),
        Claim("After 4 steps not yet past", Measure(THREE, "momentum.3", "x", 4), (-2, 0)),
        Claim("After 5 it is", Measure(THREE, "momentum.3", "x", 5), (0, 2)),
        Claim("β = 0.9 takes 210", Measure(AHEAD, "momentum"), (210, 210)),
        Claim("Nesterov swings to 0.63", Measure(AHEAD, "nesterov", "largest_x"), (0.625, 0.635)),
        Claim("Nesterov takes 113", Measure(AHEAD, "nesterov"), (113, 113)),
        Claim("In the ravine momentum takes 57", Measure(RAVINE, "momentum"), (57, 57)),
        Claim("In the ravine Nesterov takes 72", Measure(RAVINE, "nesterov"), (72, 72)),
        Claim("In the bend Nesterov is at 5e-9", Measure(VALLEY, "nesterov", "loss"), (0, 7e-9)),
        Claim("Momentum at 1e-6", Measure(VALLEY, "momentum", "loss"), (7e-7, 2e-6)),
        Claim("Momentum's level is 0.53", partial(floor, "momentum", 0.1, 0.9), (0.5, 0.56)),
        Claim("Gradient descent's is 0.054", partial(floor, "gd", 0.1), (0.0525, 0.0555)),
        Claim("A tenth of the rate: alike", partial(floor, "momentum", 0.01, 0.9), (0.045, 0.06)),
        Claim("Small steps take 694", Measure(CREEPS, "momentum"), (694, 694)),
    ),
)
