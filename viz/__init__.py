"""Pictures: arrays in, figures and bytes for the browser out.

`viz.figures` holds what plotly draws, `viz.browser` what our own components draw,
`viz.print` pictures made without a browser, `viz.thumbnails` small pictures to choose by.
"""

from viz import browser, figures, print, theme, thumbnails
from viz.chart import Chart, TrainingChart, training_chart
from viz.chart_axes import chart_axes
from viz.ground import LEVELS, Ground, has_one_unit, sample
from viz.notebook import contour_figure, loss_figure, open_in_app, surface_figure
from viz.run import Bounds, FurtherRun, Run, hidden, inside, single

__all__ = [
    "LEVELS",
    "Bounds",
    "Chart",
    "FurtherRun",
    "Ground",
    "Run",
    "TrainingChart",
    "browser",
    "chart_axes",
    "contour_figure",
    "figures",
    "has_one_unit",
    "hidden",
    "inside",
    "loss_figure",
    "open_in_app",
    "print",
    "sample",
    "single",
    "surface_figure",
    "theme",
    "thumbnails",
    "training_chart",
]
