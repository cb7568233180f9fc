"""The performance profile: a race over all surfaces, from many starts, as a value with a link."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import landscapes
import optim
from core.knob import knob, knobs_of
from ui.kit.cache import shared_cache
from ui.kit.query import Query, show
from ui.scene.scene import MAX_RACERS

VERSION = "1"
TAUS = {"coarse": 1e-1, "fine": 1e-3, "finest": 1e-5}
"""Which share of the descent may be left where a problem counts as solved."""


@dataclass(frozen=True)
class Survey:
    """Which methods are compared, and how. Making one with an impossible value is a ValueError."""

    methods: tuple[str, ...] = ("gd", "momentum", "adam", "bfgs", "nelder_mead", "random_search")
    budget: int = knob(200, 10, 1000, "Evaluations for each run", integer=True)
    count: int = knob(5, 1, 10, "Starts on each surface", integer=True)
    seed: int = knob(0, 0, 999_999, "Seed of the starts", integer=True)
    tau: str = "fine"
    tuned: str = "on"

    def __post_init__(self) -> None:
        for name, limits in NUMBERS.items():
            object.__setattr__(self, name, int(limits.check(getattr(self, name), "profile")))
        if self.tau not in TAUS or self.tuned not in ("on", "off"):
            raise ValueError("tau is coarse, fine or finest; tuned is on or off")
        if any(slug not in optim.CLASSES for slug in self.methods):
            raise ValueError("a method of that name does not exist")
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
        facts["methods"] = methods_of(asked, usual.methods)
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


def methods_of(asked: Query, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The methods a link names for a comparison, each once; a sentence for what is left out."""
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


def surfaces() -> tuple[str, ...]:
    """Those with a known minimum: only there one can say that a problem is solved.

    Only formulas: a loss over many samples would take as long as all of them together.
    """
    every = (landscapes.get(slug) for slug in landscapes.names())
    return tuple(each.slug for each in every if each.effort <= 1 and each.minima)


def measured(survey: Survey) -> Iterator[tuple[float, str, list[tuple[float, ...]]]]:
    """Piece by piece: the share done, what comes next, and the costs by method of one surface.

    Costs are kept for all sessions, so only what nobody asked for before takes time.
    """
    slugs = surfaces()
    how = (survey.budget, survey.count, survey.seed, survey.tau, survey.tuned == "on")
    for k, slug in enumerate(slugs):
        rows = []
        for j, method in enumerate(survey.methods):
            share = (k + j / len(survey.methods)) / len(slugs)
            yield share, f"{optim.CLASSES[method].title}, {landscapes.get(slug).title}", []
            rows.append(_costs(slug, method, *how))
        yield (k + 1) / len(slugs), "", rows


@shared_cache(maxsize=20_000)
def _costs(
    surface: str, method: str, budget: int, count: int, seed: int, tau: str, tuned: bool
) -> tuple[float, ...]:
    """Evaluations until each start's problem is solved; infinite where it was not."""
    landscape, optimizer = landscapes.get(surface), optim.get(method)
    if tuned:
        optimizer = optim.tune(landscape, optimizer, landscape.start, budget).optimizer
    starts = optim.profiles.starts_for(landscape.bounds, count, seed)
    runs = optim.profiles.costs(landscape, optimizer, starts, budget, seed=seed)
    low = min(float(landscape.fun(x, y)) for x, y in landscape.minima)
    targets = (optim.profiles.target_for(float(r.fun[0]), low, TAUS[tau]) for r in runs)
    return tuple(optim.profiles.solved_at(r, t, low) for r, t in zip(runs, targets, strict=True))
