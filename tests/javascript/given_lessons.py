"""What Python makes for the tests of a lesson's file: answers, and what its page makes of them."""

from collections.abc import Callable
from typing import Any

import lessons
from ui.lesson import offline_steps, stage
from ui.lesson.visit import Visit
from ui.scene.answers import kept, written


def answers_told() -> list[dict[str, Any]]:
    """What a lesson's page says to answers of every kind, right and wrong, and what it draws."""
    chart = {"x": {"lo": 0, "hi": 50.0}, "y": {"lo": 1e-3, "hi": 2.0}, "marks": []}
    made = []
    for slug in ("steepest", "saddles", "losses"):
        for step, seen in enumerate(lessons.get(slug).steps, 1):
            for answer in _answers(seen.ask):
                visit = Visit(slug, step).saying(answer)
                told = visit.verdict
                made.append({
                    "ask": offline_steps.ask_facts(seen.ask) | {"others": []},
                    "answer": answer, "kept": kept(seen.ask, answer),
                    "right": told and told.right, "feedback": told and told.feedback,
                    "feedbacks": _feedbacks(seen.ask), "chart": chart,
                    "drawn": stage.with_prediction(chart, visit),
                })  # fmt: skip
    return made


def _answers(ask: Any) -> list[str]:
    match ask:
        case lessons.Choose():
            return ["a", "b", "-", ""]
        case lessons.Estimate():
            return [f"{v:g}" for v in (ask.lo, *ask.close, ask.right, ask.hi)]
        case lessons.Point():
            return [written(*place.at) for place in ask.places] + [written(40.0, -40.0)]
    return ["1", ""]


def _feedbacks(ask: Any) -> list[str]:
    match ask:
        case lessons.Choose():
            return [choice.feedback for choice in ask.choices]
        case lessons.Estimate():
            return [ask.too_low, ask.is_close, ask.too_high]
        case lessons.Point():
            return [*(place.feedback for place in ask.places), ask.elsewhere]
    return [ask.reached]


MADE: dict[str, Callable[[], Any]] = {"answers_told": answers_told}
