"""Two scenes to be compared, as a value with a link: each is a link itself.

compare?v=1&a=v%3D1%26race%3Dgd&b=v%3D1%26race%3Dadam
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import parse_qs, urlencode

from core.linked import Linked, Single, linked
from core.query import Query
from core.sentences import N_, sentence
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME

SIDES: Mapping[str, str] = {"a": N_("A"), "b": N_("B")}
LONGEST = 6000
"""Characters of each link: eight racers on a long formula, all with settings, may take 4000."""
MOST_FIELDS = 200
LOOKS = (
    *("curve", "by", "cost_grad", "cost_hess", "loss", "height"),
    *("critical", "data", "ground", "summed"),
)
"""What of a scene only says how it is looked at: both are seen as the first one is."""
UNSEEN = ("panel", "mistake", "focus", "probe", "chord", "moment", "hidden", "handout")
"""What of a scene means nothing here."""


@dataclass(frozen=True)
class Nested(Single):
    """A scene by its link: `a=v%3D1%26race%3Dadam`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        text = asked.left.pop(key, "")
        if not text:
            return usual
        query = _parameters(text)
        if query is None:
            asked.note(
                sentence("{side} is no link that can be read; the usual is shown.",
                         side=SIDES[self.name])
            )  # fmt: skip
            return usual
        scene, notes = Scene.from_query(query)
        told = (sentence("{side}: {note}", side=SIDES[self.name], note=note) for note in notes)
        asked.quote(tuple(told))
        return scene

    def _text(self, value: Any) -> str:
        return urlencode(value.to_query() or {"v": "1"}, safe="~,:")

    def _checked(self, value: Any, noun: str) -> Any:
        if not isinstance(value, Scene):
            raise ValueError(f"{self.name} needs a scene")
        return bare(value)


def _parameters(text: str) -> dict[str, list[str]] | None:
    try:
        found = parse_qs(text, max_num_fields=MOST_FIELDS) if len(text) <= LONGEST else {}
    except ValueError:
        return None
    return found or None


def bare(scene: Scene) -> Scene:
    """A scene without what means nothing beside another one."""
    usual = Scene(race=scene.race)
    facts = {name: getattr(usual, name) for name in UNSEEN}
    return replace(scene, **facts)


@dataclass(frozen=True)
class Comparison(Linked):
    """What the page shows."""

    noun = "comparison"

    a: Scene = linked(Nested(), bare(WELCOME))
    b: Scene = linked(Nested(), bare(WELCOME))

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep({"b": replace(self.b, **{name: getattr(self.a, name) for name in LOOKS})})

    @property
    def scene(self) -> Scene:
        """The one whose picture stands for both."""
        return self.a

    def on(self, side: str) -> Scene:
        """The scene on a side."""
        return self.a if side == "a" else self.b

    def having(self, side: str, scene: Scene) -> Self:
        """The same with another scene on a side."""
        return replace(self, **{side: scene})

    def swapped(self) -> Self:
        """The same the other way round."""
        return replace(self, a=self.b, b=self.a)
