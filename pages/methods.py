"""Methods and surfaces: every one explained."""

from ui.methods import page

page.body()
