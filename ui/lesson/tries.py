"""Settings that are prepared for the goal of a step, where nothing can be turned: a few to try."""

import math
from dataclasses import dataclass

from core.knob import Knob
from core.query import text_of
from core.sentences import N_, Sentence, joined, sentence
from core.written import number
from lessons import Goal, Step
from ui.lesson.measured import reaches
from ui.lesson.scene_link import page_and_query
from ui.lesson.turned import knob_at, scene_with
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


@dataclass(frozen=True)
class Try:
    """One setting of the controls: what it is called, and its scene."""

    says: Sentence
    scene: Scene


def tries_of(step: Step) -> tuple[Try, ...]:
    """As the step opens, as its goal is reached, and what lies between or beside these."""
    goal = step.ask
    if not isinstance(goal, Goal):
        return ()
    query, own = page_and_query(goal.solved_by)[1], scene_with(step, ())
    solved = scene_with(step, tuple((k, query[k]) for k in step.controls if k in query))
    ends = [(key, *knob_at(own, key), knob_at(solved, key)[1]) for key in step.controls]
    settings = _settings(ends)
    if own.landscape().effort > 1:  # its ground is a large picture, which each setting has anew
        settings = [settings[0], next(s for s in settings if _ends_at(s, ends))]
    made = [_try(step, values) for values in settings]
    return tuple({each.scene: each for each in made}.values())


def _settings(ends: list[tuple[str, Knob, float, float]]) -> list[dict[str, tuple[Knob, float]]]:
    """Of one control three values and its middle; of two controls, each of two with each."""
    if len(ends) == 1:
        ((key, knob, a, b),) = ends
        beside = _between(knob, a, b, 0.5), _between(knob, a, b, 1.5)
        return [{key: (knob, value)} for value in (a, beside[0], b, beside[1])]
    (one, first, a, b), (other, second, c, d) = ends
    pairs = ((a, c), (b, c), (a, d), (b, d))
    return [{one: (first, u), other: (second, v)} for u, v in pairs]


def _ends_at(
    setting: dict[str, tuple[Knob, float]], ends: list[tuple[str, Knob, float, float]]
) -> bool:
    return all(setting[key][1] == solved for key, _knob, _own, solved in ends)


def _between(knob: Knob, a: float, b: float, share: float) -> float:
    """A round value so far from one to the other, within the limits."""
    both = knob.log and a > 0 and b > 0
    value = a * (b / a) ** share if both else a + (b - a) * share
    digits = 1 - math.floor(math.log10(abs(value))) if value else 0
    return knob.clamp(round(value, digits))


def _try(step: Step, values: dict[str, tuple[Knob, float]]) -> Try:
    named = [
        sentence("{name}: {value}", name=N_(knob.label), value=_written(knob, value))
        for knob, value in values.values()
    ]
    turned = tuple((key, text_of(value)) for key, (_knob, value) in values.items())
    return Try(joined(named, ", "), scene_with(step, turned))


def _written(knob: Knob, value: float) -> str:
    return N_(knob.words[round(value)]) if knob.words else number(value)


def is_reached(goal: Goal, raced: list[Raced]) -> bool:
    """Whether a race reaches it."""
    run = next(each for each in raced if each.label == goal.of)
    return reaches(run, goal.number, goal.between)
