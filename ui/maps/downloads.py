"""The cells of a map as CSV, by its link: `export/basins-64.csv?` and the link of the page.

Most maps are there already, as somebody looks at them. Another server than theirs computes what is
asked for, if that does not take long: else it says so.
"""

import functools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.sentences import N_, _
from ui.kit.cache import Begun
from ui.kit.downloads import file_answer, is_known, tag_of, unchanged
from ui.kit.kept import Kept
from ui.maps import basins_picture, csv_tables, sweep_cells, sweep_picture
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.refinement import Refinement
from ui.maps.sweep import Sweep

SECONDS = 10.0
"""A map is computed for a download where that takes no longer, by a generous estimate."""
AT_ONCE = threading.Semaphore(1)
"""Maps computed for downloads at a time, for all visitors: each takes a thread that pages need."""
FILES, WRITTEN = Kept[bytes](32_000_000, len), Begun()
"""The last files, and which are being written: the largest has some 15 MB."""
LONGEST = 8000
"""Characters of a link."""
BUSY = N_("This map is not here yet, and would take too long: open its page and wait for it.")
TURN = N_("The server is at work on another map: try again in a moment.")
Page = Basins | Sweep


@dataclass(frozen=True)
class Kind:
    """One of the two maps."""

    read: Callable[[Mapping[str, str]], tuple[Page, tuple[str, ...]]]
    refinement: Callable[[Any], Refinement]
    csv: Callable[[Any, int, Any], bytes]


def _basins_csv(page: Basins, level: int, ends: Any) -> bytes:
    return csv_tables.basins(page, level, ends, basins_picture.picture_of(page, ends))


KINDS = {
    "basins": Kind(Basins.from_query, basins_picture.refinement_of, _basins_csv),
    "sweep": Kind(Sweep.from_query, sweep_picture.refinement_of, csv_tables.sweep),
}


def address(name: str, page: Page, level: int) -> str | None:
    """Where a level of a map can be had; None where no other server could make it."""
    if page.scene.surface == "upload":  # a file is in its session alone
        return None
    return f"export/{name}-{level}.csv?{urlencode(page.to_query(), safe='~,:')}"


def serve(name: str, request: Request) -> Response:
    """The cells of the map that an address asks for."""
    if len(request.url.query) > LONGEST:
        return PlainTextResponse(_("This link is too long."), 414)
    kind, level = KINDS[name], int(request.path_params["level"])
    page, notes = kind.read(dict(request.query_params))
    if notes or (isinstance(page, Sweep) and not page.x):
        return PlainTextResponse(" ".join(map(_, notes)) or _("There is no knob to sweep."), 422)
    refinement = kind.refinement(page)
    if level not in refinement.levels:
        return PlainTextResponse(_("The map has no such level."), 422)
    tag = tag_of(name, level, page.to_query())
    if is_known(request, tag):
        return unchanged(tag)
    if (known := FILES.get(tag)) is not None:
        return _file(known, name, level, tag)
    ends = refinement.there(level)
    if ends is None and not _is_quick(page, level):
        return _later(BUSY)
    if ends is None:
        if not AT_ONCE.acquire(blocking=False):
            return _later(TURN)
        try:
            ends = refinement.make(level, lambda share: None)
        finally:
            AT_ONCE.release()
    with WRITTEN.alone(tag):
        if (content := FILES.get(tag)) is None:
            content = kind.csv(page, level, ends)
            FILES.put(tag, content)
    return _file(content, name, level, tag)


def _file(content: bytes, name: str, level: int, tag: str) -> Response:
    return file_answer(content, f"{name}-{level}.csv", "text/csv", tag)


def _is_quick(page: Page, level: int) -> bool:
    runs = len(sweep_cells.seeds(page)) if isinstance(page, Sweep) else 1
    return runs * level**2 * job_of(page).seconds() <= SECONDS


def _later(sentence: str) -> Response:
    return PlainTextResponse(_(sentence), 503, {"retry-after": "5", "cache-control": "no-store"})


ROUTES = [
    Route(f"{prefix}/export/{name}-{{level:int}}.csv", functools.partial(serve, name))
    for name in KINDS
    for prefix in ("", "/{prefix:path}")
]
"""Below any path prefix, as in `ui.browser.assets`."""
