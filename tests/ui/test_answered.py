"""Every run that a browser asks for is told to it, by Streamlit's own loop and session."""

import asyncio
import operator
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.runtime import AsyncObjects, Runtime, RuntimeState
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from ui import answered


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is put back."""
    for owner, name, _ in answered.MENDED:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    for _ in range(2):  # twice is as once
        answered.mend()


class Line:
    """What of a browser's line Streamlit writes to."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        self.heard: list[ForwardMsg] = []
        self._then = then

    def write_forward_msg(self, message: ForwardMsg) -> None:
        self.heard.append(message)
        self._then()


class Session:
    """What of Streamlit's session its loop asks."""

    def __init__(self, name: str) -> None:
        self.id, self.waiting = name, [ForwardMsg(), ForwardMsg()]

    def flush_browser_queue(self) -> list[ForwardMsg]:
        waiting, self.waiting = self.waiting, []
        return waiting

    def on_flushed_messages_sent(self) -> None:
        """Nobody waits for it."""


def manager_of(**lines: Line) -> WebsocketSessionManager:
    """A session for each line."""
    manager = object.__new__(WebsocketSessionManager)
    sessions: Any = {name: Session(name) for name in lines}
    manager._active_session_info_by_id = {
        name: ActiveSessionInfo(line, sessions[name])  # type: ignore[arg-type]  # no whole client
        for name, line in lines.items()
    }
    return manager


def test_who_comes_back_while_others_are_told_hears_through_the_new_line() -> None:
    async def run() -> None:
        old, new = Line(), Line()

        def comes_back() -> None:
            before = known["second"]
            if before.client is old:
                known["second"] = ActiveSessionInfo(new, before.session)  # type: ignore[arg-type]  # no whole client
                told.need_send_data.set()

        manager = manager_of(first=Line(comes_back), second=old)
        known = manager._active_session_info_by_id
        runtime, loop = object.__new__(Runtime), asyncio.get_running_loop()
        told = AsyncObjects(
            loop, *(asyncio.Event() for _ in range(3)), loop.create_future(), loop.create_future()
        )
        runtime._session_mgr, runtime._async_objs = manager, told
        runtime._state = RuntimeState.ONE_OR_MORE_SESSIONS_CONNECTED
        telling = asyncio.create_task(runtime._loop_coroutine())
        while len(old.heard) + len(new.heard) < 2:
            await asyncio.sleep(0.001)
        telling.cancel()
        assert (len(old.heard), len(new.heard)) == (0, 2)

    asyncio.run(asyncio.wait_for(run(), 30))


def test_whoever_has_a_line_is_listed() -> None:
    listed = manager_of(a=Line(), b=Line()).list_active_sessions()
    assert [each.session.id for each in listed] == ["a", "b"]
    assert len(operator.add(listed, [None])) == 3  # as Streamlit does with those that wait


class Asked(AppSession):
    """A session that keeps what would be run; it knows one part of its page."""

    def __init__(self) -> None:
        self._scriptrunner = None
        self._state = AppSessionState.APP_NOT_RUNNING
        self.runs: list[RerunData] = []

    def __del__(self) -> None:
        """There is nothing to end."""

    def has_fragment(self, fragment_id: str) -> bool:
        return fragment_id == "known"

    def _create_scriptrunner(self, initial_rerun_data: RerunData) -> None:
        self.runs.append(initial_rerun_data)


@pytest.mark.parametrize(("part", "runs"), [("known", "known"), ("gone", None), ("", None)])
def test_a_part_that_is_not_known_is_answered_with_the_whole_page(
    part: str, runs: str | None
) -> None:
    session, state = Asked(), ClientState(fragment_id=part, query_string="v=1")
    state.widget_states.widgets.add(id="slider", double_value=3.0)
    session.request_rerun(state)
    session.request_rerun(None)
    moved, again = session.runs
    assert (moved.fragment_id, moved.query_string, again.fragment_id) == (runs, "v=1", None)
    assert moved.widget_states
    assert moved.widget_states.widgets[0].double_value == 3.0
