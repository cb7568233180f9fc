"""“Take away” beside a chart: its picture at any size, and what the link of its page gives."""

from ui.browser.chart.mount import show

__all__ = ["show"]
