"""The playground: pick a surface, race optimizers on it, share the link."""

from ui.controls import partial_rerun
from ui.kit.address import link_notes
from ui.playground import page
from ui.scene.address import SCENE

partial_rerun.page_begins()
scene = SCENE.open()
link_notes()
scene, places = page.lay_out(scene)
SCENE.settle(scene)
page.body(scene, places)
partial_rerun.page_ends()
