"""What the controls of a scene are called in a link that hands some of them out.

A control is named as in the link (`adam.learning_rate`, `surface.b`), by the group that it is of
(`adam`, `surface`), or it is one of the `rest`, which nobody named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import landscapes
import optim
from core.knob import Knob, knobs_of
from core.linked import Single
from core.parts import listed
from core.query import Query, show
from core.sentences import N_, sentence

REST = "rest"
GROUPS: Mapping[str, str] = {
    "surface": N_("Surface"),
    "race": N_("Optimizers"),
    "start": N_("Start"),
    "steps": N_("Steps"),
    "chance": N_("Schedule and noise"),
    "gradient": N_("Gradient"),
    "starts": N_("Starts"),
    "view": N_("What the pictures show"),
    "results": N_("Results"),
    "closer": N_("A closer look"),
}
"""The groups of controls, as people read them; the settings of a racer are one by its label."""
SHOWN = ("results", "closer")
"""Those with nothing to be locked: they are there, or they are not."""
MOST_NAMES, MOST_COPIES = 80, 8
UNKNOWN = N_("There is no control {name}; it was left out.")


def is_control(name: str) -> bool:
    """Whether some scene has a control, or a group of them, of this name."""
    if name in (*GROUPS, REST) or is_label(name):
        return True
    of, knob = group_of(name), name.rpartition(".")[2]
    if of == "surface":
        return any(knob in knobs_of(cls) for cls in landscapes.CLASSES.values())
    return is_label(of) and knob in racer_knobs(of)


def is_label(name: str) -> bool:
    """Whether a racer may be called so: adam, or adam.2 for the second one."""
    slug, _, copy = name.partition(".")
    copies = {str(n) for n in range(2, MOST_COPIES + 1)}
    return slug in optim.CLASSES and (name == slug or copy in copies)


def racer_knobs(label: str) -> Mapping[str, Knob]:
    """The knobs of a racer with this label."""
    return knobs_of(optim.CLASSES[label.partition(".")[0]])


def group_of(name: str) -> str:
    """The group that a control is of; empty for a group itself."""
    group, _, last = name.rpartition(".")
    return "" if last.isdecimal() else group


@dataclass(frozen=True)
class Controls(Single):
    """Names of controls: `lock=start~adam.learning_rate`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        found: list[str] = []
        for name in listed(asked.left.pop(key, ""), MOST_NAMES):
            if not is_control(name):
                asked.note(
                    sentence("There is no control {name}; it was left out.", name=show(name))
                )
            elif name not in found:
                found.append(name)
        if len(found) > MOST_NAMES:
            asked.note(
                sentence("{key} names more than {most} controls; the others were left out.",
                         key=key, most=MOST_NAMES)
            )  # fmt: skip
        return tuple(found[:MOST_NAMES])

    def _text(self, value: Any) -> str:
        return "~".join(value)

    def _checked(self, value: Any, noun: str) -> Any:
        if len(value) > MOST_NAMES or not all(map(is_control, value)):
            raise ValueError(f"{self.name}: there is no such control")
        return tuple(dict.fromkeys(value))
