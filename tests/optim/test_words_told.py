"""Why a run ended and what is bound to go wrong are told in the language of who looks."""

import pytest
from pseudo_language import spoken, untold

import landscapes
import optim
from core.sentences import Sentence, _

UNDEFINED = landscapes.from_formula("log(x) + y^2", start=(0.5, 0.0))
CREASE, SADDLE = landscapes.get("crease"), landscapes.get("saddle", tilt=0.0)
RUNS = {
    "converged": ("bowl", "gd", {"learning_rate": 0.1}, {"max_steps": 2000}),
    "diverged": ("bowl", "gd", {"learning_rate": 5.0}, {"max_steps": 2000}),
    "max_steps": ("rosenbrock", "gd", {}, {"max_steps": 1}),
    "left_domain": (UNDEFINED, "gd", {"learning_rate": 1.0}, {}),
    "max_evaluations": ("rosenbrock", "gd", {"learning_rate": 1e-4}, {"max_evaluations": 5}),
    "stalled": (CREASE, "bfgs", {}, {"max_steps": 500}),
    "saddle": (SADDLE, "newton", {}, {}),
}


@pytest.mark.parametrize("status", RUNS)
def test_every_end_is_told(status: str) -> None:
    surface, slug, knobs, more = RUNS[status]
    surface = landscapes.get(surface) if isinstance(surface, str) else surface
    run = optim.minimize(surface, optim.get(slug, **knobs), surface.start, **more)
    assert run.status == status
    assert_told(run.message)


def assert_told(said: str) -> None:
    """All of it is in the catalogues: the sentence, and the sentences put into it."""
    assert isinstance(said, Sentence)
    inner = [value for value in said.values.values() if isinstance(value, Sentence)]
    with spoken():
        assert untold(_(said)) == []
        assert [value for value in inner if untold(_(value))] == []


@pytest.mark.parametrize(
    ("surface", "slug", "knobs", "start", "more"),
    [
        ("bowl", "gd", {"learning_rate": 5.0}, (1.0, 1.0), {}),
        ("himmelblau", "gd", {"learning_rate": 1.0}, (1.0, 1.0), {}),
        ("booth", "gd", {"learning_rate": 1.0}, (1.0, 1.0), {}),
        ("saddle", "newton", {}, (0.1, 0.1), {}),
        ("saddle", "gd", {}, (-1.6, 0.0), {}),
        ("saddle", "gd", {}, (0.0, 0.0), {}),
        ("bowl", "nelder_mead", {}, (1.0, 1.0), {"noise": 1.0}),
        ("bowl", "nelder_mead", {}, (1.0, 1.0), {"schedule": "cosine"}),
    ],
)
def test_every_warning_is_told(surface, slug, knobs, start, more):  # type: ignore[no-untyped-def]
    made = landscapes.get(surface)
    warnings = optim.advise(made, optim.get(slug, **knobs), start, made.minima, **more)
    assert warnings
    for warning in warnings:
        assert_told(warning)
