"""What needs more than two weights, or more than one network: search, dropout, ensembles."""

from ui.experiments import page
from ui.experiments.controls import EXPERIMENT
from ui.kit.address import link_notes

asked = EXPERIMENT.open()
link_notes()
asked = page.lay_out(asked)
EXPERIMENT.settle(asked)
page.body(asked)
