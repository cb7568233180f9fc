"""What wraps every answer of the server: headers that keep a page to itself.

Pages may be embedded (lecture pages are): nothing here limits who frames them.
"""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class SecurityHeaders:
    """ASGI middleware that adds `HEADERS` to every HTTP answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; add the headers where an HTTP answer begins."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


MIDDLEWARE = [Middleware(SecurityHeaders)]
