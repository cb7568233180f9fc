"""Figures show what the runs did, and nothing a run does can stretch them."""

import json

import numpy as np
import pytest

import landscapes
from ui import cache, race
from ui.scene import Racer, Scene
from viz import theme
from viz.ground import sample
from viz.wire import pack


def drawn(scene: Scene) -> dict:
    return race.figures(scene, race.race(scene))


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_is_drawn_with_its_race(slug: str) -> None:
    scene = Scene.opening(slug)
    figures = drawn(scene)
    names = [t.name for t in figures["contour"].data]
    for label in scene.labels():
        assert any(str(n).startswith(race.title(label)) for n in names)
    for figure in figures.values():
        surface, rest = pack(figure)
        for text in (surface or "{}", rest):
            json.loads(text, parse_constant=pytest.fail)  # browsers refuse NaN and Infinity
        assert (surface is None) == (figure is figures["loss"])


def test_a_diverging_run_stretches_no_axis() -> None:
    scene = Scene.opening(
        "rosenbrock", race=(Racer("gd", (("learning_rate", 10.0),)), Racer("adam"))
    )
    figures = drawn(scene)
    assert list(figures["contour"].layout.xaxis.range) == [-2, 2]
    assert list(figures["surface"].layout.scene.xaxis.range) == [-2, 2]
    top = figures["loss"].layout.yaxis.range[1]
    assert top < 5
    assert "diverged" in figures["contour"].data[1].name
    far = [np.nanmax(np.abs(t.x)) for t in figures["contour"].data[1:] if len(t.x)]
    assert max(far) < 50


@pytest.mark.parametrize("surface", [{"surface": "monkey_saddle"}, {"formula": "x^2 - exp(3*y)"}])
def test_a_run_that_falls_for_ever_does_not_flatten_the_others(surface: dict) -> None:
    scene = Scene.opening(**{"surface": "formula"} | surface)
    limits = drawn(scene)["loss"].layout.yaxis.range
    assert limits[1] < 4
    assert limits[1] - limits[0] < 10


def test_a_constant_surface_has_a_height_of_its_own() -> None:
    for constant in (0.0, 1e20, -1e99):
        ground = sample(lambda x, y, c=constant: c + 0 * x, ((-1, 1), (-1, 1)), "log")
        assert np.isfinite(ground.height(ground.z)).all()
        assert float(ground.height(ground.high)) > 0


def test_paths_lie_on_the_surface() -> None:
    scene = Scene.opening("himmelblau")
    raced = race.race(scene)
    figure = race.figures(scene, raced)["surface"]
    ground = cache.ground(scene.landscape(), scene.height)
    run, path = raced[0].trajectory, figure.data[1]
    top = float(ground.height(ground.high))
    inside = np.isfinite(np.asarray(path.z))
    expected = ground.height(run.fun)[inside]
    assert np.asarray(path.z)[inside] == pytest.approx(expected, abs=0.02 * top)


@pytest.mark.parametrize("height", ["linear", "log"])
def test_height_rises_with_the_loss(height: str) -> None:
    ground = sample(landscapes.get("goldstein_price").fun, ((-2, 2), (-2, 2)), height)
    losses = np.sort(ground.z.ravel())
    assert (np.diff(ground.height(losses)) >= 0).all()
    assert float(ground.height(ground.low)) == 0.0
    assert float(ground.height(ground.low - 5)) == 0.0


def test_a_surface_that_is_undefined_everywhere_is_still_drawn() -> None:
    scene = Scene.opening("formula", formula="log(-1 - x^2) + y", race=(Racer("gd"),))
    figures = drawn(scene)
    assert "left the domain" in figures["contour"].data[1].name


def test_ends_are_marked_by_status() -> None:
    assert len(set(theme.END_MARKS.values())) == len(theme.END_MARKS)
    scene = Scene.opening("bowl", race=(Racer("gd", (("learning_rate", 10.0),)),))
    figure = drawn(scene)["contour"]
    assert figure.data[2].marker.symbol == theme.END_MARKS["diverged"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("index", range(len(theme.COLOURS)))
def test_lines_stand_out_from_the_ground_in_both_themes(index: int) -> None:
    """WCAG asks 3:1 for graphics. The ground's steepest, highest parts may come closer."""
    colour = theme.COLOURS[index]
    assert len(set(theme.COLOURS)) == len(theme.COLOURS)
    for ground in theme.GROUND[:3]:
        assert contrast(colour, ground) >= 3
        assert contrast(theme.DARK[colour], theme.DARK[ground]) >= 3
    for text in (theme.INK, theme.FAINT):
        assert contrast(text, theme.PAPER) >= 4.5
        assert contrast(theme.DARK[text], theme.DARK[theme.PAPER]) >= 4.5
