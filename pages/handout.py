"""Links for a class: what a link leaves free, what it asks first, and how it looks."""

from ui.handout import page
from ui.handout.controls import HANDOUT
from ui.kit.address import link_notes

scene = HANDOUT.open()
link_notes()
scene = page.lay_out(scene)
HANDOUT.settle(scene)
page.body(scene)
