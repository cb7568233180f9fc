"""Small packets leave at once: both parts of an answer, and every message of a moved slider."""

import asyncio
import socket
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from ui.serve import MIDDLEWARE, AtOnce


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
    assert any(each.cls is AtOnce for each in MIDDLEWARE)
