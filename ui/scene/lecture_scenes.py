"""Scenes that make a point of the lectures on optimization: one entry a scene."""

from functools import cache
from urllib.parse import parse_qsl

from ui.scene.lecture_scene import LectureScene
from ui.scene.scene import OPENS, Scene

_IRIS = "v=1&surface=linear_classifier"
_DIGITS = "v=1&surface=digits_plane"
_NEAT = "surface.loss=2&surface.reg=0.01"
_NOISY = "v=1&surface=bowl"
_PLATEAU = "v=1&surface=plateau"
_SKIP = "v=2&surface=skip_connections"
_CROSS = "v=1&surface=formula&formula=x^2+%2B+4*x*y+%2B+y^2&window=-2~2~-2~2"
_DOME = "v=1&surface=formula&formula=-(x^2+%2B+y^2)/2&window=-2~2~-2~2"
_SQUARES = "v=1&surface=formula&formula=((x+%2B+0.5*y-2.05)^2+%2B+(0.5*x+%2B+y-1.1)^2)/2"
_FROM = "window=-1~3~-1~3&race=gd&gd.learning_rate=0.05&start=-0.5~2.5&steps=400"
ALL = (
    LectureScene(
        "Three ways down",
        "Random search forgets where it was, local search keeps what helped, the gradient knows"
        " where to go. Each at its best with 100 evaluations, all three arrive: in two dimensions"
        " guessing is enough.",
        f"{_IRIS}&{_NEAT}&race=random_search~local_search~gd&steps=100&fair=on&seed=1",
    ),
    LectureScene(
        "One sample a step",
        "Each step goes down the surface of a single flower: the paths never settle.",
        f"{_IRIS}&{_NEAT}&race=gd~momentum&batch=1&ground=batch",
    ),
    LectureScene(
        "Ten samples a step",
        "Ten flowers already make a surface much like that of all: the noise is less, not gone.",
        f"{_IRIS}&{_NEAT}&race=gd~momentum&batch=10&ground=batch",
    ),
    LectureScene(
        "Hinge: good enough is enough",
        "The species can be parted, and where every margin is at least 1 the loss is zero: there"
        " is a whole region of answers.",
        f"{_IRIS}&surface.data=1",
    ),
    LectureScene(
        "Softmax: never satisfied",
        "The same flowers: cross entropy falls for ever, so the weights grow without end.",
        f"{_IRIS}&surface.data=1&surface.loss=2",
    ),
    LectureScene(
        "A penalty makes one answer",
        "With a little L2 the same softmax has one lowest point.",
        f"{_IRIS}&surface.data=1&surface.loss=2&surface.reg=0.02",
    ),
    LectureScene(
        "The loss of the data overfits",
        "Ten flowers train, ninety are held out: the loss of the ten falls for ever, that of the"
        " ninety to 0.10 and then up to 0.20. With a penalty λ of 0.01 it ends at 0.13.",
        f"{_IRIS}&surface.loss=2&surface.held_out=90&surface.split=10&race=gd&steps=1000"
        "&curve=held_out&loss=linear",
    ),
    LectureScene(
        "L2 shares the weight",
        "A feature and its noisy copy: the square of the weights is least when both carry some.",
        f"{_IRIS}&surface.data=3&surface.loss=2&surface.reg=0.1",
    ),
    LectureScene(
        "L1 drops a weight",
        "The same features: at the lowest point the sum of absolute weights has dropped the copy."
        " The runs step to and fro over that kink and do not come to rest on it.",
        f"{_IRIS}&surface.data=3&surface.loss=2&surface.reg=0.1&surface.l1_ratio=1&steps=500",
    ),
    LectureScene(
        "One digit: flat facets",
        "The hinge loss of one sample is made of flat pieces that meet at kinks.",
        f"{_DIGITS}&surface.count=1",
    ),
    LectureScene(
        "A hundred digits: a bowl",
        "The mean over a hundred samples has so many small kinks that it looks smooth.",
        _DIGITS,
    ),
    LectureScene(
        "Weights of zero",
        "At W = 0 all scores are alike: the hinge loss of ten classes is 9, 1 a wrong class.",
        f"{_DIGITS}&start=0~0",
    ),
    LectureScene(
        "Weights of zero, softmax",
        "At W = 0 every class has a probability of 1/10: the loss is ln 10, about 2.3026.",
        f"{_DIGITS}&surface.loss=2&start=0~0",
    ),
    LectureScene(
        "What one flower costs",
        "Beside the data each flower stands on the curve of its loss: from a margin of 1 on a hinge"
        " is 0, so a nudge of such a score changes nothing; softmax never is 0.",
        f"{_IRIS}&race=gd",
    ),
    LectureScene(
        "Twice the weights",
        "Where every margin is at least 1 the hinge loss is 0 at W and at 2W, so the data do not"
        " choose. Softmax prefers 2W, and a penalty, four times as large there, W.",
        f"{_IRIS}&surface.data=1&panel=chord&chord=0.1175~2.7188~0.235~5.4376",
    ),
    LectureScene(
        "L-BFGS on ten samples",
        "It compares gradients of different samples and takes them for curvature: 822 evaluations"
        " bring it less far than gradient descent comes with 201.",
        f"{_IRIS}&{_NEAT}&race=gd~lbfgs&batch=10",
    ),
    LectureScene(
        "Decay beside the gradient",
        "AdamW's decay of 0.1 leaves it where Adam rests without any; a penalty of 0.1 in the loss"
        " would move that to (0.93, 1.04).",
        f"{_IRIS}&surface.loss=2&race=adam-.02-beta2-.99~adamw-.02-beta2-.99-weight_decay-.1"
        "&steps=5000",
    ),
    LectureScene(
        "Ridge",
        "Linear regression with an L2 penalty: from (2, 0.1) to (0.92, 0.54). Both weights share.",
        f"{_SQUARES}+%2B+(x^2+%2B+y^2)/2&{_FROM}",
    ),
    LectureScene(
        "Lasso",
        "With an L1 penalty it is (1.28, 0): one weight is dropped. Runs step to and fro over it.",
        f"{_SQUARES}+%2B+abs(x)+%2B+abs(y)&{_FROM}",
    ),
    LectureScene(
        "Steepest is not shortest",
        "The first step points 72° off the minimum, and the path becomes 4.7 times as long as the"
        " straight line.",
        "v=1&surface=ravine&race=gd&panel=along",
    ),
    LectureScene(
        "Four learning rates",
        "Too small creeps, larger is faster, close below 2/L = 0.04 is fastest along the floor;"
        " just above it diverges.",
        "v=1&surface=ravine&race=gd-.005~gd.2-.02~gd.3-.039~gd.4-.041&steps=300",
    ),
    LectureScene(
        "A thousandth beside the ridge",
        "Saddles slow a run down, they do not hold it: gradient descent stays near for some 70"
        " steps, then leaves.",
        "v=1&surface=saddle&start=-1.6~0.001&steps=300",
    ),
    LectureScene(
        "Both diagonal entries positive, yet a saddle",
        "The Hessian is (2, 4; 4, 2): its diagonal is positive, its eigenvalues are 6 and −2.",
        f"{_CROSS}&race=gd~newton&gd.learning_rate=0.05&start=1.5~-1.4&steps=60&panel=ground&probe=0~0",
    ),
    LectureScene(
        "A dome",
        "Concave, not convex: the gradient is 0 on top, and from anywhere else the way down has no"
        " end.",
        f"{_DOME}&race=gd&gd.learning_rate=0.1&start=0.01~0.02&steps=400",
    ),
    LectureScene(
        "The shelf",
        "A shelf ten times flatter costs gradient descent 5.5 times the steps, momentum few more.",
        f"{_PLATEAU}&surface.slope=0.001&steps=5000",
    ),
    LectureScene(
        "AdaGrad tires",
        "It divides by all slopes so far, RMSProp by the recent ones: at one learning rate they"
        " cross the shelf in 4347 steps and in 79.",
        f"{_PLATEAU}&race=adagrad~rmsprop&adagrad.learning_rate=0.1&rmsprop.learning_rate=0.1"
        "&steps=5000",
    ),
    LectureScene(
        "The first step",
        "Averages that start at zero are too small: without correction RMSProp's first step is 31.6"
        " α long in each coordinate, Adam's 3.2 α; corrected, Adam's is α.",
        f"{_NOISY}&race=rmsprop~adam_uncorrected~adam&rmsprop.decay=0.999&adam.learning_rate=0.01",
    ),
    LectureScene(
        "Adam needs decay too",
        "With noise a constant learning rate leaves both methods on a floor; half a cosine down"
        " brings both some twenty times lower.",
        f"{_NOISY}&race=gd-.3~gd.2-.3-schedule-cosine~adam-.3~adam.2-.3-schedule-cosine"
        "&steps=500&noise=1",
    ),
    LectureScene(
        "Momentum in noise",
        "At one learning rate momentum's floor is higher, by 1/(1 − β): ten times here.",
        f"{_NOISY}&race=gd~momentum&steps=1500&noise=1",
    ),
    LectureScene(
        "Snapshots",
        "Each restart of the learning rate sends the same run on: six ends of a cycle lie in three"
        " of the four minima.",
        "v=1&surface=himmelblau&race=gd&gd.learning_rate=0.02&schedule=restarts&steps=300&noise=40",
    ),
    LectureScene(
        "Over the hump",
        "With β = 0.8 the run stays in the poor valley, with 0.9 its speed carries it into the"
        " better one.",
        "v=1&surface=double_well&race=momentum~momentum.2&momentum.momentum=0.8"
        "&momentum.2.learning_rate=0.05&steps=400",
    ),
    LectureScene(
        "A chord that disproves",
        "Between the two valleys the surface rises above its chord, so it is not convex; a wider"
        " chord, from −1.9 to 1.9, passes over the hump and disproves nothing.",
        "v=1&surface=double_well&panel=chord&chord=-1~0~1~0",
    ),
    LectureScene(
        "Nesterov at its best",
        "Each with its own best learning rate and momentum: here the look-ahead comes further with"
        " the same 300 gradients.",
        "v=1&race=momentum~nesterov&steps=300&fair=on",
    ),
    LectureScene(
        "Blind to a kink",
        "On the fold forward differences are wrong by 0.2 however small the step; central ones take"
        " the mean of both sides and see nothing.",
        "v=1&surface=crease&panel=check&probe=0~1",
    ),
    LectureScene(
        "A deep network without skips",
        "85 % of this slice curves downwards: Newton is thrown out of the window, and gradient"
        " descent bounces.",
        f"{_SKIP}&race=gd~newton",
    ),
    LectureScene(
        "The same with skips",
        "6 % of this slice curves downwards: Newton arrives in 8 steps, and gradient descent glides"
        " at the same learning rate.",
        f"{_SKIP}&surface.kind=1&race=gd~newton",
    ),
)


@cache
def on(surface: str) -> tuple[LectureScene, ...]:
    """Those on a surface."""
    return tuple(one for one in ALL if dict(parse_qsl(one.link)).get("surface", OPENS) == surface)


@cache
def opened(one: LectureScene) -> Scene:
    """The scene itself."""
    return Scene.from_query(dict(parse_qsl(one.link)))[0]


def lesson_of(now: Scene) -> str:
    """What a scene shows, if it is one of these."""
    return next((one.says for one in on(now.surface) if opened(one) == now), "")
