"""Pictures: arrays in, plotly figures out. One file a figure."""

from viz.along import along_figure
from viz.check import check_figure
from viz.chord import chord_figure
from viz.contour import contour_figure
from viz.curve import curve_figure
from viz.ground import Ground, sample
from viz.profile import profile_figure
from viz.run import Run
from viz.surface import surface_figure
from viz.wire import pack

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
