"""Colours and marks. Figures are drawn in the light theme; `DARK` turns them into the dark one.

Line colours differ in lightness as well as hue and never stand alone: each comes with a dash.
They follow Okabe and Ito's colour-blind-safe set, darkened for light ground and lightened for
dark ground until each has a contrast of at least 3:1 with the surface where paths end. Lines that
share a dash, or have similar ones, keep apart in colour for every kind of colour blindness.
"""

import math
from collections.abc import Mapping
from typing import Any

from core.sentences import N_, sentence
from core.written import number
from optim import LEVEL, POORER, Status

INK, PAPER, GRID, FAINT = "#1b2733", "#fdfeff", "#d9e2ea", "#5b6b7a"
GROUND = (
    "#005277", "#00718f", "#1d91a1", "#4dadac", "#78c4b3",
    "#a3d5b7", "#cee1bd", "#edeacd", "#fbf4e3",
)  # fmt: skip
_GROUND_DARK = (
    "#0e9295", "#007883", "#006074", "#0c4b66", "#173b58",
    "#1b2e4a", "#1b253d", "#1a1e31", "#171827",
)  # fmt: skip
COLOURS = ("#005fa3", "#c2410c", "#00795a", "#a0347c", "#101820", "#7a5a00", "#8c1d2c", "#4b3fb5")
_COLOURS_DARK = (
    "#58b7f0", "#ff8d50", "#30d9a5", "#f59ccd", "#f4f7fa", "#f2d64b", "#ff7b8a", "#b3a8ff",
)  # fmt: skip
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")

DARK = {
    **dict(zip(COLOURS, _COLOURS_DARK, strict=True)),
    **dict(zip(GROUND, _GROUND_DARK, strict=True)),
    INK: "#e8eef4",
    PAPER: "#0d1319",
    GRID: "#2b3844",
    FAINT: "#9fb0bf",
}
"""The dark theme's colour for each colour of the light one."""

GROUND_SCALE = [[i / (len(GROUND) - 1), colour] for i, colour in enumerate(GROUND)]
END_MARKS: Mapping[str, str] = {
    Status.CONVERGED: "circle",
    Status.MAX_STEPS: "circle-open",
    Status.MAX_EVALUATIONS: "circle-open",
    Status.STALLED: "square",
    Status.DIVERGED: "x",
    Status.LEFT_DOMAIN: "square-open",
    Status.SADDLE: "hourglass",
    Status.MAXIMUM: "triangle-up",
    POORER: "triangle-down",
    LEVEL: "hexagon",
}
"""The mark at the end of a path, by what came of the run. Those of critical points are the same."""
END_MARKS_3D: Mapping[str, str] = {
    **END_MARKS,
    Status.SADDLE: "cross",
    Status.MAXIMUM: "diamond-open",
    POORER: "diamond",
    LEVEL: "circle-open",
}
"""The same where Plotly knows few shapes."""
STATUS_WORDS: Mapping[str, str] = {
    Status.CONVERGED: N_("converged"),
    Status.MAX_STEPS: N_("out of steps"),
    Status.MAX_EVALUATIONS: N_("budget spent"),
    Status.STALLED: N_("stuck"),
    Status.DIVERGED: N_("diverged"),
    Status.LEFT_DOMAIN: N_("left the domain"),
    Status.SADDLE: N_("stopped at a saddle"),
    Status.MAXIMUM: N_("stopped at a maximum"),
    POORER: N_("in a poorer minimum"),
    LEVEL: N_("stopped on level ground"),
}
"""What came of a run, by `optim.OUTCOMES`."""


def outcome_words(outcome: str, above: float = math.nan) -> str:
    """What came of a run, for its entry in the legend, and how much higher than the lowest.

    A poorer minimum is, and a run that got stuck may be; or it can go no lower, at the lowest.
    """
    if outcome == Status.STALLED and above == 0:
        return N_("stuck at the minimum")
    if outcome == Status.STALLED and above > 0:
        return sentence("stuck, {above} above the lowest", above=number(above, 3))
    if outcome == POORER and above > 0:
        return sentence("in a poorer minimum, {above} above the lowest", above=number(above, 3))
    return STATUS_WORDS.get(outcome, outcome)


def line(index: int, width: float = 2.5) -> dict[str, Any]:
    """Colour and dash of the `index`-th racer."""
    colour, dash = COLOURS[index % len(COLOURS)], DASHES[index % len(DASHES)]
    return {"color": colour, "dash": dash, "width": width}


def halo(width: float = 6.0) -> dict[str, Any]:
    """The line of paper below a racer's, which keeps it apart from ground of any colour."""
    return {"color": PAPER, "width": width}


FAN_OPACITY = 0.45


def fan_line(index: int, width: float = 1.2) -> dict[str, Any]:
    """The line of a racer's further runs: thin and solid, since dashes would be lost."""
    return {"color": COLOURS[index % len(COLOURS)], "width": width}


def end_mark(outcome: str, index: int, size: float, solid: bool = False) -> dict[str, Any]:
    """The marker at the end of the `index`-th racer's line: its shape tells the outcome.

    `solid`: for a figure in 3-D.
    """
    return {
        "symbol": (END_MARKS_3D if solid else END_MARKS).get(outcome, "circle"),
        "size": size,
        "color": line(index)["color"],
        "line": {"width": 2},
    }


def badge(symbol: str, size: float) -> dict[str, Any]:
    """A marker of the ground, not of a racer: paper inside, ink around."""
    return {"symbol": symbol, "size": size, "color": PAPER, "line": {"width": 2, "color": INK}}


def layout(revision: str, **more: Any) -> dict[str, Any]:
    """What every figure shares. Zoom and camera stay while `revision` stays."""
    shared = {
        "uirevision": revision,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK, "size": 13},
        "margin": {"l": 52, "r": 12, "t": 12, "b": 44},
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
        "showlegend": False,
        "autosize": True,
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": FAINT, "activecolor": INK},
    }
    return shared | more


def note(text: str, x: float = 0.5, y: float = 0.5, **more: Any) -> dict[str, Any]:
    """A quiet annotation inside the plot, at shares of its width and height."""
    plain = {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"color": FAINT, "size": 13},
    }
    return plain | more


def axis(text: str, **more: Any) -> dict[str, Any]:
    """A plain axis."""
    # The colours of the letters are said again, because Streamlit's own theme sets others.
    plain = {
        "title": {"text": text, "font": {"color": INK}},
        "tickfont": {"color": INK},
        "gridcolor": GRID,
        "linecolor": FAINT,
        "zeroline": False,
    }
    return plain | more
