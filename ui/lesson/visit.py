"""A visit to a lesson: which step, what was answered, what is turned, as a value with a link.

lesson?v=1&lesson=steepest&step=3&said=c~b&surface.kappa=1
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import lessons
from core.knob import knob
from core.linked import Facts, Linked, Single, linked, words
from core.query import Query, show
from core.sentences import sentence
from lessons import Ask, Goal, Lesson, Step
from ui.lesson.scene_link import is_race, page_and_query
from ui.lesson.turned import Turned, Turns, scene_with
from ui.scene import answers
from ui.scene.scene import Scene

MOST_STEPS = 12


@dataclass(frozen=True)
class Which(Single):
    """The lesson, or "" where the link names none: `lesson=steepest`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        slug = asked.left.pop(key, usual)
        if slug and slug not in lessons.LESSONS:
            asked.note(
                sentence("There is no lesson {name}; the first one is shown.", name=show(slug))
            )
            return usual
        return slug

    def _checked(self, value: Any, noun: str) -> Any:
        return lessons.get(value).slug if value else ""


@dataclass(frozen=True)
class Said(Single):
    """The answers so far, one a step, empty where there is none: `said=c~~120`."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it, of what the lesson asks."""
        texts = asked.left.pop(at + self.key, "").split("~")
        steps = opened(told["lesson"]).steps
        found = tuple(answers.kept(s.ask, t) for s, t in zip(steps, texts, strict=False))
        lost = sum(bool(t) for t in texts) - sum(bool(a) for a in found)
        if lost:
            asked.note(
                sentence("{n} of the link's answers fit no question; they are left out.", n=lost)
            )
        return {self.name: found}

    def _text(self, value: Any) -> str:
        return "~".join(value)

    def _checked(self, value: Any, noun: str) -> Any:
        last = max((k for k, answer in enumerate(value, 1) if answer), default=0)
        return tuple(value[:last])


def opened(slug: str) -> Lesson:
    """The lesson; the first one where none is named."""
    return lessons.get(slug or lessons.names()[0])


def step_told(told: Facts) -> Step | None:
    """The step that a link has told of; None at the end of the lesson."""
    steps, number = opened(told["lesson"]).steps, int(told["step"])
    return steps[number - 1] if number <= len(steps) else None


@dataclass(frozen=True)
class Visit(Linked):
    """What the page of a lesson shows. Making one with an impossible value is a ValueError.

    One step more than there are is the end of the lesson. `shows` is whether the stage has the
    step's own scene, or the one in which the wrong answer that was given would be right.
    """

    noun = "lesson"

    lesson: str = linked(Which(), "")
    step: int = knob(1, 1, MOST_STEPS, "Step", integer=True)
    said: tuple[str, ...] = linked(Said(), ())
    turned: Turned = linked(Turns(step_told), ())
    shows: str = words("own", "other")
    view: str = words("page", "lecture")

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep({"step": min(self.step, self.end)})
        if not (self.other and self.answered):
            self._keep({"shows": "own"})

    def ignored(self, told: Facts) -> Iterator[str]:
        """A step that the lesson has not."""
        if told["step"] > self.end:
            yield sentence("The lesson has only {n} steps; its end is shown.", n=self.end - 1)

    # -- where one is -----------------------------------------------------------------------

    @property
    def of(self) -> Lesson:
        """The lesson."""
        return opened(self.lesson)

    @property
    def end(self) -> int:
        """The number of what comes after the last step."""
        return len(self.of.steps) + 1

    @property
    def seen(self) -> Step | None:
        """The step; None at the end."""
        return None if self.step == self.end else self.of.steps[self.step - 1]

    def at(self, step: int) -> Self:
        """The same at another step, as that opens."""
        return replace(self, step=min(max(step, 1), self.end), turned=(), shows="own")

    # -- what was answered --------------------------------------------------------------------

    def answer_to(self, step: int) -> str:
        """The answer to a step's question, empty where there is none."""
        return self.said[step - 1] if step <= len(self.said) else ""

    @property
    def answer(self) -> str:
        """The answer to the question of this step."""
        return self.answer_to(self.step)

    @property
    def asks(self) -> Ask | None:
        """The question of this step."""
        return self.seen.ask if self.seen else None

    @property
    def controls(self) -> tuple[str, ...]:
        """What can be turned now, by key in the link."""
        return self.seen.controls if self.seen and self.shows == "own" and not self.held else ()

    @property
    def held(self) -> bool:
        """Whether nothing moves yet: an answer comes first, unless one answers by turning."""
        return not self.answered and not isinstance(self.asks, Goal)

    @property
    def answered(self) -> bool:
        """Whether the step has nothing that waits for an answer."""
        return self.asks is None or bool(self.answer)

    @property
    def verdict(self) -> answers.Verdict | None:
        """What is said to the answer."""
        return answers.verdict(self.asks, self.answer) if self.asks else None

    @property
    def other(self) -> str:
        """The scene in which the wrong answer that was given would be right; or empty."""
        return self.verdict.scene if self.verdict else ""

    def saying(self, answer: str) -> Self:
        """The same with another answer to this step's question, or with none."""
        before = [self.answer_to(step) for step in range(1, self.end)]
        before[self.step - 1] = answer
        return replace(self, said=tuple(before), shows="own")

    def turned_as(self, turned: Turned) -> Self:
        """The same with its controls turned so."""
        return replace(self, turned=turned)

    def solved(self) -> Self:
        """The same with the goal of the step shown rather than reached."""
        if self.seen is None or not isinstance(self.asks, Goal):
            return self
        query = page_and_query(self.asks.solved_by)[1]
        turned = tuple((key, query[key]) for key in self.seen.controls if key in query)
        return replace(self.saying(answers.SHOWN), turned=turned)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def link(self) -> str:
        """The link of the scene that is shown, as it opens."""
        if self.seen is None:
            return ""
        return self.other if self.shows == "other" else self.seen.scene

    @property
    def scene(self) -> Scene | None:
        """The race that is shown, as it is turned; None where it is no race."""
        if self.seen is None or not is_race(self.link):
            return None
        if self.shows == "other":
            return scene_with(Step("", "", self.link), ())
        told = self.seen.then if self.answered else ""
        return scene_with(self.seen, self.turned, told)

    @property
    def begun(self) -> Scene | None:
        """The same as far as it may be seen by now: before an answer, no more than its start."""
        scene = self.scene
        return replace(scene, steps=1) if scene and self.held else scene
