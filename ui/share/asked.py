"""What an address of an export asks for: a scene, its link for people, and a few options."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from core.sentences import N_
from ui.kit.asked_page import OPTIONS, NoSuchExportError, Options, parted
from ui.scene.address import SCENE
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

__all__ = ["OPTIONS", "Asked", "NoSuchExportError", "asked"]


@dataclass(frozen=True)
class Asked(Options):
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


def asked(query: Mapping[str, str], base: str) -> Asked:
    """What a query asks for; raises NoSuchExportError where it takes a file to show it."""
    if query.get("surface") == "upload":
        raise NoSuchExportError(
            N_(
                "This link needs a file that stays with whoever uploaded it, so nothing can be made"
                " of the link alone."
            )
        )
    rest, options = parted(query)
    return Asked(Scene.from_query(rest)[0] if rest else WELCOME, base, options)
