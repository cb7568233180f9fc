"""What can be chosen of the pictures: what the chart shows, how the map is coloured and marked.

The stage offers it beside the pictures (`options`) and tells what somebody picked (`picked`);
plain pictures have widgets for the same below them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.sentences import N_, _
from ui.kit.locks import WHY
from ui.scene.handout import LOCKED, OMITTED
from ui.scene.scene import CHOICES, NUMBERS, Scene

WORDS: Mapping[str, Mapping[str, str]] = {
    "curve": {
        "loss": N_("Loss"),
        "distance": N_("Distance"),
        "gradient": N_("Gradient"),
        "held_out": N_("Loss of those held out"),
    },
    "loss": {"log": N_("Log"), "linear": N_("Linear")},
    "by": {
        "steps": N_("Steps"),
        "evaluations": N_("Evaluations"),
        "cost": N_("Cost"),
        "epochs": N_("Epochs"),
    },
    "height": {"auto": N_("Auto"), "linear": N_("Linear"), "log": N_("Log")},
    "ground": {"all": N_("All samples"), "batch": N_("This step's batch")},
    "summed": {
        "wrong": N_("Wrong classes"),
        "all": N_("All (+1)"),
        "mean": N_("Mean over classes"),
    },
}
"""Of each menu, what its words mean."""
LABELS: Mapping[str, str] = {
    "curve": N_("Chart"),
    "loss": N_("Axis"),
    "by": N_("Against"),
    "height": N_("Height"),
    "ground": N_("Map of"),
    "summed": N_("Loss of a sample sums"),
    "critical": N_("Critical points"),
    "data": N_("Data"),
}
HELP: Mapping[str, str] = {
    "height": N_(
        "Whether colours and heights follow the loss or its logarithm. Auto: the logarithm "
        "where the loss spans much."
    ),
    "critical": N_("Minima, maxima and saddles in the window, told apart by the Hessian."),
    "by": N_(
        "Epochs count how often the steps went through all samples. A method that asks several "
        "times in a step pays more than that: see evaluations."
    ),
    "data": N_("The samples, and the line that each optimizer draws between the classes."),
}
COSTS = ("cost_grad", "cost_hess")
CHART, MAP = "chart", "map"
HELD_OUT, EPOCHS = "held_out", "epochs"


def menus(scene: Scene) -> dict[str, str]:
    """The menus that mean anything to a scene, with the picture each is about."""
    if scene.handout.state("view") == OMITTED:
        return {}
    found = dict.fromkeys(("curve", "loss", "by"), CHART) | {"height": MAP}
    scatter = scene.landscape().scatter
    found |= {"ground": MAP} if scene.seen_batch else {}
    hinges = scatter is not None and "hinge" in scatter.loss and scene.data == "show"
    return found | ({"summed": MAP} if hinges else {})


def words_of(scene: Scene, name: str) -> Mapping[str, str]:
    """What a menu offers: what a surface lacks only where it is chosen already.

    Nothing is counted in epochs without samples, nor shown of samples that are not held out.
    """
    landscape = scene.landscape()
    lacks = {
        HELD_OUT: landscape.held_out_scatter is None and scene.curve != HELD_OUT,
        EPOCHS: not landscape.samples and scene.by != EPOCHS,
    }
    return {word: said for word, said in WORDS[name].items() if not lacks.get(word)}


def switches(scene: Scene) -> tuple[str, ...]:
    """What is shown on the map or hidden."""
    if scene.handout.state("view") == OMITTED:
        return ()
    return ("critical", "data") if scene.landscape().scatter is not None else ("critical",)


def costs(scene: Scene) -> tuple[str, ...]:
    """The numbers of the chart's axis."""
    shown = scene.by == "cost" and scene.handout.state("view") != OMITTED
    return COSTS if shown else ()


def options(scene: Scene) -> list[dict[str, Any]]:
    """All of that as the stage offers it."""
    state = scene.handout.state("view")
    if scene.held or state == OMITTED:
        return []
    every = [*_menus(scene), *_switches(scene), *_numbers(scene)]
    return [each | {"locked": _(WHY)} for each in every] if state == LOCKED else every


def _menus(scene: Scene) -> Iterator[dict[str, Any]]:
    for name, at in menus(scene).items():
        yield _option(scene, name, at, LABELS[name]) | {
            "words": [(word, _(said)) for word, said in words_of(scene, name).items()]
        }


def _switches(scene: Scene) -> Iterator[dict[str, Any]]:
    for name in switches(scene):
        yield _option(scene, name, MAP, LABELS[name]) | {"switch": ["hide", "show"]}


def _numbers(scene: Scene) -> Iterator[dict[str, Any]]:
    for name in costs(scene):
        knob = NUMBERS[name]
        yield _option(scene, name, CHART, knob.label) | {"limits": [knob.lo, knob.hi]}


def _option(scene: Scene, name: str, at: str, label: str) -> dict[str, Any]:
    told = HELP.get(name, "") or (NUMBERS[name].help if name in NUMBERS else "")
    return {
        "name": name,
        "at": at,
        "label": _(label),
        "help": _(told),
        "value": getattr(scene, name),
    }


# -- what is picked there -------------------------------------------------------------------


def picked(scene: Scene, told: Any) -> Scene | None:
    """The scene with the values that were told by name; None for nonsense, as anyone can tell."""
    if not isinstance(told, Mapping) or not told:
        return None
    if not all(_is_possible(name, value) for name, value in told.items()):
        return None
    return replace(scene, **told)


def _is_possible(name: Any, value: Any) -> bool:
    if name in LABELS:
        return isinstance(value, str) and value in CHOICES[name]
    if name not in COSTS or isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return NUMBERS[name].lo <= value <= NUMBERS[name].hi
