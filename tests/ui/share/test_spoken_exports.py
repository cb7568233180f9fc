"""Exports in the language of who asks, and those for programs in English."""

import json

from exports import answer, export

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
    for ending in ("csv", "py", "tex", "png"):
        ours, theirs = export(ending, RACE), export(ending, RACE, accept_language=KOREAN)
        assert ours == theirs
    assert json.loads(export("json", RACE | {"lang": "ko"})[2])["title"].startswith("Adam, ")


def test_a_refusal_is_told_in_the_language_of_who_asks() -> None:
    assert "업로드한 사람" in export("csv", {"surface": "upload", "lang": "ko"})[2].decode()
    status, _, body = answer("/oembed", "url=http://elsewhere.example/", accept_language="ko")
    assert (status, "앱의 페이지" in body.decode()) == (404, True)
