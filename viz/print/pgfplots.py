"""A race for LaTeX: contour lines and paths as coordinates for pgfplots."""

import re
from collections.abc import Iterator

import numpy as np

from viz import theme
from viz.print.contour_lines import contour_lines
from viz.print.frame import Frame
from viz.print.layout import Layout
from viz.print.sheet import Sheet
from viz.run import REACH, Run, inside

DASHES = {
    "solid": "solid", "dash": "dashed", "dot": "dotted", "dashdot": "dash dot",
    "longdash": "loosely dashed", "longdashdot": "dash dot dot",
}  # fmt: skip
SHEET = Layout(600, 600, 0)
"""How fine contour lines are: as on a sheet of so many pixels."""
_SPECIAL = re.compile(r"([\\{}$&#^_%~])")
_WRITTEN = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def pgfplots(sheet: Sheet, said: str) -> str:
    """A `tikzpicture` to put into a paper; `said` stands above it as a comment."""
    (x_lo, x_hi), (y_lo, y_hi) = sheet.ground.bounds
    scale = "axis equal image, " if sheet.equal else ""
    head = [
        *(f"% {line}" for line in said.splitlines()),
        r"% \usepackage{pgfplots} \pgfplotsset{compat=1.18}",
        *(f"\\definecolor{{racer{run.index}}}{{HTML}}{{{_colour(run)}}}" for run in sheet.runs),
        r"\begin{tikzpicture}",
        rf"\begin{{axis}}[{scale}xmin={x_lo:.6g}, xmax={x_hi:.6g}, ymin={y_lo:.6g}, "
        rf"ymax={y_hi:.6g}, xlabel=$x$, ylabel=$y$, title={{{tex(sheet.title)}}}, "
        r"legend pos=outer north east]",
    ]
    body = [*_contours(sheet)]
    for run in sheet.runs:
        body += _path(run, sheet)
    return "\n".join([*head, *body, r"\end{axis}", r"\end{tikzpicture}", ""])


def tex(text: str) -> str:
    """A text as it may stand in LaTeX."""
    return _SPECIAL.sub(lambda sign: _WRITTEN.get(sign[1], "\\" + sign[1]), text)


def _colour(run: Run) -> str:
    return str(theme.line(run.index)["color"]).lstrip("#").upper()


def _contours(sheet: Sheet) -> Iterator[str]:
    """Those in the window: pgfplots cuts what lies beyond."""
    frame = sheet.frame(SHEET)
    yield r"\addplot[contour prepared={labels=false}, forget plot, thin] table {"
    for loss, lines in contour_lines(sheet, frame):
        for line in lines:
            x, y = _in_the_plane(line, frame)
            yield from (f"{a:.5g} {b:.5g} {loss:.5g}" for a, b in zip(x, y, strict=True))
            yield ""
    yield "};"


def _in_the_plane(line: np.ndarray, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    x = frame.left + (line[:, 0] - frame.box.left) * frame.across
    return x, frame.top - (line[:, 1] - frame.box.top) * frame.down


def _path(run: Run, sheet: Sheet) -> Iterator[str]:
    near = inside(run.x, run.y, sheet.ground.bounds, REACH)
    yield (
        rf"\addplot[racer{run.index}, {DASHES[theme.line(run.index)['dash']]}, thick, "
        r"unbounded coords=jump] coordinates {"
    )
    yield " ".join(
        f"({x:.9g},{y:.9g})" if ok else "(nan,nan)"
        for x, y, ok in zip(run.x, run.y, near, strict=True)
    )
    yield "};"
    yield rf"\addlegendentry{{{tex(run.name)}}}"
