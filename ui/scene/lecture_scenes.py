"""Scenes that make a point of the lectures (Stanford CS231n, 2 and 3): one line a scene."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from ui.scene.scene import Scene


@dataclass(frozen=True)
class LectureScene:
    """A scene worth a look."""

    title: str
    says: str
    """One sentence on what there is to see."""
    link: str


_IRIS = "v=1&surface=linear_classifier"
_DIGITS = "v=1&surface=digits_plane"
_NEAT = "surface.loss=2&surface.reg=0.01"
_SGD = "race=gd~momentum"
ALL = (
    LectureScene(
        "Three ways down",
        "Random search forgets where it was, local search keeps what helped, the gradient knows"
        " where to go.",
        f"{_IRIS}&{_NEAT}&race=random_search~local_search~gd&steps=100&seed=1",
    ),
    LectureScene(
        "One sample a step",
        "Each step goes down the surface of a single flower: the paths never settle.",
        f"{_IRIS}&{_NEAT}&{_SGD}&batch=1&ground=batch",
    ),
    LectureScene(
        "Ten samples a step",
        "Ten flowers already make a surface much like that of all: the noise is less, not gone.",
        f"{_IRIS}&{_NEAT}&{_SGD}&batch=10&ground=batch",
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
        "L2 shares the weight",
        "A feature and its noisy copy: the square of the weights is least when both carry some.",
        f"{_IRIS}&surface.data=3&surface.loss=2&surface.reg=0.1",
    ),
    LectureScene(
        "L1 drops a weight",
        "The same features: the sum of absolute weights gives the copy a weight of zero.",
        f"{_IRIS}&surface.data=3&surface.loss=2&surface.reg=0.1&surface.l1_ratio=1",
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
)


def on(surface: str) -> tuple[LectureScene, ...]:
    """Those on a surface."""
    return tuple(one for one in ALL if dict(parse_qsl(one.link))["surface"] == surface)


@cache
def opened(one: LectureScene) -> Scene:
    """The scene itself."""
    return Scene.from_query(dict(parse_qsl(one.link)))[0]


def lesson_of(now: Scene) -> str:
    """What a scene shows, if it is one of these."""
    return next((one.says for one in on(now.surface) if opened(one) == now), "")
