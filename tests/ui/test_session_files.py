"""Files of a race on an uploaded surface: made in its session, once each time they are wanted."""

import io
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

import landscapes
from ui.kit.takings import HERE
from ui.playground import session_files
from ui.playground.sent import sent
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.share import answers


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {}
    context = SimpleNamespace(url="http://lab.example/sub/?v=1&surface=upload")
    monkeypatch.setattr(session_files, "st", SimpleNamespace(session_state=state, context=context))
    return state


@pytest.fixture
def uploaded() -> Scene:
    x, file = np.linspace(-1, 1, 9), io.BytesIO()
    np.savez(file, x=x, y=x, loss=np.add.outer(x**2, (x - 0.2) ** 2))
    return Scene.opening("upload", grid=landscapes.from_file("mine.npz", file.getvalue()), steps=7)


def test_what_the_menu_offers_is_made_here_or_in_the_browser() -> None:
    assert {*session_files.KINDS} == {*HERE["kinds"]} - {"mp4"}


@pytest.mark.parametrize("kind", session_files.KINDS)
def test_a_file_comes_once_and_says_its_link(
    kind: str, session: dict[str, Any], uploaded: Scene
) -> None:
    session_files.want({"kind": kind, "width": 240, "seconds": 2})
    made = session_files.taken(uploaded)
    assert made is not None
    header, parts = made
    assert header["taken"]["name"] == f"thalweg-upload.{kind}"
    if kind == "gif":
        assert Image.open(io.BytesIO(parts["taken"])).size == (240, 180)
    else:
        assert b"lab.example/sub/?v=1&" in parts["taken"].replace(b"&amp;", b"&")
    assert session_files.taken(uploaded) is None


def test_the_csv_has_the_steps_that_are_shown(session: dict[str, Any], uploaded: Scene) -> None:
    session_files.want({"kind": "csv"})
    made = session_files.taken(uploaded)
    assert made is not None
    lines = [each for each in made[1]["taken"].decode().splitlines() if each[0] != "#"]
    assert len(lines) == 1 + sum(one.trajectory.steps + 1 for one in run_race(uploaded))


@pytest.mark.parametrize("told", [None, "csv", {"kind": "py"}, {"kind": None}, {}])
def test_what_is_no_file_is_not_made(told: Any, session: dict[str, Any], uploaded: Scene) -> None:
    session_files.want(told)
    assert session_files.taken(uploaded) is None


def test_a_busy_server_says_so(
    monkeypatch: pytest.MonkeyPatch, session: dict[str, Any], uploaded: Scene
) -> None:
    monkeypatch.setattr(answers, "WAIT_FOR_TURN", 0.01)
    session_files.want({"kind": "csv"})
    with answers.AT_ONCE:
        made = session_files.taken(uploaded)
    assert made is not None
    assert "busy" in made[0]["taken"]["words"]
    assert made[1] == {}


def test_a_surface_with_a_link_has_its_files_by_link() -> None:
    header, _ = sent(Scene(), run_race(Scene()), None)
    assert "here" not in header["takes"]
