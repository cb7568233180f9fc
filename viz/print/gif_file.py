"""A GIF file out of pictures that share one palette: each holds only what changed."""

import io
import struct
from collections.abc import Iterable

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata

UNCHANGED = 255
"""The place in the palette for a dot that stays as it was."""
FOR_EVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
KEEP = 1
"""What is shown stays below the next picture."""
QUICKEST = 2
"""Hundredths of a second: browsers slow down what is shown shorter."""


def gif_file(pictures: Iterable[tuple[np.ndarray, int]], colours: np.ndarray) -> bytes:
    """The file: `pictures` in places of the palette, each with its hundredths of a second."""
    made = io.BytesIO()
    shown: np.ndarray | None = None
    for places, hundredths in pictures:
        if shown is None:
            size = struct.pack("<HH", places.shape[1], places.shape[0])
            made.write(b"GIF89a" + size + b"\xf7\x00\x00" + colours.tobytes() + FOR_EVER)
        made.writelines(_picture(places, shown, max(QUICKEST, hundredths)))
        shown = places
    return made.getvalue() + b";"


def _picture(places: np.ndarray, before: np.ndarray | None, hundredths: int) -> list[bytes]:
    """One picture: the smallest box in which something changed."""
    top = left = 0
    part = places
    if before is not None:
        other = places != before
        rows, columns = np.flatnonzero(other.any(axis=1)), np.flatnonzero(other.any(axis=0))
        if not len(rows):
            rows, columns = np.array([0]), np.array([0])
        top, left = int(rows[0]), int(columns[0])
        box = slice(top, rows[-1] + 1), slice(left, columns[-1] + 1)
        part = np.where(other[box], places[box], UNCHANGED).astype(np.uint8)
    image = Image.fromarray(np.ascontiguousarray(part))
    said = {"transparency": UNCHANGED} if before is not None else {}
    return list(getdata(image, (left, top), duration=10 * hundredths, disposal=KEEP, **said))
