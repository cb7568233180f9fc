"""What the browser gets to draw a surface by itself."""

import json
import math
import struct

import numpy as np
import pytest

import landscapes
from viz import Ground, sample, theme
from viz.browser import terrain_bytes
from viz.ground import has_one_unit


def read(raw: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    first = -(-(4 + length) // 4) * 4
    parts = {}
    for name, (offset, size, kind) in header["parts"].items():
        assert kind == "d4", "losses travel as differences of their bits, byte by byte"
        woven = np.frombuffer(raw, np.uint8, size, first + offset).reshape(4, -1)
        bits = np.cumsum(woven.T.copy().view("<u4").ravel(), dtype=np.uint32)
        parts[name] = bits.view("<f4")
    return header, parts


def ground(of: landscapes.Landscape, height: str = "auto") -> Ground:
    return sample(of.fun, of.bounds, height, 21)


@pytest.mark.parametrize("height", ["auto", "linear", "log"])
def test_a_formula_comes_with_its_knobs_and_without_a_grid(height: str) -> None:
    surface = landscapes.get("ravine", kappa=7.0)
    under = ground(surface, height)
    header, parts = read(terrain_bytes(surface, under, height))
    assert header["knobs"] == {"kappa": 7.0, "rotation": 20.0}
    assert header["height"] == under.shape()
    assert header["choice"]["mode"] == height
    assert header["program"][-1][0] == "add"
    assert "float loss(float x, float y)" in header["glsl"]
    assert not parts


def test_any_other_surface_is_a_grid_row_by_row_from_below() -> None:
    surface = landscapes.get("linear_classifier")
    under = ground(surface)
    header, parts = read(terrain_bytes(surface, under))
    assert header["size"] == [21, 21]
    assert header["knobs"] == {}
    assert "glsl" not in header
    assert np.array_equal(parts["loss"], under.z.astype(np.float32).ravel())


def test_a_formula_too_large_for_a_card_is_a_grid_with_holes_and_no_infinity() -> None:
    text = " + ".join(f"log(x+{k})" for k in range(45))
    surface = landscapes.from_formula(text, bounds=((-2, 2), (-1, 1)))
    _, parts = read(terrain_bytes(surface, ground(surface)))
    assert np.isnan(parts["loss"]).reshape(21, 21)[:, :10].all()
    assert not np.isinf(parts["loss"]).any()


def test_colours_are_those_of_the_figures_in_both_themes() -> None:
    header, _ = read(terrain_bytes(landscapes.get("bowl"), ground(landscapes.get("bowl"))))
    assert header["colours"]["light"] == list(theme.GROUND)
    assert header["colours"]["dark"] == [theme.DARK[colour] for colour in theme.GROUND]


def test_nothing_but_numbers_is_sent_where_a_surface_is_undefined_everywhere() -> None:
    nowhere = landscapes.from_formula("log(-1 - x^2) + y", bounds=((-2, 2), (-2, 2)))
    header, _ = read(terrain_bytes(nowhere, ground(nowhere)))
    assert all(math.isfinite(v) for v in header["height"].values())


def test_a_unit_has_one_length_unless_the_window_is_a_sliver() -> None:
    assert all(has_one_unit(landscapes.get(slug).bounds) for slug in landscapes.names())
    assert has_one_unit(((0, 5), (0, 1)))
    assert not has_one_unit(((0, 1), (0, 6)))
    assert not has_one_unit(((0, 600), (0, 1)))
