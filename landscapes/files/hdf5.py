"""HDF5, as tomgoldstein/loss-landscape writes it, or with x, y and tables."""

import io
import math
from functools import partial
from typing import Any

import numpy as np

from core.sentences import N_
from landscapes.files import named_arrays
from landscapes.files.named_arrays import Array
from landscapes.files.source import MAX_LAYERS, Source, SurfaceFileError

MAX_CHUNK = 64_000_000
FILTERS = {1, 2, 3, 32000}
"""Deflate, shuffle, checksum and LZF: all that h5py itself applies."""


def read(data: bytes) -> Source:
    """A surface, or the sentence that says which other file of the tool this is."""
    import h5py

    try:
        file = h5py.File(io.BytesIO(data), "r")
    except OSError:
        raise SurfaceFileError(
            "This is an .h5 file that is cut off or damaged: copy it again, whole."
        ) from None
    with file:
        names = list(file)
        _refuse_others(names)
        arrays = _datasets(file, names, h5py)
    if "xcoordinates" in arrays and "ycoordinates" in arrays:
        return _loss_landscape(arrays)
    return named_arrays.source(N_("an .h5 file"), arrays)


def _refuse_others(names: list[str]) -> None:
    """The other files that the tool writes."""
    if "xdirection" in names or "directions" in names:
        raise SurfaceFileError(
            "This is a direction file of loss-landscape, not a surface: the file made from it, with"
            " xcoordinates, ycoordinates and train_loss, is needed."
        )
    if "proj_xcoord" in names:
        raise SurfaceFileError(
            "This is a trajectory of loss-landscape, not a surface: the file with xcoordinates,"
            " ycoordinates and train_loss is needed."
        )
    if "xcoordinates" in names and "ycoordinates" not in names:
        raise SurfaceFileError(
            "This is a 1-D file of loss-landscape, a curve and not a surface: one made with both"
            " --x and --y is needed."
        )


def _datasets(file: Any, names: list[str], h5py: Any) -> dict[str, Array]:
    """The tables of numbers at the top of the file.

    Values are copied out while it is open. Left alone are links, and data that the file says lie
    in other files: those would be files of the server.
    """
    found: dict[str, Array] = {}
    for name in names[: 4 * MAX_LAYERS]:
        if not isinstance(file.get(name, getlink=True), h5py.HardLink):
            continue
        item = file[name]
        if not isinstance(item, h5py.Dataset) or item.dtype.kind not in "biuf":
            continue
        array = Array(tuple(item.shape or ()), lambda: np.empty(0))
        if array.size <= named_arrays.MAX_VALUES and len(found) < MAX_LAYERS:
            found[name] = Array(array.shape, partial(np.asarray, _values(item)))
        else:
            found[name] = array
    return found


def _values(item: Any) -> np.ndarray:
    if item.is_virtual or item.external:
        raise SurfaceFileError(
            "This is an .h5 file whose values lie in other files: save them in this one."
        )
    properties = item.id.get_create_plist()
    filters = {properties.get_filter(i)[0] for i in range(properties.get_nfilters())}
    chunk = math.prod(item.chunks or ()) * item.dtype.itemsize
    if not filters <= FILTERS or chunk > MAX_CHUNK:
        raise SurfaceFileError(
            "This is an .h5 file packed in a way that cannot be read here: save it with gzip or"
            " unpacked."
        )
    return np.asarray(item[()], np.float64)


def _loss_landscape(arrays: dict[str, Array]) -> Source:
    """A surface of tomgoldstein/loss-landscape.

    The tool makes its arrays with shape (nx, ny), but numbers the places along x first and writes
    to `ravel()` (scheduler.py, plot_surface.py): so the values in their order in the file are a
    table (ny, nx). It fills them with -1 beforehand, which therefore means: not computed.
    """
    x, y = arrays.pop("xcoordinates").values(), arrays.pop("ycoordinates").values()
    shape = (y.size, x.size)
    fits = {n: a for n, a in arrays.items() if a.size == x.size * y.size and len(a.shape) == 2}
    if not fits:
        raise SurfaceFileError(
            "This is a file of loss-landscape with coordinates and no values yet: run the tool to"
            " its end, until there is a train_loss."
        )

    def layer(values: np.ndarray) -> np.ndarray:
        table = values.ravel().reshape(shape)
        return np.where(table == -1, math.nan, table)

    layers = {name: lambda a=a: layer(a.values()) for name, a in fits.items()}
    return Source(N_("a loss-landscape file"), shape, layers, x.ravel(), y.ravel())
