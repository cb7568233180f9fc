"""Whatever figures and the browser's data say in words is told in the language of who looks.

They are made in a language of this test, which puts ⟦ ⟧ around each text of the source.
"""

import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from figure_facts import further_runs, made
from pseudo_language import spoken, untold

import landscapes
import optim
from optim import OUTCOMES
from viz import Chart, browser, chart_axes, figures, sample, training_chart
from viz.figures.sensitivity import Slice
from viz.print import Layout, Sheet, svg

SAID = {"text", "title", "hovertemplate", "ticktext", "note", "said", "words", "status", "message"}
"""The fields in which figures and data have words."""
MATHEMATICS = {"det", "sign", "px", "py", "gx", "gy", "hxx", "hxy", "hyy", "Bxx", "Bxy", "Byy"}
HIMMELBLAU = landscapes.get("himmelblau")
NAME = "⟦Adam⟧"
T = np.linspace(-0.5, 1.5, 9)


@pytest.fixture(scope="module", autouse=True)
def pseudo() -> Iterator[None]:
    """All texts of the source stand between ⟦ and ⟧."""
    with spoken():
        yield


def said(value: Any, key: str = "") -> Iterator[str]:
    """Every text that a person reads, of a figure or of data as JSON has them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from said(inner, key if key in ("title",) and name == "text" else name)
        in_legend = value.get("showlegend", True) and value.get("type") != "surface"
        if in_legend and "hoverinfo" not in value:
            yield from said(value.get("name", ""), "text")
    elif isinstance(value, list | tuple | np.ndarray):
        for inner in value:
            yield from said(inner, key)
    elif isinstance(value, str) and key in SAID:
        yield value


def run_along(surface: Any = HIMMELBLAU) -> Any:
    run = optim.minimize(surface, optim.get("gd"), surface.start, 50)
    return figures.along_figure(optim.along(surface, run, surface.minima), NAME, run.outcome)


def contour(slug: str = "himmelblau") -> Any:
    surface = landscapes.get(slug)
    runs = [made(surface, name=NAME, fan=further_runs(surface), snapshots=(3, 6))]
    ground, critical = sample(surface.fun, surface.bounds), landscapes.critical_points(surface)
    marked = {"probe": landscapes.local(surface, *surface.start)}
    return figures.contour_figure(
        ground, runs, surface.start, surface.minima, "r", critical, **marked, equal=True
    )


def surface_in_3d() -> Any:
    ground = sample(HIMMELBLAU.fun, HIMMELBLAU.bounds)
    runs, critical = [made(HIMMELBLAU, name=NAME)], landscapes.critical_points(HIMMELBLAU)
    return figures.surface_figure(
        ground, runs, HIMMELBLAU.start, HIMMELBLAU.minima, 0.0, "r", critical
    )


def curve(curve: str = "loss", by: str = "steps", scale: str = "log", known: bool = True) -> Any:
    runs = [made(HIMMELBLAU, name=NAME, fan=further_runs(HIMMELBLAU))]
    return figures.curve_figure(runs, curve, by, scale, 0.0, known, "r")


def slices(measure: str) -> Any:
    one = Slice(NAME, 0, T + 1, T + 1, T + 1, np.full(T.size, "converged"))
    return figures.slice_figure([one], NAME, True, measure, 0.0, 1.0)


def of_network() -> list[Any]:
    steps = np.arange(5.0)
    return [
        figures.honesty_figure(steps, steps + 1, steps + 2, steps / 4),
        figures.between_figure(T, (T**2 + 1, T**2 + 2), (T / 9, T / 9), (NAME, NAME)),
        figures.around_figure(T, [np.ones((3, T.size))], [NAME]),
        figures.spectrum_figure({NAME: np.array([-1.0, 1.0, 2.0])}, 0.01),
        figures.signs_figure((1, 2), (1.0, 0.3), (1.0, 0.5), {1: 1.0}),
    ]


FIGURES: dict[str, Callable[[], Any]] = {
    "contour": contour,
    "kinks": lambda: contour("crease"),
    "surface": surface_in_3d,
    "loss": curve,
    "linear": lambda: curve(scale="linear"),
    "lowest seen": lambda: curve(known=False),
    "distance": lambda: curve("distance", "evaluations"),
    "gradient": lambda: curve("gradient", "cost"),
    "along": run_along,
    "steps of a sweep": lambda: slices("steps"),
    "losses of a sweep": lambda: slices("loss"),
    "check": lambda: figures.check_figure(
        optim.check_gradient(HIMMELBLAU, -1.2, 1.0), 1e-5, "forward"
    ),
    "chord": lambda: figures.chord_figure(landscapes.chord(HIMMELBLAU, (-4, 4), (4, -4))),
    "profile": lambda: figures.profile_figure(
        optim.profiles.performance(np.array([[10, 20], [20, 80]])), (NAME, NAME)
    ),
    **{f"network {k}": lambda k=k: of_network()[k] for k in range(5)},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_speaks_one_language(name: str) -> None:
    texts = list(said(FIGURES[name]().to_dict()))
    assert [text for text in texts if untold(text)] == []
    assert any("⟦" in text for text in texts)


def header(blob: bytes) -> Any:
    (length,) = struct.unpack_from("<I", blob)
    return json.loads(blob[4 : 4 + length])


@pytest.mark.parametrize("slug", optim.names())
def test_the_inspector_gets_its_lines_told(slug: str) -> None:
    optimizer = optim.get(slug)
    run = optim.minimize(HIMMELBLAU, optimizer, max_steps=5, noise=0.1)
    flat = np.zeros(run.steps + 1)
    under = browser.Underfoot(flat, flat, flat, flat, (landscapes.KINK,))
    told = header(browser.inspect_bytes(run, optimizer, NAME, under, HIMMELBLAU.bounds))
    pieces = [piece for line in told["lines"] for piece in line.get("pieces", ())]
    choices = [word for piece in pieces if not isinstance(piece, str) for word in piece[1]]
    texts = ["".join(piece for piece in pieces if isinstance(piece, str)), *choices]
    filled = {piece[0] for piece in pieces if not isinstance(piece, str)}  # with a number each
    texts += [told["status"], told["message"], *told["words"]]
    texts += [symbol for name, symbol in told["symbols"].items() if name not in filled]
    assert [text for text in texts if set(untold(text)) - MATHEMATICS] == []
    assert sum("⟦" in text for text in texts) > 3


def test_what_the_player_marks_is_told() -> None:
    surface = landscapes.get("linear_classifier")
    ground = sample(HIMMELBLAU.fun, HIMMELBLAU.bounds)
    runs = [made(HIMMELBLAU, name=NAME, outcome=word, above=0.3) for word in OUTCOMES]
    critical = landscapes.critical_points(HIMMELBLAU)
    chart = Chart("distance", "cost", True, 0.0, True)
    probe = landscapes.local(HIMMELBLAU, 0.0, 0.0)
    data = [
        browser.map_marks(HIMMELBLAU.bounds, HIMMELBLAU.minima, critical, probe=probe),
        chart_axes(runs, chart),
        chart_axes(runs[:1], training_chart()),
        chart_axes([], chart),
        header(browser.play_bytes(ground, runs, OUTCOMES, HIMMELBLAU.start, chart))["runs"],
        json.loads(browser.sample_facts(surface.scatter, surface.lines, 9))["scatter"]["axes"],
    ]
    texts = [text for part in data for text in said(part)]
    assert [text for text in texts if untold(text)] == []
    assert len(texts) > 40


def test_the_legends_of_maps_are_told() -> None:
    flat = np.zeros((2, 2))
    status = np.full((2, 2), "converged")
    minima = [p for p in landscapes.critical_points(HIMMELBLAU) if p.kind == "minimum"]
    many = [replace(p, x=p.x + k) for k in range(4) for p in minima]
    pictures = [
        browser.sweep_picture(flat + 1, flat, status, "steps", 0.0),
        browser.sweep_picture(flat + 1, flat, status, "loss", 0.0),
        browser.basin_picture(flat, flat, flat, flat + 1, status, many, HIMMELBLAU.bounds),
        browser.relief_picture(sample(HIMMELBLAU.fun, HIMMELBLAU.bounds)),
    ]
    data = [part for made in pictures for part in (*made.legend(), made.scale())]
    texts = [text for part in data for text in said(part)]
    assert [text for text in texts if untold(text)] == []
    assert len(texts) > 40


def test_a_drawing_for_paper_is_told() -> None:
    ground = sample(HIMMELBLAU.fun, HIMMELBLAU.bounds)
    runs = [made(HIMMELBLAU, name=NAME)]
    drawn = svg(Sheet("", HIMMELBLAU, ground, runs), Layout(1200, 600, 1))
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert texts
    assert not any(map(untold, texts))
