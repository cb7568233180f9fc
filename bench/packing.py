"""What packing costs: a race as the player is sent it, packed by uvicorn's settings and by ours.

    python bench/packing.py

`ui/thrift.py` chooses the settings. A smaller window and memory level take less memory a session.
"""

import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.load import LINKS
from bench.timing import Run, best, chosen, table
from ui import thrift
from ui.browser import player
from ui.playground import inspector
from ui.playground.sent import sent
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

BITS = 12
"""Of the window, as uvicorn agrees with browsers."""
SETTINGS = {"uvicorn": {"memLevel": 5, "level": 6}, "ours": thrift.PACKING}


@dataclass(frozen=True)
class Sizes:
    """How many messages one after the other, and how often that is measured."""

    messages: int = 20
    rounds: int = 20


TINY = Sizes(messages=2, rounds=2)


def message(link: str) -> bytes:
    """What the player is sent of a link's race."""
    scene, _notes = Scene.from_query(dict(parse_qsl(link)))
    raced = run_race(scene)
    return player.stage_bytes(*sent(scene, raced, inspector.inspect(scene, raced)))


def packed(whole: bytes, settings: dict[str, int]) -> bytes:
    """A message as it goes over a websocket."""
    packer = zlib.compressobj(settings["level"], zlib.DEFLATED, -BITS, settings["memLevel"])
    return packer.compress(whole) + packer.flush(zlib.Z_SYNC_FLUSH)


def _run(whole: bytes, settings: dict[str, int], times: int) -> Run:
    return lambda: [packed(whole, settings) for _ in range(times)]


def main() -> None:
    """Measure and print."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    for link in LINKS[:3]:
        whole = message(link)
        print(f"\n{link}: {len(whole)} bytes, {sizes.messages} messages")
        runs = {name: _run(whole, each, sizes.messages) for name, each in SETTINGS.items()}
        table(best(runs, sizes.rounds), "uvicorn")
        for name, each in SETTINGS.items():
            print(f"  {name:34} {len(packed(whole, each))} bytes")


if __name__ == "__main__":
    main()
