"""A visitor without a browser: speaks Streamlit's websocket with the messages of the installed one.

It keeps what a browser would keep of a page (every widget's value, the address, which part of the
page each slider is in) and sends with each move what a browser would send.
"""

import asyncio
import json
import random
import secrets
import time
import urllib.request
from base64 import b64encode
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from bench.widgets import moved, state_of

PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""
ENDS = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
WORDS = {"markdown", "heading", "alert", "text", "html"}
"""Elements that have a body of words."""
AGGREGATE = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""The widget by which a component tells what happened in it."""


class Lost(Exception):
    """The server did not answer, or answered with an error."""


@dataclass
class Visitor:
    """One session: its page as it stands, and the socket to its server."""

    base: str
    page: str
    query: str
    socket: ClientConnection
    session: str = ""
    script: str = ""
    widgets: dict[str, tuple[Any, str]] = field(default_factory=dict)
    """By id: the widget as it was sent, and the part of the page that it is in."""
    states: dict[str, WidgetState] = field(default_factory=dict)
    parts: Set[str] = frozenset()
    """Which parts of the page the run of the script is of; none stands for all of it."""
    seen: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    """The words of the page as it came last, apart from widgets."""
    received: int = 0
    delay: float = 0.0
    """Seconds that this visitor takes over each message: a slow line."""

    @classmethod
    async def arrive(cls, base: str, link: str = "", page: str = "", delay: float = 0.0) -> Self:
        """Fetch the page and open its socket; nothing has been asked for yet."""
        await asyncio.to_thread(fetch, f"{base}/{page}?{link}")
        return cls(base, page, link, await _socket(base), delay=delay)

    async def open(self) -> float:
        """Ask for the page; the seconds until all of it was there."""
        return await self._run({}, "")

    async def move(self, chance: random.Random) -> float:
        """Move any slider of the page; the seconds until everything had followed."""
        known = self._sliders()
        if not known:
            raise Lost("the page has no slider")
        key = chance.choice(known)
        widget, part = self.widgets[key]
        self.states[key] = moved(widget, self.states[key], chance)
        return await self._run({}, part)

    @property
    def has_sliders(self) -> bool:
        """Whether there is one that can be moved."""
        return bool(self._sliders())

    def _sliders(self) -> list[str]:
        return sorted(key for key, (widget, _) in self.widgets.items() if _movable(widget))

    def find(self, key: str) -> str:
        """The widget with this key, by the id that Streamlit gave it."""
        found = [known for known in self.widgets if known.endswith(f"-{key}")]
        if not found:
            raise Lost(f"the page has no {key}")
        return found[0]

    async def put(self, key: str, **value: Any) -> float:
        """Give a widget a value, such as `double_value=1.0`; the seconds until all had followed."""
        known = self.find(key)
        self.states[known] = _holding(known, value)
        return await self._run({}, self.widgets[known][1])

    async def tell(self, component: str, event: str, value: Any) -> float:
        """Have one of our components say something, as a dragged start does when it is let go."""
        known = self.find(component)
        said = json.dumps([{"event": event, "value": value}])
        state = WidgetState(id=AGGREGATE.format(known), json_trigger_value=said)
        return await self._run({state.id: state}, self.widgets[known][1])

    async def upload(self, component: str, name: str, content: bytes, part: int = 500_000) -> float:
        """Give a file to our component, as it sends one: part by part, each after an answer."""
        began, known = time.perf_counter(), {"id": secrets.token_hex(4), "name": name}
        for at in range(0, len(content), part):
            piece = b64encode(content[at : at + part]).decode()
            told = {**known, "size": len(content), "at": at, "data": piece}
            await self.tell(component, "part", told)
        return time.perf_counter() - began

    async def reconnect(self) -> float:
        """Lose the line and come back as the same session; the seconds until the page was there."""
        await self.socket.close()
        self.socket = await _socket(self.base, self.session)
        return await self._run({}, "")

    async def leave(self) -> None:
        """Close the tab."""
        await self.socket.close()

    async def _run(self, once: Mapping[str, WidgetState], part: str) -> float:
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.fragment_id = self.query, part
        run.page_script_hash, run.page_name = self.script, "" if self.script else self.page
        run.widget_states.widgets.extend([*self.states.values(), *once.values()])
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                await self._hear()
        except TimeoutError:
            raise Lost("no answer") from None
        return time.perf_counter() - began

    async def _hear(self) -> None:
        """Take messages until a run of the script has come to its end."""
        async for data in self.socket:
            assert isinstance(data, bytes)
            self.received += len(data)
            if self.delay:
                await asyncio.sleep(self.delay)
            message = ForwardMsg.FromString(data)
            self._take(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
                return
        raise Lost("the socket was closed")

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
            self._begin(set(message.metadata.run.fragment_ids))
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished in ENDS:
            self._forget()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._keep(message)
        elif kind == "delta" and message.delta.add_block.HasField("expandable"):
            self._keep_fold(message)

    def _keep(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "exception":
            raise Lost(element.exception.message)
        widget = getattr(element, kind, None)
        if kind in WORDS:
            self.said.append(str(getattr(widget, "body", "")))
        key = getattr(widget, "id", "")
        if not key:
            return
        self.seen.add(key)
        before = self.states.get(key)
        self.widgets[key] = (widget, message.delta.fragment_id)
        if (state := state_of(kind, widget, before)) is not None:
            self.states[key] = state

    def _keep_fold(self, message: ForwardMsg) -> None:
        """A part of the page that can be opened: it holds whether it is."""
        fold = message.delta.add_block.expandable
        if fold.id:
            self.seen.add(fold.id)
            self.widgets[fold.id] = (fold, message.delta.fragment_id)
            self.states.setdefault(fold.id, WidgetState(id=fold.id, bool_value=fold.expanded))

    def _begin(self, parts: Set[str]) -> None:
        """These parts of the page are to come, or all of it."""
        self.parts = parts
        self.seen.clear()
        if not parts:
            self.said.clear()

    def _forget(self) -> None:
        """What was to come is there: what did not come is gone."""
        was = [
            key for key, (_, part) in self.widgets.items() if not self.parts or part in self.parts
        ]
        for key in was:
            if key not in self.seen:
                del self.widgets[key]
                self.states.pop(key, None)


def fetch(url: str) -> bytes:
    """What a GET answers; an error of any kind is `Lost`."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return bytes(answer.read())
    except OSError as error:
        raise Lost(f"{error} at {url.partition('?')[0]}") from None


async def _socket(base: str, session: str = "") -> ClientConnection:
    """A socket of Streamlit; with the name of a session it goes on where that one was."""
    known = ["streamlit", "none", session] if session else ["streamlit"]
    try:
        return await connect(
            base.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=known,  # type: ignore[arg-type]  # they are texts
            max_size=None,
            open_timeout=PATIENCE,
        )
    except (OSError, TimeoutError) as error:
        raise Lost(f"no socket: {error}") from None


def _holding(known: str, value: Mapping[str, Any]) -> WidgetState:
    """The state of a widget; a list becomes the data of an array."""
    state = WidgetState(id=known)
    for name, held in value.items():
        if isinstance(held, list):
            getattr(state, name).data.extend(held)
        else:
            setattr(state, name, held)
    return state


def _movable(widget: Any) -> bool:
    return type(widget).__name__ == "Slider" and not widget.disabled
