"""Files that a visitor uploaded: they stay in the session, and go with it."""

from collections.abc import Mapping, MutableMapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import landscapes
from core.query import Bounds
from landscapes import GridLandscape, SurfaceFile, SurfaceFileError

FILES = 2
"""So many files are kept, the last ones: Back and Forward may lead to either."""
SURFACES = 4
"""And so many surfaces made of them, so that a link is not read into a new one each time."""


def keep(name: str, data: bytes) -> SurfaceFile:
    """Hold a file in this session and tell what it is; SurfaceFileError where it is no surface."""
    known = next((f for n, d, f in _memory("files").values() if n == name and d == data), None)
    facts = known or _inspected(name, data)
    _put("files", facts.digest, (name, data, facts), FILES)
    return facts


def _inspected(name: str, data: bytes) -> SurfaceFile:
    """What a file is; one that is no surface is looked into once, not in each run of its page."""
    before, content, why = _memory("refused").get("last", ("", b"", ()))
    if (before, content) == (name, data) and why:
        raise SurfaceFileError(*why)
    try:
        return landscapes.inspect_file(name, data)
    except SurfaceFileError as error:
        _put("refused", "last", (name, data, error.args), 1)
        raise


def held() -> tuple[str, SurfaceFile] | None:
    """The name of the last file, and what it is."""
    files = list(_memory("files").values())
    return (files[-1][0], files[-1][2]) if files else None


def find(
    file: str, layer: str | None, log: bool, ranges: Bounds | None = None
) -> GridLandscape | None:
    """A surface of a file by its digest; None where the session lacks it or it lacks the layer."""
    try:
        return surface(file, layer, log, ranges)
    except SurfaceFileError:
        return None


def surface(file: str, layer: str | None, log: bool, ranges: Bounds | None = None) -> GridLandscape:
    """The same, with the reason why there is none as a SurfaceFileError."""
    files, key = _memory("files"), (file, layer, log, ranges)
    if file not in files:
        raise SurfaceFileError("The file is not in this session.")
    made = _memory("surfaces").get(key)
    if made is None:
        name, data, _ = files[file]
        made = landscapes.from_file(name, data, layer, ranges, log)
        _put("surfaces", key, made, SURFACES)
    return made


def race_on(grid: GridLandscape) -> None:
    """Remember what was raced on last: the playground offers it."""
    _memory("raced")["grid"] = grid


def latest() -> GridLandscape | None:
    """What was raced on last."""
    grid: GridLandscape | None = _memory("raced").get("grid")
    return grid


def want(file: str, query: Mapping[str, str]) -> None:
    """Remember a link that needs a file; a link that needs none changes nothing."""
    if file:
        _put("wanted", file, dict(query), FILES)


def wanted(file: str) -> dict[str, str] | None:
    """The link that was opened before its file was here."""
    link: dict[str, str] | None = _memory("wanted").get(file)
    return link


def _memory(what: str) -> MutableMapping[Any, Any]:
    """A part of the session; outside of one, where nothing is held, an empty one."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return {}
    parts: dict[str, dict[Any, Any]] = st.session_state.setdefault("uploads", {})
    return parts.setdefault(what, {})


def _put(what: str, key: Any, value: Any, most: int) -> None:
    """Put something last and drop the oldest."""
    part = _memory(what)
    part.pop(key, None)
    part[key] = value
    while len(part) > most:
        del part[next(iter(part))]
