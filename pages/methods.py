"""Methods and surfaces: every one explained."""

from ui.reference import page

page.body()
