"""A file that arrives part by part: whole and in order, whatever a browser tells."""

from base64 import b64encode
from typing import Any

import pytest

from ui.browser.file import Arriving, taken
from ui.browser.file.arriving import NAME, PART

MOST = 3 * PART
CONTENT = bytes(range(256)) * 10


def part(at: int, raw: bytes, **other: Any) -> dict[str, Any]:
    told = {"id": "1-2", "at": at, "name": "a.npz", "size": len(CONTENT)}
    return {**told, "data": b64encode(raw).decode(), **other}


def test_parts_make_a_file_and_it_is_given_once() -> None:
    file: Arriving | None = None
    for at in range(0, len(CONTENT), 1000):
        assert file is None or file.give() is None
        file = taken(file, part(at, CONTENT[at : at + 1000]), MOST)
    assert file
    assert (file.name, file.have) == ("a.npz", len(CONTENT))
    assert file.give() == CONTENT
    assert file.give() is None
    assert file.have == len(CONTENT)


def test_a_part_that_comes_twice_or_too_soon_changes_nothing() -> None:
    file = taken(None, part(0, CONTENT[:100]), MOST)
    assert file
    for at in (0, 50, 200):
        assert taken(file, part(at, CONTENT[:100]), MOST) is file
    assert file.data == CONTENT[:100]


def test_another_try_begins_anew() -> None:
    file = taken(None, part(0, CONTENT[:100]), MOST)
    other = taken(file, part(0, CONTENT[:50], id="3-4"), MOST)
    assert other is not file
    assert other
    assert other.have == 50


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "part",
        {},
        part(0, b"", size=0),
        part(0, b"", size=-1),
        part(0, b"", size=MOST + 1),
        part(0, b"", size=1e300),
        part(0, b"", size="9"),
        part(0, b"", name=3),
        part(0, b"", id=["1"]),
        part(0, b"", id="x" * (NAME + 1)),
        part(0, b"", data="no base64!"),
        part(0, b"", data=None),
        part(0, b"", data="ä"),
    ],
)
def test_nonsense_is_no_file(told: Any) -> None:
    assert taken(None, told, MOST) is None


def test_no_part_and_no_file_is_larger_than_it_may_be() -> None:
    file = taken(None, part(0, bytes(PART + 1), size=MOST), MOST)
    assert file
    assert file.have == 0
    file = taken(None, part(0, bytes(200), size=100), MOST)
    assert file
    assert file.have == 0
    named = taken(None, part(0, b"", name="n" * 5000), MOST)
    assert named
    assert len(named.name) == NAME
