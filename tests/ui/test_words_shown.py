"""Every word that a page shows is told in the language of who looks.

The pages run in a language made for this test, which puts ⟦ ⟧ around whatever the catalogues know:
what stands outside of these would stay English for everyone.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from pseudo_language import catalogue
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from core import sentences
from ui.controls.folds import FOLDS
from ui.kit import plain_pictures
from ui.kit.language import spoken

ROOT = Path(__file__).resolve().parents[2]
MAIN = str(ROOT / "ui" / "main.py")
PSEUDO = "pseudo"
SAID = {"label", "help", "body", "options", "placeholder", "heading", "tag_text", "caption", "text"}
"""The fields of an element that a person reads."""
DRAWN = {"text", "title", "hovertemplate", "ticktext", "label", "help", "says", "advice"}
"""What in a figure, or in the header of what a component is sent, is words."""
TOLD = re.compile(r"⟦[^⟦⟧]*⟧")
HIDDEN = re.compile(
    r"<style>.*?</style>|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|:material/\w+:|&\w+;|%\{[^}]*\}",
    re.DOTALL,
)
"""Mathematics, addresses, icons and style."""
WORD = re.compile(r"[A-Za-z]{2,}(?:['’]\w+)?")
NAMES = {"pi", "CSV", "kB", "MB", "ms", "max", "ln", "setosa", "versicolor", "virginica"}
"""What is the same in all languages."""
FOLDED = (*FOLDS.values(), "experiments.valleys", "lecture", *optim.names())
SCENES: tuple[dict[str, str], ...] = (
    {},
    {"v": "1", "panel": "ground", "critical": "show", "probe": "0~0"},
    {"v": "1", "panel": "along", "race": "adam~adam.2~nelder_mead", "starts": "ring"},
    {"v": "1", "panel": "check", "mistake": "sign", "by": "cost", "curve": "gradient"},
    {"v": "1", "panel": "chord", "surface": "himmelblau", "noise": "5", "seeds": "3"},
    {"v": "1", "race": "gd~momentum", "fair": "on", "steps": "40", "gradient": "central"},
    {"v": "1", "surface": "linear_classifier", "batch": "10", "ground": "batch"},
    {"v": "1", "surface": "digits_plane", "panel": "check", "steps": "30"},
    {"v": "1", "surface": "formula", "formula": "x^2+y^2", "window": "-1~1~-1~1"},
    {"v": "1", "surface": "formula", "formula": "x^2+sin(", "window": "-1~1~-1~1"},
    {"v": "9", "surface": "nowhere", "steps": "-3", "race": "gd~gd~fast", "zoom": "1~0~0~0"},
    {"v": "1", "surface": "ravine", "hidden": "adam", "camera": "999~0~1", "batch": "7"},
    {"v": "1", "race": "", "focus": "adam", "seed": "x", "start": "1", "junk": "1"},
    {"v": "1", "surface": "upload", "file": "0123", "file.name": "mine.npz"},
)


OTHERS = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"playground", "methods"}


@pytest.fixture(autouse=True)
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue in which every text of the source stands between ⟦ and ⟧."""
    told = catalogue()
    monkeypatch.setattr(
        sentences, "_readers", [lambda language: told if language == PSEUDO else {}]
    )
    with spoken(PSEUDO):  # AppTest looks for the options of menus outside of the session
        yield


def opened(page: str = "playground", plain: bool = False, **query: str) -> AppTest:
    """A page in that language, with all its folds open."""
    app = AppTest.from_file(MAIN, default_timeout=120)
    app.session_state["language"] = PSEUDO
    app.session_state[plain_pictures.PLAIN] = plain
    for key in FOLDED:
        app.session_state[f"fold.{key}"] = True
    app.query_params.update(query)
    app.run()
    if page != "playground":
        app.switch_page(f"../pages/{page}.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> Iterator[str]:
    """Every text that the page shows, without its mathematics."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            for text in texts(proto):
                yield HIDDEN.sub(" ", text) if "<" not in text else " ".join(html_words(text))


def texts(proto: Message) -> Iterator[str]:
    """The texts of an element; of a figure, and of what the stage and the others are sent."""
    if spec := getattr(proto, "spec", ""):
        yield from drawn(json.loads(spec))
    if (sent := getattr(proto, "bytes", b"")) and len(sent) > 4:
        yield from drawn(json.loads(sent[4 : 4 + int.from_bytes(sent[:4], "little")]))
    for field, value in proto.ListFields():
        if field.name in SAID:
            yield from [value] if isinstance(value, str) else filter(_is_text, value)
        elif isinstance(value, Message):
            yield from texts(value)


def drawn(value: Any, name: str = "") -> Iterator[str]:
    """The words in a figure or a header, of which others are names that nobody sees."""
    if isinstance(value, str):
        yield from [value] if name in DRAWN else []
    for key, each in value.items() if isinstance(value, dict) else ():
        yield from drawn(each, key)
    for each in value if isinstance(value, list) else ():
        yield from drawn(each, name)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def html_words(html: str) -> Iterator[str]:
    """What HTML says: its text, and what its attributes say to those who hear it."""
    html = HIDDEN.sub(" ", html)
    yield from re.findall(r'(?:title|alt|aria-label|data-name)="([^"]*)"', html)
    yield unescape(re.sub(r"<[^>]*>", " ", html))


def untold(text: str) -> list[str]:
    """The words of a text that stay English in every language."""
    text, before = text.replace("\\", ""), ""
    while text != before:
        text, before = TOLD.sub(" ", text), text
    return [word for word in WORD.findall(text) if word not in NAMES]


def left_english(app: AppTest, known: Mapping[str, object] | set[str] = frozenset()) -> list[str]:
    """The texts of a page with words that nobody translates."""
    found = {text for text in shown(app) if untold(text)}
    bare = {text: text.replace("\\", "") for text in found}  # as it was before Markdown
    return sorted(text for text in found if not any(each in bare[text] for each in known))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("query", SCENES, ids=lambda query: "&".join(query.values())[:40])
def test_the_playground_speaks_one_language(query: dict[str, str], plain: bool) -> None:
    assert left_english(opened(plain=plain, **query)) == []


def test_methods_and_surfaces_speak_one_language() -> None:
    sources = {made.source for made in map(landscapes.get, landscapes.names())}
    app = opened("methods")
    assert left_english(app, {source[:20] for source in sources if source}) == []
    assert sum("⟦" in text for text in shown(app)) > 100


@pytest.mark.parametrize("page", sorted(OTHERS))
def test_every_page_speaks_one_language(page: str) -> None:
    assert left_english(opened(page)) == []


QUICK = {"units": "8", "samples": "60", "steps": "40", "batch": "10", "cells": "25"}
PARTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("network", QUICK | {"panel": "learning", "dropout": "0.3", "mask": "layers"}),
    ("network", QUICK | {"panel": "norm", "norm": "on", "weight.decay": "0.01", "shift": "on"}),
    ("network", QUICK | {"layers": "last", "plane": "random", "dropout": "0.3"}),
    ("experiments", {"show": "regularisers", "samples": "50", "steps": "100", "seeds": "2"}),
    ("experiments", {"show": "flow", "loss": "2"}),
)


@pytest.mark.parametrize(("page", "query"), PARTS, ids=lambda part: str(part)[-60:])
def test_further_parts_of_pages_speak_one_language(page: str, query: dict[str, str]) -> None:
    app = opened(page)
    app.session_state["fold.network"] = True
    app.query_params.update({"v": "1"} | query)
    app.run()
    assert not app.exception
    assert not app.warning
    assert left_english(app) == []


@pytest.mark.parametrize("show", ["dropout", "widths", "ensembles", "flow"])
def test_every_experiment_speaks_one_language(show: str) -> None:
    app = opened("experiments")
    app.query_params["show"] = show
    app.run()
    assert app.session_state["experiment"].show == show
    assert left_english(app) == []
