"""Pixels as a PNG that a page may hold in its text: a digit, and the weights of units as tiles."""

import base64
import struct
import zlib

import numpy as np

LOW, MIDDLE, HIGH = (0x1F, 0x5F, 0xA8), (0xF4, 0xF4, 0xF2), (0xC2, 0x55, 0x0A)
"""Below zero, zero, above: blue and orange are told apart in every form of colour blindness."""
INK, PAPER = (0x10, 0x18, 0x20), (0xFF, 0xFF, 0xFF)


def png(pixels: np.ndarray) -> bytes:
    """A PNG of (rows, columns, 4) bytes: red, green, blue and how solid."""
    rows, columns, _ = pixels.shape
    lines = np.zeros((rows, 1 + 4 * columns), np.uint8)  # each line begins with 0: no filter
    lines[:, 1:] = pixels.reshape(rows, -1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def address(pixels: np.ndarray) -> str:
    """The same as an address that holds the whole picture."""
    return "data:image/png;base64," + base64.b64encode(png(pixels)).decode("ascii")


def digit_pixels(values: np.ndarray) -> np.ndarray:
    """Ink on paper for brightness (64,) from 0 to 1."""
    return _blend(PAPER, INK, values.reshape(8, 8))


def weight_tiles(matrix: np.ndarray, columns: int) -> np.ndarray:
    """The weights (units, 64) of all units as tiles, side by side, with gaps that show through.

    One scale for all: the largest weight is full in colour, zero is nearly white.
    """
    most = float(np.max(np.abs(matrix), initial=1e-12))
    shares = np.nan_to_num(matrix / most).reshape(-1, 8, 8)
    rows = -(-len(shares) // columns)
    made = np.zeros((9 * rows - 1, 9 * columns - 1, 4), np.uint8)
    for k, share in enumerate(shares):
        top, left = 9 * (k // columns), 9 * (k % columns)
        up, down = _blend(MIDDLE, HIGH, share), _blend(MIDDLE, LOW, -share)
        made[top : top + 8, left : left + 8] = np.where(share[..., None] > 0, up, down)
    return made


def _blend(none: tuple[int, ...], full: tuple[int, ...], share: np.ndarray) -> np.ndarray:
    part = np.clip(share, 0, 1)[..., None]
    colour = np.asarray(none) * (1 - part) + np.asarray(full) * part
    solid = np.full((*share.shape, 1), 255.0)
    return np.concatenate([np.rint(colour), solid], axis=-1).astype(np.uint8)
