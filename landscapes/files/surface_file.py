"""Surfaces from files: what a file is, what it holds, and the landscape made of it."""

import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from core.sentences import N_
from landscapes.base import Bounds
from landscapes.files.grid import GridLandscape
from landscapes.files.recognise import recognised
from landscapes.files.source import Source, SurfaceFileError, bare, quoted, some
from landscapes.formula.landscape import check_bounds
from landscapes.formula.tokens import FormulaError

Ranges = Bounds
T = TypeVar("T")
BAD_RANGES = N_(
    "The ranges cannot be used: x and y must each rise, by more than 0.000001, within -1e6 to 1e6."
)
BAD_COORDINATES = N_(
    "The coordinates in the file cannot be used: x and y must each rise, by more than 0.000001,"
    " within -1e6 to 1e6."
)
FEW_POSITIVE = N_(
    "The layer {layer} has {count} positive values, and nowhere four that are neighbours: a surface"
    " needs some."
)
FEW_FINITE = N_(
    "The layer {layer} has {count} finite values, and nowhere four that are neighbours: a surface"
    " needs some."
)
HUGE = 1e100
"""Larger values count as missing: no spline through them has slopes."""


@dataclass(frozen=True)
class SurfaceFile:
    """What a file holds: its kind in words, its layers, and whether it lacks coordinates.

    `layer` is the one shown unless told, `shape` (rows, columns), `bounds` the extent of the file's
    own coordinates (None where it has none, so that ranges are needed), and `digest` a short name
    for its bytes.
    """

    kind: str
    layers: tuple[str, ...]
    layer: str
    shape: tuple[int, int]
    bounds: Ranges | None
    digest: str

    @property
    def needs_ranges(self) -> bool:
        """Whether the extent must be told, because the file does not say it."""
        return self.bounds is None


def inspect_file(name: str, data: bytes) -> SurfaceFile:
    """What a file holds, without reading its values. Raises SurfaceFileError with one sentence."""
    return _guarded(name, data, lambda: _facts(data, recognised(data)))


def from_file(
    name: str,
    data: bytes,
    layer: str | None = None,
    ranges: Ranges | None = None,
    log: bool = False,
) -> GridLandscape:
    """The landscape of a surface file; `data` are its bytes, `name` serves as its title only.

    Read are: .h5 of tomgoldstein/loss-landscape and others with x, y and tables; .npz of landscaper
    or with x, y, loss; .npy; CSV as a list of points (x, y, values ...) or as a table; VTK .vtp.
    `layer` is the name of one layer (see `inspect_file`), `ranges` the extent ((x_lo, x_hi),
    (y_lo, y_hi)) of a file without coordinates: its first row lies at y_lo, its first column at
    x_lo. With `log` the landscape is log10 of the values, and those <= 0 count as missing. Missing
    (nan, infinite or beyond 1e100 too) leaves a hole. Raises SurfaceFileError, a ValueError, with
    one sentence that says what the file is and what is needed.
    """
    return _guarded(name, data, lambda: _made(name, data, layer, ranges, log))


def _guarded(name: str, data: bytes, work: Callable[[], T]) -> T:
    """Whatever goes wrong in a file becomes one sentence."""
    if not isinstance(data, bytes | bytearray | memoryview):
        raise SurfaceFileError("The bytes of a file are needed.")
    try:
        with np.errstate(all="ignore"):
            return work()
    except SurfaceFileError:
        raise
    except Exception as error:  # readers of a stranger's bytes: h5py, zlib, expat, NumPy
        raise SurfaceFileError(
            "{file} is damaged or cut off, and cannot be read: upload it again from where it was"
            " made.",
            file=quoted(short_name(name)),
        ) from error


def _facts(data: bytes, source: Source) -> SurfaceFile:
    bounds = None
    if source.x is not None and source.y is not None:
        bounds = _window(source.x, source.y)
    layers = tuple(source.layers)
    return SurfaceFile(source.kind, layers, source.usual, source.shape, bounds, digest(data))


def digest(data: bytes) -> str:
    """A short name for the bytes of a file: the first 64 bits of SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()[:16]


def short_name(name: str) -> str:
    """The name of a file without its folders, as short text."""
    shown = bare(re.split(r"[/\\]", str(name))[-1], 400)
    return (shown if len(shown) <= 60 else f"{shown[:45]}…{shown[-14:]}") or "surface"


def _made(
    name: str, data: bytes, layer: str | None, ranges: Ranges | None, log: bool
) -> GridLandscape:
    source = recognised(data)
    layer = source.usual if layer is None else layer
    if layer not in source.layers:
        raise SurfaceFileError(
            "The file has no layer {layer}: it has {layers}.",
            layer=quoted(layer),
            layers=some(source.layers),
        )
    x, y, ranges = _axes(source, ranges)
    z = np.array(source.layers[layer](), np.float64).reshape(source.shape)
    # Coordinates may fall.
    column, row = np.argsort(x, kind="stable"), np.argsort(y, kind="stable")
    x, y, z = x[column], y[row], z[np.ix_(row, column)]
    z[~(np.abs(z) <= HUGE)] = math.nan
    if log:
        z = np.log10(np.where(z > 0, z, math.nan))
    _check_values(z, layer, log)
    for array in (x, y, z):
        array.setflags(write=False)
    shown = short_name(name)
    title = shown if len(source.layers) == 1 else f"{shown}: {layer}"
    title += ", log₁₀" if log else ""
    return GridLandscape(digest(data), layer, bool(log), ranges, title, shown, x, y, z)


def _axes(source: Source, ranges: Ranges | None) -> tuple[np.ndarray, np.ndarray, Ranges | None]:
    """The coordinates of the columns and of the rows, and the ranges where they were needed."""
    if source.x is not None and source.y is not None:
        if ranges is not None:
            raise SurfaceFileError("The file has coordinates of its own: leave the ranges out.")
        _window(source.x, source.y)
        return np.array(source.x, np.float64), np.array(source.y, np.float64), None
    if ranges is None:
        raise SurfaceFileError(
            "This is {kind} without coordinates: the ranges of x and y are needed.",
            kind=source.kind,
        )
    (x_lo, x_hi), (y_lo, y_hi) = checked = _checked(ranges, BAD_RANGES)
    rows, columns = source.shape
    return np.linspace(x_lo, x_hi, columns), np.linspace(y_lo, y_hi, rows), checked


def _window(x: np.ndarray, y: np.ndarray) -> Ranges:
    """The extent of coordinates; SurfaceFileError where they cannot serve as such."""
    edges = []
    for name, axis in (("x", x), ("y", y)):
        if not np.isfinite(axis).all():
            raise SurfaceFileError("Some coordinates in {name} are not finite numbers.", name=name)
        steps = np.diff(np.sort(axis))
        if not (steps > 1e-9 * (axis.max() - axis.min())).all():
            raise SurfaceFileError(
                "Two coordinates in {name} are the same: each must be once.", name=name
            )
        edges.append((float(axis.min()), float(axis.max())))
    return _checked(edges, BAD_COORDINATES)


def _checked(edges: Any, refused: str) -> Ranges:
    try:
        return check_bounds(edges)
    except FormulaError:
        raise SurfaceFileError(refused) from None


def _check_values(z: np.ndarray, layer: str, log: bool) -> None:
    """At least one cell must be known."""
    seen = np.isfinite(z)
    if not (seen[:-1, :-1] & seen[:-1, 1:] & seen[1:, :-1] & seen[1:, 1:]).any():
        raise SurfaceFileError(
            FEW_POSITIVE if log else FEW_FINITE, layer=quoted(layer), count=int(seen.sum())
        )
