"""Trajectories against torch.optim and the packages of Lion and AdaBelief.

Stored references always, live torch where it is installed, with those packages.
"""

import numpy as np
import pytest

import landscapes
import optim
from tests.optim import make_references as made

REFERENCES = np.load(made.FILE)
EVERY = [pytest.param(m, s, id=f"{m}-{s}".replace(" ", "_")) for m, s in made.CASES]
TORCH_METHODS = (
    "gd momentum nesterov adagrad rmsprop adadelta adam amsgrad adamw adamax nadam radam rprop "
    "lbfgs lion adabelief"
)


def ours(method: str, surface: str) -> np.ndarray:
    """Our points, on the built-in landscape if there is one, else on the typed formula."""
    spec, where = made.METHODS[method], made.SURFACES[surface]
    if where.slug in landscapes.names():
        landscape = landscapes.get(where.slug)
    else:
        landscape = landscapes.from_formula(where.formula)
    optimizer = optim.get(spec.slug, learning_rate=made.rate_of(method, surface), **spec.knobs)
    run = optim.minimize(landscape, optimizer, where.start, made.STEPS, gtol=0.0)
    return np.array([run.x, run.y])


def installed(method: str) -> None:
    """Skip where the package behind a method's references is missing."""
    pytest.importorskip("torch")
    pytest.importorskip(made.METHODS[method].torch_class.rpartition(":")[0] or "torch")


@pytest.mark.parametrize(("method", "surface"), EVERY)
def test_equals_the_stored_reference(method, surface):
    tolerance = 1e-12 if method.split()[0] in ("lion", "adabelief") else 1e-10
    np.testing.assert_allclose(
        ours(method, surface), REFERENCES[f"{method}/{surface}"], rtol=tolerance, atol=tolerance
    )


@pytest.mark.parametrize(("method", "surface"), EVERY)
def test_equals_live_torch(method, surface):
    installed(method)
    np.testing.assert_allclose(
        ours(method, surface), made.torch_trajectory(method, surface), rtol=1e-10, atol=1e-10
    )


def test_every_torch_method_has_references():
    assert {made.METHODS[m].slug for m, _ in made.CASES} == set(TORCH_METHODS.split())


@pytest.mark.parametrize(("method", "surface"), EVERY)
def test_a_reference_is_worth_comparing(method, surface):
    """It moves, stays finite, and no two methods share a path on a surface."""
    points = REFERENCES[f"{method}/{surface}"]
    assert points.shape == (2, made.STEPS + 1)
    assert np.isfinite(points).all()
    assert np.abs(points[:, -1] - points[:, 0]).max() > 1e-3
    for other in made.METHODS:
        if other != method and (other, surface) in made.CASES:
            assert np.abs(REFERENCES[f"{other}/{surface}"] - points).max() > 1e-7


@pytest.mark.parametrize("slug", TORCH_METHODS.split())
def test_defaults_are_torchs_except_the_rate(slug):
    installed(slug)
    import torch

    words = {"decay": ("alpha", "rho"), "eps": ("eps",), "weight_decay": ("weight_decay",)}
    defaults = made.torch_class(slug)([torch.zeros(1)], lr=0.1).defaults
    optimizer = optim.get(slug)
    for name, torch_names in words.items():
        if name in optimizer.knobs:
            found = [defaults[n] for n in torch_names if n in defaults]
            assert found == [getattr(optimizer, name)], name
    pairs = {
        "betas": ("beta1", "beta2"),
        "etas": ("eta_minus", "eta_plus"),
        "step_sizes": ("step_min", "step_max"),
    }
    for torch_name, names in pairs.items():
        if torch_name in defaults:
            assert defaults[torch_name] == tuple(getattr(optimizer, n) for n in names)
    assert optimizer.learning_rate == (1.0 if slug in ("adadelta", "lbfgs") else 0.01)
