"""The addresses of votes: a room for a lecture, and the ballot that a phone opens.

    POST votes                    a new room: {"code", "key"}
    PUT  votes/KDMP               what is asked now: {"key", "lesson", "step", "shown"}
    GET  votes/KDMP               the question in words; with the key (x-room-key) also counts
    POST votes/KDMP               one voice: {"voter", "lesson", "step", "choice"}
    GET  vote/KDMP                the ballot, a small page without Streamlit
    GET  votes/KDMP/qr.svg        its address as a code

A phone asks for the question every few seconds: that costs the server a thousandth of a session.
Bodies are JSON and say so, which another site's page cannot send unasked.
"""

import functools
import json
import sqlite3
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

import lessons
from core.sentences import N_, _
from lessons import Choose
from ui.browser import assets
from ui.kit.base_address import VARY, base_of
from ui.kit.language import of_request, spoken
from ui.kit.qr import NoQrError, svg_of
from ui.votes.rooms import MOST_CHOICES, NoRoomError, Question, Rooms, usual_place

LONGEST_BODY = 1000
"""Bytes: a voice is a tenth of that."""
KEY = "x-room-key"
"""The header with the key of who asks for counts: addresses stand in the logs of servers."""
NO_STORE = {"cache-control": "no-store"}
NOT_READ = N_("This is no question or voice that could be read.")
BUSY = N_("The server is busy; try again in a moment.")


@functools.cache
def rooms() -> Rooms:
    """The rooms of this machine."""
    return Rooms(usual_place())


def asked_in(question: Question) -> Choose | None:
    """What a step of a lesson asks, where one can choose among answers."""
    if question.lesson not in lessons.LESSONS:
        return None
    steps = lessons.get(question.lesson).steps
    ask = steps[question.step].ask if 0 <= question.step < len(steps) else None
    return ask if isinstance(ask, Choose) else None


def opened(request: Request, _body: dict[str, Any]) -> dict[str, Any]:
    """A new room."""
    code, key = rooms().open(network_of(request))
    return {"code": code, "key": key}


def network_of(request: Request) -> str:
    """Where a request comes from: its address, of which a visitor by IPv6 has any number."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((host, 64), strict=False)) if address.version == 6 else host


def put(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    """What is asked now."""
    question = Question(str(body["lesson"]), int(body["step"]), bool(body.get("shown")))
    rooms().ask(_code(request), str(body["key"]), question)
    return {}


def voice(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    """One voice."""
    question = Question(str(body["lesson"]), int(body["step"]))
    ask, choice = asked_in(question), int(body["choice"])
    if ask is None or not 0 <= choice < min(len(ask.choices), MOST_CHOICES):
        raise NoRoomError(NOT_READ)
    rooms().vote(_code(request), str(body["voter"])[:64], question, choice)
    return {"choice": choice}


def state(request: Request, _body: dict[str, Any]) -> dict[str, Any]:
    """The question in words; for who opened the room also how many said what."""
    code = _code(request)
    question = rooms().question(code)
    ask = asked_in(question)
    said = {"lesson": question.lesson, "step": question.step, "shown": question.shown}
    if ask is None:
        return said
    said |= {"question": _(ask.question), "choices": [_(each.says) for each in ask.choices]}
    if question.shown:
        said["right"] = [each.right for each in ask.choices]
    if question.shown or rooms().is_opener(code, request.headers.get(KEY, "")):
        said["counts"] = list(rooms().counts(code, question, len(ask.choices)))
    return said


def ballot(request: Request) -> Response:
    """The page that a phone opens."""
    language = of_request(request)
    page = assets.text("votes/ballot.html")
    for name, value in (
        ("{language}", language),
        ("{base}", "../"),
        ("{style}", assets.module_url("votes/ballot.css")),
        ("{script}", assets.module_url("votes/ballot.js")),
    ):
        page = page.replace(name, value)
    return HTMLResponse(page, headers={**NO_STORE, "vary": "accept-language, cookie"})


def code_of_ballot(request: Request) -> Response:
    """The address of the ballot as a code for phones."""
    code = _code(request)
    base = base_of(request, f"/votes/{request.path_params['code']}/qr.svg")
    try:
        rooms().question(code)
        drawn = svg_of(f"{base}/vote/{code}")
    except (NoRoomError, NoQrError) as error:
        with spoken(of_request(request)):
            return PlainTextResponse(_(str(error)), 404)
    return Response(drawn, headers={**NO_STORE, "vary": VARY}, media_type="image/svg+xml")


def to_ballot(request: Request) -> Response:
    """Its address without a code, whose slash tells it from a page of Streamlit's."""
    query = request.url.query
    # Relative: a path may begin with the name of another site, as //other.example/vote does.
    return RedirectResponse(f"vote/{'?' if query else ''}{query}")


def _code(request: Request) -> str:
    return str(request.path_params["code"]).upper()[:12]


Answer = Callable[[Request, dict[str, Any]], dict[str, Any]]


async def serve(answers: dict[str, Answer], request: Request) -> Response:
    """Any of them: errors are told in one sentence, in the language of who asked."""
    with spoken(of_request(request)):
        body, problem = await _body_of(request)
        if problem is not None:
            return problem
        return await run_in_threadpool(_answered, answers[request.method], request, body)


def _answered(answer: Answer, request: Request, body: dict[str, Any]) -> Response:
    try:
        return JSONResponse(answer(request, body), headers=NO_STORE)
    except NoRoomError as error:
        return _told(str(error), 404)
    except (KeyError, TypeError, ValueError, OverflowError):
        return _told(NOT_READ, 400)
    except sqlite3.OperationalError:  # so many at once that one of them waited too long
        return _told(BUSY, 503)


def _told(sentence: str, status: int) -> Response:
    return JSONResponse({"says": _(sentence)}, status, headers=NO_STORE)


async def _body_of(request: Request) -> tuple[dict[str, Any], Response | None]:
    """What was sent; or why it was not read."""
    if request.method == "GET":
        return {}, None
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return {}, _told(NOT_READ, 415)
    read = b""
    async for part in request.stream():
        read += part
        if len(read) > LONGEST_BODY:
            return {}, _told(NOT_READ, 413)
    try:
        body = json.loads(read)
    except (ValueError, RecursionError):
        return {}, _told(NOT_READ, 400)
    return (body, None) if isinstance(body, dict) else ({}, _told(NOT_READ, 400))


ROUTES = [
    route
    for prefix in ("", "/{prefix:path}")
    for route in (
        Route(f"{prefix}/votes", functools.partial(serve, {"POST": opened}), methods=["POST"]),
        Route(
            f"{prefix}/votes/{{code}}",
            functools.partial(serve, {"GET": state, "PUT": put, "POST": voice}),
            methods=["GET", "PUT", "POST"],
        ),
        Route(f"{prefix}/votes/{{code}}/qr.svg", code_of_ballot),
        Route(f"{prefix}/vote", to_ballot),
        Route(f"{prefix}/vote/{{code}}", ballot),
        Route(f"{prefix}/vote/", ballot),
    )
]
"""Below any path prefix."""
