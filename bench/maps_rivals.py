"""The rivals of bench/maps.py, which differentiate by themselves: JAX and PyTorch."""

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.maps_cases import Case
from bench.timing import Run

LOSSES: dict[str, Callable[[Any, Any, tuple[float, float, float]], Any]] = {
    "himmelblau": lambda x, y, k: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    "rosenbrock": lambda x, y, k: (k[0] - x) ** 2 + k[1] * (y - x * x) ** 2,
    "ravine": lambda x, y, k: (k[0] * x * x + k[2] * y * y) / 2 + k[1] * x * y,
}


def short(case: Case) -> int:
    """PyTorch takes a tenth of the steps, and its time is multiplied: each step costs the same."""
    return max(1, case.steps // 10)


def adam(module: Any, g: Any, state: Any, rate: Any, t: Any) -> tuple[Any, Any]:
    """Adam's rule in a library's own arrays."""
    mu, nu = state
    mu, nu = 0.9 * mu + (1 - 0.9) * g, 0.999 * nu + (1 - 0.999) * g * g
    root = module.sqrt(nu / (1 - 0.999**t)) + 1e-8
    return rate * (mu / (1 - 0.9**t)) / root, (mu, nu)


def with_jax(case: Case) -> Run:
    """vmap over points of grad, scan over steps; the first call compiles."""
    import jax

    jax.config.update("jax_enable_x64", True)
    np_ = jax.numpy
    loss = LOSSES[case.name]

    def descend(x: Any, y: Any, rate: Any, momentum: Any) -> Any:
        slope = jax.grad(lambda z: loss(z[0], z[1], case.facts))

        def step(carry: Any, t: Any) -> Any:
            z, state = carry
            g = slope(z)
            if case.slug == "adam":
                moved, state = adam(np_, g, state, rate, t)
            else:
                state = (momentum * state[0] + g, state[1])
                moved = rate * state[0]
            return (z - moved, state), None

        z = np_.stack([x, y])
        carry = (z, (0 * z, 0 * z))
        return jax.lax.scan(step, carry, np_.arange(1.0, case.steps + 1))[0][0]

    work = jax.jit(jax.vmap(descend))
    shape = case.x.shape
    columns = [
        np_.asarray(np.broadcast_to(v, shape).ravel())
        for v in (case.x, case.y, case.rate, case.momentum)
    ]
    return lambda: work(*columns).block_until_ready()


def with_torch(case: Case) -> Run:
    """Whole arrays, autograd for the gradient of the sum of losses."""
    import torch

    loss, steps = LOSSES[case.name], short(case)
    z0 = torch.tensor(np.stack([case.x.ravel(), case.y.ravel()]))
    rate, momentum = (
        torch.tensor(np.broadcast_to(v, case.x.shape).ravel().copy()) if np.ndim(v) else v
        for v in (case.rate, case.momentum)
    )

    def run() -> Any:
        z = z0.clone()
        state = (torch.zeros_like(z), torch.zeros_like(z))
        for t in range(1, steps + 1):
            z.requires_grad_(True)
            (g,) = torch.autograd.grad(loss(z[0], z[1], case.facts).sum(), z)
            with torch.no_grad():
                if case.slug == "adam":
                    moved, state = adam(torch, g, state, rate, t)
                else:
                    state = (momentum * state[0] + g, state[1])
                    moved = rate * state[0]
                z = z - moved
        return z

    return run
