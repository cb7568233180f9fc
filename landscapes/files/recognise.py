"""Which kind of file some bytes are, and the sentence for those that are no surface."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.sentences import N_
from landscapes.files import hdf5, npy, text, vtp
from landscapes.files.source import MAX_BYTES, MAX_SIDE, MIN_SIDE, Source, SurfaceFileError, bare

READERS: tuple[tuple[bytes, Callable[[bytes], Source]], ...] = (
    (b"\x89HDF\r\n\x1a\n", hdf5.read),
    (b"\x93NUMPY", npy.read_npy),
    (b"PK\x03\x04", npy.read_npz),
    (b"PK\x05\x06", npy.read_npz),
)
PICKLE = N_(
    "This is a pickle, which could run code when it is opened: save the values with numpy.savez or"
    " as CSV."
)
OTHERS = (
    (
        b"\x89PNG",
        N_("This is a picture: the values themselves are needed, as CSV, .npy, .npz, .h5 or .vtp."),
    ),
    (
        b"\xff\xd8\xff",
        N_("This is a picture: the values themselves are needed, as CSV, .npy, .npz or .h5."),
    ),
    (
        b"%PDF",
        N_("This is a PDF document: the values themselves are needed, as CSV, .npy, .npz or .h5."),
    ),
    (b"\x1f\x8b", N_("This is packed with gzip: unpack it and upload what is inside.")),
    (b"MATLAB", N_("This is a MATLAB file: save the values as CSV or with numpy.savez.")),
    (
        b"version https://git-lfs",
        N_("This is only a pointer that Git LFS left: download the file itself."),
    ),
)
FIRST = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""How pickles begin, those of torch.save among them."""


def recognised(data: bytes) -> Source:
    """What the bytes of a file are, by how they begin; its name tells nothing."""
    data = bytes(data)
    if not data:
        raise SurfaceFileError("The file is empty: a table of values is needed.")
    if len(data) > MAX_BYTES:
        raise SurfaceFileError(
            "The file has {size:.0f} MB: at most {most} MB can be read, so save one layer alone or"
            " fewer places.",
            size=len(data) / 1e6,
            most=MAX_BYTES // 1_000_000,
        )
    for start, read in READERS:
        if data.startswith(start):
            return _within_limits(read(data))
    if data.startswith(FIRST):
        raise SurfaceFileError(PICKLE)
    for start, refused in OTHERS:
        if data.startswith(start):
            raise SurfaceFileError(refused)
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*<", data):
        return _within_limits(vtp.read(data))
    return _within_limits(text.read(data))


def _within_limits(source: Source) -> Source:
    """The source with short names for its layers, or the sentence on its size."""
    rows, columns = source.shape
    names: dict[str, Callable[[], np.ndarray]] = {}
    for name, layer in source.layers.items():
        names.setdefault(bare(name, 60) or "values", layer)
    source = replace(source, layers=names)
    if min(rows, columns) < MIN_SIDE:
        raise SurfaceFileError(
            "This is {kind} with {columns} x {rows} values: a surface needs at least"
            " {least} x {least}.",
            kind=source.kind,
            columns=columns,
            rows=rows,
            least=MIN_SIDE,
        )
    if max(rows, columns) > MAX_SIDE:
        raise SurfaceFileError(
            "This is {kind} with {columns} x {rows} values: at most {most} x {most} can be read, so"
            " leave out some.",
            kind=source.kind,
            columns=columns,
            rows=rows,
            most=MAX_SIDE,
        )
    return source
