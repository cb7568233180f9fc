"""The addresses of votes, asked as a lecture's screen and as phones ask them."""

import sqlite3
from pathlib import Path

import pytest
from asking import JSON, ask
from starlette.requests import Request

import lessons
from ui.kit.language import catalogue
from ui.votes import routes
from ui.votes.rooms import Rooms

LESSON = "steepest"


@pytest.fixture(autouse=True)
def _rooms_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Rooms(tmp_path / "rooms.sqlite")
    monkeypatch.setattr(routes, "rooms", lambda: held)


@pytest.mark.parametrize("prefix", ["", "/lab/course"])
def test_a_lecture_asks_and_phones_answer(prefix: str) -> None:
    room = ask("POST", f"{prefix}/votes", {}).json()
    place = f"{prefix}/votes/{room['code']}"
    assert ask("GET", place).json() == {"lesson": "", "step": 0, "shown": False}
    asked = {"key": room["key"], "lesson": LESSON, "step": 0}
    assert ask("PUT", place, asked).status == 200
    step = lessons.get(LESSON).steps[0].ask
    assert isinstance(step, lessons.Choose)
    told = ask("GET", place).json()
    assert told["question"] == step.question
    assert told["choices"] == [each.says for each in step.choices]
    assert not {"counts", "right"} & set(
        told
    )  # who has yet to answer does not see what others said
    for voter, choice in (("a", 2), ("b", 2), ("c", 0)):
        voice = {"voter": voter, "lesson": LESSON, "step": 0, "choice": choice}
        assert ask("POST", place, voice).status == 200
    assert ask("GET", place, x_room_key=room["key"]).json()["counts"] == [1, 0, 2]
    assert "counts" not in ask("GET", place, x_room_key="guessed").json()
    ask("PUT", place, asked | {"shown": True})
    told = ask("GET", place.lower()).json()
    assert (told["counts"], told["right"]) == ([1, 0, 2], [False, False, True])
    assert ask("POST", place, voice).json() == {
        "says": "The answer has been shown: the vote is closed."
    }


def test_what_a_stranger_sends_is_told_in_one_sentence() -> None:
    room = ask("POST", "/votes", {}).json()
    place = f"/votes/{room['code']}"
    ask("PUT", place, {"key": room["key"], "lesson": LESSON, "step": 0})
    voice = {"voter": "a", "lesson": LESSON, "step": 0, "choice": 0}
    for body in (
        {}, [], voice | {"choice": 9}, voice | {"choice": "x"}, voice | {"step": 99},
        voice | {"step": -1}, voice | {"lesson": "none"}, voice | {"lesson": None},
        voice | {"choice": float("inf")}, voice | {"step": float("nan")},
    ):  # fmt: skip
        answer = ask("POST", place, body)
        assert answer.status in (400, 404)
        assert answer.json()["says"]
    assert ask("POST", place, b"x" * 5000).status == 415
    assert ask("POST", place, b"x" * 5000, content_type=JSON["content-type"]).status == 413
    assert ask("POST", place, b"{", content_type=JSON["content-type"]).status == 400
    huge = {"key": room["key"], "lesson": LESSON, "step": 10**30}
    assert ask("PUT", place, huge).status == 400
    refused = ask("POST", place, b"{", accept_language="ko", content_type=JSON["content-type"])
    assert refused.json()["says"] == catalogue("ko")[routes.NOT_READ]
    assert ask("POST", "/votes/NONE", voice).status == 404
    assert ask("GET", "/votes/NONE").json()["says"].startswith("There is no room")
    assert ask("PUT", place, {"key": "x", "lesson": LESSON, "step": 0}).status == 404


def test_visitors_are_told_apart_by_their_network() -> None:
    def network(host: str) -> str:
        return routes.network_of(Request({"type": "http", "client": (host, 1), "headers": []}))

    assert network("192.0.2.7") == "192.0.2.7" != network("192.0.2.8")
    assert network("2001:db8::1") == network("2001:db8::ffff:2") != network("2001:db8:0:1::1")
    assert network("testclient") == "testclient"
    assert routes.network_of(Request({"type": "http", "headers": []})) == ""


def test_the_ballot_is_in_the_language_of_the_phone() -> None:
    assert ask("GET", "/vote?lang=ko").headers["location"] == "vote/?lang=ko"
    for path in ("/lab/vote", "//other.example/vote"):  # never to another site
        assert ask("GET", path).headers["location"] == "vote/"
    for path in ("/vote/KDMP", "/vote/"):
        page = ask("GET", path, accept_language="ko-KR,ko;q=0.9")
        assert page.status == 200
        assert '<html lang="ko">' in page.text
        assert 'src="../assets/' in page.text
        assert "{" not in page.text
    assert '<html lang="en">' in ask("GET", "/vote/KDMP").text


@pytest.mark.parametrize("prefix", ["", "/lab"])
def test_a_phone_finds_the_ballot_by_a_code(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    links = []
    monkeypatch.setattr(routes, "svg_of", lambda link: links.append(link) or b"<svg/>")
    room = ask("POST", "/votes", {}).json()
    place = f"{prefix}/votes/{room['code']}/qr.svg"
    answer = ask("GET", place, host="lab.example", x_forwarded_proto="https")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert links == [f"https://lab.example{prefix}/vote/{room['code']}"]
    assert ask("GET", "/votes/NONE/qr.svg").status == 404


def test_a_vote_that_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    held = routes.rooms()

    def locked(_address: str) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(held, "open", locked)
    answer = ask("POST", "/votes", {})
    assert (answer.status, answer.json()) == (503, {"says": routes.BUSY})
