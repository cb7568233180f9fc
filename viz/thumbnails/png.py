"""An array of colours as a PNG file: plain NumPy and zlib."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PLAIN_RGB = (8, 2, 0, 0, 0)
"""Eight bits each of red, green and blue; the usual packing, filters, and no interlacing."""
SHADES = 64
"""Of each colour: more are not seen, and take twice the bytes."""


def png(colours: np.ndarray) -> bytes:
    """The file; `colours` are shares from 0 to 1, (rows, columns, 3), the first row on top."""
    rows, columns, _ = colours.shape
    shades = np.round(np.clip(colours, 0, 1) * (SHADES - 1))
    # Each row begins with its filter: 0, none, since bands of one colour pack best as they are.
    lines = np.zeros((rows, 1 + 3 * columns), np.uint8)
    lines[:, 1:] = np.round(shades * (255 / (SHADES - 1))).reshape(rows, -1)
    head = struct.pack(">II5B", columns, rows, *PLAIN_RGB)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes())), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
