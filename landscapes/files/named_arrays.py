"""Named arrays, as .npz and .h5 files hold them: which are coordinates, which are layers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from core.sentences import N_, sentence
from landscapes.files.scattered_points import places
from landscapes.files.source import MAX_LAYERS, X_NAMES, Y_NAMES, Source, SurfaceFileError, some

MAX_VALUES = 1001 * 1001


@dataclass(frozen=True)
class Array:
    """An array in a file: its shape is known at once, its numbers when they are asked for."""

    shape: tuple[int, ...]
    read: Callable[[], np.ndarray]

    @property
    def size(self) -> int:
        """How many values; a Python number, which does not overflow."""
        total = 1
        for side in self.shape:
            total *= int(side)
        return total

    def values(self) -> np.ndarray:
        """The numbers, as float64."""
        return np.asarray(self.read(), np.float64)


Arrays = Mapping[str, Array]


def source(kind: str, arrays: Arrays) -> Source:
    """The surface that arrays with usual names describe: x, y and tables, or tables alone."""
    large = [name for name, array in arrays.items() if array.size > MAX_VALUES]
    if large and len(large) == len(arrays):
        raise SurfaceFileError(
            "This is {kind} with {large} of more than 1001 x 1001 values: leave out some.",
            kind=kind,
            large=some(large),
        )
    arrays = {name: array for name, array in arrays.items() if name not in large}
    lower = {name.lower(): name for name in reversed(arrays)}
    x = next((lower[word] for word in X_NAMES if word in lower), None)
    y = next((lower[word] for word in Y_NAMES if word in lower), None)
    rest = {name: array for name, array in arrays.items() if name not in (x, y)}
    if x is not None and y is None:
        raise SurfaceFileError(
            "This is {kind} with one coordinate, {x}, a curve and not a surface: a second"
            " coordinate y and a loss at every pair are needed.",
            kind=kind,
            x=some([x]),
        )
    if x is None or y is None:
        return _tables(kind, rest)
    places_x, places_y = arrays[x].values(), arrays[y].values()
    found = _on_axes(kind, places_x, places_y, rest) or _at_points(kind, places_x, places_y, rest)
    if found is None:
        raise SurfaceFileError(_missing(kind, places_x.shape, places_y.shape, rest))
    return found


def _on_axes(kind: str, x: np.ndarray, y: np.ndarray, arrays: Arrays) -> Source | None:
    """Coordinates of the columns and of the rows, and tables over them.

    A table whose shape fits only the other way round, (nx, ny), is turned.
    """
    if x.ndim != 1 or y.ndim != 1:
        return None
    shape, layers = (len(y), len(x)), dict[str, Callable[[], np.ndarray]]()
    for name, array in arrays.items():
        if array.shape == shape:
            layers[name] = array.values
        elif array.shape == shape[::-1]:
            layers[name] = partial(_turned, array)
        elif len(array.shape) == 1 and array.size == shape[0] * shape[1]:
            layers[name] = array.values  # in the order of a table
    return Source(kind, shape, _few(layers), x, y) if layers else None


def _turned(array: Array) -> np.ndarray:
    return array.values().T


def _at_points(kind: str, x: np.ndarray, y: np.ndarray, arrays: Arrays) -> Source | None:
    """A coordinate pair for each value: lists of equal length, or what numpy.meshgrid makes."""
    same = {name: array for name, array in arrays.items() if array.shape == x.shape == y.shape}
    if not same:
        return None
    found = places(x.ravel(), y.ravel())
    if found is None:
        raise SurfaceFileError(
            "This is {kind} with {count} points that form no grid, as a trajectory does: a loss"
            " at every pair of x and y is needed.",
            kind=kind,
            count=x.size,
        )
    layers = {n: lambda a=a: found.table(a.values().ravel()) for n, a in same.items()}
    return Source(kind, (len(found.y), len(found.x)), _few(layers), found.x, found.y)


def _tables(kind: str, arrays: Arrays) -> Source:
    """Tables without coordinates: those of the shape of the first that could be a surface."""
    flat = {name: array for name, array in arrays.items() if len(array.shape) == 2}
    if not flat:
        raise SurfaceFileError(_missing(kind, None, None, arrays))
    lists = {name: a.values for name, a in flat.items()}
    first = flat[Source(kind, (0, 0), lists).usual].shape
    alike = {name: lists[name] for name, array in flat.items() if array.shape == first}
    rows, columns = first
    return Source(kind, (rows, columns), _few(alike))


def _few(layers: dict[str, Any]) -> dict[str, Any]:
    return dict(list(layers.items())[:MAX_LAYERS])


def _missing(kind: str, x: Any, y: Any, arrays: Arrays) -> str:
    """What is there, and what is needed."""
    if not arrays:
        there: str = N_("coordinates and no values") if x is not None else N_("nothing in it")
    else:
        there = some((f"{n} {'x'.join(map(str, a.shape)) or '1'}" for n, a in arrays.items()), 4)
    if x is None and arrays and all(len(array.shape) <= 1 for array in arrays.values()):
        return sentence(
            "This is {kind} with {there}, a curve and not a surface: a table of values over x and"
            " y is needed.",
            kind=kind,
            there=there,
        )
    if x is not None and y is not None and len(x) == len(y) == 1:
        return sentence(
            "This is {kind} with {there}: a table of {rows} x {columns} values is needed, one row"
            " for each y.",
            kind=kind,
            there=there,
            rows=y[0],
            columns=x[0],
        )
    return sentence(
        "This is {kind} with {there}: a table of values is needed.", kind=kind, there=there
    )
