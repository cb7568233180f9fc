"""Maps served by themselves: what a page of maps shows while one of its sliders moves."""

import asyncio
import json
import math
import struct
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.applications import Starlette

import landscapes
import optim
from ui import previews
from ui.maps import basins_cells, basins_picture, moving_sliders, sweep_cells, sweep_picture
from ui.maps import previews as map_previews
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.store import PREVIEWS, finest
from ui.maps.sweep import Sweep
from viz import browser

APP = Starlette(routes=previews.ROUTES)
QUICK = {"steps": "60"}


def quiet(share: float) -> None:
    """Nobody listens."""


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    PREVIEWS.kept.clear()
    yield
    PREVIEWS.kept.clear()


def asked(page: str, query: dict[str, str] | str, prefix: str = "") -> tuple[int, bytes]:
    """Status and body of what the server answers."""
    sent = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    words = query if isinstance(query, str) else urlencode(query)
    scope = {"type": "http", "method": "GET", "path": f"{prefix}/live/{page}", "root_path": ""}
    asyncio.run(APP(scope | {"query_string": words.encode(), "headers": []}, receive, send))
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent)


def taken(raw: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Header and parts of an answer."""
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    first = 4 * math.ceil((4 + length) / 4)
    return header, {
        name: raw[first + at : first + at + size] for name, (at, size, _) in header["parts"].items()
    }


# -- equal to the page ----------------------------------------------------------------------


@pytest.mark.parametrize("brisk", [0.0, math.inf], ids=["first", "second"])
@pytest.mark.parametrize(
    "query",
    [
        {"momentum.learning_rate": "0.015"},
        {"race": "adam", "surface": "rastrigin", "noise": "0.5", "seed": "3"},
        {"surface": "formula", "formula": "x^2+cos(3*y)", "view": "-1~1~-0.5~2"},
    ],
)
def test_a_map_ahead_is_the_pages_own(
    query: dict[str, str], brisk: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_previews, "BRISK", brisk)
    page, notes = Basins.from_query(query | QUICK)
    assert notes == ()
    levels = basins_picture.refinement_of(page)
    level = levels.levels[brisk > 0]
    ends = basins_cells.basin_ends(page, level, quiet)
    own = basins_picture.picture_of(page, ends)
    status, body = asked("basins", query | QUICK)
    assert status == 200
    header, parts = taken(body)
    assert header["id"] == levels.id(level)
    assert header["size"] == [level, level]
    assert header["kinds"] == json.loads(json.dumps(own.legend()))  # the same colours, in order
    label, shade, steps, _ = browser.unpacked(parts["cells"], level, level)
    assert np.array_equal(label, own.label)
    assert np.array_equal(shade, own.shade)
    assert np.array_equal(steps, own.steps)
    run = job_of(page).run(page.scene.start)
    path = np.stack([np.frombuffer(parts[f"path.{side}"], "<f4") for side in "xy"])
    assert np.array_equal(
        path, np.stack(basins_picture.path(page, run)).astype("<f4"), equal_nan=True
    )


@pytest.mark.parametrize("query", [{"gtol": "0.01"}, {"measure": "loss", "noise": "0.2"}])
def test_a_sweep_ahead_is_the_pages_own(
    query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_previews, "BRISK", 0.0)
    page, notes = Sweep.from_query(query | QUICK)
    assert notes == ()
    own = sweep_picture.cells_of(page, 64, sweep_cells.sweep_means(page, 64, quiet))
    status, body = asked("sweep", query | QUICK)
    assert status == 200
    header, parts = taken(body)
    assert header["id"] == own.id
    assert header["spots"] == [vars(spot) for spot in own.spots]
    assert parts["cells"] == own.picture.packed()


def test_the_page_goes_on_from_the_map_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_previews, "BRISK", math.inf)
    query = QUICK | {"momentum.learning_rate": "0.00123"}
    assert asked("basins", query)[0] == 200
    levels = basins_picture.refinement_of(Basins.from_query(query)[0])
    found = finest(levels.levels, levels.name)
    assert found is not None
    assert found[0] == 128


# -- what there is no map of ----------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"surface": "../x"},
        {"surface": "upload", "file": "mine.npz"},
        {"surface": "formula", "formula": "import os"},
        {"race": "nobody"},
        {"momentum.learning_rate": "NaN"},
        {"momentum.learning_rate": "1e999"},
        {"steps": "10000000"},
        {"view": "0~0~1~1"},
        {"\x00": "\x00"},
        {"race": "bfgs"},  # its runs are made one by one
        {"race": "nelder_mead"},
        {"surface": "digits_plane"},  # slow
        {"surface": "linear_classifier"},
    ],
)
@pytest.mark.parametrize("page", ["basins", "sweep"])
def test_a_bad_or_slow_link_gets_nothing(page: str, query: dict[str, str]) -> None:
    assert asked(page, query) == (204, b"")


def test_bytes_that_are_no_text_are_answered_too() -> None:
    for page in ("basins", "sweep"):
        assert asked(page, "%ff=%ff&steps=%ff")[0] == 204


def test_what_would_take_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"surface": "ravine", "race": "momentum", "noise": "1", "steps": "2000"}
    assert asked("sweep", query | {"seeds": "64"})[0] == 204

    def begun(*args: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(moving_sliders, "BUDGET", 0.0)
    monkeypatch.setattr(basins_cells, "compute", begun)
    assert asked("basins", query)[0] == 204


def test_a_map_is_kept_for_a_while_and_not_for_ever() -> None:
    for k in range(40):
        assert asked("basins", {"steps": "10", "momentum.learning_rate": f"0.0{k + 10}"})[0] == 200
    assert len(PREVIEWS.kept._made) >= 2
    made = [each.size for each, _ in PREVIEWS.kept._made.values()]
    assert sum(made) == PREVIEWS.kept.size <= PREVIEWS.kept.most


@pytest.mark.parametrize("prefix", ["", "/lecture/7"])
def test_maps_are_served_below_a_prefix(prefix: str) -> None:
    assert asked("basins", QUICK, prefix)[0] == 200


# -- what the page tells the browser --------------------------------------------------------


@pytest.mark.parametrize("slug", optim.names())
def test_each_slider_is_a_fact_of_the_link(slug: str) -> None:
    page, _ = Basins.from_query({"race": slug, "schedule": "cosine"})
    asked = moving_sliders.previews(page, "live/basins")
    assert (asked is None) == (not optim.CLASSES[slug].takes_arrays)
    if asked is None:
        return
    for widget, (key, value) in asked.sliders.items():
        same, notes = Basins.from_query({**asked.link, key: repr(value)})
        assert notes == ()
        assert same == page, widget


def test_schedules_have_their_knobs_among_the_sliders() -> None:
    page, _ = Basins.from_query({"schedule": "step"})
    asked = moving_sliders.previews(page, "live/basins")
    assert asked is not None
    mine = {k: v for k, v in asked.sliders.items() if k.startswith("schedule.")}
    assert mine
    for key, value in mine.values():
        other, notes = Basins.from_query({**asked.link, key: repr(value * 0.5)})
        assert notes == ()
        assert other.scene.schedule_knobs != page.scene.schedule_knobs


def test_a_swept_knob_and_slow_surfaces_are_not_followed() -> None:
    page, _ = Sweep.from_query({"race": "adam"})
    asked = moving_sliders.previews(page, "live/sweep")
    assert asked is not None
    keys = {key for key, _ in asked.sliders.values()}
    assert not keys & {f"adam.{page.x}", f"adam.{page.y}"}
    assert {"steps", "gtol"} < keys
    assert any(key.startswith("adam.") for key in keys)
    for slug in landscapes.names():
        page, _ = Sweep.from_query({"surface": slug})
        slow = job_of(page).slow
        assert (moving_sliders.previews(page, "live/sweep") is None) >= slow


def test_few_may_wait_for_a_preview_as_pages_are_answered_by_the_same_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as full:
        full.setattr(previews, "WAITING", threading.Semaphore(0))
        full.setattr(previews, "AT_ONCE", None)  # nobody is let in to wait there
        assert asked("race", {"steps": "3"}) == (204, b"")
    monkeypatch.setattr(previews, "WAITING", threading.Semaphore(1))
    assert [asked("race", {"steps": steps})[0] for steps in "345"] == [200, 200, 200]
    slow = {"surface": "skip_connections", "race": "newton~adam", "steps": "5000"}
    assert [asked("basins", slow)[0] for _ in range(2)] == [204, 204]
    assert asked("race", {"steps": "6"})[0] == 200
