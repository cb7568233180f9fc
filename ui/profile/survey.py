"""The performance profile: a race over all surfaces, from many starts, as a value with a link."""

from collections.abc import Iterator
from dataclasses import dataclass

import landscapes
import optim
from core.knob import knob, knobs_of
from core.linked import Linked, linked, words
from core.parts import Slugs
from ui.kit.cache import shared_cache
from ui.scene.scene import MAX_RACERS

TAUS = {"coarse": 1e-1, "fine": 1e-3, "finest": 1e-5}
"""Which share of the descent may be left where a problem counts as solved."""


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
        Slugs(optim.CLASSES, MAX_RACERS, "optimizer"),
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
