"""What an address of an export asks for: a scene, its link for people, and a few options."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from core.sentences import N_
from ui.kit.language import IN_LINK
from ui.scene.address import SCENE
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

OPTIONS = "export."
"""What begins so in the address of an export is no part of the scene."""
KNOWN = ("scale", "seconds", "theme", "width")
"""Options there are; others change nothing, so a new one makes an address a new one."""
SHOWN = ("embed", "embed_options", IN_LINK)
"""What in a link is about how the page is shown, and no part of the scene."""


class NoSuchExportError(ValueError):
    """Why there is nothing to be had for a link, in a sentence for people."""


@dataclass(frozen=True)
class Asked:
    """A scene that is asked for, where the app is, and options of the export."""

    scene: Scene
    base: str
    """The address of the app, without a slash at its end."""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The scene's link in full."""
        query = SCENE.query_of(self.scene)
        return f"{self.base}/{'?' if query else ''}{urlencode(query, safe='~,:')}"

    @property
    def title(self) -> str:
        """What the scene shows."""
        return scene_title(self.scene)

    @property
    def file(self) -> str:
        """The name of a file of it, without its ending."""
        return f"thalweg-{self.scene.surface.replace('_', '-')}"

    @cached_property
    def raced(self) -> list[Raced]:
        """Its race."""
        return run_race(self.scene)

    def number(self, name: str, usual: float, low: float, high: float) -> float:
        """An option that is a number, within limits."""
        try:
            value = float(dict(self.options).get(name, usual))
        except ValueError:
            return usual
        return min(max(value, low), high) if math.isfinite(value) else usual

    def word(self, name: str, *allowed: str) -> str:
        """An option that is one of some words, the first being the usual one."""
        said = dict(self.options).get(name, "")
        return said if said in allowed else allowed[0]


def asked(query: Mapping[str, str], base: str) -> Asked:
    """What a query asks for; raises NoSuchExportError where it takes a file to show it."""
    if query.get("surface") == "upload":
        raise NoSuchExportError(
            N_(
                "This link needs a file that stays with whoever uploaded it, so nothing can be made"
                " of the link alone."
            )
        )
    options = {k: query[OPTIONS + k] for k in KNOWN if OPTIONS + k in query}
    rest = {k: v for k, v in query.items() if not k.startswith(OPTIONS)}
    for name in SHOWN:
        rest.pop(name, None)
    scene = Scene.from_query(rest)[0] if rest else WELCOME
    return Asked(scene, base, tuple(sorted(options.items())))
