"""Add links to golden_network_links.json: `python tests/ui/make_golden_network_links.py QUERY ...`.

Old entries are never touched: they are the promise that links open for ever.
"""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.network.study import Study

GOLDEN = Path(__file__).parent / "golden_network_links.json"


def facts_of(study: Study) -> dict[str, Any]:
    """All of a study, also the knobs that its link leaves at their defaults."""
    optimizers = [dataclasses.asdict(learner.build()) for learner in study.race]
    return dataclasses.asdict(study) | {"optimizers": optimizers}


def main(links: list[str]) -> None:
    """Decode each new link and store the study beside it."""
    known: dict[str, Any] = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    for link in links:
        study, notes = Study.from_query(dict(parse_qsl(link)))
        if notes:
            sys.exit(f"{link}: {notes[0]}")
        known.setdefault(link, facts_of(study))
    GOLDEN.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
