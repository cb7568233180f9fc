"""Pictures: arrays in, plotly figures out. One file a figure."""

from viz.contour import contour_figure
from viz.ground import Ground, sample
from viz.loss import loss_figure
from viz.run import Run
from viz.surface import surface_figure
from viz.wire import pack

__all__ = ["Ground", "Run", "contour_figure", "loss_figure", "pack", "sample", "surface_figure"]
