"""The link of a study, written like a scene's: one parameter a fact, only what is not usual.

Such as `?v=1&race=gd~gd.2&gd.batch=5&gd.2.batch=0&steps=1500&panel=sharp`.
"""

import math
from collections.abc import Mapping
from typing import Any

import optim
from core.knob import knobs_of
from ui.kit.query import Query, show
from ui.network.study import CHOICES, MAX_RACERS, NUMBERS, Learner, Study, trainable
from ui.scene.racer import Values, labels_of

VERSION = "1"


def write(study: Study) -> dict[str, str]:
    """The link's parameters: what differs from the usual, and the version."""
    usual = Study()
    query: dict[str, str] = {}
    if study.labels() != usual.labels():
        query["race"] = "~".join(study.labels()) or "none"
    for label, learner in zip(study.labels(), study.race, strict=True):
        query |= _learner_query(label, learner)
    if study.schedule != usual.schedule:
        query["schedule"] = study.schedule
        query |= {f"schedule.{name}": _text(value) for name, value in study.schedule_knobs}
    names = (*NUMBERS, *CHOICES, "focus")
    changed = (name for name in names if getattr(study, name) != getattr(usual, name))
    query |= {_key(name): _text(getattr(study, name)) for name in changed}
    return {"v": VERSION} | query if query else {}


def read(query: Mapping[str, str | list[str]]) -> tuple[Study, tuple[str, ...]]:
    """The study a link asks for, and a sentence for each thing ignored or changed."""
    asked, usual = Query(query), Study()
    version = asked.left.pop("v", VERSION)
    if version != VERSION:
        asked.note(f"The link is of version {show(version)}; it was read as {VERSION}.")
    race = _race(asked, usual)
    schedule = asked.choice("schedule", optim.schedules.names(), usual.schedule)
    facts: dict[str, Any] = {
        "race": race,
        "schedule": schedule,
        "schedule_knobs": _knobs(asked, "schedule", optim.schedules.CLASSES[schedule], {}),
    }
    for name, limits in NUMBERS.items():
        facts[name] = asked.number(_key(name), limits, getattr(usual, name))
    for name, allowed in CHOICES.items():
        facts[name] = asked.choice(_key(name), allowed, getattr(usual, name))
    facts["focus"] = _focus(asked, race)
    study = Study(**facts)
    if facts["batch"] != study.batch and "batch" in query:
        asked.note(
            f"There are no more than {study.samples} digits; batch = {facts['batch']:g} is all."
        )
    asked.leftovers()
    return study, asked.sentences()


def _key(name: str) -> str:
    return name.replace("_", ".")


def _text(value: float | str) -> str:
    """The shortest text that reads back as the same value."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _every(learner: Learner) -> dict[str, float]:
    """All knobs of a learner by name."""
    built = learner.build()
    return {name: float(getattr(built, name)) for name in built.knobs}


def _learner_query(label: str, learner: Learner) -> dict[str, str]:
    usual = _every(Learner.usual(learner.slug))
    changed = ((n, v) for n, v in _every(learner).items() if v != usual[n])
    query = {f"{label}.{name}": _text(value) for name, value in changed}
    return query if learner.batch is None else query | {f"{label}.batch": _text(learner.batch)}


def _race(asked: Query, usual: Study) -> tuple[Learner, ...]:
    text = asked.left.pop("race", None)
    slugs = [learner.slug for learner in usual.race] if text is None else _slugs(asked, text)
    labels = labels_of(tuple(slugs))
    return tuple(_learner(asked, *pair) for pair in zip(labels, slugs, strict=True))


def _slugs(asked: Query, text: str) -> list[str]:
    if text in ("", "none"):
        return []
    found: list[tuple[str, str]] = []
    for part in text.split("~")[: 4 * MAX_RACERS]:
        slug = part.split(".")[0]
        if slug in trainable():
            found.append((slug, part))
        elif slug in optim.CLASSES:
            asked.note(f"{optim.CLASSES[slug].title} couples the weights and cannot train a "
                       "network here; it was left out.")  # fmt: skip
        else:
            asked.note(f"There is no optimizer {show(part)}; it was left out.")
    if len(found) > MAX_RACERS:
        asked.note(f"At most {MAX_RACERS} optimizers can train; the others were left out.")
    slugs = [slug for slug, _ in found[:MAX_RACERS]]
    for (_, part), label in zip(found, labels_of(tuple(slugs)), strict=False):
        if "." in part and part != label:
            asked.note(f"{show(part)} is read as {label}.")
    return slugs


def _learner(asked: Query, label: str, slug: str) -> Learner:
    usual = _every(Learner.usual(slug))
    knobs = _knobs(asked, label, optim.CLASSES[slug], usual)
    batch = asked.number(f"{label}.batch", NUMBERS["batch"], math.nan)
    return Learner(slug, knobs, None if math.isnan(batch) else int(batch))


def _knobs(asked: Query, prefix: str, cls: type, usual: Mapping[str, float]) -> Values:
    return tuple(
        (name, asked.number(f"{prefix}.{name}", knob, usual.get(name, knob.default)))
        for name, knob in knobs_of(cls).items()
    )


def _focus(asked: Query, race: tuple[Learner, ...]) -> str:
    label = asked.left.pop("focus", "")
    if label and label not in labels_of(tuple(learner.slug for learner in race)):
        asked.note(f"{show(label)} is not in the race; it cannot be looked at.")
        return ""
    return label
