"""The basin map: which starts lead to which minimum."""

from ui.kit.address import link_notes
from ui.maps import basins_page
from ui.maps.basins_controls import BASINS

basins = BASINS.open()
link_notes()
basins = basins_page.lay_out(basins)
BASINS.settle(basins)
basins_page.body(basins)
