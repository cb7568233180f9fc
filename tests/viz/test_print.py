"""Printed pictures: read again by others, and held against what they show."""

import io
import itertools
import re
import tracemalloc
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import landscapes
import optim
from viz import Ground, Run, print, sample, theme
from viz.print import animation, ground_picture, palette
from viz.print.canvas import Canvas
from viz.print.contour_lines import contour_lines, level_lines
from viz.print.layout import Box
from viz.print.palette import PAPER, Ramp
from viz.print.sheet import drawn
from viz.print.strokes import FAR, MOST, dashed, dashed_on, length, pieces

EIGHT = ("gd", "momentum", "adam", "newton", "bfgs", "rmsprop", "nelder_mead", "adagrad")
SVG = "{http://www.w3.org/2000/svg}"


def run(index: int, slug: str, surface: landscapes.Landscape, **how: object) -> Run:
    t = optim.minimize(surface, optim.get(slug), **how)
    gone = np.full(len(t.x), np.nan)
    return Run(slug, index, t.x, t.y, t.fun, t.cost, t.outcome, distance=gone, gradient=gone)


def sheet(slug: str = "himmelblau", race: tuple[str, ...] = ("gd", "adam"), **more: object):
    surface = landscapes.get(slug)
    how = more.pop("how", {})
    runs = [run(k, method, surface, **how) for k, method in enumerate(race)]
    ground: Ground = sample(surface.fun, surface.bounds)
    facts = {"title": "A race", "start": surface.start, "minima": surface.minima}
    return print.Sheet(landscape=surface, ground=ground, runs=runs, **(facts | more))


def rgb(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_a_png_has_the_size_asked_for_and_each_path_in_its_colour() -> None:
    shown = sheet(how={"max_steps": 30})
    layout = print.Layout(1200, 600, 2)
    found = rgb(print.png(shown, layout))
    assert found.shape == (600, 1200, 3)
    for one in shown.runs:
        middle = len(one.x) // 2
        column, row = shown.frame(layout).pixels(one.x[middle], one.y[middle]).astype(int)
        around = found[row - 5 : row + 6, column - 5 : column + 6].reshape(-1, 3)
        colour = theme.line(one.index)["color"]
        assert [int(colour[i : i + 2], 16) for i in (1, 3, 5)] in around.tolist()


def test_the_ground_is_as_high_as_the_surface() -> None:
    """Each dot has the colour of its band, or the one between two where bands are narrow."""
    shown = sheet(race=())
    layout = print.Layout(400, 300, 0)
    shade = (print.bare_ground(shown, layout).astype(int) - palette.GROUND) // palette.COVERS
    x, y = np.meshgrid(*shown.frame(layout).places())
    heights = shown.ground.height(shown.landscape.fun(x, y))
    exact = np.clip(heights / shown.ground.height(shown.ground.high), 0, 1) * palette.SHADES
    away = np.abs(shade + 0.5 - exact)
    assert np.quantile(away, 0.99) <= 1.5
    assert np.quantile(away, 0.999) < 3.5


def test_a_ground_is_the_same_however_many_rows_are_painted_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown, layout = sheet(race=()), print.Layout(1200, 600, 0)
    usual = print.bare_ground(shown, layout)
    monkeypatch.setattr(ground_picture, "ROWS", 10_000)
    assert (print.bare_ground(shown, layout) == usual).all()
    assert len(np.unique(usual)) > 40


def test_a_large_sheet_takes_little_memory_beside_itself() -> None:
    shown, layout = sheet(race=()), print.Layout(4800, 2400, 0)
    tracemalloc.start()
    places = print.bare_ground(shown, layout)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * places.nbytes


def test_a_map_has_one_scale_and_holds_the_window() -> None:
    shown = sheet()
    frame = shown.frame(print.Layout(1200, 600, 2))
    assert frame.across == frame.down
    for x, y in itertools.product(*shown.ground.bounds):
        column, row = frame.pixels(np.array(x), np.array(y))
        assert frame.box.left - 1e-9 <= column <= frame.box.right + 1e-9
        assert frame.box.top - 1e-9 <= row <= frame.box.bottom + 1e-9


@pytest.mark.parametrize("slug", ["network", "crease"])
def test_beyond_the_window_of_a_fenced_surface_is_nothing(slug: str) -> None:
    surface = landscapes.get(slug)
    shown = sheet(slug, race=())
    frame = shown.frame(print.Layout(1200, 600, 0))
    (x_lo, x_hi), _ = surface.bounds
    wide = frame.across * frame.box.width
    assert (wide > 1.5 * (x_hi - x_lo)) == (slug == "crease")


@pytest.mark.parametrize("level", [0.5, 1.0, 1.7])
def test_a_contour_line_of_a_cone_is_a_whole_circle(level: float) -> None:
    x, y = np.meshgrid(np.arange(-20, 21) / 10, np.arange(-20, 21) / 10)
    (ring,) = level_lines(np.hypot(x, y), level)
    assert ring[0] == pytest.approx(ring[-1])
    assert np.hypot(*(ring.T / 10 - 2)) == pytest.approx(level, abs=0.01)


def test_every_contour_line_lies_at_its_loss() -> None:
    shown = sheet("rosenbrock", race=())
    frame = shown.frame(print.Layout(800, 600, 0))
    found = contour_lines(shown, frame)
    assert len(found) == 21
    assert all(np.diff([loss for loss, _ in found]) > 0)
    far = 0.0
    for loss, lines in found:
        for line in lines:
            x = frame.left + (line[:, 0] - frame.box.left) * frame.across
            y = frame.top - (line[:, 1] - frame.box.top) * frame.down
            here = shown.ground.height(shown.landscape.fun(x, y)) / shown.ground.height(
                shown.ground.high
            )
            there = shown.ground.height(loss) / shown.ground.height(shown.ground.high)
            far = max(far, float(np.abs(here - there).max()))
    assert 0 < far < 0.02


def test_an_svg_is_well_formed_and_shows_words_as_words() -> None:
    hostile = '<script>alert("1")</script> & more'
    root = ElementTree.fromstring(print.svg(sheet(title=hostile), print.Layout(1200, 600, 2)))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "clipPath", "rect", "g", "image", "path", "text",
    }  # fmt: skip
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert words.count(hostile) == 1
    assert {"gd", "adam"} <= set(words)
    assert root.get("viewBox") == "0 0 1200 600"
    assert root.find(f".//{SVG}g").get("clip-path") == "url(#map)"


def test_the_paths_of_an_svg_go_where_the_runs_go() -> None:
    shown = sheet(race=("gd",), how={"max_steps": 12})
    layout = print.Layout(1200, 600, 1)
    root = ElementTree.fromstring(print.svg(shown, layout))
    colour = theme.line(0)["color"]
    lines = [e for e in root.iter(f"{SVG}path") if e.get("stroke") == colour]
    (path,) = [e for e in lines if e.get("d").count("L") > 3 and e.get("d")[-1] != "Z"]
    numbers = np.array(re.findall(r"-?[\d.]+", path.get("d")), float).reshape(-1, 2)
    there = shown.frame(layout).pixels(shown.runs[0].x, shown.runs[0].y)
    assert numbers[[0, -1]] == pytest.approx(there[[0, -1]], abs=0.06)


def test_a_film_read_by_pillow_shows_what_was_drawn() -> None:
    shown = sheet(how={"max_steps": 20})
    film = print.Film(shown, width=360, seconds=2)
    drawn_ones = animation.pictures(film, list(range(film.steps + 1)))
    colours = palette.colours()
    opened = Image.open(io.BytesIO(print.gif(film)))
    assert opened.n_frames == 21
    assert opened.info["loop"] == 0
    for k, places in enumerate(drawn_ones):
        opened.seek(k)
        assert (np.asarray(opened.convert("RGB")) == colours[places]).all()
        assert opened.info["duration"] == (2000 if k == 20 else 100)


def test_eight_racers_and_two_hundred_steps_fit_into_a_slide() -> None:
    shown = sheet(race=EIGHT, start=(0.3, 0.1), how={"max_steps": 200, "gtol": 0.0})
    made = print.gif(print.Film(shown))
    assert Image.open(io.BytesIO(made)).size == (720, 540)
    assert len(made) < 2_000_000


def test_a_long_race_is_told_in_few_pictures() -> None:
    shown = sheet(race=("gd",), how={"max_steps": 1001, "gtol": 0.0})
    opened = Image.open(io.BytesIO(print.gif(print.Film(shown, width=240))))
    assert opened.n_frames <= animation.MOST + 1


def test_what_becomes_too_large_has_half_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    film = print.Film(sheet(race=("gd",), how={"max_steps": 40, "gtol": 0.0}), width=240)
    whole = Image.open(io.BytesIO(print.gif(film))).n_frames
    monkeypatch.setattr(animation, "LARGEST", 1000)
    assert (whole, Image.open(io.BytesIO(print.gif(film))).n_frames) == (41, 21)


def test_a_run_that_flies_away_leaves_a_line_to_the_edge() -> None:
    points = np.array([(10.0, 10.0), (20.0, 10.0), (1e12, 10.0), (np.nan, 0.0), (5.0, 5.0)])
    (line,) = pieces(points)
    assert line[:2].tolist() == points[:2].tolist()
    assert FAR < line[2, 0] <= 2 * FAR + 20
    assert line[2, 1] == 10
    shown = sheet("bowl", race=("gd",), how={"max_steps": 300})
    wild = print.Sheet(**{**vars(shown), "runs": [
        run(0, "momentum", landscapes.get("rosenbrock"), max_steps=50, start=(-2, 3))
    ]})  # fmt: skip
    assert print.png(wild, print.Layout(400, 200, 1))
    assert print.gif(print.Film(wild, width=200))


def test_dashes_have_their_lengths_and_go_on_where_they_stopped() -> None:
    line = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 15.0)])
    parts = list(dashed(line, (4.0, 2.0)))
    assert [length(part) for part in parts] == pytest.approx([4, 4, 4, 4, 1])
    assert parts[2][0] == pytest.approx((10, 2))
    later = list(dashed(line[1:], (4.0, 2.0), since=10.0))
    assert [part.tolist() for part in later] == [part.tolist() for part in parts[2:]]


def to_and_fro(far: float, steps: int) -> Run:
    x = far * (-1.0) ** np.arange(steps + 1)
    gone = np.full(steps + 1, np.nan)
    return Run("There", 2, x, 0.7 * x, gone, gone, "max_steps", distance=gone, gradient=gone)


@pytest.mark.parametrize(("far", "steps"), [(50.0, 20), (1.5, 400)])
def test_a_run_that_goes_to_and_fro_has_no_more_dashes_than_can_be_seen(
    monkeypatch: pytest.MonkeyPatch, far: float, steps: int
) -> None:
    drawn_lines: list[int] = []
    monkeypatch.setattr(Canvas, "lines", lambda self, lines, *_: drawn_lines.append(len(lines)))
    shown = sheet("bowl", (), start=None)
    whole = print.Sheet(shown.title, shown.landscape, shown.ground, [to_and_fro(far, steps)])
    drawn(whole, print.Layout(1200, 600, 1))
    assert 0 < max(drawn_lines) <= MOST
    drawn_lines.clear()
    print.gif(print.Film(whole, 240))
    assert 0 < sum(drawn_lines) <= 2 * MOST


def test_dashes_on_a_map_are_those_of_the_whole_line_where_it_is_seen() -> None:
    box = Box(10, 10, 190, 90)
    turns = np.array([(-300, 20), (50, 50), (150, 30), (170, 900), (100, 60), (100, 20), (20, 700)])
    here, whole = (Canvas(np.zeros((100, 200), np.uint8), box) for _ in range(2))
    here.lines([*dashed_on(box, turns, (9, 5), 3.0)], 3, Ramp(1, 9))
    whole.lines([*dashed(turns, (9, 5), 3.0)], 3, Ramp(1, 9))
    assert (whole.places > 0).sum() > 400
    assert (here.places != whole.places).sum() < 4
    assert [*dashed_on(Box(500, 0, 600, 50), turns, (9, 5))] == []


def test_a_line_covers_as_many_dots_as_it_is_wide() -> None:
    canvas = Canvas(np.zeros((40, 60), np.uint8), Box(0, 0, 60, 40))
    ramp = Ramp(10, 5)
    canvas.line(np.array([(5.0, 20.0), (55.0, 20.0)]), 6, ramp)
    cover = np.where(canvas.places > 0, canvas.places - 9.0, 0) / ramp.grades
    assert cover[:, 30].sum() == pytest.approx(6, abs=0.6)
    canvas.line(np.array([(5.0, 20.0), (55.0, 20.0)]), 2, PAPER)
    assert canvas.places[20, 30] == 0


def test_a_title_gives_way_to_the_edge_and_signs_no_letter_exists_for_are_replaced() -> None:
    layout = print.Layout(400, 200, 0)
    long = drawn(sheet(race=(), title="wide " * 40), layout).places
    assert (long[: layout.title.bottom, -4:] == PAPER.first).all()
    dash, hyphen = (drawn(sheet(race=(), title=t), layout).places for t in ("a–b", "a-b"))
    assert (dash == hyphen).all()


def test_the_palette_has_room_and_every_racer_a_colour_of_its_own() -> None:
    last = palette.racer(len(theme.COLOURS) - 1).full
    assert last < 255
    for dark in (False, True):
        table = palette.colours(dark)
        shown = {tuple(table[palette.racer(k).full]) for k in range(len(theme.COLOURS))}
        assert len(shown) == len(theme.COLOURS)


def test_latex_holds_every_point_and_no_sign_of_its_own() -> None:
    shown = sheet(title=r"50 % of $x_1$ \input{a}", how={"max_steps": 25})
    text = print.pgfplots(shown, "a link\nand more")
    assert text.startswith("% a link\n% and more\n")
    assert text.count(r"\begin") == text.count(r"\end") == 2
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert r"50 \% of \$x\_1\$ \textbackslash{}input\{a\}" in text
    for one in shown.runs:
        (found,) = re.findall(rf"\[racer{one.index}, .*?\n(.*)", text)
        numbers = np.array(re.findall(r"-?[\d.]+(?:e-?\d+)?", found), float).reshape(-1, 2)
        assert numbers == pytest.approx(np.stack([one.x, one.y], axis=-1), rel=1e-8, abs=1e-8)
    assert "contour prepared" in text


def test_a_mark_beyond_the_edge_of_a_map_is_cut_or_gone() -> None:
    """Also where it is only just beyond: then nothing of it is there."""
    stamp = np.full((21, 21), 7, np.uint8)
    for across, down in itertools.product(range(-30, 91, 3), repeat=2):
        canvas = Canvas(np.zeros((60, 60), np.uint8), Box(10, 10, 50, 50))
        animation._put(canvas, stamp, np.array([float(across), float(down)]))
        ink = np.argwhere(canvas.places == 7)
        firsts = (round(v - 10.5) for v in (across, down))
        wide, high = (max(0, min(first + 21, 50) - max(first, 10)) for first in firsts)
        assert len(ink) == wide * high, (across, down)
        assert not len(ink) or (ink.min() >= 10 and ink.max() < 50)
