"""Every optimizer and every surface, from their own declarations."""

from ui.playground import report

report.all_optimizers()
report.all_landscapes()
