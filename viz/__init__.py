"""Pictures: arrays in, figures and bytes for the browser out.

`viz.figures` holds what plotly draws, `viz.browser` what our own components draw.
"""

from viz import browser, figures, theme
from viz.chart import Chart, LossChart, loss_chart
from viz.ground import Ground, sample
from viz.run import Bounds, Companion, Run, hidden, inside, single

__all__ = [
    "Bounds",
    "Chart",
    "Companion",
    "Ground",
    "LossChart",
    "Run",
    "browser",
    "figures",
    "hidden",
    "inside",
    "loss_chart",
    "sample",
    "single",
    "theme",
]
