"""What a click, a zoom or a picked start on the sweep does. No browser is trusted."""

from dataclasses import replace
from typing import Any

import numpy as np

from landscapes import Point
from ui.kit.address import set_to
from ui.maps.sweep_cells import values_at
from ui.maps.sweep_controls import SWEEP
from ui.maps.sweep_sides import SIDES, usable
from ui.scene.racer import Racer


def pick(level: int, column: int, row: int) -> None:
    """Look at a cell: the optimizer gets its knobs."""
    page = SWEEP.current()
    values = values_at(page, level, column, row)
    if values is None:
        return
    racer = page.scene.race[0]
    knobs = dict(racer.knobs) | values
    SWEEP.amend(scene=replace(page.scene, race=(Racer(racer.slug, tuple(knobs.items())),)))
    for name, value in values.items():
        set_to(f"map.{racer.slug}.{name}", value)


def start(at: Point) -> None:
    """Let all runs start there."""
    page = SWEEP.current()
    SWEEP.amend(scene=replace(page.scene, start=at))
    set_to("start.x", at[0])
    set_to("start.y", at[1])


def zoom(sides: Any) -> None:
    """Look at other ranges of both knobs; None: at the usual ones."""
    page = SWEEP.current()
    facts: dict[str, Any] = {}
    asked: list[Any] = [None, None] if sides is None else list(sides)
    for side, ends in zip(SIDES, asked, strict=True):
        knob = page.knob(side)
        if knob is None or knob.integer:
            continue
        facts[f"{side}_range"] = ends and usable(
            knob, *_rounded(ends[0], ends[1], knob.lo, knob.hi)
        )
    made = replace(page, **facts)
    SWEEP.amend(**facts)
    for side in SIDES:
        if (knob := made.knob(side)) is not None:
            name = f"{page.scene.race[0].slug}.{knob.name}"
            for end, value in zip(("from", "to"), made.range(side), strict=True):
                set_to(f"{name}.{end}", value)


def _rounded(lo: float, hi: float, least: float, most: float) -> tuple[float, float]:
    """To a thousandth of what is seen, within the knob's limits."""
    digits = int(np.ceil(-np.log10(float(hi) - float(lo)))) + 3
    lo, hi = round(float(lo), digits), round(float(hi), digits)
    return max(least, lo), min(most, hi)
