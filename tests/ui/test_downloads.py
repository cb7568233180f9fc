"""Files by link: the same from every server, tagged, bounded, and refused in a sentence."""

import asyncio
import csv
import io
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from ui import previews
from ui.kit import downloads as kit
from ui.kit.kept import Kept
from ui.kit.language import catalogue
from ui.maps import basins_cells, basins_picture, csv_tables, downloads, sweep_cells
from ui.maps.basins import Basins
from ui.maps.store import STORE
from ui.maps.sweep import Sweep

APP = Starlette(routes=previews.ROUTES)
SNIPPET = Path(__file__).resolve().parents[2] / "snippets" / "loss_slice.py"
QUICK = {"steps": "60", "cells": "64"}


def quiet(share: float) -> None:
    """Nobody listens."""


def asked(path: str, query: dict[str, str] | str = "", tag: str = "") -> tuple[int, Any, bytes]:
    """Status, headers and body of what the server answers."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    words = query if isinstance(query, str) else urlencode(query)
    headers = [(b"if-none-match", tag.encode())] if tag else []
    scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
    asyncio.run(APP(scope | {"query_string": words.encode(), "headers": headers}, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize("there", [True, False])
def test_a_map_by_link_is_the_one_of_its_page(there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    STORE.kept.clear()
    page, _ = Basins.from_query(QUICK)
    sweep, _ = Sweep.from_query(QUICK)
    ends = basins_cells.basin_ends(page, 64, quiet)
    means = sweep_cells.sweep_means(sweep, 64, quiet)
    want = {
        "basins": csv_tables.basins(page, 64, ends, basins_picture.picture_of(page, ends)),
        "sweep": csv_tables.sweep(sweep, 64, means),
    }
    for name, content in want.items():
        if not there:
            STORE.kept.clear()  # another server, which nobody has shown it
            monkeypatch.setattr(downloads, "FILES", Kept[bytes](0, len))
        status, headers, body = asked(f"/lecture/7/export/{name}-64.csv", QUICK)
        assert (status, body) == (200, content)
        assert headers["content-disposition"] == f'attachment; filename="{name}-64.csv"'
        assert headers["content-type"].startswith("text/csv")
        assert len(list(csv.DictReader(io.StringIO(body.decode())))) == 64 * 64


def test_a_file_is_written_once_for_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    first = asked("/export/basins-64.csv", QUICK | {"steps": "62"})
    monkeypatch.setattr(csv_tables, "basins", lambda *_: pytest.fail("it was written again"))
    STORE.kept.clear()
    assert asked("/export/basins-64.csv", QUICK | {"steps": "62"}) == first
    assert downloads.FILES.size <= downloads.FILES.most


def test_the_address_on_the_page_is_the_one_that_is_served() -> None:
    page, _ = Basins.from_query({**QUICK, "surface": "himmelblau", "race": "adam"})
    address = downloads.address("basins", page, 64)
    assert address
    path, _, query = address.partition("?")
    ends = basins_cells.basin_ends(page, 64, quiet)
    want = csv_tables.basins(page, 64, ends, basins_picture.picture_of(page, ends))
    assert asked(f"/{path}", query)[2] == want


def test_who_has_a_file_is_told_so_without_making_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = asked("/export/basins-64.csv", QUICK)[1]["etag"]
    other = asked("/export/basins-64.csv", {**QUICK, "steps": "61"})[1]["etag"]
    assert tag != other
    assert asked("/export/basins-64.csv", {**QUICK, "v": "1"})[1]["etag"] == tag
    monkeypatch.setattr(csv_tables, "basins", None)
    for known in (tag, f"W/{tag}", f"{other}, {tag}"):
        status, headers, body = asked("/export/basins-64.csv", QUICK, known)
        assert (status, headers["etag"], body) == (304, tag, b"")


def test_a_new_version_makes_new_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kit.tag_of("basins", 64)
    monkeypatch.setattr(kit, "version", lambda: b"another")
    assert kit.tag_of("basins", 64) != before


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("basins-63.csv", "", 422),
        ("basins-99999999999999999999.csv", "", 422),
        ("basins-64.csv", "steps=many", 422),
        ("sweep-64.csv", "race=newton&x=none", 422),
        ("basins-64.csv", "f=" + "x" * 9000, 414),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_sentence(path: str, query: str, status: int) -> None:
    found, _, body = asked(f"/export/{path}", query)
    assert found == status
    assert body.endswith(b".")


def test_a_refusal_is_in_the_language_of_who_asks_and_a_link_may_name_it() -> None:
    plain, told = (asked("/export/basins-63.csv", lang)[2].decode() for lang in ("", "lang=ko"))
    assert told == catalogue("ko")[plain] != plain


def test_what_takes_long_has_to_be_there_already() -> None:
    slow = {"surface": "skip_connections", "race": "gd", "steps": "1000", "cells": "128"}
    page, notes = Basins.from_query(slow)
    assert not notes
    level = basins_picture.refinement_of(page).levels[-1]
    status, headers, body = asked(f"/export/basins-{level}.csv", slow)
    assert (status, body.decode()) == (503, downloads.BUSY)
    assert headers["cache-control"] == "no-store"


def test_one_map_is_computed_at_a_time_and_those_that_are_there_need_no_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    STORE.kept.clear()
    monkeypatch.setattr(downloads, "FILES", Kept[bytes](0, len))
    busy = threading.Semaphore(0)
    monkeypatch.setattr(downloads, "AT_ONCE", busy)
    status, headers, body = asked("/export/basins-64.csv", QUICK)
    assert (status, body.decode()) == (503, downloads.TURN)
    assert headers["cache-control"] == "no-store"
    busy.release()
    for steps in ("60", "61"):  # each gives its turn back
        STORE.kept.clear()
        assert asked("/export/basins-64.csv", {**QUICK, "steps": steps})[0] == 200
    busy.acquire()
    page, _ = Basins.from_query(QUICK)
    basins_cells.basin_ends(page, 64, quiet)
    assert asked("/export/basins-64.csv", QUICK)[0] == 200


def test_the_function_to_copy_can_be_saved() -> None:
    status, headers, body = asked("/export/loss_slice.py")
    assert (status, body) == (200, SNIPPET.read_bytes())
    assert 'filename="loss_slice.py"' in headers["content-disposition"]
    assert asked("/export/loss_slice.py", tag=headers["etag"])[0] == 304
