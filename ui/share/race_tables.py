"""Every step of a race as a table: CSV and JSON, with the link that it came from."""

import csv
import io
import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ui.scene.run_race import Raced
from ui.share.asked import Asked

COLUMNS = ("x", "y", "fun", "grad_x", "grad_y", "nfev", "njev", "nhev")
"""Of each point, named as in `optim.Trajectory`: what was asked for is counted up to there."""


def as_csv(asked: Asked) -> bytes:
    """A line a point; lines that begin with # say what it is and where it came from."""
    made = io.StringIO()
    for name, value in _head(asked).items():
        made.write(f"# {name}: {' '.join(str(value).split())}\n")
    for one in asked.raced:
        made.write(f"# {one.label}: {one.trajectory.message}\n")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("racer", "step", *COLUMNS))
    for one in asked.raced:
        columns = [getattr(one.trajectory, name).tolist() for name in COLUMNS]
        rows = zip(*columns, strict=True)
        writer.writerows((one.label, step, *map(repr, row)) for step, row in enumerate(rows))
    return made.getvalue().encode()


def as_json(asked: Asked) -> bytes:
    """The same and the settings; what is not a number is null."""
    whole = {
        **_head(asked),
        "scene": asked.scene.to_query(),
        "runs": [_run(one) for one in asked.raced],
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()


def _head(asked: Asked) -> dict[str, str]:
    return {"title": asked.title, "link": asked.link, "made by": "Thalweg"}


def _run(one: Raced) -> dict[str, Any]:
    run, optimizer = one.trajectory, one.optimizer
    return {
        "racer": one.label,
        "optimizer": optimizer.slug,
        "knobs": {name: getattr(optimizer, name) for name in optimizer.knobs},
        "status": str(run.status),
        "message": run.message,
        **{name: _numbers(getattr(run, name)) for name in COLUMNS},
    }


def _numbers(values: np.ndarray) -> Sequence[float | None]:
    return [v if math.isfinite(v) else None for v in values.tolist()]
