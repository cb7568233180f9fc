"""Pictures made without a browser: a race as PNG, SVG, GIF or LaTeX."""

from viz.print.animation import Film, gif
from viz.print.layout import Layout
from viz.print.pgfplots import pgfplots
from viz.print.sheet import Sheet, bare_ground, png
from viz.print.svg import svg

__all__ = ["Film", "Layout", "Sheet", "bare_ground", "gif", "pgfplots", "png", "svg"]
