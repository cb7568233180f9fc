"""The least that a Starlette route can do: bench/votes.py measures it beside a ballot."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def answer(_request: Request) -> JSONResponse:
    """Nothing."""
    return JSONResponse({})


app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
