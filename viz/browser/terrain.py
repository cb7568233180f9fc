"""A loss surface as the browser draws it by itself: its formula, or a grid of its losses.

The format is described in ui/browser/shared/wire.md, “terrain”.
"""

from typing import Any

from landscapes import Landscape
from viz import theme
from viz.browser.wire import blob, woven
from viz.ground import DECADES, LEVELS, STEEP, Ground, has_one_unit
from viz.run import single


def terrain_bytes(landscape: Landscape, ground: Ground, height: str = "auto") -> bytes:
    """A surface, and how losses become heights and colours. `ground` is its grid.

    `height` is how that was made: auto, linear or log. A surface with a shader is sent as that;
    of any other the grid is all that the browser knows.
    """
    shader = landscape.shader
    if shader is None:
        return grid_bytes(ground, height)
    knobs = {name: float(getattr(landscape, name)) for name in landscape.knobs}
    told = {"glsl": shader.glsl, "program": shader.program, "settled": shader.settled}
    return blob(_header(ground, height) | told | {"knobs": knobs}, {})


def grid_bytes(ground: Ground, height: str = "auto") -> bytes:
    """A surface that is known by its grid alone."""
    told = {"size": [len(ground.x), len(ground.y)], "knobs": {}}
    return blob(_header(ground, height) | told, {"loss": woven(single(ground.z))})


def part_bytes(name: str, ground: Ground) -> bytes:
    """A part of the surface that was laid by this name, finer: the format “closer”.

    Losses are told from the lowest on, so that float32 tells those apart that are close together.
    """
    told = {"ground": name, "bounds": ground.bounds, "size": [len(ground.x), len(ground.y)]}
    return blob(told | {"low": ground.low}, {"above": single(ground.z - ground.low)})


def _header(ground: Ground, height: str) -> dict[str, Any]:
    return {
        "bounds": ground.bounds,
        "equal": has_one_unit(ground.bounds),
        "height": ground.shape(),
        "choice": {"mode": height, "steep": STEEP, "decades": DECADES, "size": len(ground.x)},
        "levels": LEVELS,
        "colours": {"light": theme.GROUND, "dark": [theme.DARK[c] for c in theme.GROUND]},
    }
