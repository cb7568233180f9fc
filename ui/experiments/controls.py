"""The controls of “Experiments with networks”: which one, and those of that one."""

from collections.abc import Mapping
from dataclasses import replace

from core.sentences import N_
from ui.experiments.experiment import Experiment
from ui.kit.address import Address
from ui.kit.widgets import choice_widget

TITLES: Mapping[str, str] = {
    "search": N_("Search in 650 dimensions"),
    "dropout": N_("Dropout is many networks"),
    "widths": N_("Where trainings end"),
    "ensembles": N_("Ensembles"),
    "regularisers": N_("Regularisers side by side"),
    "flow": N_("From scores to loss"),
}
EXPERIMENT = Address("experiment", Experiment.from_query, lambda asked: TITLES[asked.show])


def which(asked: Experiment) -> Experiment:
    """Which experiment."""
    return replace(asked, show=choice_widget(N_("Experiment"), "show", TITLES, asked.show))
