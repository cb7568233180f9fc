"""A basin map as a value with a link: a scene, a view and how fine it is drawn."""

from dataclasses import dataclass
from typing import Any

import landscapes
from core.knob import like
from core.linked import Linked, Single, linked, words
from core.query import Bounds, Query, edges_of
from core.sentences import N_, Sentence, sentence
from landscapes import FormulaError
from ui.maps.axis import Axis, narrow_enough
from ui.maps.one_method import CELLS, GTOL, OneMethod
from ui.scene.scene import Scene

USUAL = OneMethod("himmelblau", "momentum", seeds=False)


@dataclass(frozen=True)
class View(Single):
    """The part of the plane that is seen, or None for the whole surface: `view=0~1~0~1`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        window = asked.window(key)
        try:
            return usual if window is None else self._checked(window, "")
        except FormulaError as error:
            asked.note(sentence("{reason}. The whole surface is shown.", reason=_of_view(error)))
            return usual

    def _text(self, value: Any) -> str:
        return edges_of(value)

    def _checked(self, value: Any, noun: str) -> Any:
        if value is None:
            return None
        sides = landscapes.check_bounds(value)
        if not all(narrow_enough(*side) for side in sides):
            raise FormulaError(N_("The window is too narrow for float64"))
        return sides


def _of_view(error: FormulaError) -> Sentence:
    """What is wrong with a window, said of a view; found in a catalogue as before."""
    said = N_(str(error))
    return Sentence(said.pattern.replace("window", "view"), said.values, said.key)


@dataclass(frozen=True)
class Basins(Linked):
    """Which starts lead where. Making one with an impossible value is a ValueError.

    The scene's start is the cell looked at. `view` is the part of the plane that is seen, None the
    surface's own window.
    """

    noun = "map"
    versions = Scene.versions

    scene: Scene = linked(USUAL, default_factory=USUAL.scene)
    gtol: float = like(GTOL)
    cells: str = words(*CELLS, usual=CELLS[-1])
    view: Bounds | None = linked(View(), None)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.view == self.whole():
            self._keep({"view": None})

    def whole(self) -> Bounds:
        """The surface's own window."""
        (x_lo, x_hi), (y_lo, y_hi) = self.scene.landscape().bounds
        return (float(x_lo), float(x_hi)), (float(y_lo), float(y_hi))

    def axes(self) -> tuple[Axis, Axis]:
        """What is seen, across and upwards."""
        across, up = self.view or self.whole()
        return Axis(*across), Axis(*up)
