"""The neural network: trained now, seen on planes through its weights."""

from ui.kit.address import link_notes
from ui.network import page
from ui.network.controls import NETWORK

study = NETWORK.open()
link_notes()
study, places = page.lay_out(study)
NETWORK.settle(study)
page.body(study, places)
