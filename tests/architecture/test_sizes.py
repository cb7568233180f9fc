"""Files and functions stay short enough to be read at one sitting, and say what they hold."""

import ast
from pathlib import Path

import pytest
from over_all import over_all
from sources import every_source, parse, slug, sources

MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 250
MAX_LINES = {"app.py": 10, "ui/main.py": 40, "pages": 120}
# What is said in a lesson stands together with what it shows.
TEXTS, MAX_TEXT_LINES = "lessons/course/", 320
# One function to copy into one's own project, whole.
COPIED = {"snippets/loss_slice.py"}
# The script that sets everything up cannot be split: it is started before there is anything else.
ALONE = {"thalweg.py"}


@over_all("path", every_source(), slug)
def test_functions_are_short(path: Path) -> None:
    long = {
        f"{node.name} (line {node.lineno})": length
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert bool(long) == (slug(path) in COPIED)


@over_all("path", every_source(), slug)
def test_files_are_short(path: Path) -> None:
    most = MAX_TEXT_LINES if slug(path).startswith(TEXTS) else MAX_FILE_LINES
    assert slug(path) in ALONE or len(path.read_text("utf-8").splitlines()) <= most


@pytest.mark.parametrize("where", MAX_LINES)
def test_pages_and_entry_points_are_small(where: str) -> None:
    sizes = {slug(path): len(path.read_text("utf-8").splitlines()) for path in sources(where)}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MAX_LINES[where]} == {}


@over_all("path", every_source(), slug)
def test_a_file_says_first_what_it_holds(path: Path) -> None:
    said = ast.get_docstring(parse(path)) or ""
    first = said.partition("\n")[0]
    assert first
    assert first[-1] in ".:"
