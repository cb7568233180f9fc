"""Pictures: arrays in, plotly figures out. One file a figure."""

from viz.browser.wire import pack
from viz.figures.along import along_figure
from viz.figures.chord import chord_figure
from viz.figures.contour import contour_figure
from viz.figures.curve import curve_figure
from viz.figures.gradient_check import check_figure
from viz.figures.profile import profile_figure
from viz.figures.surface import surface_figure
from viz.ground import Ground, sample
from viz.run import Run

__all__ = [
    "Ground",
    "Run",
    "along_figure",
    "check_figure",
    "chord_figure",
    "contour_figure",
    "curve_figure",
    "pack",
    "profile_figure",
    "sample",
    "surface_figure",
]
