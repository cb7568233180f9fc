"""Small pictures: files that can be read, of the right part of the plane, with paths in place."""

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image

import landscapes
import optim
from viz import theme, thumbnails
from viz.thumbnails.colours import Colours
from viz.thumbnails.frame import HEIGHT, WIDTH, frame_of
from viz.thumbnails.png import SHADES, png
from viz.thumbnails.relief import painted, relief
from viz.thumbnails.strokes import diamond, disc, line

SQUARE = ((-3.0, 3.0), (-1.0, 5.0))


def pixels(content: bytes) -> np.ndarray:
    """A file as any reader of pictures sees it."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), np.float64)


def near(picture: np.ndarray, place: tuple[float, float], colour: np.ndarray) -> bool:
    """Whether the picture has this colour at a pixel, as well as so few shades can tell."""
    column, row = (int(v) for v in place)
    return bool(np.abs(picture[row, column] - 255 * colour).max() <= 255 / SHADES + 1)


def test_a_file_gives_back_what_was_put_into_it() -> None:
    given = np.random.default_rng(0).integers(0, SHADES, (5, 7, 3)) / (SHADES - 1)
    found = pixels(png(given))
    assert found.shape == (5, 7, 3)
    assert np.abs(found - 255 * given).max() <= 0.5
    beyond = pixels(png(np.array([[[-1.0, 0.5, 2.0]]])))
    assert beyond[0, 0, [0, 2]].tolist() == [0, 255]


def test_a_frame_has_one_scale_and_holds_the_window_in_its_middle() -> None:
    frame = frame_of(SQUARE, fenced=False)
    x, y = frame.places()
    assert (len(x), len(y)) == (WIDTH, HEIGHT)
    assert np.allclose(np.diff(x), frame.pixel)
    assert np.allclose(np.diff(y), -frame.pixel)
    assert (x[0] + x[-1], y[0] + y[-1]) == pytest.approx((0, 4))
    assert x[0] < -3 < 3 < x[-1]
    assert y[-1] == pytest.approx(-1, abs=frame.pixel)
    px, py = frame.pixels(x, y)
    assert np.allclose(px, np.arange(WIDTH) + 0.5)
    assert np.allclose(py, np.arange(HEIGHT) + 0.5)


def test_a_fenced_frame_stays_within_the_window() -> None:
    x, y = frame_of(SQUARE, fenced=True).places(every=4)
    assert (len(x), len(y)) == (WIDTH // 4, HEIGHT // 4)
    assert -3 <= x[0] < x[-1] <= 3
    assert -1 < y[-1] < y[0] < 5


def test_contours_of_a_round_bowl_are_round() -> None:
    surface = landscapes.get("bowl", stretch=1.0)
    _, share = relief(surface, surface.bounds)
    middle = (
        slice(HEIGHT // 2 - 100, HEIGHT // 2 + 100),
        slice(WIDTH // 2 - 100, WIDTH // 2 + 100),
    )
    part = share[middle]
    assert np.allclose(part, part.T)
    assert np.allclose(share, share[::-1, ::-1])
    assert share.min() < 0.001


@pytest.mark.parametrize("slug", ["digits_plane", "network", "skip_connections"])
def test_a_costly_surface_is_close_to_what_it_is_at_every_pixel(slug: str) -> None:
    surface = landscapes.get(slug)
    frame, share = relief(surface, surface.bounds)
    assert np.isfinite(share).all()
    x, y = frame.places()
    rows, columns = np.arange(3, HEIGHT, 59), np.arange(5, WIDTH, 61)
    losses = surface.fun(*np.meshgrid(x[columns], y[rows]))
    # Heights rise with losses, so where they are in the same order the picture is right.
    shown = share[np.ix_(rows, columns)].ravel()
    order = np.argsort(losses.ravel())
    assert np.diff(shown[order]).min() > -0.02


def test_the_lowest_ground_has_the_first_colour_and_the_unknown_has_that_of_paper() -> None:
    share = np.linspace(-0.2, 1.5, HEIGHT)[:, None] * np.ones(WIDTH)
    share[:, :10] = np.nan
    for dark in (False, True):
        colours = Colours(dark)
        picture = painted(share, colours)
        assert np.allclose(picture[:, :10], colours.of(theme.PAPER))
        ends = [np.abs(picture[row, 50] - colours.of(theme.GROUND[row])).max() for row in (0, -1)]
        assert max(ends) < 0.1
        assert len(np.unique(picture[:, 50], axis=0)) > 20  # bands and lines between them


def test_lines_fade_where_they_would_lie_closer_than_a_few_pixels() -> None:
    ramp = np.ones(HEIGHT)[:, None] * np.linspace(0, 1, WIDTH)
    waves = (1 + np.sin(np.ones(HEIGHT)[:, None] * np.arange(WIDTH))) / 2
    plain = Colours(False).between(theme.GROUND, waves)
    assert np.abs(painted(waves, Colours(False)) - plain)[:, 2:-2].max() < 0.12
    inked = np.abs(painted(ramp, Colours(False)) - Colours(False).between(theme.GROUND, ramp))
    assert inked.max() > 0.2


def test_a_line_covers_the_pixels_between_its_points_and_has_gaps() -> None:
    x, y = np.array([20.5, 60.5, np.nan, 100.5, 100.5]), np.array([30.5, 30.5, 30.5, 50.5, 90.5])
    cover = line(x, y, 5.0)
    assert cover.shape == (HEIGHT, WIDTH)
    assert cover[30, 20:61].min() == cover[50:91, 100].min() == 1
    assert cover[28:33, 40].tolist() == [1] * 5
    assert cover[[26, 34], 40].tolist() == [0, 0]
    assert cover[:, 65:95].max() == 0


def test_a_line_far_outside_is_left_out_and_one_that_comes_back_is_not() -> None:
    assert line(np.array([10.0, 1e12]), np.array([10.0, 1e300]), 5.0).max() == 0
    assert line(np.array([-400.5, 400.5]), np.array([100.5, 100.5]), 5.0)[100].min() == 1


def test_marks_have_their_shapes() -> None:
    round_, square = disc(50.5, 60.5, 10.0), diamond(50.5, 60.5, 10.0)
    assert round_[60, 42] == square[60, 42] == 1
    corner = (60 - 6, 50 - 6)
    assert round_[corner] == 1
    assert square[corner] == 0


@pytest.mark.parametrize("dark", [False, True])
def test_a_path_begins_and_ends_at_its_marks(dark: bool) -> None:
    surface = landscapes.get(thumbnails.METHODS_ON)
    picture = pixels(thumbnails.method_thumbnails("newton")[dark])
    assert picture.shape == (HEIGHT, WIDTH, 3)
    # Newton's method goes from the start straight to the minimum of a quadratic.
    window = thumbnails.METHODS_WINDOW
    points = np.array([surface.start, surface.minima[0]]).T
    px, py = frame_of(window, fenced=False).pixels(*points)
    colours = Colours(dark)
    assert near(picture, (px[0], py[0]), colours.of(theme.PAPER))
    assert near(picture, (px[1], py[1]), colours.of(thumbnails.COLOUR))
    assert near(picture, (px.mean(), py.mean()), colours.of(thumbnails.COLOUR))


def test_methods_differ() -> None:
    """The path is that of the method, and not the same for all."""
    made = {
        slug: thumbnails.method_thumbnails(slug)[False] for slug in ("newton", "gd", "adadelta")
    }
    assert len(set(made.values())) == 3


def test_every_surface_has_a_picture_of_its_own_in_either_theme() -> None:
    made = [thumbnails.surface_thumbnails(slug) for slug in landscapes.names()]
    assert len({content for themes in made for content in themes.values()}) == 2 * len(made)
    for themes in made:
        light, dark = pixels(themes[False]), pixels(themes[True])
        assert light.shape == dark.shape == (HEIGHT, WIDTH, 3)
        assert max(len(content) for content in themes.values()) < 60_000
        # The flattest ground, Easom's, has a hole in it.
        flat = Counter(map(tuple, light.reshape(-1, 3).tolist())).most_common(1)[0][1]
        assert flat < 0.97 * WIDTH * HEIGHT


@pytest.mark.parametrize("slug", optim.names())
def test_every_method_has_a_picture(slug: str) -> None:
    for dark, content in thumbnails.method_thumbnails(slug).items():
        picture = pixels(content)
        inked = np.abs(picture - 255 * Colours(dark).of(thumbnails.COLOUR)).max(axis=2) < 5
        assert inked.sum() > 150  # the mark of its end at least


def test_a_race_is_drawn_with_a_path_of_each_racer_over_the_ground() -> None:
    surface = landscapes.get("bowl")
    paths = [(np.linspace(-1.5, 0, 500), np.zeros(500)), (np.zeros(3), np.array([1.5, 1, 0]))]
    drawn = thumbnails.race_thumbnails(surface, paths)
    assert drawn[False] != thumbnails.surface_thumbnails("bowl")[False]
    assert drawn != thumbnails.race_thumbnails(surface, paths[:1])
    gone = [(np.array([0.0, np.inf]), np.array([0.0, np.nan]))]
    assert thumbnails.race_thumbnails(surface, gone)[True].startswith(b"\x89PNG")
