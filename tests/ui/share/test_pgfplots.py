"""A race for LaTeX, read back: the numbers of its paths and contour lines, and its syntax."""

import re

import numpy as np
import pytest

import landscapes
from ui.scene.run_race import run_race
from ui.share.asked import asked
from ui.share.race_pictures import as_tex

ESCAPED = re.compile(r"\\[{}\\]|%.*")


def made(**link: str) -> str:
    return as_tex(asked(link, "http://a")).decode()


@pytest.mark.parametrize(
    "link",
    [
        {"surface": "himmelblau", "race": "gd~adam~newton"},
        {"surface": "rosenbrock", "race": "gd", "gd.learning_rate": "1"},
        {"surface": "formula", "formula": "x^2 + 100%3*y^2", "race": "adam"},
        {"surface": "bowl", "race": ""},
    ],
    ids=lambda link: " ".join(link.values()),
)
def test_braces_and_environments_are_closed(link: dict[str, str]) -> None:
    text = made(**link)
    plain = ESCAPED.sub("", text)
    depth = 0
    for sign in plain:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    opened = re.findall(r"\\(begin|end)\{(\w+)\}", plain)
    assert opened == [("begin", "tikzpicture"), ("begin", "axis"), ("end", "axis"),
                      ("end", "tikzpicture")]  # fmt: skip
    # Each plot ends with a semicolon, and each colour is declared.
    assert plain.count(r"\addplot") == plain.count("};")
    used = set(re.findall(r"\\addplot\[(racer\d+),", plain))
    assert used == set(re.findall(r"\\definecolor\{(racer\d+)\}\{HTML\}\{[0-9A-F]{6}\}", plain))
    assert plain.count(r"\addlegendentry") == len(used)


def test_the_coordinates_are_the_paths() -> None:
    link = {"surface": "himmelblau", "race": "gd~adam"}
    found = re.findall(r"coordinates \{\n(.*)\n\};\n\\addlegendentry\{(.*)\}", made(**link))
    raced = run_race(asked(link, "http://a").scene)
    assert [name for _, name in found] == [one.name for one in raced]
    for (points, _), one in zip(found, raced, strict=True):
        read = np.array([point.strip("()").split(",") for point in points.split()], float)
        drawn = np.stack([one.trajectory.x, one.trajectory.y], axis=-1)
        np.testing.assert_allclose(read, drawn, rtol=1e-8, atol=1e-300)


def test_what_is_far_off_is_no_coordinate() -> None:
    text = made(surface="rosenbrock", race="gd", **{"gd.learning_rate": "1"})
    assert "(nan,nan)" in text
    assert "unbounded coords=jump" in text
    assert not re.search(r"inf|e\+1\d", text)


def test_the_contour_lines_lie_where_the_loss_is_theirs() -> None:
    surface = landscapes.get("himmelblau")
    table = made(surface="himmelblau", race="gd").partition("table {\n")[2].partition("};")[0]
    lines = [line for line in table.split("\n\n") if line.strip()]
    assert len(lines) > 5
    for line in lines:
        x, y, loss = np.array([row.split() for row in line.strip().splitlines()], float).T
        assert len(set(loss)) == 1
        (gx, gy), there = surface.grad(x, y), surface.fun(x, y)
        away = np.abs(there - loss) / (np.hypot(gx, gy) + 1)  # how far from the line itself
        assert away.max() < 0.05


def test_a_title_is_text_for_latex() -> None:
    text = made(surface="formula", formula="x^2 + y^2", race="adam")
    title = re.search(r"title=\{(.*)\}, legend", text)
    assert title
    assert r"\textasciicircum{}" in title[1] or "^" not in title[1]
    assert text.startswith("% ")
