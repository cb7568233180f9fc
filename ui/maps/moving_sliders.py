"""Which sliders of a page its map follows while they are moved, and where it is quick enough."""

from collections.abc import Iterator

import optim
from core.knob import knobs_of
from ui.browser import map as cell_map
from ui.maps.basins import Basins
from ui.maps.job import FIRST, job_of
from ui.maps.one_method import swept_knobs
from ui.maps.sweep import Sweep
from ui.maps.sweep_cells import seeds

BUDGET = 0.3
"""Seconds that a map may take, by a generous estimate: a slower one would only follow late."""


def is_quick(page: Basins | Sweep) -> bool:
    """Whether the coarsest map is there between two movements of a hand."""
    job = job_of(page)
    if job.slow or not job.optimizer.takes_arrays:
        return False
    runs = len(seeds(page)) if isinstance(page, Sweep) else 1
    level = job.levels(FIRST[True])[0]
    return runs * level**2 * job.seconds() <= BUDGET


def previews(page: Basins | Sweep, route: str) -> cell_map.SliderPreviews | None:
    """What the browser asks with; None where the map waits until a slider is let go."""
    # A surface of a file is in nobody's link.
    if page.scene.surface == "upload" or not is_quick(page):
        return None
    return cell_map.SliderPreviews(
        route, page.to_query(), {w: (k, v) for w, k, v in _sliders(page)}
    )


def _sliders(page: Basins | Sweep) -> Iterator[tuple[str, str, float]]:
    """The key of each widget, of the same fact in the link, and the number."""
    scene, racer = page.scene, page.scene.race[0]
    swept = (page.x, page.y) if isinstance(page, Sweep) else ()
    built = racer.build()
    for name in swept_knobs(racer):
        if name not in swept:  # which only say which cell is looked at
            yield f"map.{racer.slug}.{name}", f"{racer.slug}.{name}", float(getattr(built, name))
    for name in ("steps", "noise", "seeds"):
        yield name, name, float(getattr(scene, name))
    yield "gtol", "gtol", page.gtol
    turned = dict(scene.schedule_knobs)
    for name, knob in knobs_of(optim.schedules.CLASSES[scene.schedule]).items():
        value = float(turned.get(name, knob.default))
        yield f"schedule.{scene.schedule}.{name}", f"schedule.{name}", value
