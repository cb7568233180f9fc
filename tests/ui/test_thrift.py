"""What a server is spared: the names it hangs on are there, and the result is the same."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from uvicorn.protocols.websockets import websockets_sansio_impl as sockets

from ui import thrift

SECTIONS = ("theme", *(f"theme.{part}" for part in ("light", "dark", "sidebar")))
SECTIONS += ("theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything is put back."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.setattr(
        sockets, "ServerPerMessageDeflateFactory", sockets.ServerPerMessageDeflateFactory
    )
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


def test_what_a_server_starts_with_is_no_garbage() -> None:
    thrift.spare()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == (thrift.SOME, thrift.FEW, thrift.FULL)


def test_without_these_names_nothing_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, "_populate_theme_msg")
    monkeypatch.setattr(thrift, "sockets", None)
    thrift.spare()
    assert not hasattr(app_session, "_populate_theme_msg")
