"""The finer ground of a part of a map, by its link."""

import json
import math
import struct
from typing import Any

import numpy as np
import pytest

import landscapes
from ui.playground import closer_ground
from ui.playground.closer_ground import closer_ground as answer
from ui.scene import pictures
from ui.scene.scene import Scene

GRIDS = [slug for slug in landscapes.names() if landscapes.get(slug).shader is None]


def taken(raw: bytes | None) -> tuple[dict[str, Any], np.ndarray]:
    """The header, and the losses above the lowest."""
    assert raw is not None
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    offset, size, _ = header["parts"]["above"]
    return header, np.frombuffer(raw, "<f4", size // 4, 4 * math.ceil((4 + length) / 4) + offset)


@pytest.mark.parametrize("slug", GRIDS)
def test_it_has_the_losses_of_the_part_on_as_many_points(slug: str) -> None:
    surface = landscapes.get(slug)
    edges = [lo + share * (hi - lo) for lo, hi in surface.bounds for share in (0.41, 0.52)]
    query = {"surface": slug, "zoom": "~".join(map(repr, edges))}
    header, above = taken(answer(query))
    columns, rows = header["size"]
    assert columns == rows == (61 if surface.by_point else 121)
    assert header["bounds"] == [edges[:2], edges[2:]]
    assert header["ground"] == pictures.ground_id(Scene.from_query({"surface": slug})[0])
    x, y = (np.linspace(*pair, columns) for pair in header["bounds"])
    exact = surface.fun(*np.meshgrid(x, y)).ravel()
    assert np.allclose(
        header["low"] + above.astype(float), exact, rtol=1e-12, atol=1e-6 * np.ptp(exact)
    )


def test_losses_close_together_are_told_apart() -> None:
    x, y = landscapes.get("linear_classifier").minima[0]
    near = f"{x - 1e-4}~{x + 1e-4}~{y - 1e-4}~{y + 1e-4}"
    _, above = taken(answer({"surface": "linear_classifier", "zoom": near}))
    assert len(np.unique(above)) > 0.9 * len(above)


@pytest.mark.parametrize(
    "query",
    [
        {"surface": "digits_plane"},
        {"surface": "digits_plane", "zoom": "0~0~1~1"},
        {"surface": "digits_plane", "zoom": "0~1~0"},
        {"surface": "digits_plane", "zoom": "0~nan~0~1"},
        {"surface": "digits_plane", "zoom": "0~1e9~0~1"},
        {"surface": "rosenbrock", "zoom": "0~1~0~1"},  # the browser has its formula
        {"surface": "upload", "file": "a", "zoom": "0~1~0~1"},  # and this one's losses
        {"surface": "../x", "zoom": "0~1~0~1"},
        {},
    ],
)
def test_where_there_is_no_such_part_there_is_no_answer(query: dict[str, str]) -> None:
    assert answer(query) is None


def test_what_takes_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"surface": "digits_plane", "zoom": "0~1~0~0.5"}
    monkeypatch.setattr(closer_ground, "DEAREST", 100_000)
    assert answer(query) is None


def test_every_built_in_surface_is_cheap_enough() -> None:
    for slug in GRIDS:
        assert answer({"surface": slug, "zoom": "0~0.25~0~0.5"}) is not None, slug


def test_a_formula_too_large_for_a_card_is_answered_in_its_own_window() -> None:
    text = " + ".join(f"log(x+{k})" for k in range(45))
    query = {"surface": "formula", "formula": text, "window": "-2~2~-1~1", "zoom": "0~1~0~1"}
    header, above = taken(answer(query))
    surface = landscapes.from_formula(text, bounds=((-2, 2), (-1, 1)))
    exact = np.asarray(surface.fun(*np.meshgrid(np.linspace(0, 1, 121), np.linspace(0, 1, 121))))
    known = np.isfinite(exact.ravel())
    assert np.array_equal(np.isfinite(above), known)
    assert np.allclose(header["low"] + above[known], exact.ravel()[known], atol=1e-4)
