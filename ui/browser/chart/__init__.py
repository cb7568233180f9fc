"""“Take away” beside a chart: its picture at any size, and what the link of its page gives."""

from ui.browser.chart.mount import chart_header, show

__all__ = ["chart_header", "show"]
