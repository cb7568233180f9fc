"""Lines can be told apart: on the ground, in both themes, and by colour-blind people."""

import itertools

import numpy as np
import pytest
from plotly import graph_objects as go

import optim
from viz import theme
from viz.figures import themed

RACERS = 8
SIMILAR = ({"dash", "longdash"}, {"dashdot", "longdashdot"})
IN_3D = {"circle", "circle-open", "cross", "diamond", "diamond-open", "square", "square-open", "x"}
# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, IEEE TVCG 15 (2009), 1291, severity 1.0.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3),
}  # fmt: skip
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(np.dot(TO_XYZ[1], linear(colour)))


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, eye: str) -> np.ndarray:
    """CIELAB of a colour as that eye sees it: distances are roughly as people feel them."""
    seen = np.clip(np.array(BLINDNESS[eye]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(np.array(TO_XYZ) @ seen / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


THEMES = (lambda colour: colour, theme.DARK.__getitem__)


@pytest.mark.parametrize("index", range(RACERS))
def test_lines_stand_out_from_every_band_of_the_ground_in_both_themes(index: int) -> None:
    """WCAG asks 3:1 for graphics: of a line against the ground, or else against its halo of paper.

    There the halo has to stand out from the ground itself.
    """
    colour = theme.COLOURS[index]
    assert len(set(theme.COLOURS)) == len(theme.COLOURS) == RACERS
    for shown in THEMES:
        assert contrast(shown(colour), shown(theme.PAPER)) >= 4.5
        for ground in theme.GROUND:
            by_itself = contrast(shown(colour), shown(ground)) >= 3
            assert by_itself or contrast(shown(theme.PAPER), shown(ground)) >= 1.9
    for text in (theme.INK, theme.FAINT):
        assert contrast(text, theme.PAPER) >= 4.5
        assert contrast(theme.DARK[text], theme.DARK[theme.PAPER]) >= 4.5


@pytest.mark.parametrize("shown", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("eye", BLINDNESS)
def test_the_ground_goes_evenly_from_its_unmistakable_low_end_for_every_eye(shown, eye) -> None:
    """Each colour is lighter than the one before, or each darker; and no two are alike."""
    bands = np.array([lab(shown(colour), eye) for colour in theme.GROUND])
    rise = np.diff(bands[:, 0])
    assert (rise > 0).all() or (rise < 0).all()
    assert np.abs(rise).max() < 4 * np.abs(rise).min()
    assert abs(bands[-1, 0] - bands[0, 0]) > 40
    assert len(set(theme.GROUND)) == len(theme.GROUND)
    # The low end is far from the paper around the map, and farther from the high end than that.
    assert np.linalg.norm(bands[0] - bands[-1]) > np.linalg.norm(bands[-1] - bands[len(bands) // 2])
    assert np.linalg.norm(bands[0] - lab(shown(theme.PAPER), eye)) > 40


@pytest.mark.parametrize("eye", BLINDNESS)
def test_lines_of_like_dashes_differ_in_colour_for_every_eye(eye: str) -> None:
    lines = [theme.line(i) for i in range(RACERS)]
    for a, b in itertools.combinations(lines, 2):
        if a["dash"] == b["dash"] or {a["dash"], b["dash"]} in SIMILAR:
            for swap in (lambda c: c, theme.DARK.__getitem__):
                apart = lab(swap(a["color"]), eye) - lab(swap(b["color"]), eye)
                assert np.linalg.norm(apart) > 20, (a, b)


def test_every_status_has_words_and_a_mark_that_3d_knows() -> None:
    assert theme.END_MARKS.keys() == theme.STATUS_WORDS.keys()
    assert set(optim.LOST) < theme.END_MARKS.keys()
    assert set(optim.OUTCOMES) == theme.END_MARKS.keys() == theme.END_MARKS_3D.keys()
    assert set(theme.END_MARKS_3D.values()) <= IN_3D
    words = list(theme.STATUS_WORDS.values())
    assert len(set(words)) == len(words)
    # Both budgets ended a run that came to no rest; no other two share a mark.
    assert theme.END_MARKS["max_steps"] == theme.END_MARKS["max_evaluations"]
    assert len(set(theme.END_MARKS.values())) == len(theme.END_MARKS) - 1


def test_the_dark_copy_changes_colours_and_nothing_else() -> None:
    figure = go.Figure(go.Scatter(x=np.arange(3.0), y=[1, 2, 3], line=theme.line(0)))
    figure.update_layout(theme.layout("r", xaxis=theme.axis(theme.INK + " is no colour")))
    dark = themed(figure, True)
    assert themed(figure, False) is figure
    assert figure.data[0].line.color == theme.COLOURS[0]
    assert dark.data[0].line.color == theme.DARK[theme.COLOURS[0]]
    assert dark.layout.font.color == theme.DARK[theme.INK]
    assert dark.layout.xaxis.title.text == theme.INK + " is no colour"
    assert np.array_equal(dark.data[0].x, figure.data[0].x)
