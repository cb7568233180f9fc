"""The function that visitors copy to measure a surface of a model of their own."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ui.kit.downloads import file_answer, is_known, tag_of, unchanged

SNIPPET = Path(__file__).resolve().parents[2] / "snippets" / "loss_slice.py"
"""For visitors to run on their side; nothing here imports it."""
ADDRESS = f"export/{SNIPPET.name}"
"""Relative to a page."""


def text() -> str:
    """What is in the file."""
    return SNIPPET.read_text(encoding="utf-8")


def serve(request: Request) -> Response:
    """The file, to be saved."""
    content = SNIPPET.read_bytes()
    tag = tag_of(content)
    if is_known(request, tag):
        return unchanged(tag)
    return file_answer(content, SNIPPET.name, "text/x-python", tag)


ROUTES = [Route(f"{prefix}/{ADDRESS}", serve) for prefix in ("", "/{prefix:path}")]
