"""Search in many dimensions, dropout, ensembles, and the way from scores to a loss."""

from ui.experiments import page
from ui.experiments.controls import EXPERIMENT
from ui.kit.address import link_notes

asked = EXPERIMENT.open()
link_notes()
asked = page.lay_out(asked)
EXPERIMENT.settle(asked)
page.body(asked)
