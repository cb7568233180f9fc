"""One run as the inspector in the browser gets it: the method's lines, and what it saw.

The browser works the lines out itself, step by step, from the gradients the method saw: that is a
quarter of the bytes of all the values, and every number of a line is there. The format is described
in ui/browser/shared/wire.md, “inspect”.

Numbers the lines start from are doubles where they fit into `MOST_BYTES`, everything else float32.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.sentences import N_, _
from optim import Elementwise, Optimizer, Trajectory, explain
from viz import theme
from viz.browser.wire import blob, woven
from viz.run import REACH, Bounds, inside, single

MOST_BYTES = 10_000
TRIALS = 550
"""Of more points asked about, only the last few of each step are sent."""
FINEST = 65535
"""The places of a trial point are whole numbers up to this."""
SYMBOLS = {
    "g": "g", "g_x": "gx", "g_y": "gy", "x": "x", "t": "t", "learning_rate": "α", "mu": "μ",
    "nu": "ν", "mu_hat": "μ̂", "nu_hat": "ν̂", "velocity": "v", "square_sum": "s", "step_nu": "u",
    "change": "Δ", "rho": "ρ", "rho_inf": "ρ∞", "rectified": "r", "step_size": "d",
    "towards": "sign", "beta1_product": "Πβ₁", "direction": "p", "direction_x": "px",
    "direction_y": "py", "beta": "β", "det": "det", "step_length": "α", "trial": "z",
    "normal": "ξ", "start": "x₀", "inverse_xx": "Bxx", "inverse_xy": "Bxy", "inverse_yy": "Byy",
    "step": N_("step"), "step_x": N_("step x"), "step_y": N_("step y"), "nu_max": N_("ν max"),
    "scale": N_("scale"), "factor": N_("factor"), "previous_g": N_("g held"),
    "beta1_now": N_("β₁ now"), "beta1_next": N_("β₁ next"), "step_min": N_("d min"),
    "step_max": N_("d max"), "noise": N_("noise"), "fresh": N_("nothing is learned"),
    "restarted": N_("it starts again"), "slope": N_("slope"),
}  # fmt: skip
SEEN = {"slope", "noise"}
"""What the gradient that a step sees is made of."""
_GREEK = re.compile(r"[α-ω]\S{0,2}")


@dataclass(frozen=True)
class Underfoot:
    """What the ground is like at each point of a run: curvatures, direction, code of its words."""

    low: np.ndarray
    high: np.ndarray
    angle: np.ndarray
    code: np.ndarray
    words: tuple[str, ...]


def inspect_bytes(
    run: Trajectory, optimizer: Optimizer, name: str, under: Underfoot, bounds: Bounds
) -> bytes:
    """The run of one optimizer, ready to be explained."""
    lines = [explain.read(_(line)) for line in optimizer.explained()] or [
        explain.read("x = x' + step")
    ]
    made = {line.name for line in lines if isinstance(line, explain.Formula)}
    divisor = explain.expression(optimizer.divisor) if optimizer.divisor else None
    looked_from = explain.expression(optimizer.looked_from) if optimizer.looked_from else None
    needed = set().union(
        *(line.names for line in lines),
        *(explain.Formula("", tree).names for tree in (divisor, looked_from)),
    )
    fixed, arrays = _given(run, optimizer, {n.removesuffix("'") for n in needed} - made)
    header = {
        "name": _(name),
        "steps": run.steps,
        "status": _(theme.outcome_words(run.outcome, run.above)),
        "message": _(run.message),
        "words": [_(word) for word in under.words],
        "lines": _lines(lines, run.record),
        "divisor": divisor,
        "lookedFrom": looked_from,
        "knobs": fixed,
        "first": {n[:-1]: _first(run.record, n[:-1]) for n in needed if n.endswith("'")},
        "symbols": {n: symbol(optimizer, n) for n in sorted(_bare(needed) | made | SEEN)},
    }
    shown = {n: woven(single(getattr(run, n))) for n in ("x", "y", "fun")}
    shown |= {n: woven(single(getattr(under, n))) for n in ("low", "high", "angle")}
    shown |= {n: woven(single(run.record[n])) for n in ("noise_x", "noise_y") if n in run.record}
    tried, where = _trials(run, bounds)
    taken = 4 * (run.steps + 1) * len(shown) + sum(len(part) for part in tried.values())
    parts = _sized(arrays, taken, isinstance(optimizer, Elementwise))
    flat = {"ground": under.code.astype(np.uint8).tobytes()}
    return blob(header | where, parts | shown | flat | tried)


def symbol(optimizer: Optimizer, name: str) -> str:
    """How a name is written: a knob as its label has it."""
    if name in optimizer.knobs:
        label = optimizer.knobs[name].label
        if found := _GREEK.search(label) or re.search(r"\b\w$", label):
            return found[0]
    return _(SYMBOLS.get(name, name.replace("_", " ")))


def _piece(piece: str | tuple[str, tuple[str, ...]]) -> str | tuple[str, list[str]]:
    """A piece of a line in words: text, or a place and the words to choose from there."""
    return piece if isinstance(piece, str) else (piece[0], [_(word) for word in piece[1]])


def _bare(names: set[str]) -> set[str]:
    return {name.removesuffix("'") for name in names}


def _lines(
    lines: Sequence[explain.Formula | explain.Words], record: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Lines in order; a name is of both coordinates where what it is made of is."""
    made = {line.name for line in lines if isinstance(line, explain.Formula)}
    each = {n[:-2] for n in record if n.endswith("_x")} - made - {"t"} | {"x", "g"}
    found: list[dict[str, Any]] = []
    if "g_x" in record:
        tree = ("+", "slope", "noise") if "noise_x" in record else "slope"
        found.append({"name": "g", "of": "both", "tree": tree})
    for line in lines:
        if isinstance(line, explain.Words):
            found.append({"pieces": [_piece(piece) for piece in line.pieces]})
            continue
        if line.name.endswith(("_x", "_y")):
            of = line.name[-1]
            each.add(line.name[:-2])
        else:
            of = "both" if _bare(line.names) - {line.name} & each or line.name == "x" else "one"
            each |= {line.name} if of == "both" else set()
        found.append({"name": line.name, "of": of, "tree": line.tree})
    return found


def _given(
    run: Trajectory, optimizer: Optimizer, names: set[str]
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """What the lines start from: by name, what stays the same, and arrays of what changes."""
    fixed: dict[str, float] = {}
    arrays: dict[str, np.ndarray] = {}
    for name in sorted(names - {"t", "x"} - {"g", "g_x", "g_y"}):
        keys = [key for key in (name, f"{name}_x", f"{name}_y") if key in run.record]
        for key in keys:
            values = np.asarray(run.record[key], np.float64)
            if len(values) > 1 and np.isfinite(values[1]) and (values[1:] == values[1]).all():
                fixed[key] = float(values[1])
            else:
                arrays[key] = values
        if not keys and name in optimizer.knobs:
            fixed[name] = float(getattr(optimizer, name))
    if "g_x" in run.record:
        for c in "xy":
            last = getattr(run, f"grad_{c}")[-1:]
            arrays[f"grad_{c}"] = np.append(run.record[f"g_{c}"][1:], last)
    return fixed, arrays


def _first(record: Mapping[str, Any], name: str) -> list[float | None]:
    """A value before the first step, in x and in y."""
    found = [record.get(f"{name}_{c}", record.get(name, [0.0]))[0] for c in "xy"]
    return [float(v) if np.isfinite(v) else None for v in found]


def _sized(
    arrays: Mapping[str, np.ndarray], taken: int, exact: bool
) -> dict[str, np.ndarray | bytes]:
    """As bytes where all are small whole numbers, else as doubles where there is room.

    Doubles are named with a *. Rules that average over many steps (`exact`) always get them.
    """
    parts: dict[str, np.ndarray | bytes] = {}
    wide = {}
    for name, values in arrays.items():
        whole = np.nan_to_num(values)
        if ((whole == np.floor(whole)) & (whole >= 0) & (whole <= 255)).all():
            parts[name] = whole.astype(np.uint8).tobytes()
        else:
            wide[name] = values
    fits = taken + sum(8 * values.size for values in wide.values()) <= MOST_BYTES
    for name, values in wide.items():
        if fits or exact:
            parts[f"{name}*"] = woven(values, "d8")
        else:
            parts[name] = woven(single(values))
    return parts


def _trials(run: Trajectory, bounds: Bounds) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The points that steps asked about, near enough to be seen, none twice in a row."""
    step, x, y = run.trials
    again = np.zeros(len(step), bool)
    again[1:] = (np.diff(step) == 0) & (np.diff(x) == 0) & (np.diff(y) == 0)
    keep = inside(x, y, bounds, REACH) & ~again
    step, x, y = step[keep], x[keep], y[keep]
    if not len(step):
        return {}, {}
    count = np.bincount(step, minlength=run.steps + 1)
    most = 255
    while np.minimum(count, most).sum() > TRIALS and most > 1:
        most -= 1
    left = np.cumsum(count)[step] - np.arange(len(step))  # how many of its step are still to come
    keep = left <= most
    parts = {"trial.count": np.minimum(count, most).astype(np.uint8).tobytes()}
    reach = []
    for name, values, (low, high) in zip("xy", (x, y), bounds, strict=True):
        edges = low - REACH * (high - low), high + REACH * (high - low)
        share = (values[keep] - edges[0]) / (edges[1] - edges[0])
        parts[f"trial.{name}"] = np.round(FINEST * share).astype("<u2").tobytes()
        reach.append(edges)
    return parts, {"reach": reach}
