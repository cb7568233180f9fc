"""Surfaces made of samples: what the browser shows of these and of each step's mini-batch.

The format is described in ui/browser/shared/wire.md, “batch”.
"""

import time
from typing import Any

import numpy as np

import optim
from core.sentences import language
from landscapes import Landscape
from ui.kit.cache import shared_cache
from ui.kit.language import spoken
from ui.scene import cached, pictures
from ui.scene.scene import Scene
from viz import browser

GRID, COARSE = 48, 16
"""A mini-batch's surface has so many points a side, as it is seen for a moment; a slow one less."""
CHUNK = 8
"""So many steps are answered at a time, while there is time."""
SECONDS = 0.5
"""For one answer; a surface that would take longer alone is a coarse one."""
SENT = 16_384
"""Bytes of sample numbers that come with a race; of later steps they come when asked for."""


def facts(scene: Scene) -> str:
    """What stays while the surface stays, as JSON; empty where it is not made of samples."""
    landscape = scene.landscape()
    return _facts(landscape, language()) if landscape.samples else ""


def parts(scene: Scene) -> dict[str, bytes]:
    """What comes with a race: which samples each step sees, as far as `SENT` reaches."""
    if not scene.seen_batch:
        return {}
    samples = scene.landscape().samples
    wide = _wide(samples)
    rows = min(scene.steps, SENT // (wide * scene.seen_batch))
    index = _numbers(optim.minibatch.order(samples, scene.seen_batch, rows, scene.seed), wide)
    return {"batch": browser.blob(_header(scene) | {"rows": rows}, {"index": index})}


def surfaces(query: dict[str, str]) -> bytes | None:
    """The surfaces of the mini-batches of a link's steps, from step `at` on; None without any.

    There are as many steps as there is time for.
    """
    asked = query.pop("at", "0")
    scene, _ = Scene.from_query(query)
    first = int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    rows = min(CHUNK, scene.steps - first)
    if not scene.seen_batch or rows <= 0:
        return None
    landscape = scene.landscape()
    until = first + rows
    order = optim.minibatch.order(landscape.samples, scene.seen_batch, until, scene.seed)[first:]
    heights = _in_time(landscape, scene.height, order)
    header = _header(scene) | {"first": first, "rows": len(heights), "grid": len(heights[0])}
    index = _numbers(order[: len(heights)], header["wide"])
    return browser.blob(header, {"height": np.stack(heights), "index": index})


def _in_time(landscape: Landscape, height: str, order: np.ndarray) -> list[np.ndarray]:
    """The surfaces of some mini-batches, one at least, all of one size."""
    until = time.monotonic() + SECONDS
    found: list[np.ndarray] = []
    for row in order.tolist():
        more = _heights(landscape, height, tuple(row))
        if found and more.shape != found[0].shape:
            break
        found.append(more)
        if time.monotonic() > until:
            break
    return found


def _header(scene: Scene) -> dict[str, Any]:
    samples = scene.landscape().samples
    return {
        "ground": pictures.ground_id(scene),
        "samples": samples,
        "size": scene.seen_batch,
        "seed": scene.seed,
        "wide": _wide(samples),
        "epoch": samples // scene.seen_batch,
    }


def _wide(samples: int) -> int:
    return 1 if samples <= 256 else 2


def _numbers(order: np.ndarray, wide: int) -> bytes:
    return order.astype("<u1" if wide == 1 else "<u2").tobytes()


@shared_cache(maxsize=64)
def _facts(landscape: Landscape, told_in: str) -> str:
    with spoken(told_in):
        return browser.sample_facts(
            landscape.scatter, landscape.lines, landscape.samples, landscape.held_out_scatter
        )


@shared_cache(maxsize=512)
def _heights(landscape: Landscape, height: str, batch: tuple[int, ...]) -> np.ndarray:
    part = landscape.part(np.array(batch))
    began = time.monotonic()
    part.fun(*np.meshgrid(*_sides(landscape, COARSE)))
    slow = (time.monotonic() - began) * (GRID / COARSE) ** 2 > SECONDS
    loss = part.fun(*np.meshgrid(*_sides(landscape, COARSE if slow else GRID)))
    return browser.sample_heights(cached.ground(landscape, height), np.asarray(loss))


def _sides(landscape: Landscape, count: int) -> tuple[np.ndarray, np.ndarray]:
    (x_lo, x_hi), (y_lo, y_hi) = landscape.bounds
    return np.linspace(x_lo, x_hi, count), np.linspace(y_lo, y_hi, count)
