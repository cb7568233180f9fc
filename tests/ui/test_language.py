"""In which language the app speaks: by the link, by an earlier choice, by the browser."""

from pathlib import Path

import pytest
from apptest import named, ran, result_table
from streamlit.testing.v1 import AppTest
from test_page_head import asked

from ui.kit.language import COOKIE, language_of, spoken
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")
KOREAN = "ko-KR,ko;q=0.9,en-US;q=0.8"
RACE = {"v": "1", "race": "adam~gd", "steps": "40", "adam.learning_rate": "0.25"}


def opened(**query: str) -> AppTest:
    """A page of somebody whose browser says nothing of a language."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.query_params.update(query)
    return ran(app)


@pytest.mark.parametrize(
    ("link", "choice", "browser", "spoken"),
    [
        ("ko", "en", "en-GB", "ko"),
        ("en", "ko", KOREAN, "en"),
        ("fr", "ko", "en", "ko"),
        ("", "en", KOREAN, "en"),
        ("", "xx", KOREAN, "ko"),
        ("", "", "fr-CH, ko;q=0.9", "ko"),
        ("", "", "fr, de", "en"),
        ("", "", "en;q=0.5, ko;q=0.8", "ko"),
        ("", "", "en, ko;q=0.9", "en"),
        ("", "", "ko;q=0, en;q=0.1", "en"),
        ("", "", "ko;q=0", "en"),
        ("", "", "ko; q = 1.0, en;q=much", "ko"),
        ("", "", "", "en"),
    ],
)
def test_the_link_comes_before_the_choice_and_that_before_the_browser(
    link: str, choice: str, browser: str, spoken: str
) -> None:
    query = {"lang": link} if link else {}
    assert language_of(query, {COOKIE: choice}, browser) == spoken
    sent = [(b"accept-language", browser.encode()), (b"cookie", f"{COOKIE}={choice}".encode())]
    headers, body = asked("/", f"lang={link}" if link else "", headers=sent)
    assert f'<html lang="{spoken}"' in body.decode()
    assert {"accept-language", "cookie"} <= set(headers["vary"].lower().split(", "))


def test_the_head_of_a_page_speaks_from_the_first_byte() -> None:
    html = asked("/", "v=1&race=adam&surface=ravine&lang=ko")[1].decode()
    assert "<title>협곡: Adam – Thalweg</title>" in html
    assert '<meta property="og:title" content="협곡: Adam – Thalweg">' in html
    assert "lang=ko" in html.partition('property="og:image"')[2].partition(">")[0]  # it has words
    html = asked("/basins", "", headers=[(b"accept-language", b"ko")])[1].decode()
    assert "<title>유인 영역 – Thalweg</title>" in html
    assert asked("/basins", "")[1].decode().count("유인") == 0


def test_a_session_speaks_the_language_of_its_link_and_keeps_it_in_the_address() -> None:
    app = opened(**RACE, lang="ko")
    assert named(app.select_slider, "학습률 α").value == 0.25
    assert list(result_table(app)) == [
        "옵티마이저", "결과", "스텝", "계산 횟수", "최종 손실", "극소점까지의 거리", "끝난 이유",
    ]  # fmt: skip
    assert app.selectbox[0].label == "곡면"
    with spoken("ko"):  # AppTest looks for the option outside of the session
        ran(app.selectbox[0].select("saddle"))
    assert app.title[0].value == "안장"
    assert app.query_params["lang"] in ("ko", ["ko"])


def test_an_address_names_no_language_unless_it_did() -> None:
    app = opened(**RACE)
    assert app.selectbox[0].label == "Surface"
    ran(app.selectbox[0].select("saddle"))
    assert "lang" not in app.query_params


def test_a_language_changes_no_widget_and_no_number() -> None:
    english, korean = opened(**RACE), opened(**RACE, lang="ko")
    for kind in ("selectbox", "multiselect", "slider", "select_slider", "number_input", "toggle"):
        ours, theirs = getattr(english, kind), getattr(korean, kind)
        assert [(w.key, w.value) for w in ours] == [(w.key, w.value) for w in theirs]
    assert english.session_state["scene"] == korean.session_state["scene"]
    ours, theirs = result_table(english), result_table(korean)
    assert ours["Final loss"] == theirs["최종 손실"]


def test_what_was_told_to_one_is_not_told_to_the_next() -> None:
    with spoken("ko"):
        assert asked("/", "v=1&surface=ravine")[1].decode().count("협곡") == 0
    title = scene_title(WELCOME)
    assert title == "Gradient descent, Momentum on Ravine"
