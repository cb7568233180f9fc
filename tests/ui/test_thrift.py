"""What a server is spared: the names it hangs on are there, and the result is the same."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from uvicorn.protocols.websockets import websockets_sansio_impl as sockets

from ui import thrift, together

SOCKET = sockets.WebSocketsSansIOProtocol
SECTIONS = ("theme", *(f"theme.{part}" for part in ("light", "dark", "sidebar")))
SECTIONS += ("theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything is put back."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.setattr(
        sockets, "ServerPerMessageDeflateFactory", sockets.ServerPerMessageDeflateFactory
    )
    for owner, name in ((AppSession, "_on_scriptrunner_event"), (SOCKET, "connection_made")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def told(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    app_session._populate_theme_msg(made, section)
    return made


def test_the_theme_is_looked_up_once_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {section: told(section) for section in SECTIONS}
    assert before["theme.light"].primary_color != before["theme.dark"].primary_color
    thrift.spare()
    first = {section: told(section) for section in SECTIONS}
    monkeypatch.setattr(config, "get_options_for_section", lambda section: pytest.fail(section))
    again = {section: told(section) for section in SECTIONS}
    assert before == first == again


def test_another_version_may_ask_for_a_theme_in_another_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def other(message: CustomThemeConfig, section: str, *, base: str) -> None:
        message.primary_color = f"{section} {base}"

    monkeypatch.setattr(app_session, "_populate_theme_msg", other)
    thrift.spare()
    for base in ("light", "dark", "light"):
        made = CustomThemeConfig()
        app_session._populate_theme_msg(made, "theme", base=base)  # type: ignore[call-arg]  # of another version
        assert made.primary_color == f"theme {base}"


def test_a_whole_theme_has_the_same_bytes() -> None:
    def whole() -> bytes:
        made = CustomThemeConfig()
        places: dict[str, Any] = {
            "theme": lambda: made,
            "theme.light": lambda: made.light,
            "theme.dark": lambda: made.dark,
            "theme.sidebar": lambda: made.sidebar,
            "theme.light.sidebar": lambda: made.light.sidebar,
            "theme.dark.sidebar": lambda: made.dark.sidebar,
        }
        for section, place in places.items():
            app_session._populate_theme_msg(place(), section)
        return made.SerializeToString(deterministic=True)

    before = whole()
    thrift.spare()
    assert (whole(), whole()) == (before, before)


def test_who_changes_the_app_sees_settings_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = app_session._populate_theme_msg
    monkeypatch.setattr(st, "get_option", lambda name: "auto")
    thrift.spare()
    assert app_session._populate_theme_msg is plain


def test_messages_are_packed_at_less_cost() -> None:
    plain = sockets.ServerPerMessageDeflateFactory
    for _ in range(2):  # twice is as once
        thrift.spare()
    made = sockets.ServerPerMessageDeflateFactory(
        server_max_window_bits=12, client_max_window_bits=12, compress_settings={"memLevel": 5}
    )
    assert isinstance(made, plain)
    assert made.compress_settings == thrift.PACKING
    assert made.server_max_window_bits == 12


class Session:
    """What of Streamlit's session hears what its script tells."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.heard: list[str] = []
        self.wakings = 0

    def _handle_scriptrunner_event_on_event_loop(self, _sender: Any, event: Any, what: str) -> None:
        self.heard.append(what)
        if what == "fails":
            raise RuntimeError(what)

    def _call_soon_on_event_loop(self, what: Callable[[], None]) -> None:
        self.wakings += 1
        self.loop.call_soon_threadsafe(what)

    def tell(self, event: ScriptRunnerEvent, *words: str) -> None:
        for word in words:
            AppSession._on_scriptrunner_event(self, None, event, word)  # type: ignore[arg-type]  # not all of one


def test_what_a_script_tells_is_heard_together_and_in_order() -> None:
    thrift.spare()
    element, ends = (
        ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
    )  # fmt: skip
    reported: list[object] = []

    async def run() -> None:
        session = Session()
        session.loop.set_exception_handler(lambda _, context: reported.append(context["exception"]))
        await asyncio.to_thread(session.tell, element, "1", "fails", "3", "4")
        await asyncio.to_thread(session.tell, ends, "end")
        while len(session.heard) < 5:
            await asyncio.sleep(0.001)
        assert session.heard == ["1", "fails", "3", "4", "end"]
        assert session.wakings == 2
        await asyncio.to_thread(session.tell, element, "6")  # nothing more comes after it
        while len(session.heard) < 6:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(run(), 30))
    assert [str(each) for each in reported] == ["fails"]


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        assert not self.closed
        self.written.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def test_what_goes_over_a_socket_is_written_together() -> None:
    async def run() -> None:
        plain = Transport()
        corked = together.Corked(plain, asyncio.get_running_loop())
        corked.write(b"a")
        corked.write(b"b")
        assert plain.written == []
        while not plain.written:
            await asyncio.sleep(0.001)
        corked.write(b"c")
        corked.close()
        assert (plain.written, plain.closed) == ([b"ab", b"c"], True)
        await asyncio.sleep(5 * together.WRITE_SECONDS)
        assert corked.written is plain.written  # whatever else is asked is the transport's

    asyncio.run(asyncio.wait_for(run(), 30))


def test_nothing_is_written_to_who_went_meanwhile() -> None:
    """Some loops would raise, with nobody there to hear it."""

    async def run() -> None:
        plain = Transport()
        corked = together.Corked(plain, asyncio.get_running_loop())
        failed: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context))
        corked.write(b"a")
        plain.close()  # the other end did
        await asyncio.sleep(5 * together.WRITE_SECONDS)
        assert (plain.written, failed) == ([], [])

    asyncio.run(asyncio.wait_for(run(), 30))


def test_a_websocket_gets_a_connection_that_waits_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[Any] = []
    monkeypatch.setattr(SOCKET, "connection_made", lambda self, transport: got.append(transport))
    for _ in range(2):  # twice is as once
        thrift.spare()
    socket, transport = object.__new__(SOCKET), Transport()
    socket.loop = asyncio.new_event_loop()
    socket.connection_made(transport)
    socket.loop.close()
    assert [type(each) for each in got] == [together.Corked]
    assert got[0]._transport is transport


def test_what_a_server_starts_with_is_no_garbage() -> None:
    thrift.spare()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == (thrift.SOME, thrift.FEW, thrift.FULL)


def test_without_these_names_nothing_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, "_populate_theme_msg")
    monkeypatch.setattr(thrift, "sockets", None)
    thrift.spare()
    assert not hasattr(app_session, "_populate_theme_msg")
