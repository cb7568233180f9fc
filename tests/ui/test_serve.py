"""What wraps every answer: small packets leave at once, headers, what is closed to strangers."""

import asyncio
import socket
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from ui.serve import (
    CLOSED,
    FRAMED_BY,
    METRICS,
    MIDDLEWARE,
    AtOnce,
    Closed,
    KnownHost,
    SecurityHeaders,
    headers,
)


class Connection:
    """What uvicorn makes of one: its `receive` belongs to an object with a transport."""

    def __init__(self, made: socket.socket | None) -> None:
        self.transport = self
        self.made = made

    def get_extra_info(self, name: str) -> Any:
        return self.made if name == "socket" else None

    async def receive(self) -> Message:
        return {"type": "http.request"}


def called(receive: Any) -> list[str]:
    """What the app behind was asked."""
    asked: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["type"])

    async def send(message: Message) -> None:
        raise AssertionError(message)

    asyncio.run(AtOnce(app)({"type": "websocket"}, receive, send))
    return asked


def test_a_connection_does_not_wait_for_more() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
        assert not made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert called(Connection(made).receive) == ["websocket"]
        assert made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_other_servers_and_other_sockets_are_left_alone() -> None:
    async def receive() -> Message:
        return {"type": "http.request"}

    assert called(receive) == ["websocket"]
    assert called(Connection(None).receive) == ["websocket"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
        assert called(Connection(made).receive) == ["websocket"]


def test_a_connection_that_is_gone_is_no_error() -> None:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.close()
    assert called(Connection(made).receive) == ["websocket"]


def test_the_app_has_it() -> None:
    for part in (AtOnce, SecurityHeaders, KnownHost, Closed):
        assert any(each.cls is part for each in MIDDLEWARE)


# Headers, and what is closed


def answered(path: str, host: str = "lab.example") -> tuple[int, dict[str, str]]:
    """Status and headers of an answer to a GET, through what wraps every answer."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert Request(scope).url.path == path
        await PlainTextResponse("The app.")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b""}
    scope |= {"headers": [(b"host", host.encode())], "server": ("127.0.0.1", 80), "scheme": "http"}
    asyncio.run(SecurityHeaders(KnownHost(Closed(app)))(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found


def test_everybody_may_frame_the_app_unless_its_operator_says_who(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(FRAMED_BY, raising=False)
    assert "frame-ancestors" not in answered("/")[1]["content-security-policy"]
    monkeypatch.setenv(FRAMED_BY, "'self' https://*.example.edu:8443")
    policy = answered("/")[1]["content-security-policy"].split("; ")
    assert "frame-ancestors 'self' https://*.example.edu:8443" in policy
    assert "object-src 'none'" in policy


@pytest.mark.parametrize("text", ["*; script-src *", "a, b", "'self'\nSet-Cookie: x"])
def test_nothing_else_can_be_said_with_that(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(FRAMED_BY, text)
    with pytest.raises(ValueError, match=FRAMED_BY):
        headers()


@pytest.mark.parametrize("host", ["[::::]", "[::1", "lab.example:99999", "[v1.x"])
def test_who_names_no_host_is_told_so(host: str) -> None:
    status, said = answered("/oembed", host)
    assert (status, said["x-content-type-options"]) == (400, "nosniff")


@pytest.mark.parametrize("host", ["", "lab.example:8501", "[::1]:8501", "a_b.example", "10.0.0.1"])
def test_every_host_that_there_can_be_is_answered(host: str) -> None:
    assert answered("/oembed", host)[0] == 200


def test_strangers_do_not_learn_how_busy_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(METRICS, raising=False)
    for path in (CLOSED, f"/lecture/7{CLOSED}"):
        status, said = answered(path)
        assert status == 404
        assert said["x-content-type-options"] == "nosniff"
    assert answered("/_stcore/health")[0] == 200
    monkeypatch.setenv(METRICS, "open")
    assert answered(CLOSED)[0] == 200
