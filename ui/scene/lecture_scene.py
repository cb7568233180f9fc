"""A scene that makes a point of the lectures, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LectureScene:
    """A scene worth a look; `says` is one sentence on what there is to see."""

    title: str
    says: str
    link: str
