"""Pictures: arrays in, figures and bytes for the browser out.

`viz.figures` holds what plotly draws, `viz.browser` what our own components draw.
"""

from viz import browser, figures, theme
from viz.chart import Chart, TrainingChart, training_chart
from viz.chart_axes import chart_axes
from viz.ground import Ground, sample
from viz.run import Bounds, FurtherRun, Run, hidden, inside, single

__all__ = [
    "Bounds",
    "Chart",
    "FurtherRun",
    "Ground",
    "Run",
    "TrainingChart",
    "browser",
    "chart_axes",
    "figures",
    "hidden",
    "inside",
    "sample",
    "single",
    "theme",
    "training_chart",
]
