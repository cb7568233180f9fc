"""The performance profile: a race over all surfaces, from many starts, as a value with a link."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import landscapes
import optim
from core.knob import knob, knobs_of
from ui.query import Query, show
from ui.scene import MAX_RACERS

VERSION = "1"
TAUS = {"coarse": 1e-1, "fine": 1e-3, "finest": 1e-5}
"""Which share of the descent may be left where a problem counts as solved."""


@dataclass(frozen=True)
class Survey:
    """Which methods are compared, and how. Making one with an impossible value is a ValueError."""

    methods: tuple[str, ...] = ("gd", "momentum", "adam", "bfgs", "nelder_mead", "random_search")
    budget: int = knob(200, 10, 2000, "Evaluations for each run", integer=True)
    count: int = knob(5, 1, 20, "Starts on each surface", integer=True)
    seed: int = knob(0, 0, 999_999, "Seed of the starts", integer=True)
    tau: str = "fine"
    tuned: str = "on"

    def __post_init__(self) -> None:
        for name, limits in NUMBERS.items():
            object.__setattr__(self, name, int(limits.check(getattr(self, name), "profile")))
        if self.tau not in TAUS or self.tuned not in ("on", "off"):
            raise ValueError("tau is coarse, fine or finest; tuned is on or off")
        if len(self.methods) > MAX_RACERS or len(set(self.methods)) < len(self.methods):
            raise ValueError(f"at most {MAX_RACERS} methods, each once")

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> "tuple[Survey, tuple[str, ...]]":
        """The survey a link asks for, and a sentence for each thing ignored or changed."""
        asked, usual = Query(query), cls()
        facts: dict[str, Any] = {
            name: int(asked.number(name, limits, getattr(usual, name)))
            for name, limits in NUMBERS.items()
        }
        facts["tau"] = asked.choice("tau", tuple(TAUS), usual.tau)
        facts["tuned"] = asked.choice("tuned", ("on", "off"), usual.tuned)
        facts["methods"] = _methods(asked, usual.methods)
        asked.choice("v", (VERSION,), VERSION)
        asked.leftovers()
        return cls(**facts), asked.sentences()

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from the usual, and the version."""
        usual = Survey()
        names = [f.name for f in fields(self) if getattr(self, f.name) != getattr(usual, f.name)]
        query = {name: str(getattr(self, name)) for name in names if name != "methods"}
        if "methods" in names:
            query["methods"] = "~".join(self.methods) or "none"
        return {"v": VERSION} | query if query else {}


NUMBERS = knobs_of(Survey)


def _methods(asked: Query, usual: tuple[str, ...]) -> tuple[str, ...]:
    text = asked.left.pop("methods", "~".join(usual))
    known: list[str] = []
    for slug in [] if text in ("", "none") else text.split("~")[: 4 * MAX_RACERS]:
        if slug not in optim.CLASSES:
            asked.note(f"There is no optimizer {show(slug)}; it was left out.")
        elif slug not in known:
            known.append(slug)
    if len(known) > MAX_RACERS:
        asked.note(f"At most {MAX_RACERS} optimizers are compared; the others were left out.")
    return tuple(known[:MAX_RACERS])


# -- measuring ------------------------------------------------------------------------------

_LOCK = threading.Lock()


def surfaces() -> tuple[str, ...]:
    """Those with a known minimum: on a surface that falls for ever nothing can be solved."""
    return tuple(slug for slug in landscapes.names() if landscapes.get(slug).minima)


def measured(survey: Survey) -> Iterator[tuple[float, str, list[list[float]]]]:
    """Surface by surface: the share done, the surface, and its costs by method and start.

    Runs are kept for all sessions, so only what nobody asked for before takes time.
    """
    slugs = surfaces()
    for k, slug in enumerate(slugs):
        runs = []
        for method in survey.methods:
            with _LOCK:  # a whole class opens this page at once, and one of them does the work
                runs.append(_runs(slug, method, survey.budget, survey.count, survey.seed,
                                  survey.tuned == "on"))  # fmt: skip
        yield (k + 1) / len(slugs), landscapes.CLASSES[slug].title, _costs(runs, TAUS[survey.tau])


@lru_cache(maxsize=2048)
def _runs(
    surface: str, method: str, budget: int, count: int, seed: int, tuned: bool
) -> tuple[optim.Trajectory, ...]:
    landscape, optimizer = landscapes.get(surface), optim.get(method)
    if tuned:
        optimizer = optim.tune(landscape, optimizer, landscape.start, budget).optimizer
    starts = optim.profiles.starts_for(landscape.bounds, count, seed)
    return tuple(optim.profiles.costs(landscape, optimizer, starts, budget, seed=seed))


def _costs(runs: list[tuple[optim.Trajectory, ...]], tau: float) -> list[list[float]]:
    """Evaluations to the target by method and start; infinite where it was not reached."""
    columns = []
    for of_start in zip(*runs, strict=True):
        low = optim.profiles.lowest(of_start)
        target = optim.profiles.target_for(float(of_start[0].fun[0]), low, tau)
        columns.append([optim.profiles.solved_at(run, target) for run in of_start])
    return [list(row) for row in zip(*columns, strict=True)]
