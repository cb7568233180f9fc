"""Exports by link: what they hold, that they are bounded, and that nobody makes one twice."""

import csv
import io
import json
import threading
from xml.etree import ElementTree

import numpy as np
import pytest
from exports import answer, export
from PIL import Image

import optim
from landscapes import Landscape
from ui.kit.kept import Kept
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME
from ui.share import answers, race_pictures
from ui.share.asked import asked
from ui.share.routes import KINDS
from viz.print import Layout

RACE = {"v": "1", "surface": "himmelblau", "race": "adam~newton~momentum", "steps": "60"}
SIZES = {
    "png": ((1200, 600), (2400, 1200), (4800, 2400)),
    "gif": ((720, 540), (400, 300), (1200, 900)),
}
"""As usual, twice as large or 400 wide, and the largest there is."""
ENDINGS = [kind.ending for kind in KINDS]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "KEEP", Kept(answers.KEPT, len))


def table(body: bytes) -> tuple[list[str], list[dict[str, str]]]:
    lines = body.decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(lines[len(head) :]))


def test_a_csv_has_every_step_to_the_last_digit() -> None:
    status, headers, body = export("csv", RACE)
    head, rows = table(body)
    assert status == 200
    assert headers["content-disposition"] == 'attachment; filename="thalweg-himmelblau.csv"'
    assert "# link: http://lab.example:8501/?v=1&surface=himmelblau" in head[1]
    for one in run_race(Scene.from_query(RACE)[0]):
        mine = [row for row in rows if row["racer"] == one.label]
        assert [int(row["step"]) for row in mine] == list(range(one.trajectory.steps + 1))
        for name in ("x", "y", "fun", "grad_x", "grad_y", "njev", "nhev"):
            found = np.array([float(row[name]) for row in mine])
            assert (found == getattr(one.trajectory, name)).all(), name
        assert f"# {one.label}: {one.trajectory.message}" in head


def test_a_json_says_the_same_with_settings() -> None:
    _, headers, body = export("json", RACE)
    found = json.loads(body)
    assert headers["content-type"] == "application/json"
    assert found["link"].startswith("http://lab.example:8501/?v=1&surface=himmelblau")
    assert Scene.from_query(found["scene"])[0] == Scene.from_query(RACE)[0]
    for run, one in zip(found["runs"], run_race(Scene.from_query(RACE)[0]), strict=True):
        assert run["x"] == one.trajectory.x.tolist()
        assert optim.get(run["optimizer"], **run["knobs"]) == one.optimizer


def test_what_diverges_is_null_in_a_json() -> None:
    wild = {"surface": "formula", "formula": "log(x)", "race": "gd"}
    wild |= {"start": "1~0", "gd.learning_rate": "0.1"}
    (run,) = json.loads(export("json", wild)[2])["runs"]
    assert run["status"] == "left_domain"
    assert run["fun"][-1] is None


def test_blanks_in_a_formula_break_no_drawing_and_no_paragraph() -> None:
    odd = {
        "surface": "formula",
        "formula": "x^2 +\x0c y^2\r\r+\u2028 0",
        "race": "gd",
        "steps": "2",
    }
    drawing = ElementTree.fromstring(export("svg", odd)[2])
    assert drawing[0].text == "Gradient descent on x^2 + y^2 + 0"
    latex = export("tex", odd)[2].decode()
    assert latex.splitlines()[1].startswith("% http://lab.example:8501/?v=1&")
    assert "title={Gradient descent on x\\textasciicircum{}2 + y\\textasciicircum{}2 + 0}" in latex
    head = json.loads(export("ipynb", odd)[2])["cells"][0]["source"]
    assert "`Gradient descent on x^2 + y^2 + 0`\n" in head


def test_a_bare_address_is_what_a_fresh_visit_shows() -> None:
    head, rows = table(export("csv", "")[2])
    assert head[1] == "# link: http://lab.example:8501/"
    assert {row["racer"] for row in rows} == set(WELCOME.labels())
    head, rows = table(export("csv", "v=1")[2])
    assert head[1] == "# link: http://lab.example:8501/?v=1"


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_pictures_are_pictures_of_the_size_asked_for(ending: str) -> None:
    usual, larger, largest = SIZES[ending]
    for more, size in (
        ({}, usual),
        ({"export.width": "400", "export.scale": "2"}, larger),
        ({"export.width": "1e9", "export.scale": "1e9"}, largest),
        ({"export.width": "x", "export.scale": "nan"}, usual),
    ):
        status, headers, body = export(ending, RACE | {"steps": "3"} | more)
        assert (status, headers["content-type"]) == (200, f"image/{ending}")
        assert Image.open(io.BytesIO(body)).size == size


def test_a_dark_picture_is_dark_and_who_is_hidden_is_not_drawn() -> None:
    light, dark = (
        np.asarray(Image.open(io.BytesIO(export("png", RACE | more)[2])).convert("L"))[5, 1100]
        for more in ({}, {"export.theme": "dark"})
    )
    assert (light > 240, dark < 40) == (True, True)
    shown = race_pictures.sheet_of(asked(RACE | {"hidden": "newton"}, "http://a"))
    assert [run.name for run in shown.runs] == ["Adam", "Momentum"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_is_named_and_who_has_it_is_told_so(ending: str) -> None:
    status, headers, body = export(ending, RACE)
    assert status == 200
    assert body
    again, short, nothing = export(ending, RACE, if_none_match=headers["etag"])
    assert (again, short["etag"], nothing) == (304, headers["etag"], b"")
    other = export(ending, RACE | {"steps": "61"}, if_none_match=headers["etag"])
    assert other[0] == 200
    assert other[1]["etag"] != headers["etag"]


def test_nothing_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first = export("csv", RACE)[2]
    monkeypatch.setattr("ui.share.asked.run_race", lambda scene: pytest.fail("run again"))
    assert export("csv", RACE)[2] == first


def test_who_comes_while_the_server_works_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = threading.Semaphore(1)
    busy.acquire()
    monkeypatch.setattr(answers, "AT_ONCE", busy)
    monkeypatch.setattr(answers, "WAIT_FOR_TURN", 0.01)
    status, headers, _ = export("csv", RACE)
    assert (status, headers["retry-after"], headers["cache-control"]) == (503, "5", "no-store")
    busy.release()
    assert export("csv", RACE)[0] == 200


def test_few_may_wait_as_pages_are_answered_by_the_same_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as full:
        full.setattr(answers, "WAITING", threading.Semaphore(0))
        full.setattr(answers, "AT_ONCE", None)  # nobody is let in to wait there
        status, headers, _ = export("csv", RACE)
        assert (status, headers["cache-control"]) == (503, "no-store")
    monkeypatch.setattr(answers, "WAITING", threading.Semaphore(1))
    refused = {"surface": "skip_connections", "race": "gd", "steps": "2"}
    assert [export("py", refused)[0] for _ in range(2)] == [422, 422]
    assert [export("csv", RACE | {"steps": steps})[0] for steps in "345"] == [200, 200, 200]


def test_who_keeps_answers_for_all_keeps_apart_those_in_the_name_of_another_site() -> None:
    for found in (
        export("csv", RACE, x_forwarded_host="evil.example"),
        answer("/oembed", "url=http%3A%2F%2Fevil.example%2F", x_forwarded_host="evil.example"),
    ):
        assert b"evil.example" in found[2]
        assert found[1]["cache-control"].startswith("public")
        names = found[1]["vary"].split(", ")
        assert {"x-forwarded-host", "x-forwarded-proto", "x-forwarded-prefix"} <= set(names)


def test_grounds_that_are_kept_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []

    def ground(landscape: Landscape, height: str, layout: Layout, equal: bool) -> np.ndarray:
        kept.append(layout.width * layout.height)
        return np.zeros((layout.map.height, layout.map.width), np.uint8)

    monkeypatch.setattr(race_pictures, "_ground", ground)
    for scale in ("1", "4"):
        assert export("png", RACE | {"steps": "3", "export.scale": scale})[0] == 200
    assert kept == [1200 * 600]


def test_a_link_that_needs_a_file_or_is_endless_is_refused_in_a_sentence() -> None:
    status, _, body = export("csv", {"surface": "upload", "file": "abc"})
    assert (status, b"whoever uploaded it" in body) == (422, True)
    assert export("csv", "formula=" + "x%2B" * 3000)[0] == 414


@pytest.mark.parametrize(
    ("prefix", "headers", "base"),
    [
        ("", {}, "http://lab.example:8501"),
        ("/course/thalweg", {}, "http://lab.example:8501/course/thalweg"),
        ("", {"x_forwarded_proto": "https, http", "x_forwarded_host": "a.edu"}, "https://a.edu"),
        ("", {"x_forwarded_prefix": "/lab"}, "http://lab.example:8501/lab"),
        ("/lab", {"x_forwarded_prefix": "/lab"}, "http://lab.example:8501/lab"),
        ("", {"x_forwarded_host": 'a"><script>'}, "http://localhost"),
        ("", {"x_forwarded_proto": "javascript"}, "http://lab.example:8501"),
        ("", {"x_forwarded_prefix": '/"onload'}, "http://lab.example:8501"),
        ("", {"host": "[::1]:80"}, "http://[::1]:80"),
        ("", {"x_forwarded_host": "[::::]"}, "http://localhost"),
        ("", {"x_forwarded_host": "lab.example:99999"}, "http://localhost"),
    ],
)
def test_a_link_leads_back_to_where_the_app_is(
    prefix: str, headers: dict[str, str], base: str
) -> None:
    head, _ = table(export("csv", {"steps": "1"}, prefix, **headers)[2])
    assert head[1] == f"# link: {base}/?v=1&steps=1"
