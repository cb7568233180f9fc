"""The performance profile: a race over all surfaces, from many starts, as a value with a link."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import landscapes
import optim
from core.knob import knob, knobs_of
from core.linked import Linked, linked, words
from core.parts import Slugs
from core.sentences import N_, joined
from ui.kit.cache import shared_cache
from ui.profile import shipped
from ui.scene.racer import TOO_MANY, UNKNOWN
from ui.scene.scene import MAX_RACERS

TAUS = {"coarse": 1e-1, "fine": 1e-3, "finest": 1e-5}
"""Which share of the descent may be left where a problem counts as solved."""
QUICK = 400_000
"""Evaluations that take no more than a second or two."""


@dataclass(frozen=True)
class Survey(Linked):
    """Which methods are compared, and how. Making one with an impossible value is a ValueError."""

    noun = "profile"

    budget: int = knob(200, 10, 1000, "Evaluations for each run", integer=True)
    count: int = knob(5, 1, 10, "Starts on each surface", integer=True)
    seed: int = knob(0, 0, 999_999, "Seed of the starts", integer=True)
    tau: str = words(*TAUS, usual="fine")
    tuned: str = words("on", "off")
    methods: tuple[str, ...] = linked(
        Slugs(optim.CLASSES, MAX_RACERS, UNKNOWN, TOO_MANY),
        ("gd", "momentum", "adam", "bfgs", "nelder_mead", "random_search"),
    )


NUMBERS = knobs_of(Survey)


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
    usual = is_usual(survey)
    for k, slug in enumerate(slugs):
        rows = []
        for j, method in enumerate(survey.methods):
            share = (k + j / len(survey.methods)) / len(slugs)
            names = N_(optim.CLASSES[method].title), N_(landscapes.get(slug).title)
            yield share, joined(names, ", "), []
            known = shipped.costs(slug, method) if usual else None
            rows.append(known or _costs(slug, method, *_how(survey)))
        yield (k + 1) / len(slugs), "", rows


def is_usual(survey: Survey) -> bool:
    """Whether all but the methods is as the page opens: that is what is shipped."""
    return replace(survey, methods=Survey().methods) == Survey()


def is_quick(survey: Survey) -> bool:
    """Whether it is measured in a second or two: what is shipped, or runs without a search."""
    runs = len(surfaces()) * len(survey.methods) * survey.count
    return is_usual(survey) or (survey.tuned == "off" and runs * survey.budget <= QUICK)


def measured_anew(survey: Survey) -> dict[str, dict[str, tuple[float, ...]]]:
    """All costs by surface and method, with nothing taken from what is shipped."""
    how = _how(survey)
    return {s: {m: _costs(s, m, *how) for m in survey.methods} for s in surfaces()}


def _how(survey: Survey) -> tuple[int, int, int, str, bool]:
    return survey.budget, survey.count, survey.seed, survey.tau, survey.tuned == "on"


@shared_cache(maxsize=5_000, heavy=True)
def _tuned(surface: str, method: str, budget: int) -> optim.Optimizer:
    """A method with its best knobs there: what takes most of the time, and no start changes it."""
    landscape = landscapes.get(surface)
    return optim.tune(landscape, optim.get(method), landscape.start, budget).optimizer


@shared_cache(maxsize=20_000, heavy=True)
def _costs(
    surface: str, method: str, budget: int, count: int, seed: int, tau: str, tuned: bool
) -> tuple[float, ...]:
    """Evaluations until each start's problem is solved; infinite where it was not."""
    landscape, optimizer = landscapes.get(surface), optim.get(method)
    if tuned:
        optimizer = _tuned(surface, method, budget)
    starts = optim.profiles.starts_for(landscape.bounds, count, seed)
    runs = optim.profiles.costs(landscape, optimizer, starts, budget, seed=seed)
    low = min(float(landscape.fun(x, y)) for x, y in landscape.minima)
    targets = (optim.profiles.target_for(float(r.fun[0]), low, TAUS[tau]) for r in runs)
    return tuple(optim.profiles.solved_at(r, t, low) for r, t in zip(runs, targets, strict=True))
