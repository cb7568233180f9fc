"""Files by link: any server answers, a proxy may keep the answer, and who has it is told so.

Streamlit's own download button keeps the file in the server that holds the session: with several at
one address, another one is asked and has nothing.
"""

import hashlib
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

from core.sentences import _

ROOT = Path(__file__).parents[2]
MADE_BY = ("core", "landscapes", "optim", "viz", "ui")
KEPT_SECONDS = 600


@lru_cache(maxsize=1)
def version() -> bytes:
    """A hash over the code that makes the files: another version makes others."""
    total = hashlib.sha256()
    for path in sorted(file for room in MADE_BY for file in (ROOT / room).rglob("*.py")):
        total.update(path.read_bytes())
    return total.digest()


def tag_of(*facts: object) -> str:
    """The ETag of a file that hangs on these facts and on this version of the app."""
    return f'"{hashlib.sha256(version() + repr(facts).encode()).hexdigest()[:24]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether who asks has this very file already."""
    asked = request.headers.get("if-none-match", "")
    return tag in [each.strip().removeprefix("W/") for each in asked.split(",")]


def unchanged(tag: str) -> Response:
    """The answer to who has the file."""
    return Response(status_code=304, headers=_headers(tag))


def file_answer(content: bytes, name: str, media_type: str, tag: str) -> Response:
    """The file, to be saved under this name."""
    saved = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=_headers(tag) | saved, media_type=media_type)


def _headers(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": f"public, max-age={KEPT_SECONDS}"}


def download_link(label: str, address: str, says: str, called: str = "") -> None:
    """A link that looks like a button and saves a file; the address is relative to the page.

    `called`: its name for who hears the page, where `label` alone says too little.
    """
    name = f' aria-label="{escape(_(called))}"' if called else ""
    st.html(
        f'<a class="download" href="{escape(address)}" title="{escape(_(says))}"{name} download>'
        f"{escape(_(label))}</a>",
        width="content",
    )
