"""Asking the addresses of votes as a browser would, without a server."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette

from ui.votes.routes import ROUTES

APP = Starlette(routes=ROUTES)
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


def ask(method: str, address: str, body: Any = None, **headers: str) -> Answer:
    """An address below the app, with a body: bytes as they are, anything else as JSON."""
    sent: list[dict[str, Any]] = []
    content = (
        body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    )
    said = {k.replace("_", "-"): v for k, v in headers.items()}
    said |= JSON if body is not None and not isinstance(body, bytes) else {}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = address.partition("?")
    scope = {
        "type": "http", "method": method, "path": path, "root_path": "", "scheme": "http",
        "server": ("0.0.0.0", 80), "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in said.items()],
    }  # fmt: skip
    asyncio.run(APP(scope, receive, send))
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    text = b"".join(m.get("body", b"") for m in sent).decode()
    return Answer(sent[0]["status"], found, text)
