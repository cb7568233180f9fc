"""What wraps every answer of the server, and what surrounds its life.

Pages may be embedded (lecture pages are): everybody may frame them, unless whoever runs the server
names those who may, in THALWEG_FRAME_ANCESTORS.
"""

import contextlib
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import answered, thrift
from ui.kit.base_address import is_host
from ui.kit.parent import end_with_parent
from ui.packed_files import PackedFiles
from ui.page_head import PageHead

MAIN = Path(__file__).parent / "main.py"
"""The router, which runs for each visitor."""
HEADERS = {
    # A file is what its type says.
    "X-Content-Type-Options": "nosniff",
    # A link holds somebody's work: other sites do not learn it.
    "Referrer-Policy": "same-origin",
    # No image or plug-in from elsewhere, whatever text a link carries.
    "Content-Security-Policy": (
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
    ),
    # Nothing here needs these.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


FRAMED_BY, METRICS = "THALWEG_FRAME_ANCESTORS", "THALWEG_METRICS"
"""In the environment: who may frame the app, and whether anybody may see how busy it is."""
ANCESTORS = re.compile(r"[\w'*:/.\- ]*")
"""What may stand there: sources as Content-Security-Policy has them, and nothing that ends it."""
CLOSED = "/_stcore/metrics"


def headers() -> dict[str, str]:
    """What is said with every answer."""
    framed_by = os.environ.get(FRAMED_BY, "").strip()
    if not framed_by:
        return HEADERS
    if not ANCESTORS.fullmatch(framed_by):
        raise ValueError(f"{FRAMED_BY} should be sources such as 'self' https://lms.example.edu")
    policy = f"{HEADERS['Content-Security-Policy']}; frame-ancestors {framed_by}"
    return HEADERS | {"Content-Security-Policy": policy}


class Closed:
    """ASGI middleware that keeps from strangers how busy the server is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open = os.environ.get(METRICS) == "open"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] == "http" and not self.open and scope["path"].endswith(CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class KnownHost:
    """ASGI middleware that answers who asks for no host that an address can have, as `[::::]`.

    Whatever reads the address of such a request would fail.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] == "http" and not is_host(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("The request names no host.", 400)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class SecurityHeaders:
    """ASGI middleware that adds `headers` to every HTTP answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; add the headers where an HTTP answer begins."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    said.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class AtOnce:
    """ASGI middleware that has every small packet sent at once.

    By default the system holds back a second small packet until the first was acknowledged
    (Nagle's algorithm), for which the other side takes its time: 40 ms between the head of an
    answer and its body, or between two messages of a moved slider. asyncio switches that off, but
    not for a socket made without naming its protocol, which is how Streamlit makes its own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; uvicorn's `receive` belongs to what holds the connection."""
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        connection = transport.get_extra_info("socket") if transport else None
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            with contextlib.suppress(OSError):  # the other side is gone already
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


MIDDLEWARE = [
    Middleware(each) for each in (AtOnce, SecurityHeaders, KnownHost, Closed, PageHead, PackedFiles)
]


SWITCH_SECONDS = 0.0005
"""After so long a thread that computes lets another one have Python's lock. By default it is ten
times as much: who moves a slider waits for it again and again while somebody's fair race runs (with
ten such visitors on two cores, 262 ms for the median move instead of 744)."""


@contextlib.asynccontextmanager
async def lifespan(_: ASGIApp) -> AsyncIterator[None]:
    """What happens around the life of a server: one of several ends with what started them."""
    sys.setswitchinterval(SWITCH_SECONDS)
    end_with_parent()
    answered.mend()
    thrift.spare()
    yield
