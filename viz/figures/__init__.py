"""Figures that plotly draws, one file a figure."""

from viz.figures.along import along_figure
from viz.figures.chord import chord_figure
from viz.figures.contour import contour_figure
from viz.figures.curve import curve_figure
from viz.figures.dark import themed
from viz.figures.gradient_check import check_figure
from viz.figures.learning import learning_figure
from viz.figures.lowest_so_far import Way, lowest_figure
from viz.figures.masks import averages_figure, masks_figure
from viz.figures.network import around_figure, between_figure, honesty_figure
from viz.figures.networks_together import ensembles_figure, widths_figure
from viz.figures.profile import profile_figure
from viz.figures.rates import rates_figure
from viz.figures.search import search_figure
from viz.figures.sensitivity import Slice, slice_figure
from viz.figures.signs import signs_figure
from viz.figures.spectrum import spectrum_figure
from viz.figures.spread import spread_figure
from viz.figures.surface import surface_figure

__all__ = [
    "Slice",
    "Way",
    "along_figure",
    "around_figure",
    "averages_figure",
    "between_figure",
    "check_figure",
    "chord_figure",
    "contour_figure",
    "curve_figure",
    "ensembles_figure",
    "honesty_figure",
    "learning_figure",
    "lowest_figure",
    "masks_figure",
    "profile_figure",
    "rates_figure",
    "search_figure",
    "signs_figure",
    "slice_figure",
    "spectrum_figure",
    "spread_figure",
    "surface_figure",
    "themed",
    "widths_figure",
]
