"""The sweep: how a method fares by two of its knobs."""

from ui.kit.address import link_notes
from ui.maps import sweep_page
from ui.maps.sweep_controls import SWEEP

sweep = SWEEP.open()
link_notes()
sweep = sweep_page.lay_out(sweep)
SWEEP.settle(sweep)
sweep_page.body(sweep)
