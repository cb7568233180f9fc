"""What two dimensions cannot show: signs of curvature in many, and what they cost."""

from ui.dimensions import page
from ui.dimensions.controls import DIMENSIONS
from ui.kit.address import link_notes

asked = DIMENSIONS.open()
link_notes()
asked, place = page.lay_out(asked)
DIMENSIONS.settle(asked)
page.body(asked, place)
