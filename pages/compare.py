"""Compare: two races side by side, in step."""

from ui.compare import page
from ui.compare.controls import COMPARE
from ui.kit.address import link_notes

compared = COMPARE.open()
link_notes()
compared = page.lay_out(compared)
COMPARE.settle(compared)
page.body(compared)
