"""An uploaded surface: looked at, raced on, kept in its session, and missed elsewhere."""

import dataclasses
import io
import tomllib
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from apptest import give, named, result_table
from streamlit.testing.v1 import AppTest
from test_pages import MAIN, ROOT

import landscapes
from landscapes.files.source import MAX_BYTES
from ui.scene import pictures
from ui.scene.racer import Racer
from ui.scene.scene import CHOICES, Scene
from ui.upload import page as upload_page
from ui.upload.page import MEGABYTES

X, Y = np.linspace(-1, 1, 9), np.linspace(-2, 2, 7)
Z = np.add.outer(Y**2, (X - 0.25) ** 2)
PAGE = "../pages/upload.py"


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


FILE = npz(x=X, y=Y, loss=Z + 1, other=Z + 2)


def ran(app: Any) -> AppTest:
    done: AppTest = app.run()
    assert not done.exception
    return done


def page(name: str = "mine.npz", data: bytes = FILE) -> AppTest:
    """The page with a file on it."""
    app = ran(AppTest.from_file(MAIN, default_timeout=60))
    ran(app.switch_page(PAGE))
    give(app, name, data)
    return ran(app)


def raced(**options: Any) -> AppTest:
    app = page(**options)
    named(app.button, "Race on it").click()
    ran(app)
    # The test's stand-in for a browser does not notice that the page was switched.
    return ran(app.switch_page("../pages/playground.py"))


def query(app: AppTest) -> dict[str, str]:
    return {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}


def scene(app: AppTest) -> Scene:
    made: Scene = app.session_state["scene"]
    return made


def words(elements: Any) -> str:
    return "\n".join(element.value for element in elements).replace("\\", "")


def test_a_file_is_described_and_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    menus: list[tuple[str, str]] = []
    monkeypatch.setattr(
        upload_page, "take_chart", lambda chart, title, _, takes: menus.append((chart, title))
    )
    app = page()
    assert "mine.npz" in words(app.markdown)
    assert "9 × 7" in words(app.markdown)
    assert "values from 1 to 6.562" in words(app.caption)
    assert named(app.selectbox, "Layer").value == "loss"
    (drawn,) = app.get("plotly_chart")
    assert menus == [(drawn.proto.id.rpartition("-")[2], "mine.npz: loss")]


def test_a_race_on_it_opens_in_the_playground() -> None:
    app = raced()
    found, grid = scene(app), landscapes.from_file("mine.npz", FILE)
    assert found == Scene.opening("upload", grid=grid)
    assert "mine.npz: loss" in words(app.title)
    assert len(result_table(app)["Result"]) == 3
    assert query(app) == {
        "v": "1",
        "surface": "upload",
        "file": grid.file,
        "file.name": "mine.npz",
        "file.layer": "loss",
    }


def test_layer_and_logarithm_are_chosen_and_come_back() -> None:
    app = page()
    named(app.selectbox, "Layer").select("other").run()
    named(app.toggle, "Logarithm (log₁₀) of the values").set_value(True).run()
    named(app.button, "Race on it").click().run()
    grid = scene(app).grid
    assert grid == landscapes.from_file("mine.npz", FILE, "other", log=True)
    assert query(app)["file.log"] == "on"
    ran(app.switch_page(PAGE))
    assert named(app.selectbox, "Layer").value == "other"
    assert named(app.toggle, "Logarithm (log₁₀) of the values").value


def test_a_table_without_coordinates_asks_for_ranges() -> None:
    app = page("table.npz", npz(loss=Z))
    for label, value in (("x from", 0.0), ("x to", 4.0), ("y from", -8.0), ("y to", 2.5)):
        named(app.number_input, label).set_value(value)
    app = ran(app)
    named(app.button, "Race on it").click().run()
    assert scene(app).landscape().bounds == ((0, 4), (-8, 2.5))
    assert query(app)["file.window"] == "0~4~-8~2.5"
    ran(app.switch_page(PAGE))
    named(app.number_input, "x from").set_value(5.0).run()
    assert "cannot be used" in words(app.error)
    assert not [b for b in app.button if b.label == "Race on it"]


def test_what_is_no_surface_is_refused_in_words() -> None:
    app = page("![x](http://a.b/c.png).csv", b"1,2,3\n4,5,![x](http://a.b/c.png)\n6,7,8")
    assert "Row 2 has" in words(app.error)
    assert "![x]" not in app.error[0].value
    assert not app.get("plotly_chart")


def test_what_is_no_surface_is_looked_into_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("mine.csv", b"1,2,3\n4,5,six\n6,7,8")
    said = words(app.error)
    monkeypatch.setattr(landscapes, "inspect_file", lambda *_: pytest.fail("looked into again"))
    app.run()
    assert words(app.error) == said
    monkeypatch.undo()
    give(app, "mine.csv", b"1,2\n3,four")
    app.run()
    assert words(app.error) != said


def test_the_name_of_a_file_is_shown_as_text() -> None:
    name = "**bold** ![x](http://a.b/c.png) <b>.npz"
    app = page(name)
    assert "**bold**" not in app.markdown[1].value.removeprefix("**").replace(r"\*", "")
    named(app.button, "Race on it").click().run()
    assert not app.exception
    for text in (m.value for m in (*app.title, *app.markdown, *app.caption)):
        assert "![x]" not in text
        assert "<b>" not in text


def test_the_link_opens_again_where_the_file_is() -> None:
    app = raced()
    before = scene(app)
    link = query(app)
    named(app.selectbox, "Surface").select("bowl").run()
    assert query(app)["surface"] == "bowl"
    app.query_params.clear()
    for key, value in (link | {"steps": "55"}).items():
        app.query_params[key] = value
    app = ran(app)
    assert not app.warning
    assert scene(app) == dataclasses.replace(before, steps=55)
    assert query(app) == link | {"steps": "55"}


def test_the_surface_stays_in_the_list() -> None:
    app = raced()
    before = scene(app)
    box = named(app.selectbox, "Surface")
    assert "File: mine.npz: loss" in box.options
    box.select("bowl").run()
    named(app.selectbox, "Surface").select("upload").run()
    assert not app.exception
    assert scene(app) == before
    named(app.selectbox, "Surface").select("formula").run()
    assert not app.exception
    assert scene(app).surface == "formula"
    assert scene(app).window == before.landscape().bounds


@pytest.mark.parametrize("panel", CHOICES["panel"])
def test_every_closer_look_works_beside_holes(panel: str) -> None:
    holed = Z.copy()
    holed[3, 4], holed[0, 0] = np.nan, np.inf
    app = raced(data=npz(x=X, y=Y, loss=holed))
    link = query(app) | {
        "panel": panel,
        "critical": "show",
        "fair": "on",
        "starts": "grid",
        "start": "0~0.1",
        "race": "adam~newton~bfgs~nelder_mead~lion",
    }
    app.query_params.clear()
    for key, value in link.items():
        app.query_params[key] = value
    app = ran(app)
    assert not app.warning
    assert result_table(app)["Result"] == ["left the domain"] * 5
    for key, value in (link | {"start": "-0.6~1.1"}).items():
        app.query_params[key] = value
    assert len(result_table(ran(app))["Result"]) == 5


def linked() -> Scene:
    grid = landscapes.from_file("mine.npz", FILE)
    return Scene.opening("upload", grid=grid, race=(Racer("adam"),), start=(0.5, 0.5), steps=33)


def test_elsewhere_the_link_says_that_the_file_is_needed() -> None:
    link = linked().to_query()
    found, notes = Scene.from_query(link)
    assert found == Scene.opening()
    assert len(notes) == 1
    assert "needs the file “mine.npz”" in notes[0]
    app = AppTest.from_file(MAIN, default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    app = ran(app)
    assert "needs the file" in words(app.warning)
    assert scene(app) == Scene.opening()
    ran(app.switch_page(PAGE))
    give(app, "renamed.npz", FILE)
    app = ran(app)
    named(app.button, "Open the link that needed it").click()
    app = ran(app)
    assert not app.warning
    assert scene(app) == linked()
    assert query(app) == link | {"file.name": "renamed.npz"}


@pytest.mark.parametrize(
    "change",
    [
        {"file": "0" * 16},
        {"file": ""},
        {"file.layer": "third"},
        {"file.window": "0~1~0~1"},
        {"file.name": "x" * 5000},
    ],
)
def test_a_link_that_does_not_fit_the_file_falls_back(change: dict[str, str]) -> None:
    link = linked().to_query() | change
    found, notes = Scene.from_query(link)
    assert found == Scene.opening()
    assert len(notes) == 1
    assert len(notes[0]) < 300


def test_an_uploaded_scene_needs_its_grid_and_others_have_none() -> None:
    with pytest.raises(ValueError, match="needs its file"):
        Scene(surface="upload")
    with pytest.raises(ValueError, match="needs its file"):
        Scene.opening("upload")
    grid = landscapes.from_file("mine.npz", FILE)
    assert Scene.opening("bowl", grid=grid) == Scene.opening("bowl")


def test_another_file_is_another_ground() -> None:
    """The browser keeps a ground by its name."""
    files = (
        ("a.npz", FILE, {}),
        ("a.npz", FILE, {"log": True}),
        ("a.npz", npz(x=X, y=Y, loss=Z), {}),
    )
    scenes = [Scene.opening("upload", grid=landscapes.from_file(n, d, **o)) for n, d, o in files]
    assert len({pictures.ground_id(s) for s in scenes}) == 3


def test_the_link_survives_the_address_bar() -> None:
    link = linked().to_query()
    assert dict(parse_qsl(urlencode(link), keep_blank_values=True)) == link


def test_only_the_last_files_are_kept() -> None:
    app = page()
    for k in range(3):
        give(app, f"{k}.npz", npz(x=X, y=Y, loss=Z + k))
        app = ran(app)
    kept = app.session_state["uploads"]["files"]
    assert [name for name, _, _ in kept.values()] == ["1.npz", "2.npz"]


def test_the_server_takes_as_much_as_the_page_promises() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] == MEGABYTES
    assert MAX_BYTES == MEGABYTES * 1_000_000
