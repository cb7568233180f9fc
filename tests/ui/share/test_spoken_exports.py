"""Exports in the language of who asks, and those for programs in English."""

import json

from exports import answer, export

from ui.kit import language
from ui.scene.scene import Scene
from ui.share import link_head

KOREAN = "ko-KR,ko;q=0.9,en-US;q=0.8"
RACE = {"v": "1", "race": "adam~gd", "steps": "40", "adam.learning_rate": "0.25"}


def test_drawings_speak_and_files_for_programs_do_not() -> None:
    english, korean = export("svg", RACE), export("svg", RACE | {"lang": "ko"})
    assert "Gradient descent" in english[2].decode()
    assert "경사하강법" in korean[2].decode()
    assert "Gradient descent" not in korean[2].decode()
    assert english[1]["etag"] != korean[1]["etag"]
    assert "cookie" in korean[1]["vary"]
    assert export("svg", RACE, accept_language=KOREAN)[2] == korean[2]
    for ending in ("png", "gif"):
        ours, theirs = export(ending, RACE), export(ending, RACE, accept_language=KOREAN)
        assert ours[2] != theirs[2]
        assert theirs[2] == export(ending, RACE | {"lang": "ko"})[2]
    for ending in ("csv", "py", "tex"):
        ours, theirs = export(ending, RACE), export(ending, RACE, accept_language=KOREAN)
        assert ours == theirs
    assert json.loads(export("json", RACE | {"lang": "ko"})[2])["title"].startswith("Adam, ")


def test_the_preview_of_a_korean_page_is_korean() -> None:
    with language.spoken("ko"):
        address = link_head.card_address("http://lab.example", Scene())
    assert "lang=ko" in address
    assert "lang" not in link_head.card_address("http://lab.example", Scene())
    path, _, query = address.removeprefix("http://lab.example").partition("?")
    english = answer(path, query.replace("lang=ko", "lang=en"))
    assert answer(path, query)[2] != english[2]


def test_a_refusal_is_told_in_the_language_of_who_asks() -> None:
    assert "업로드한 사람" in export("csv", {"surface": "upload", "lang": "ko"})[2].decode()
    status, _, body = answer("/oembed", "url=http://elsewhere.example/", accept_language="ko")
    assert (status, "앱의 페이지" in body.decode()) == (404, True)
