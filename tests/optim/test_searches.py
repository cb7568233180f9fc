"""Search in many dimensions: in two it does what the methods do, and descent is training."""

import numpy as np
import pytest

import landscapes
import optim
from landscapes.networks import Mlp, digits

SURFACE = landscapes.get("himmelblau")
START = np.array([-1.0, 2.5])


def loss(w):
    return float(SURFACE.fun(*w))


@pytest.mark.parametrize(
    ("slug", "knob", "value"),
    [("random_search", "scale", 2.0), ("local_search", "step_size", 0.3)],
)
def test_in_two_dimensions_it_takes_the_steps_of_the_method(slug, knob, value):
    run = optim.minimize(SURFACE, optim.get(slug, **{knob: value}), tuple(START), 60, seed=4)
    normals = np.stack([run.record["normal_x"], run.record["normal_y"]], axis=1)
    normals = normals[np.isfinite(normals).all(axis=1)]
    assert len(normals) == 60
    found = getattr(optim.searches, slug)(loss, START, normals, value)
    assert np.array_equal(found.ws[-1], [run.x[-1], run.y[-1]])
    assert found.cost[-1] == 61
    for cost, w, low in zip(found.cost, found.ws, found.losses, strict=True):
        assert np.array_equal(w, [run.x[cost - 1], run.y[cost - 1]])
        assert low == loss(w)
    assert len(found.cost) > 3


def test_descent_is_that_of_training_and_a_gradient_costs_two_losses():
    mlp, data = Mlp((64, 10)), digits("train", 60)
    found = optim.searches.descend(
        lambda w: mlp.loss_and_grad(w, data), np.zeros(mlp.size), 41, learning_rate=0.5
    )
    assert found.cost.tolist() == list(range(0, 41, 2))
    assert optim.searches.PRICE == 2
    run = optim.train(
        mlp.problem(data), optim.get("gd", learning_rate=0.5), np.zeros(mlp.size), 20, keep=1
    )
    assert np.array_equal(found.ws, run.ws)
    assert found.losses[:-1].tolist() == run.losses.tolist()
    assert found.losses[-1] == mlp.loss(run.w, data)


def test_descent_ends_before_what_is_not_finite():
    def steep(w):
        return float(w @ w), 2 * w

    found = optim.searches.descend(steep, np.ones(3), 1000, learning_rate=5.0)
    assert np.isfinite(found.ws).all()
    assert 0 < found.cost[-1] < 100
