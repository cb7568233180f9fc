"""A surface in a link: one of ours with its knobs, a formula in its window, or an uploaded file.

Such as `surface=rosenbrock&surface.b=50`, or `surface=formula&formula=x^2%2By^2&window=-1~1~-1~1`.
"""

from dataclasses import dataclass
from typing import Any

import landscapes
from core.linked import Facts, Part
from core.parts import differing, read_knobs, write_knobs
from core.query import Bounds, Query, edges_of, show
from core.sentences import N_, sentence
from landscapes import FormulaError, GridLandscape
from ui.scene import formula_draft, uploads


@dataclass(frozen=True)
class Surface(Part):
    """The fields `surface`, `surface_knobs`, `formula`, `window` and `grid` of a scene.

    A link to an uploaded surface needs its file in this session; without it, the usual scene opens.
    """

    usual: str
    decides = True

    @property
    def fields(self) -> tuple[str, ...]:
        """Those it is about."""
        return self.name, "surface_knobs", "formula", "window", "grid"

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        """As the link asks for it."""
        slug = asked.choice(self.key, (*landscapes.names(), "formula", "upload"), self.usual)
        if slug == "upload":
            return self._upload(asked)
        if slug == "formula":
            return self._formula(asked)
        cls = landscapes.CLASSES[slug]
        knobs = read_knobs(asked, f"{self.key}.", cls, ())
        if cls.changed and asked.written == "1":
            asked.note(N_(cls.changed))
        return {"surface": slug, "surface_knobs": knobs}

    def _formula(self, asked: Query) -> Facts:
        window = _window(asked)
        text = asked.left.pop("formula", "")
        try:
            landscapes.from_formula(text, window)
        except FormulaError as error:
            asked.note(sentence("The link's formula cannot be used: {error}", error=str(error)))
            formula_draft.want(text, window)
            return {"surface": self.usual}
        return {"surface": "formula", "formula": text, "window": window}

    def _upload(self, asked: Query) -> Facts:
        file, name = asked.left.pop("file", ""), asked.left.pop("file.name", "a surface file")
        layer = asked.left.pop("file.layer", None)
        log = asked.choice("file.log", ("off", "on"), "off") == "on"
        grid = uploads.find(file, layer, log, asked.window("file.window"))
        if grid is not None:
            return {"surface": "upload", "grid": grid}
        uploads.want(file, asked.whole)
        asked.left.clear()  # the rest of the link is about that surface
        asked.note(
            sentence(
                "This link needs the file {name}, which stays with whoever uploaded it: upload"
                " it on the page Upload a surface to see the same.",
                name=show(name),
            )
        )
        return {"surface": self.usual}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        query = {} if made.surface == self.usual else {self.key: made.surface}
        if made.surface == "formula":
            return query | {"formula": made.formula, "window": edges_of(made.window)}
        if made.grid is not None:
            return query | _file(made.grid)
        cls = landscapes.CLASSES[made.surface]
        since = {"v": "2"} if cls.changed else {}
        return since | query | write_knobs(f"{self.key}.", cls, made.surface_knobs)

    def check(self, made: Any) -> Facts:
        """As it is kept."""
        own, upload = made.surface == "formula", made.surface == "upload"
        if upload and made.grid is None:
            raise ValueError("an uploaded surface needs its file")
        facts = {
            "surface_knobs": (),
            "formula": made.formula if own else "",
            "window": landscapes.check_bounds(made.window) if own else landscapes.DEFAULT_BOUNDS,
            "grid": made.grid if upload else None,
        }
        if not (own or upload):
            cls = landscapes.CLASSES.get(made.surface) or type(landscapes.get(made.surface))
            facts["surface_knobs"] = differing(cls, made.surface_knobs)
        return facts


def _window(asked: Query) -> Bounds:
    try:
        return landscapes.check_bounds(asked.window("window") or landscapes.DEFAULT_BOUNDS)
    except FormulaError as error:
        asked.note(sentence("{error} The usual window is used.", error=str(error)))
        return landscapes.DEFAULT_BOUNDS


def _file(grid: GridLandscape) -> dict[str, str]:
    """Which file, by its bytes and for people by its name, and how it was read."""
    query = {"file": grid.file, "file.name": grid.name, "file.layer": grid.layer}
    if grid.log:
        query["file.log"] = "on"
    if grid.ranges is not None:
        query["file.window"] = edges_of(grid.ranges)
    return query
