"""What the usual profile measured, shipped with the app so that it appears at once.

`python -m tools.make_profile` makes the file anew; a test measures all of it again and compares.
"""

import json
import math
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "usual_costs.json"
Costs = tuple[float, ...]


@cache
def _all() -> dict[str, dict[str, list[float | None]]]:
    found: dict[str, dict[str, list[float | None]]] = json.loads(FILE.read_text())
    return found


def costs(surface: str, method: str) -> Costs | None:
    """Evaluations to the solution from each start; infinite where there was none."""
    found = _all().get(surface, {}).get(method)
    return None if found is None else tuple(math.inf if v is None else v for v in found)


def text(measured: dict[str, dict[str, Costs]]) -> str:
    """The file for these costs, a line a surface."""
    rows = (
        f'"{surface}": '
        + json.dumps({m: [None if v == math.inf else v for v in row] for m, row in by.items()})
        for surface, by in measured.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"
