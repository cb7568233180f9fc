"""Asking for exports as a browser would, without a server."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from ui import exports
from ui.share.routes import ROUTES

APP = Starlette(routes=[*ROUTES, *exports.ROUTES])
HOST = (b"host", b"lab.example:8501")


def export(
    ending: str, query: dict[str, str] | str, prefix: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of `export/race.ENDING`; underscores in `headers` are hyphens."""
    words = query if isinstance(query, str) else urlencode(query)
    return answer(f"/export/race.{ending}", words, prefix, **headers)


def answer(
    path: str, query: str, prefix: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """The same for any address below the app."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    said = [HOST] if "host" not in headers else []
    said += [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {
        "type": "http", "method": "GET", "path": f"{prefix}{path}", "root_path": "",
        "scheme": "http", "server": ("0.0.0.0", 80), "query_string": query.encode(),
        "headers": said,
    }  # fmt: skip
    asyncio.run(APP(scope, receive, send))
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent)
