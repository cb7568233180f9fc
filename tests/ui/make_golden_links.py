"""Add links to golden_links.json: `python tests/ui/make_golden_links.py LINK ...`.

Old entries are never touched: they are the promise that links open for ever.
"""

import dataclasses
import json
import sys
from pathlib import Path
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.scene.scene import Scene

GOLDEN = Path(__file__).parent / "golden_links.json"


def main(links: list[str]) -> None:
    """Decode each new link and store the scene beside it."""
    known = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    for link in links:
        scene, notes = Scene.from_query(dict(parse_qsl(link)))
        if notes:
            sys.exit(f"{link}: {notes[0]}")
        known.setdefault(link, dataclasses.asdict(scene))
    GOLDEN.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
