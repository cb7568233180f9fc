"""“Take away” beside the charts of the experiments: what a chart shows, and the page by link."""

from ui.browser.chart import show as take_chart
from ui.experiments.experiment import Experiment
from ui.kit.takings import takings

PAGE = "experiments"


def button(asked: Experiment, chart: str, title: str) -> None:
    """The menu of the chart with this key; its table is that of the points one sees."""
    offered = takings(PAGE, ("csv",), PAGE, asked.to_query()) | {"seen": True}
    take_chart(chart, title, f"thalweg-{asked.show}", offered)


def links(asked: Experiment) -> None:
    """The menu of what is no drawing: its link alone."""
    take_chart("", "", f"thalweg-{asked.show}", takings(PAGE, (), PAGE, asked.to_query()))
