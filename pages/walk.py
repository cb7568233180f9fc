"""Walk it yourself: down a loss surface in the dark."""

from ui.kit.address import link_notes
from ui.walk import page
from ui.walk.controls import WALK

walk = WALK.open()
link_notes()
walk = page.lay_out(walk)
WALK.settle(walk)
page.body(walk)
