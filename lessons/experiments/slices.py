"""What a plane through a network's weights shows of its training, and what it hides."""

from functools import lru_cache

import numpy as np

import landscapes
import optim
from landscapes.networks import Mlp, NetworkSlice, Plane, digits, pca_plane, random_plane

MLP, SAMPLES, STEPS = Mlp((64, 32, 10)), 500, 300
"""As the page of the network opens: 2410 weights."""


@lru_cache(maxsize=1)
def trained() -> np.ndarray:
    """The weights of gradient descent with momentum on the way (k, size)."""
    data, method = digits("train", SAMPLES), optim.get("momentum", learning_rate=0.1)
    run = optim.train(MLP.problem(data), method, MLP.initial(0), STEPS, SAMPLES, 32, keep=3)
    return run.ws


def share_on(kind: str) -> float:
    """How many percent of the weights' motion (its variance) lie in a plane."""
    ws = trained()
    plane = pca_plane(ws) if kind == "paths" else random_plane(MLP, ws[-1], 0)
    flat = np.linalg.qr(np.stack([plane.first, plane.second]).T)[0]
    away = ws - ws.mean(axis=0)
    return float(100 * np.sum((away @ flat) ** 2) / np.sum(away**2))


def first_loss(seen: bool) -> float:
    """The loss of the first weights, or that of the picture at their place."""
    ws, data = trained(), digits("train", SAMPLES)
    plane = pca_plane(ws)
    x, y, _ = plane.project(ws[:1])
    return MLP.loss(plane.at(float(x[0]), float(y[0])) if seen else ws[0], data)


@lru_cache(maxsize=2)
def cut_off(steps: int) -> np.ndarray:
    """The weights where gradient descent was stopped after so many steps."""
    data, method = digits("train", SAMPLES), optim.get("gd", learning_rate=0.1)
    return optim.train(MLP.problem(data), method, MLP.initial(0), steps, SAMPLES, 32, keep=steps).w


def loss_after(steps: int) -> float:
    """The loss there."""
    return MLP.loss(cut_off(steps), digits("train", SAMPLES))


@lru_cache(maxsize=1)
def _bottom() -> tuple[Plane, float, float]:
    """A random plane through the weights after 100 steps, and the lowest place of its slice."""
    plane = random_plane(MLP, cut_off(100), 0)
    made = NetworkSlice(MLP, plane, digits("train", SAMPLES))
    (found,) = landscapes.critical_points(made)
    return plane, found.x, found.y


def bottom_of_slice() -> float:
    """The loss at the lowest place of the slice through weights that are still on their way."""
    plane, x, y = _bottom()
    return MLP.loss(plane.at(x, y), digits("train", SAMPLES))


def slope_at_bottom() -> float:
    """The length of the true gradient there, in all weights."""
    plane, x, y = _bottom()
    return float(np.linalg.norm(MLP.loss_and_grad(plane.at(x, y), digits("train", SAMPLES))[1]))


def curved_down(kind: int, depth: int = 1) -> float:
    """How many percent of the slice through a deep network curve downwards in some direction."""
    made = landscapes.get("skip_connections", kind=kind, depth=depth)
    (x_lo, x_hi), (y_lo, y_hi) = made.bounds
    x, y = np.meshgrid(np.linspace(x_lo, x_hi, 51)[1:-1], np.linspace(y_lo, y_hi, 51)[1:-1])
    low, _ = landscapes.eigenvalues(*made.hess(x, y))
    return float(100 * np.mean(np.asarray(low) < 0))
