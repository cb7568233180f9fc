"""Numbers for people are written by `core.written` alone, so there is one notation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import ROOT, parse, slug, sources

FOR_MACHINES = {
    "ui/controls/surface.py": "boxes of Streamlit",
    "ui/kit/widgets.py": "Streamlit's own sliders and boxes, and round numbers",
    "ui/maps/axis.py": "rounded numbers of links",
    "ui/maps/csv_tables.py": "files",
    "ui/maps/one_method.py": "links",
    "ui/maps/sweep_sides.py": "round numbers",
    "ui/share/code/notebook.py": "programs",
    "ui/share/code/numpy_program.py": "programs",
    "ui/share/code/torch_program.py": "programs",
    "ui/upload/page.py": "boxes of Streamlit",
    "ui/scene/samples_seen.py": "links, and words that quote them",
    "ui/network/study.py": "links, and words that quote them",
    "viz/axis_limits.py": "ticks beside Plotly's own",
    "viz/print/pgfplots.py": "LaTeX",
}
PLACE = re.compile(r"(?<!%)\{\w+:\.?\d*[geGE]\}")
"""In the pattern of a sentence; with a % before it, it is Plotly's."""
GENERAL = re.compile(r"(?<!:)\.?\d*[geGE]$")


def written(path: Path) -> Iterator[int]:
    """The lines of f-strings and patterns with a number as :g or :e, and of columns with %g."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            if GENERAL.search(ast.unparse(node.format_spec)[2:-1]):
                yield node.lineno
        elif isinstance(node, ast.Constant) and PLACE.search(str(node.value)):
            yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg == "format" and "%" in ast.unparse(node):
            yield node.value.lineno


@pytest.mark.parametrize("room", ["ui", "viz"])
def test_numbers_for_people_are_written_in_one_place(room: str) -> None:
    found = {slug(path) for path in sources(room) if any(written(path))}
    assert found <= set(FOR_MACHINES), "use number() of core/written.py"


def test_what_is_for_machines_still_is() -> None:
    assert all(any(written(ROOT / path)) for path in FOR_MACHINES)
