"""The ground of the part of a map that is seen, where the browser has no formula to work it out.

The format is described in ui/browser/shared/wire.md, “closer”.
"""

from core.query import Bounds
from landscapes import Landscape
from ui.kit.cache import shared_cache
from ui.scene import cached, pictures
from ui.scene.scene import Scene
from viz import Ground, browser, sample

DEAREST = 2_000_000
"""Losses of a formula that such a picture may cost; those built in cost less."""


def closer_ground(query: dict[str, str]) -> bytes | None:
    """The losses of the link's surface in its `zoom`, on as many points as those of the whole.

    None where there is no such part, where the browser has the formula or the file, or where that
    takes long.
    """
    scene, _ = Scene.from_query(query)
    part, landscape = scene.moment.zoom, scene.landscape()
    if part is None or scene.grid is not None or landscape.shader is not None:
        return None
    if landscape.effort * cached.side(landscape) ** 2 > DEAREST:
        return None
    return browser.part_bytes(pictures.ground_id(scene), _sampled(landscape, part))


@shared_cache(maxsize=32)
def _sampled(landscape: Landscape, part: Bounds) -> Ground:
    return sample(landscape.fun, part, size=cached.side(landscape))
