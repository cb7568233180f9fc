"""A file as its parts arrive: nothing that a browser tells of them is trusted."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAME = 200
"""Characters of a file's name that are kept."""
PART = 1_048_576
"""Bytes of a part, at most."""


@dataclass
class Arriving:
    """What has come of a file so far."""

    id: str
    """By which the browser tells one try from another."""
    name: str
    size: int
    data: bytearray = field(default_factory=bytearray)
    given: bool = False
    """Whether the page has been told of it."""

    @property
    def have(self) -> int:
        """Bytes that are there; all of them stay so when the page has taken them over."""
        return self.size if self.given else len(self.data)

    def give(self) -> bytes | None:
        """The content, once, when all of it is there."""
        if self.given or len(self.data) < self.size:
            return None
        content, self.data, self.given = bytes(self.data), bytearray(), True
        return content


def taken(before: Arriving | None, told: Any, most: int) -> Arriving | None:
    """What is there after another part was told of; None where that makes no sense.

    A part that is there already changes nothing: one whose answer is missed is sent again.
    """
    try:
        file = before if before and before.id == told["id"] else _begun(told, most)
        raw = b64decode(told["data"], validate=True)
        fits = told["at"] == file.have and file.have + len(raw) <= file.size
    except (TypeError, KeyError, ValueError, binascii.Error):
        return None
    if fits and len(raw) <= PART:
        file.data += raw
    return file


def _begun(told: Mapping[str, Any], most: int) -> Arriving:
    name, size, id = told["name"], told["size"], told["id"]
    if not isinstance(name, str) or not isinstance(id, str) or not isinstance(size, int):
        raise TypeError("no name, no size or no id")
    if not 0 < size <= most or len(id) > NAME:
        raise ValueError("a size beyond what may be sent")
    return Arriving(id, name[:NAME], size)
