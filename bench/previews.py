"""How long the preview of a link takes: the picture of 1200 x 600 that a chat shows beside it.

    python bench/previews.py

Each scene of the gallery is drawn: the first time, when nothing is known of it, and again, when
the server has its ground and its race, as it does for a link that several people open. Seconds are
those of the processor. An answer that is kept whole takes no time at all, and is not measured.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from bench.timing import chosen
from ui.scene import lecture_scenes
from ui.share.asked import Asked, asked
from ui.share.race_pictures import card

MOST = 50.0
"""Milliseconds that a preview should take on a core of its own."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    scenes: int = 1000
    rounds: int = 5


def milliseconds(make: Callable[[], bytes]) -> float:
    """Of the processor."""
    began = time.process_time()
    make()
    return 1000 * (time.process_time() - began)


def wanted(link: str) -> Asked:
    """What a link asks for, read anew."""
    query = dict(pair.partition("=")[::2] for pair in link.split("&"))
    return asked(query, "http://127.0.0.1")


def main() -> None:
    """A line a scene, the slowest last."""
    sizes = chosen(__doc__ or "", Sizes(), Sizes(2, 1))
    card(asked({}, "http://127.0.0.1"))  # modules, letters, the surface of a fresh visit
    rows = []
    for scene in lecture_scenes.ALL[: sizes.scenes]:
        one = wanted(scene.link)
        first = milliseconds(partial(card, one))
        again = [milliseconds(partial(card, one)) for _ in range(sizes.rounds)]
        rows.append((float(np.median(again)), first, scene.title))
    print(f"{'again':>8} {'first':>8}   milliseconds of the processor, of a preview")
    for again_ms, first, title in sorted(rows):
        print(f"{again_ms:8.1f} {first:8.1f}   {title}")
    slow = sum(again_ms > MOST for again_ms, *_ in rows)
    print(f"{len(rows)} scenes, {slow} of them above {MOST:g} ms with ground and race known")


if __name__ == "__main__":
    main()
