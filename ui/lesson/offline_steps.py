"""The steps of a lesson for its file: facts that are the same in all languages, and words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from core.sentences import _
from lessons import Ask, Choose, Estimate, Goal, Lesson, Point
from ui.browser import player
from ui.lesson import end, number_line, stage
from ui.lesson.ask import stops_of
from ui.lesson.rich_words import rich
from ui.lesson.scene_link import page_and_query
from ui.lesson.steps_bar import opened_in
from ui.lesson.tries import is_reached, tries_of
from ui.lesson.visit import Visit
from ui.lesson.words import bare, terms_in
from ui.scene import answers, frames, pictures, samples
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene


class OtherPicture(Protocol):
    """What the stage is sent of a scene that is no race."""

    @property
    def id(self) -> str:
        """Of its ground."""

    @property
    def terrain(self) -> bytes:
        """The ground."""

    @property
    def header(self) -> dict[str, Any]:
        """Of what the stage is sent."""

    @property
    def parts(self) -> dict[str, bytes]:
        """Of the same."""


Others = Mapping[str, Callable[[Mapping[str, str]], OtherPicture | None]]
"""By the name of a page of the app: what makes its picture of a link."""
Stills = Mapping[str, Callable[[Mapping[str, str]], str]]
"""The same of pages that no stage shows: HTML that stands still; empty where there is none."""


@dataclass
class Shown:
    """What stages of a file are sent, in one language: grounds and stages by name."""

    others: Others = field(default_factory=dict)

    stages: dict[str, bytes] = field(default_factory=dict)
    grounds: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, visit: Visit, scene: Scene, raced: list[Raced]) -> dict[str, str]:
        """Keep what shows this race; the names of its stage and its ground."""
        id = pictures.ground_id(scene)
        if id not in self.grounds:
            facts = samples.facts(scene)
            self.grounds[id] = player.ground_bytes(id, frames.ground(scene), facts)
        header, parts = stage.sent(visit, scene, raced)
        # A race in a file runs no more: nothing there can be turned.
        plain = header | {"takes": False, "sliders": {}, "fixed": not header["lesson"]["guess"]}
        self.stages[name] = player.stage_bytes(plain, parts)
        return {"stage": name, "ground": id}

    def add_other(self, name: str, visit: Visit, made: OtherPicture) -> dict[str, str]:
        """Keep what shows a picture of another page of the app."""
        self.grounds.setdefault(made.id, player.ground_bytes(made.id, made.terrain))
        beside = {"lesson": {"held": False, "guess": False}, "moment": stage.moment(visit)}
        header = made.header | beside | {"takes": False}
        self.stages[name] = player.stage_bytes(header, made.parts)
        return {"stage": name, "ground": made.id}


def facts(lesson: Lesson, shown: Shown, base: str) -> list[dict[str, Any]]:
    """All that decides what the steps show, with the races that they need in `shown`."""
    visits = (Visit(lesson.slug, step=k) for k in range(1, len(lesson.steps) + 1))
    return [_step(visit, shown, base) for visit in visits]


def _step(visit: Visit, shown: Shown, base: str) -> dict[str, Any]:
    step, ask = visit.seen, visit.asks
    if step is None:
        return {}
    k, seen = visit.step, visit.saying(answers.SHOWN) if ask else visit
    made: dict[str, Any] = {"link": _link(seen, base)}
    if race := stage.race_of(visit):
        made["held"] = shown.add(f"{k}", visit, *race)
    if (ask and not isinstance(ask, Goal)) and (race := stage.race_of(seen)):
        made["seen"] = shown.add(f"{k}.seen", seen, *race)
    page, query = page_and_query(step.scene)
    if page in shown.others and (other := shown.others[page](query)):
        made["seen"] = shown.add_other(f"{k}.seen", seen, other)
    if ask:
        made["ask"] = ask_facts(ask) | {"others": [*_others(visit, ask, shown)]}
        if isinstance(ask, Goal):
            made["ask"]["tries"] = [*_tries(visit, ask, shown)]
    return made


def _link(visit: Visit, base: str) -> str:
    page, query = opened_in(visit)
    name = "" if page == "playground" else page
    return f"{base}/{name}?{urlencode(query, safe='~,:')}"


def ask_facts(ask: Ask) -> dict[str, Any]:
    """What decides what is said to an answer, and where it is drawn."""
    made: dict[str, Any] = {"kind": type(ask).__name__.lower()}
    if isinstance(ask, Choose | Estimate):
        made |= {"drawn": ask.drawn, "scale": ask.scale, "out": answers.right_number(ask)}
    match ask:
        case Choose():
            made["right"] = [choice.right for choice in ask.choices]
            made["values"] = [choice.value for choice in ask.choices]
            if made["out"] is not None:
                made["line"] = number_line.limits(ask)
        case Estimate():
            made |= {"stops": stops_of(ask), "close": ask.close, "line": number_line.limits(ask)}
        case Point():
            made["places"] = [
                {"at": each.at, "within": each.within, "right": each.right} for each in ask.places
            ]
    return made


def _others(visit: Visit, ask: Ask, shown: Shown) -> Iterator[dict[str, str] | None]:
    """For each answer offered the race in which it would be right, where there is one."""
    offered: list[tuple[str, str]] = []
    if isinstance(ask, Choose):
        offered = [(answers.letter(k), each.scene) for k, each in enumerate(ask.choices)]
    elif isinstance(ask, Point):
        offered = [(answers.written(*each.at), each.scene) for each in ask.places]
    for number, (answer, scene) in enumerate(offered):
        other = replace(visit.saying(answer), shows="other")
        race = stage.race_of(other) if scene and other.shows == "other" else None
        yield shown.add(f"{visit.step}.{number}", other, *race) if race else None


def _tries(visit: Visit, goal: Goal, shown: Shown) -> Iterator[dict[str, Any]]:
    seen = visit.saying(answers.SHOWN)
    for number, each in enumerate(tries_of(visit.of.steps[visit.step - 1])):
        raced = run_race(each.scene)
        names = shown.add(f"{visit.step}.try{number}", seen, each.scene, raced)
        yield names | {"reached": is_reached(goal, raced)}


# -- words ----------------------------------------------------------------------------------------


def words(lesson: Lesson, stills: Stills) -> dict[str, Any]:
    """All words of the lesson, in the language of who looks; most of them as HTML."""
    terms = {term.slug: term for term in terms_in(lesson)}
    return {
        "title": _(lesson.title),
        "question": bare(lesson.question),
        "steps": [
            _step_words(lesson, k) | _still(lesson, k, stills) for k in range(len(lesson.steps))
        ],
        "terms": [
            {"slug": slug, "term": _(t.term), "says": _(t.says), "see": t.see}
            for slug, t in terms.items()
        ],
    }


def _still(lesson: Lesson, k: int, stills: Stills) -> dict[str, str]:
    page, query = page_and_query(lesson.steps[k].scene)
    made = stills[page](query) if page in stills else ""
    return {"still": made} if made else {}


def _step_words(lesson: Lesson, k: int) -> dict[str, Any]:
    step = lesson.steps[k]
    told = {
        name: rich(text)
        for name in ("says", "reveals", "often_heard")
        if (text := getattr(step, name))
    }
    made: dict[str, Any] = told | {"title": _(step.title), "source": step.source}
    ask = step.ask
    if ask:
        made["happened"] = end.happened(ask)
    match ask:
        case Choose():
            made["question"] = rich(ask.question)
            made["choices"] = [rich(c.says) for c in ask.choices]
            made["bare"] = [bare(c.says) for c in ask.choices]
            made["feedback"] = [rich(c.feedback) for c in ask.choices]
            made["unit"] = _(ask.unit)
        case Estimate():
            made["question"] = rich(ask.question)
            made["feedback"] = [rich(t) for t in (ask.too_low, ask.is_close, ask.too_high)]
            made["unit"] = _(answers.in_unit(ask, None))
        case Point():
            made["question"] = rich(ask.question)
            made["feedback"] = [rich(t) for t in (*(p.feedback for p in ask.places), ask.elsewhere)]
        case Goal():
            made["question"] = rich(ask.says)
            made["tries"] = [_(each.says) for each in tries_of(step)]
            made["feedback"] = [rich(ask.reached), rich(ask.not_yet)]
    return made
