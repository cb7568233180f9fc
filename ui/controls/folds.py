"""The folds of the sidebar that can be sent again alone: controls that are one click away."""

from collections.abc import Callable

from core.sentences import N_
from ui.controls import partial_rerun
from ui.controls.handed import handed
from ui.controls.partial_rerun import CHANCE, GRADIENT, STARTS_FROM
from ui.kit.widgets import folded
from ui.scene.scene import Scene

FOLDS = {CHANCE: N_("Schedule and noise"), GRADIENT: N_("Gradient"), STARTS_FROM: N_("Starts")}
"""What is one click away, by its heading."""


def fold(key: str) -> Callable[[Callable[[Scene], Scene]], Callable[[Scene], Scene]]:
    """Controls that are one click away."""

    def decorate(controls: Callable[[Scene], Scene]) -> Callable[[Scene], Scene]:
        @partial_rerun.section(key)
        @handed(key)
        def shown(scene: Scene) -> Scene:
            place = folded(FOLDS[key], FOLDS[key])
            if not place.open:
                return scene
            with place:
                return controls(scene)

        return shown

    return decorate
