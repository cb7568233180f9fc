"""What tests of pages do with an AppTest: run it, read its scene and tables, find a widget."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME
from ui.upload.page import FILE

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")


def ran(changed: Any) -> AppTest:
    """The page after it ran again; `changed` is the page or a widget of it."""
    app: AppTest = changed.run()
    assert not app.exception
    return app


def opened_at(page: str, query: Mapping[str, str]) -> AppTest:
    """A page, by the name of its script, at a link."""
    app = AppTest.from_file(MAIN, default_timeout=120)
    if "lang" in query:  # a session speaks as its first link wants it
        app.query_params["lang"] = query["lang"]
    app.run()
    app.switch_page(f"../pages/{page}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return ran(app)


def scene(app: AppTest) -> Scene:
    """The scene that the page holds, which is the one its address stands for."""
    made: Scene = app.session_state["scene"]
    query = {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}
    assert (Scene.from_query(query) if query else (WELCOME, ())) == (made, ())
    return made


def named(widgets: Any, label: str) -> Any:
    """The first widget with this label."""
    return next(w for w in widgets if w.label == label)


def give(app: AppTest, name: str, data: bytes) -> None:
    """Upload a file: what `ui.browser.file` leaves in the session when all its parts are there."""
    app.session_state[f"{FILE}.given"] = (name, data)


def has(widgets: Any, label: str) -> bool:
    """Whether there is one."""
    return any(w.label == label for w in widgets)


def result_table(app: AppTest) -> dict[str, list[str]]:
    """The first table of results: the cells of each column, as they are read."""
    shown = next(e.body for e in app.get("html") if 'role="table"' in e.body)
    rows = [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", shown)
    ]
    return {name: [row[k] for row in rows[1:]] for k, name in enumerate(rows[0])}
