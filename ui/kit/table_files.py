"""Tables as files: CSV with comment lines above, and JSON, both with the link they came from."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def csv_file(head: Mapping[str, str], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Lines that begin with # say what it is and where it came from; every number in full."""
    made = io.StringIO()
    for name, value in head.items():
        made.write(f"# {name}: {' '.join(str(value).split())}\n")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return made.getvalue().encode()


def json_file(whole: Mapping[str, Any]) -> bytes:
    """JSON in which what is not a number is null."""
    return json.dumps(_finite(whole), ensure_ascii=False, allow_nan=False).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value
