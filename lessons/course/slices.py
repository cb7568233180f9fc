"""Lesson 16, the loss surface of a network: what a picture of two directions can show."""

from functools import partial

from core.sentences import N_
from lessons.asks import Choice, Choose, Estimate, Goal, Measure
from lessons.base import Claim, Lesson, Step
from lessons.experiments.slices import (
    bottom_of_slice,
    curved_down,
    first_loss,
    loss_after,
    share_on,
    slope_at_bottom,
)

RANDOM = "network?race=momentum&plane=random"
PATHS = "network?race=momentum"
CUT_OFF = "network?race=gd&steps=100&plane=random"
DEEP = "surface=skip_connections&surface.depth=1&race=newton&steps=100"
SLIDE = "surface=skip_connections&surface.depth=1&race=gd&gd.learning_rate=0.003&steps=200"
BOUNCES, GLIDES = f"{SLIDE}&surface.kind=0", f"{SLIDE}&surface.kind=1"
PLAIN, SKIPS = f"{DEEP}&surface.kind=0", f"{DEEP}&surface.kind=1"

TWO_OF_MANY = Step(
    title=N_("Two directions out of 2410"),
    says=N_(
        "This network has 2410 weights, a picture has two axes. A common way to draw its loss: take"
        " two directions at random through the trained weights. Such a picture is a"
        " [slice](slice)."
    ),
    scene=RANDOM,
    ask=Choose(
        N_("How much of the weights' motion during training can be seen in it?"),
        (
            Choice(
                N_("About half"),
                N_(
                    "With four weights it would be about half: two directions of four. Here it is"
                    " two of 2410."
                ),
                value=50,
            ),
            Choice(
                N_("About 10 percent"),
                N_("A random direction knows nothing of the way that training takes."),
                value=10,
            ),
            Choice(
                N_("Less than 1 percent"),
                N_("Yes: a random direction is nearly at right angles to the way."),
                right=True,
                value=0.151,
            ),
        ),
        measure=partial(share_on, "random"),
        unit=N_("percent of the motion"),
    ),
    reveals=N_(
        "It is 0.15 percent, by variance. So on a random plane a path looks as if it hardly moved,"
        " whatever it did."
    ),
    source="H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018, section 7",
)

BEST_TWO = Step(
    title=N_("The best two directions"),
    says=N_(
        "Instead of random directions one can take the two in which the path extends most: its"
        " [principal components](principal_component). Then the picture is made for this path."
    ),
    scene=PATHS,
    ask=Estimate(
        N_("How many percent of the motion can be seen now?"),
        lo=0,
        hi=100,
        right=98.0,
        close=(90, 99.5),
        measure=partial(share_on, "paths"),
        too_low=N_("More: training moves along few directions only."),
        too_high=N_("Not all of it: a little goes on in the other 2408."),
        is_close=N_("Well judged."),
        unit=N_("percent"),
        logarithmic=False,
    ),
    reveals=N_(
        "98 percent: the way through 2410 dimensions nearly lies in a plane. But this plane was"
        " chosen"
        " because it shows the path; other paths it may not show at all."
    ),
)

BENEATH = Step(
    title=N_("Does the path lie on the surface?"),
    says=N_(
        "The same picture. The path begins at the first weights, whose loss is 2.36. The height of"
        " the picture beneath that point is the loss of other weights: those on the plane."
    ),
    scene=PATHS,
    ask=Choose(
        N_("How high is the picture beneath the beginning of the path?"),
        (
            Choice(
                N_("2.36: the path lies on the surface"),
                N_(
                    "It would if the path lay in the plane. The first weights are beside it, and"
                    " are drawn where their shadow falls."
                ),
                value=2.36,
            ),
            Choice(
                N_("About 2.1: lower"),
                N_("Yes: the two percent that are not seen make this difference."),
                right=True,
                value=2.06,
            ),
            Choice(
                N_("About 2.6: higher"),
                N_(
                    "The plane goes through the trained weights, so what lies on it has already"
                    " been trained in part."
                ),
                value=2.6,
            ),
        ),
        measure=partial(first_loss, seen=True),
        unit=N_("loss"),
    ),
    reveals=N_(
        "It is 2.06: the path runs above the surface as drawn. The app measures this under “Is the"
        " picture true?”."
    ),
)

BOTTOM = Step(
    title=N_("The bottom of the picture"),
    says=N_(
        "Here training was cut off after 100 steps, at a loss of 0.69. On this random plane the"
        " place where it stopped looks like the bottom of a bowl: the picture has one lowest point,"
        " right there."
    ),
    scene=CUT_OFF,
    ask=Choose(
        N_("What would 200 more steps of training bring?"),
        (
            Choice(
                N_("Next to nothing: it is at a minimum"),
                N_(
                    "It is one of the picture: along these two directions there is nothing to be"
                    " gained. There are 2408 others."
                ),
            ),
            Choice(
                N_("A much lower loss"),
                N_("Yes: the way down leads out of the picture."),
                right=True,
            ),
            Choice(
                N_("A higher loss: it is already at the bottom"),
                N_("It would rise along the two axes. Training does not go along them."),
            ),
        ),
    ),
    reveals=N_(
        "The loss falls from 0.69 to 0.24. At the picture's lowest point the true gradient is 0.27"
        " long, all of it at right angles to the picture."
    ),
    often_heard=N_("The bottoms of the valleys in such a picture are the local minima."),
    source="H. Li et al., NeurIPS 2018, section 6",
)

SKIP = Step(
    title=N_("With skip connections"),
    says=N_(
        "Comparing pictures that are made alike does say something. Of the slice of a deep network,"
        " of 20 layers, 83 percent curves downwards in some direction. This is the slice of a"
        " network just as deep, whose layers have [skip connections](skip_connection)."
    ),
    scene=GLIDES,
    ask=Choose(
        N_("How much of this slice curves downwards?"),
        (
            Choice(
                N_("As much: the depth is the same"),
                N_(
                    "Without skips it would look like this. Depth is the trouble only where a"
                    " signal has to pass each layer in turn."
                ),
                scene=BOUNCES,
                value=83,
            ),
            Choice(
                N_("About half as much"),
                N_("Less than that: with skips a layer only has to add a small change."),
                value=42,
            ),
            Choice(N_("Less than a tenth of it"), N_("Yes, hardly anything."), True, value=6.37),
        ),
        measure=partial(curved_down, 1),
        unit=N_("percent of the slice"),
    ),
    reveals=N_(
        "6 percent, and with four more pairs of networks the order was the same. The slices are"
        " [scaled to the weights](filter_normalisation), or they could not be compared."
    ),
    source="H. Li et al., NeurIPS 2018, sections 4 and 6",
)

YOUR_TURN = Step(
    title=N_("Your turn"),
    says=N_(
        "Newton's method is thrown out of this slice in its first step, as the ground curves"
        " downwards where it starts. Is the depth to blame, or the kind of network?"
    ),
    scene=PLAIN,
    controls=("surface.kind", "surface.depth"),
    ask=Goal(
        N_("Find a network on whose slice Newton's method arrives."),
        of="newton",
        number="converged",
        between=(1, 1),
        reached=N_("There: with skip connections it arrives, at either depth."),
        not_yet=N_("Try both depths and both kinds, one at a time."),
        solved_by=SKIPS,
    ),
    reveals=N_(
        "For Newton's method 20 layers with skips are easier here than 8 without. What holds in the"
        " picture"
        " need not hold in all weights, but it is a hint worth testing."
    ),
)

LESSON = Lesson(
    slug="slices",
    number=16,
    title=N_("The loss surface of a network"),
    question=N_("Can a picture of two directions be believed, if a network has thousands?"),
    steps=(TWO_OF_MANY, BEST_TWO, BENEATH, BOTTOM, SKIP, YOUR_TURN),
    claims=(
        Claim("0.15 percent", partial(share_on, "random"), (0.145, 0.155)),
        Claim("The first loss", partial(first_loss, seen=False), (2.355, 2.365)),
        Claim("The picture there", partial(first_loss, seen=True), (2.055, 2.065)),
        Claim("Cut off", partial(loss_after, 100), (0.685, 0.695)),
        Claim("Bottom of the picture", bottom_of_slice, (0.685, 0.695)),
        Claim("True slope there", slope_at_bottom, (0.265, 0.275)),
        Claim("200 more steps", partial(loss_after, 300), (0.235, 0.245)),
        Claim("83 percent", partial(curved_down, 0), (82.5, 83.5)),
        Claim("6 percent", partial(curved_down, 1), (5.5, 6.5)),
        Claim("Thrown out", Measure(PLAIN, "newton", "left_domain"), (1, 1)),
        Claim(
            "Also 8 layers", Measure(f"{PLAIN}&surface.depth=0", "newton", "left_domain"), (1, 1)
        ),
        Claim("8 with skips", Measure(f"{SKIPS}&surface.depth=0", "newton", "converged"), (1, 1)),
    ),
)
