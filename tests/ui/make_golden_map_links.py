"""Add links to golden_map_links.json: `python tests/ui/make_golden_map_links.py PAGE?QUERY ...`.

Old entries are never touched: they are the promise that links open for ever.
"""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.maps.basins import Basins
from ui.maps.sweep import Sweep

GOLDEN = Path(__file__).parent / "golden_map_links.json"
PAGES: dict[str, Any] = {"basins": Basins, "sweep": Sweep}


def facts_of(page: Any) -> dict[str, Any]:
    """All of a map, also the knobs that its link leaves at their defaults."""
    optimizer = dataclasses.asdict(page.scene.race[0].build())
    return dataclasses.asdict(page) | {"optimizer": optimizer}


def main(links: list[str]) -> None:
    """Decode each new link and store the map beside it."""
    known: dict[str, Any] = {name: {} for name in PAGES}
    if GOLDEN.exists():
        known |= json.loads(GOLDEN.read_text("utf-8"))
    for link in links:
        name, _, query = link.partition("?")
        made, notes = PAGES[name].from_query(dict(parse_qsl(query)))
        if notes:
            sys.exit(f"{link}: {notes[0]}")
        known[name].setdefault(query, facts_of(made))
    GOLDEN.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
