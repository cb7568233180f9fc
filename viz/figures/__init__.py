"""Figures that plotly draws, one file a figure."""

from viz.figures.along import along_figure
from viz.figures.chord import chord_figure
from viz.figures.contour import contour_figure
from viz.figures.curve import curve_figure
from viz.figures.dark import themed
from viz.figures.gradient_check import check_figure
from viz.figures.lowest_so_far import Way, lowest_figure
from viz.figures.network import around_figure, between_figure, honesty_figure
from viz.figures.profile import profile_figure
from viz.figures.sensitivity import Slice, slice_figure
from viz.figures.signs import signs_figure
from viz.figures.spectrum import spectrum_figure
from viz.figures.surface import surface_figure

__all__ = [
    "Slice",
    "Way",
    "along_figure",
    "around_figure",
    "between_figure",
    "check_figure",
    "chord_figure",
    "contour_figure",
    "curve_figure",
    "honesty_figure",
    "lowest_figure",
    "profile_figure",
    "signs_figure",
    "slice_figure",
    "spectrum_figure",
    "surface_figure",
    "themed",
]
