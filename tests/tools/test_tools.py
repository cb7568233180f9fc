"""The scripts that made the bundled data run through, at sizes at which the data mean nothing."""

import importlib.util
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from app_server import Server
from PIL import Image
from playwright.sync_api import Browser

import landscapes
import lessons

ROOT = Path(__file__).resolve().parents[2]
PETALS = np.arange(12.0).reshape(3, 4)
NAMES = [f"{part} {size} (cm)" for part in ("sepal", "petal") for size in ("length", "width")]
PICTURES = np.zeros((1797, 64))


def loaded(name: str, monkeypatch: pytest.MonkeyPatch, **facts: Any) -> ModuleType:
    """A script as a module, with some of its constants changed."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for what, value in facts.items():
        monkeypatch.setattr(script, what, value)
    return script


@pytest.fixture
def sklearn(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of scikit-learn, which nothing else needs: data of its kind."""
    iris = SimpleNamespace(data=PETALS, target=np.arange(3), feature_names=NAMES)
    digits = SimpleNamespace(data=PICTURES, target=np.arange(1797) % 10)
    datasets = SimpleNamespace(load_iris=lambda: iris, load_digits=lambda: digits)
    monkeypatch.setitem(sys.modules, "sklearn", SimpleNamespace(datasets=datasets))
    monkeypatch.setitem(sys.modules, "sklearn.datasets", datasets)


def test_every_tool_is_tested() -> None:
    names = {path.stem for path in (ROOT / "tools").glob("*.py")}
    made = {"make_data", "make_digits", "make_network", "make_profile", "make_skip", "make_widths"}
    # tests/test_catalogues.py, test_words.py, tests/viz/test_letters.py, test_package.py
    elsewhere = {"words", "marked_words", "make_letters", "build_package"}
    seen = {"app_sheet", "contact_sheet", "lesson_sheet", "readme_picture"}
    assert names == made | elsewhere | seen


def test_the_contact_sheet_has_every_surface(monkeypatch: pytest.MonkeyPatch) -> None:
    page = loaded("contact_sheet", monkeypatch).page()
    titles = [landscapes.get(slug).title for slug in landscapes.names()]
    assert re.findall(r"<div>(.+?)</div></figure>", page) == titles


@pytest.mark.usefixtures("sklearn")
def test_the_irises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded("make_data", monkeypatch, OUT=tmp_path / "iris.npz").main()
    with np.load(tmp_path / "iris.npz") as made:
        assert made["petals"].tolist() == PETALS[:, 2:].tolist()
        assert made["species"].tolist() == [0, 1, 2]


@pytest.mark.usefixtures("sklearn")
def test_the_digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded("make_digits", monkeypatch, OUT=tmp_path / "digits.npz").main()
    with np.load(tmp_path / "digits.npz") as made:
        assert made["images"].shape == (1797, 64)
        assert np.bincount(made["labels"]).tolist() == np.bincount(np.arange(1797) % 10).tolist()


def test_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "network.npz"
    script = loaded("make_network", monkeypatch, STEPS=2, SHIPPED_WEIGHTS=out)
    script.main()
    with np.load(out) as made:
        assert made["w"].shape == script.SHIPPED_MLP.initial(0).shape


def test_the_skip_connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, axis = tmp_path / "skip.npz", np.linspace(-0.5, 0.5, 3)
    loaded("make_skip", monkeypatch, STEPS=2, DEPTHS=(2,), AXIS=axis, OUT=out).main()
    with np.load(out) as made:
        assert made["loss"].shape == (2, 1, 3, 3)
        assert np.isfinite(made["loss"]).all()
        assert made["facts"].shape == (2, 1, 4)
        assert made["curved"].shape == (2, 1, 5)


def test_the_usual_profile_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = loaded("make_profile", monkeypatch)
    out = tmp_path / "costs.json"
    monkeypatch.setattr(script.shipped, "FILE", out)
    few = {"bowl": {"gd": (3.0, float("inf"))}}
    monkeypatch.setattr(script.survey, "measured_anew", lambda of: few)
    script.main()
    assert out.read_text() == '{\n"bowl": {"gd": [3.0, null]}\n}\n'


def test_where_trainings_end_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = loaded("make_widths", monkeypatch)
    shipped = script.trainings.shipped()
    out = tmp_path / "usual_widths.json"
    monkeypatch.setattr(script.trainings, "FILE", out)
    monkeypatch.setattr(script.trainings, "trained", lambda width, seed: shipped[width][seed])
    script.main()
    assert json.loads(out.read_text()) == json.loads(script.trainings.text(shipped))


def test_the_sheet_of_lessons_has_every_step_before_and_after_its_answer(
    chromium: Browser, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = loaded("lesson_sheet", monkeypatch)
    lesson = lessons.get("steepest")
    short = replace(lesson, steps=lesson.steps[:1])
    rows = tool.seen(chromium, server.url, short, tmp_path, "phone")
    ((title, files),) = rows.items()
    assert title.startswith(f"{lesson.title}, phone")
    assert len(set(files)) == len(files) > 1
    for file in files:
        with Image.open(tmp_path / file) as picture:
            assert picture.width == 390


def test_the_sheet_of_the_app_has_both_devices_and_themes(
    chromium: Browser, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = loaded("app_sheet", monkeypatch)
    rows: dict[str, list[str]] = {"bowl": []}
    for device, (width, height) in tool.DEVICES.items():
        page = tool.opened(chromium, device)
        address = f"{server.url}/?surface=bowl"
        rows["bowl"] += tool.photographs(page, address, f"bowl-{device}", tmp_path)
        page.context.close()
        light, dark = (Image.open(tmp_path / file) for file in rows["bowl"][-2:])
        assert light.width == dark.width == width
        assert light.height >= height
        assert np.asarray(light).mean() > 2 * np.asarray(dark).mean()
    made = tool.sheet(rows)
    assert re.findall(r'src="([^"]+)"', made) == rows["bowl"]
    assert len(set(rows["bowl"])) == 4


def test_the_picture_of_the_readme_is_the_first_visit(
    chromium: Browser, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As large as the one that is there, and of a race on its way."""
    tool = loaded("readme_picture", monkeypatch)
    tool.photograph(chromium, server.url, tmp_path / "made.png")
    made, shown = (Image.open(file) for file in (tmp_path / "made.png", tool.FILE))
    assert made.size == shown.size == tool.SIZE
    # The map of the one that is there has the colours of the ground: it is of this stage.
    part = (400, 260, 860, 700)
    middle = [np.asarray(each.convert("RGB").crop(part)).mean((0, 1)) for each in (made, shown)]
    assert np.abs(middle[0] - middle[1]).max() < 12
