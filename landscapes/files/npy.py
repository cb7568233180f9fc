"""NumPy's .npy and .npz, without anything that could run code."""

import ast
import io
import math
import re
import struct
import zipfile
from typing import IO

import numpy as np

from core.sentences import N_, counted
from landscapes.files import named_arrays
from landscapes.files.named_arrays import MAX_VALUES, Array
from landscapes.files.source import Source, SurfaceFileError

MAX_HEADER = 10_000
MAX_MEMBERS = 256
PLAIN = re.compile(r"[<>|=]?[biuf]\d{1,2}")


def read_npy(data: bytes) -> Source:
    """One array: a table of values without coordinates."""
    array = _array(io.BytesIO(data), len(data))
    if len(array.shape) <= 1:
        raise SurfaceFileError(
            "This is an .npy file with one line of numbers, a curve and not a surface: a table of"
            " values over x and y is needed."
        )
    if len(array.shape) == 3 and min(array.shape) <= 4:
        raise SurfaceFileError(
            "This is an .npy file with three axes, as a picture has: one table of values is needed."
        )
    if len(array.shape) > 2:
        raise SurfaceFileError(
            "This is an .npy file with {axes} axes: a table of values has two.",
            axes=len(array.shape),
        )
    rows, columns = array.shape
    return Source(N_("an .npy table of values"), (rows, columns), {"loss": array.values})


def read_npz(data: bytes) -> Source:
    """An archive of arrays: of landscaper, or with x, y and tables, or tables alone."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise SurfaceFileError(
            "This is an .npz or another zip archive that is cut off: copy it again, whole."
        ) from None
    members = archive.infolist()
    names = [member.filename for member in members]
    if any(name.endswith("data.pkl") for name in names):
        raise SurfaceFileError(
            "This is a PyTorch file, a pickle, which could run code when it is opened: save the"
            " values with numpy.savez or as CSV."
        )
    members = [member for member in members if member.filename.endswith(".npy")]
    if not members or len(members) > MAX_MEMBERS:
        raise SurfaceFileError(
            "This is a zip archive without the arrays of an .npz file: unpack it and upload the"
            " surface inside."
        )
    arrays = {m.filename.removesuffix(".npy"): _member(archive, m) for m in members}
    if {"loss", "coordinates"} <= arrays.keys():
        return _landscaper(arrays)
    return named_arrays.source(N_("an .npz file"), arrays)


def _landscaper(arrays: dict[str, Array]) -> Source:
    """landscaper saves the grid as `coordinates` (dimensions, n) and `loss` with an axis for each.

    Its `compute` fills loss[i, j] at the i-th place of the first direction and the j-th of the
    second, so x runs down the rows here. (Its own plots pair the two the other way round.)
    """
    loss, coordinates = arrays["loss"], arrays["coordinates"]
    if len(loss.shape) != 2:
        raise SurfaceFileError(
            counted(
                "This is a landscaper file with {n} axis: one made with dim=2 is needed.",
                "This is a landscaper file with {n} axes: one made with dim=2 is needed.",
                len(loss.shape),
            )
        )
    if coordinates.shape[:1] != (2,) or len(coordinates.shape) != 2:
        raise SurfaceFileError(
            "This is a landscaper file whose coordinates are not two lists: one made with dim=2 is"
            " needed."
        )
    x, y = coordinates.values()
    return named_arrays.source(
        N_("a landscaper file"),
        {
            "x": Array(x.shape, lambda: x),
            "y": Array(y.shape, lambda: y),
            "loss": Array(loss.shape[::-1], lambda: loss.values().T),
        },
    )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array:
    """An array in an archive, of which only the header is unpacked at first."""
    if member.flag_bits & 1:
        raise SurfaceFileError("This archive is locked with a password: save it without one.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SurfaceFileError(
            "This archive is packed in a way that NumPy does not use: save it with numpy.savez."
        )

    def again() -> np.ndarray:
        with archive.open(member) as file:
            return _array(file, member.file_size).read()

    with archive.open(member) as file:
        return Array(_array(file, member.file_size).shape, again)


def _array(file: IO[bytes], size: int) -> Array:
    """An array in the NPY format (NumPy Enhancement Proposal 1).

    The header is read here, because NumPy's own reader makes room for whatever it says before
    looking at how much there is.
    """
    shape, dtype, fortran, begin = _header(file)
    count = math.prod(shape)
    if count * dtype.itemsize + begin != size:
        raise SurfaceFileError(
            "This is a NumPy file that is cut off or damaged: it does not hold as many values as"
            " it says."
        )

    def read() -> np.ndarray:
        if count > MAX_VALUES:
            raise SurfaceFileError("This is a NumPy array of more than 1001 x 1001 values.")
        content = file.read(count * dtype.itemsize)
        return np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")

    return Array(shape, read)


def _header(file: IO[bytes]) -> tuple[tuple[int, ...], np.dtype, bool, int]:
    """Shape, type, whether columns come first, and where the numbers begin."""
    magic = file.read(8)
    if magic[:6] != b"\x93NUMPY" or magic[6:7] not in (b"\x01", b"\x02", b"\x03"):
        raise SurfaceFileError("This is an archive with something in it that is no NumPy array.")
    form = "<H" if magic[6] == 1 else "<I"
    width = struct.calcsize(form)
    (length,) = struct.unpack(form, file.read(width))
    if length > MAX_HEADER:
        raise SurfaceFileError("This is a NumPy file with a header too long to be one of a table.")
    header = ast.literal_eval(file.read(length).decode("latin-1").strip())
    shape, kind = tuple(int(side) for side in header["shape"]), header["descr"]
    if "O" in str(kind):
        raise SurfaceFileError(
            "This NumPy file holds Python objects as a pickle, which could run code when it is"
            " opened: save numbers, with numpy.savez(..., loss=numpy.asarray(loss, float))."
        )
    if not isinstance(kind, str) or not PLAIN.fullmatch(kind):
        raise SurfaceFileError(
            "This is a NumPy file whose values are no plain real numbers: save them as float."
        )
    if any(side < 0 for side in shape):
        raise SurfaceFileError("This is a NumPy file with a damaged header.")
    return shape, np.dtype(kind), bool(header["fortran_order"]), 8 + width + length
