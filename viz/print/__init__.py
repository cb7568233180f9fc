"""Pictures made without a browser: a race as PNG, SVG, GIF or LaTeX, a map of cells as GIF."""

from viz.print.animation import Film, gif, pair_gif
from viz.print.cells_film import CellsFilm, cells_gif
from viz.print.layout import Layout
from viz.print.letters import FILE as LETTERS
from viz.print.log_chart import log_chart
from viz.print.pgfplots import pgfplots
from viz.print.sheet import Sheet, bare_ground, png
from viz.print.svg import svg

__all__ = [
    "LETTERS",
    "CellsFilm",
    "Film",
    "Layout",
    "Sheet",
    "bare_ground",
    "cells_gif",
    "gif",
    "log_chart",
    "pair_gif",
    "pgfplots",
    "png",
    "svg",
]
