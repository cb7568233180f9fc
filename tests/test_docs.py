"""What the documents say is true: their commands exist, their code runs, their links open."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from ui.scene.scene import Scene

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
RUN = "python3 thalweg.py"
TEST = "python3 thalweg.py test"

USE_OPTIMIZER = """
import landscapes, numpy, optim
assert "signgd" in optim.names()
o = optim.get("signgd", learning_rate=0.125)
bowl = landscapes.get("bowl")
run = optim.minimize(bowl, o, start=(1.0, -0.5), max_steps=8, gtol=0.0)
assert run.x.tolist() == [1 - 0.125 * t for t in range(9)], run.x
assert run.y.tolist() == [-0.5 + 0.125 * min(t, 4) for t in range(9)], run.y
ends = optim.minimize_many(bowl, o, numpy.array([1.0]), numpy.array([-0.5]), 8, gtol=0.0)
assert (ends.x[0], ends.y[0]) == (run.x[-1], run.y[-1])
"""
USE_LANDSCAPE = """
import landscapes, optim
assert "bohachevsky" in landscapes.names()
s = landscapes.get("bohachevsky", ripples=2.0)
assert abs(s.fun(0.0, 0.0)) < 1e-12 and max(map(abs, s.grad(0.0, 0.0))) < 1e-12
run = optim.minimize(s, optim.get("newton"), start=(0.01, 0.01))
assert run.status == "converged" and abs(run.x[-1]) < 1e-6, run.message
"""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)


def run_python(code: str, folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_readme_begins_with_a_sentence_a_picture_and_the_two_commands() -> None:
    opening = text("README.md").split("\n## ")[0]
    parts = [part for part in opening.split("\n\n") if part.strip()]
    assert parts[0] == "# Thalweg"
    assert parts[1].count(". ") == 0
    assert parts[1].endswith(".")
    assert parts[2].startswith("![")
    assert [block.strip() for block in blocks("README.md", "sh")[:2]] == [RUN, TEST]
    assert opening.count("```sh") == 2


def test_ci_runs_exactly_the_test_command_of_the_readme() -> None:
    lines = text(".ci/run").splitlines()
    work = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert work == [TEST]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_name_files_that_exist(name: str) -> None:
    for command in "".join(blocks(name, "sh")).splitlines():
        program, target = command.split()[:2]
        assert program in ("python3", "uvicorn")
        assert (ROOT / target.replace("app:app", "app.py")).is_file(), command


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_files_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", text(name))
    assert [t for t in targets if "://" not in t and not (ROOT / t).is_file()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_in_backquotes_exist(name: str) -> None:
    named = re.findall(r"`([\w.]+(?:/[\w.]+)+|[\w.]+\.(?:py|txt|toml|md)|\w+/)`", text(name))
    made_here = {"optim/methods/signgd.py", "landscapes/surfaces/bohachevsky.py"}
    assert [n for n in named if n not in made_here and not (ROOT / n).exists()] == []


def test_the_walk_of_contributing_names_what_is_there() -> None:
    """Each `name` of the walk is defined in, or a method of what is in, a file named beside it."""
    walk = text("CONTRIBUTING.md").split("from the widget to the pixel\n")[1].split("\n## ")[0]
    steps = re.split(r"^\d\. ", walk, flags=re.MULTILINE)[1:]
    assert len(steps) == 5
    for step in steps:
        quoted = re.findall(r"`([^`]+)`", step)
        files = [name for name in quoted if "/" in name]
        assert [name for name in files if not (ROOT / name).is_file()] == []
        code = "\n".join(text(name) for name in files)
        for name in set(quoted) - set(files):
            defined = rf"(?:def|class|function) {name.rpartition('.')[2]}\b"
            assert re.search(defined, code), f"{name} is not in {files}"


def test_links_of_the_readme_open_without_a_complaint() -> None:
    links = re.findall(r"^- `\?(\S+)`$", text("README.md"), re.MULTILINE)
    assert links
    for link in links:
        scene, notes = Scene.from_query(parse_qs(link))
        assert notes == (), link
        assert Scene.from_query(scene.to_query()) == (scene, ())


def test_code_of_the_readme_runs() -> None:
    for code in blocks("README.md", "python"):
        run_python(code, ROOT)


def test_readme_explains_every_dependency() -> None:
    names = re.findall(r"^([a-z0-9]+)", text("requirements.txt"), re.MULTILINE)
    explained = re.findall(r"^- \*\*([a-z0-9]+)\*\*: ", text("README.md"), re.MULTILINE)
    assert names == explained


@pytest.mark.parametrize(
    ("path", "use"),
    [
        ("optim/methods/signgd.py", USE_OPTIMIZER),
        ("landscapes/surfaces/bohachevsky.py", USE_LANDSCAPE),
    ],
)
def test_one_file_adds_what_contributing_says(path: str, use: str, tmp_path: Path) -> None:
    """The file printed in CONTRIBUTING.md, put into a copy of the sources, is all it takes."""
    found = re.search(rf"`{re.escape(path)}`:\n\n```python\n(.*?)^```", text("CONTRIBUTING.md"),
                      re.MULTILINE | re.DOTALL)  # fmt: skip
    assert found, path
    for room in ("core", "landscapes", "optim"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / path).write_text(found[1], encoding="utf-8")
    run_python(use, tmp_path)
    for check in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *check, "--no-cache", path]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_changelog_begins_with_the_version_of_the_project() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    entries = re.findall(r"^## \[([^\]]+)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert entries[0] == version


def test_licence_is_the_one_the_project_states() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["license"] == "MIT"
    assert text("LICENSE").startswith("MIT License")
