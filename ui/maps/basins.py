"""A basin map as a value with a link: a scene, a view and how fine it is drawn."""

from dataclasses import dataclass, field, replace

import landscapes
from landscapes import FormulaError
from ui.kit.query import Query
from ui.maps.axis import Axis, narrow_enough
from ui.maps.one_method import CELLS, GTOL, VERSION, Asked, Usual, gtol_of, text
from ui.scene.scene import Bounds, Scene

USUAL = Usual("himmelblau", "momentum")


@dataclass(frozen=True)
class Basins:
    """Which starts lead where. Making one with an impossible value is a ValueError.

    The scene's start is the cell looked at. `view` is the part of the plane that is seen, None the
    surface's own window.
    """

    scene: Scene = field(default_factory=USUAL.scene)
    gtol: float = GTOL.default
    cells: str = CELLS[-1]
    view: Bounds | None = None

    def __post_init__(self) -> None:
        scene = replace(USUAL.alone(self.scene), seeds=1)
        object.__setattr__(self, "scene", scene)
        object.__setattr__(self, "gtol", GTOL.check(self.gtol, "map"))
        if self.cells not in CELLS:
            raise ValueError(f"cells must be one of {', '.join(CELLS)}")
        if self.view is not None:
            view = _checked(self.view)
            object.__setattr__(self, "view", None if view == self.whole() else view)

    @classmethod
    def from_query(cls, query: Asked) -> "tuple[Basins, tuple[str, ...]]":
        """The map a link asks for, and a sentence for each thing ignored or changed."""
        scene, asked, notes = USUAL.read(query)
        cells = asked.choice("cells", CELLS, CELLS[-1])
        gtol, view = gtol_of(asked), _view(asked)
        asked.leftovers()
        return cls(scene, gtol, cells, view), notes + asked.sentences()

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from the usual, and the version."""
        query = USUAL.write(self.scene)
        if self.gtol != GTOL.default:
            query["gtol"] = text(self.gtol)
        if self.cells != CELLS[-1]:
            query["cells"] = self.cells
        if self.view is not None:
            query["view"] = "~".join(text(edge) for side in self.view for edge in side)
        return {"v": VERSION} | query if query else {}

    def whole(self) -> Bounds:
        """The surface's own window."""
        (x_lo, x_hi), (y_lo, y_hi) = self.scene.landscape().bounds
        return (float(x_lo), float(x_hi)), (float(y_lo), float(y_hi))

    def axes(self) -> tuple[Axis, Axis]:
        """What is seen, across and upwards."""
        across, up = self.view or self.whole()
        return Axis(*across), Axis(*up)


def _view(asked: Query) -> Bounds | None:
    numbers = asked.numbers("view", 4)
    if numbers is None:
        return None
    try:
        return _checked((numbers[:2], numbers[2:]))
    except FormulaError as error:
        asked.note(f"{str(error).replace('window', 'view')}. The whole surface is shown.")
        return None


def _checked(view: object) -> Bounds:
    sides = landscapes.check_bounds(view)
    if not all(narrow_enough(*side) for side in sides):
        raise FormulaError("The window is too narrow for float64")
    return sides
