"""Pictures that a page holds in its text: a PNG that others read, with the right colours."""

import base64
import struct
import zlib

import numpy as np

from viz.browser import address, digit_pixels, weight_tiles
from viz.browser.png import HIGH, INK, LOW, MIDDLE, PAPER, png


def read(data: bytes) -> np.ndarray:
    """The pixels of a PNG of ours, by the specification."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, found = 8, dict[bytes, bytes]()
    while at < len(data):
        (length,), name = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        found[name] = data[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert sum_ == zlib.crc32(name + found[name])
        at += 12 + length
    columns, rows, *rest = struct.unpack(">IIBBBBB", found[b"IHDR"])
    assert rest == [8, 6, 0, 0, 0]
    lines = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(rows, -1)
    assert not lines[:, 0].any()
    return lines[:, 1:].reshape(rows, columns, 4)


def test_a_png_holds_the_pixels() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 4), np.uint8)
    assert np.array_equal(read(png(pixels)), pixels)
    head, _, text = address(pixels).partition(",")
    assert head == "data:image/png;base64"
    assert np.array_equal(read(base64.b64decode(text)), pixels)


def test_a_digit_is_ink_on_paper() -> None:
    made = digit_pixels(np.linspace(0, 1, 64))
    assert made.shape == (8, 8, 4)
    assert tuple(made[0, 0]) == (*PAPER, 255)
    assert tuple(made[7, 7]) == (*INK, 255)


def test_weights_are_tiles_on_one_scale_with_gaps_between() -> None:
    matrix = np.zeros((5, 64))
    matrix[0, 0], matrix[0, 1], matrix[4, 63] = 2.0, -2.0, 1.0
    made = weight_tiles(matrix, 3)
    assert made.shape == (17, 26, 4)
    assert tuple(made[0, 0]) == (*HIGH, 255)
    assert tuple(made[0, 1]) == (*LOW, 255)
    assert tuple(made[3, 3]) == (*MIDDLE, 255)
    half = np.rint((np.array(MIDDLE) + HIGH) / 2)
    assert np.abs(made[16, 16, :3] - half).max() <= 1
    assert made[8].max() == made[:, 8].max() == 0  # between tiles
    assert made[9:, 18:].max() == 0  # a place without a unit
    assert np.array_equal(weight_tiles(np.zeros((3, 64)), 3)[0, 0], (*MIDDLE, 255))
