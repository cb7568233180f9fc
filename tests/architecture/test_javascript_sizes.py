"""JavaScript stays short enough to be read at one sitting: files, and functions of any form."""

from pathlib import Path

import pytest
from javascript import bare, functions
from over_all import over_all
from test_javascript_paths import MODULES, slug

MAX_LINES = 250
MAX_FUNCTION_LINES = 40


@over_all("path", MODULES, slug)
def test_modules_and_their_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    every = list(functions(text))
    assert not [(a, b) for a, b in every if b - a + 1 > MAX_FUNCTION_LINES]
    # Whatever is called a function was seen.
    assert len(every) >= bare(text).count("function ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function f() {\n}", [(1, 2)]),
        ("export default function () {\n\n}", [(1, 3)]),
        ("export async function f(\n  a,\n  b,\n) {\n}", [(1, 5)]),
        ("const f = (a, b) => {\n  return a;\n};", [(1, 3)]),
        ("const f = a => ({\n  a,\n});", [(1, 3)]),
        ("class A {\n    get size() {\n      return 1;\n    }\n}", [(2, 4)]),
        ("if (a) {\n}\nfor (const b of c) {\n}", []),
        ("f({ a, b: (c) => {\n} });", [(1, 2)]),
        ('// f() {\nconst a = "g() {" + /[)] {/.source + `h() { ${(() => {\n})()} {`;', [(2, 3)]),
        ("const f = (a = (1), { b } = {}) => {\n};", [(1, 2)]),
    ],
)
def test_functions_are_seen_whatever_their_form(text: str, expected: list[tuple[int, int]]) -> None:
    assert list(functions(text)) == expected
