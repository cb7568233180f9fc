"""Makes references.npz: trajectories and learning rates by torch.optim itself, in float64.

Run `python -m tests.optim.make_references` where torch is installed, with the packages of two
methods that torch lacks: lion-pytorch, and adabelief-pytorch by that method's authors. The surfaces
are written by hand in torch and differentiated by autograd, so nothing here goes through our
formulas, our derivatives or our optimizers. The tables of cases are plain data: the tests read them
too, without torch. Runs are well conditioned on purpose: a chaotic run would compare nothing but
rounding.
"""

import importlib
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

FILE = Path(__file__).with_name("references.npz")
STEPS = 200


class Surface(NamedTuple):
    """A start, the formula as a user would type it, and the built-in slug if there is one."""

    start: tuple[float, float]
    formula: str
    slug: str = ""


SURFACES = {
    "rosenbrock": Surface((-1.2, 1.0), "(1 - x)^2 + 100*(y - x^2)^2", "rosenbrock"),
    "himmelblau": Surface((-0.5, -1.0), "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "himmelblau"),
    "ravine": Surface((-3.0, 1.5), "(x^2 + 25*y^2)/2"),
    "beale": Surface(
        (2.2, 0.9), "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", "beale"
    ),
    "quartic": Surface((0.02, 1.5), "x^4/4 - x^2/2 + x*y/4 + y^2/2"),
    "ackley": Surface(
        (1.3, -0.8),
        "-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20",
        "ackley",
    ),
}


def torch_surface(name: str) -> Any:
    """The surface as a function of two torch scalars, written without our formulas."""
    import torch

    def ackley(x: Any, y: Any) -> Any:
        radius = torch.sqrt(0.5 * (x * x + y * y))
        waves = torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)
        return -20 * torch.exp(-0.2 * radius) - torch.exp(0.5 * waves) + math.e + 20

    return {
        "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        "ravine": lambda x, y: 0.5 * (x**2 + 25 * y**2),
        "beale": lambda x, y: sum(
            (c - x * (1 - y**k)) ** 2 for c, k in ((1.5, 1), (2.25, 2), (2.625, 3))
        ),
        "quartic": lambda x, y: 0.25 * x**4 - 0.5 * x**2 + 0.25 * x * y + 0.5 * y**2,
        "ackley": ackley,
    }[name]


class Method(NamedTuple):
    """Our slug and knobs, and the same in torch's words; {rate} is filled in per surface."""

    slug: str
    knobs: dict[str, float]
    torch_class: str
    """A class of torch.optim, or `package:Class`."""
    torch_args: dict[str, Any]
    rate: float = 1.0
    """Multiplies the surface's own rate: SGD's for the first three, 0.05 for the others."""


# One iteration a step, and no stop: what is left is the fixed step.
PLAIN_LBFGS = {"max_iter": 1, "tolerance_grad": 0.0, "tolerance_change": 0.0}
# The rule of the paper; the package's later defaults rectify it as RAdam does.
PAPER_ADABELIEF = {"rectify": False, "weight_decouple": False, "print_change_log": False}
METHODS = {
    "gd": Method("gd", {}, "SGD", {}),
    "momentum": Method("momentum", {}, "SGD", {"momentum": 0.9}, 0.2),
    "momentum 0.5": Method("momentum", {"momentum": 0.5}, "SGD", {"momentum": 0.5}),
    "nesterov": Method("nesterov", {}, "SGD", {"momentum": 0.9, "nesterov": True}, 0.2),
    "adagrad": Method("adagrad", {}, "Adagrad", {}, 5.0),
    "adagrad eps": Method("adagrad", {"eps": 0.1}, "Adagrad", {"eps": 0.1}),
    "rmsprop": Method("rmsprop", {}, "RMSprop", {}, 0.2),
    "rmsprop momentum": Method(
        "rmsprop",
        {"decay": 0.95, "momentum": 0.7, "eps": 1e-4},
        "RMSprop",
        {"alpha": 0.95, "momentum": 0.7, "eps": 1e-4},
        0.04,
    ),
    "adadelta": Method("adadelta", {}, "Adadelta", {}, 4.0),
    "adadelta decay": Method(
        "adadelta", {"decay": 0.95, "eps": 1e-4}, "Adadelta", {"rho": 0.95, "eps": 1e-4}, 2.0
    ),
    "adam": Method("adam", {}, "Adam", {}),
    "adam betas": Method(
        "adam",
        {"beta1": 0.8, "beta2": 0.98, "eps": 1e-3},
        "Adam",
        {"betas": (0.8, 0.98), "eps": 1e-3},
        0.4,
    ),
    "amsgrad": Method("amsgrad", {}, "Adam", {"amsgrad": True}),
    "amsgrad betas": Method(
        "amsgrad", {"beta1": 0.8, "beta2": 0.9}, "Adam", {"amsgrad": True, "betas": (0.8, 0.9)}
    ),
    "adamw": Method("adamw", {}, "AdamW", {}),
    "adamw decay": Method("adamw", {"weight_decay": 0.3}, "AdamW", {"weight_decay": 0.3}),
    "adamax": Method("adamax", {}, "Adamax", {}),
    "adamax betas": Method(
        "adamax",
        {"beta1": 0.7, "beta2": 0.98, "eps": 0.01},
        "Adamax",
        {"betas": (0.7, 0.98), "eps": 0.01},
        0.4,
    ),
    "nadam": Method("nadam", {}, "NAdam", {}),
    "nadam betas": Method(
        "nadam", {"beta1": 0.8, "beta2": 0.98}, "NAdam", {"betas": (0.8, 0.98)}, 0.2
    ),
    "radam": Method("radam", {}, "RAdam", {}),
    "radam betas": Method(
        "radam",
        {"beta1": 0.8, "beta2": 0.95, "eps": 0.01},
        "RAdam",
        {"betas": (0.8, 0.95), "eps": 0.01},
    ),
    # With this beta2 the divisor is never trusted: the other branch, for all 200 steps.
    "radam plain": Method("radam", {"beta2": 0.6}, "RAdam", {"betas": (0.9, 0.6)}, 0.02),
    "rprop": Method("rprop", {}, "Rprop", {}),
    "rprop etas": Method(
        "rprop",
        {"eta_minus": 0.4, "eta_plus": 1.5, "step_min": 1e-3, "step_max": 0.2},
        "Rprop",
        {"etas": (0.4, 1.5), "step_sizes": (1e-3, 0.2)},
    ),
    "lbfgs": Method("lbfgs", {"line_search": 0}, "LBFGS", {"history_size": 10, **PLAIN_LBFGS}, 6.0),
    "lbfgs short": Method(
        "lbfgs",
        {"line_search": 0, "history": 2},
        "LBFGS",
        {"history_size": 2, **PLAIN_LBFGS},
        2.0,
    ),
    "lion": Method("lion", {}, "lion_pytorch:Lion", {}),
    "lion betas": Method(
        "lion",
        {"beta1": 0.7, "beta2": 0.95, "weight_decay": 0.1},
        "lion_pytorch:Lion",
        {"betas": (0.7, 0.95), "weight_decay": 0.1},
        0.3,
    ),
    "adabelief": Method("adabelief", {}, "adabelief_pytorch:AdaBelief", PAPER_ADABELIEF),
    "adabelief betas": Method(
        "adabelief",
        {"beta1": 0.8, "beta2": 0.98, "eps": 1e-4},
        "adabelief_pytorch:AdaBelief",
        {"betas": (0.8, 0.98), "eps": 1e-4, **PAPER_ADABELIEF},
        0.4,
    ),
}
PLAIN = ("gd", "momentum", "momentum 0.5", "nesterov", "radam plain")
"""Methods whose step is as long as the slope is steep: their rate depends on the surface."""
PLAIN_RATES = {
    "rosenbrock": 0.0008, "himmelblau": 0.005, "ravine": 0.02,
    "beale": 0.002, "quartic": 0.1, "ackley": 0.002,
}  # fmt: skip
CHAOTIC = {("lbfgs short", "rosenbrock")}
"""A run with which rounding plays, at whatever rate: nothing to compare."""
CASES = tuple((m, s) for m in METHODS for s in SURFACES if (m, s) not in CHAOTIC)


RATES = {("nadam", "ackley"): 0.01, ("radam", "rosenbrock"): 5e-4}
RATES |= {("radam betas", "rosenbrock"): 5e-4, ("radam betas", "ackley"): 0.01}
RATES |= {("lbfgs", "rosenbrock"): 0.05, ("lbfgs", "beale"): 0.5, ("lbfgs short", "ravine"): 0.05}
RATES |= {("lion", "ravine"): 0.037, ("lion", "quartic"): 0.037}
RATES |= {("rmsprop momentum", "ackley"): 3e-4, ("adamax betas", "ackley"): 0.005}


def rate_of(method: str, surface: str) -> float:
    """The learning rate of a case."""
    if (method, surface) in RATES:
        return RATES[method, surface]
    return METHODS[method].rate * (PLAIN_RATES[surface] if method in PLAIN else 0.05)


def torch_class(method: str) -> Any:
    """The class that makes a method's reference; ImportError where its package is missing."""
    module, _, name = METHODS[method].torch_class.rpartition(":")
    return getattr(importlib.import_module(module or "torch.optim"), name)


def torch_trajectory(method: str, surface: str) -> np.ndarray:
    """The points torch visits, of shape (2, STEPS + 1)."""
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)  # or NAdam's own scalars are float32
    try:
        spec, fun = METHODS[method], torch_surface(surface)
        point = torch.tensor(SURFACES[surface].start, requires_grad=True)
        optimizer = torch_class(method)([point], lr=rate_of(method, surface), **spec.torch_args)
        points = [point.detach().numpy().copy()]

        def closure() -> Any:
            optimizer.zero_grad()
            loss = fun(point[0], point[1])
            loss.backward()
            return loss

        for _ in range(STEPS):
            optimizer.step(closure)
            points.append(point.detach().numpy().copy())
        return np.array(points).T
    finally:
        torch.set_default_dtype(before)


SCHEDULE_RATE = 0.05
SCHEDULE_STEPS = 120
SCHEDULES: dict[str, tuple[str, dict[str, float]]] = {
    "constant": ("constant", {}),
    "step": ("step", {"every": 30, "drop": 0.3}),
    "step 7": ("step", {"every": 7, "drop": 0.9}),
    "exponential": ("exponential", {"rate": 0.02}),
    "inverse": ("inverse", {"rate": 0.1}),
    "cosine": ("cosine", {}),
    "cosine floor": ("cosine", {"floor": 0.2}),
}


def torch_scheduler(name: str, optimizer: Any) -> Any:
    """torch's scheduler with the same meaning."""
    from torch.optim import lr_scheduler as lr

    slug, knobs = SCHEDULES[name]
    if slug == "constant":
        return lr.ConstantLR(optimizer, factor=1.0)
    if slug == "step":
        return lr.StepLR(optimizer, step_size=int(knobs["every"]), gamma=knobs["drop"])
    if slug == "exponential":
        return lr.ExponentialLR(optimizer, gamma=math.exp(-knobs["rate"]))
    if slug == "inverse":
        return lr.LambdaLR(optimizer, lambda t: 1 / (1 + knobs["rate"] * t))
    lowest = SCHEDULE_RATE * knobs.get("floor", 0.0)
    return lr.CosineAnnealingLR(optimizer, T_max=SCHEDULE_STEPS, eta_min=lowest)


def torch_schedule(name: str) -> np.ndarray:
    """Rates and points of Adam on the ravine under a scheduler, of shape (3, steps + 1).

    Row 0 is the rate of the step that led to each point; entry 0 repeats the first.
    """
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        fun = torch_surface("ravine")
        point = torch.tensor(SURFACES["ravine"].start, requires_grad=True)
        optimizer = torch.optim.Adam([point], lr=SCHEDULE_RATE)
        scheduler = torch_scheduler(name, optimizer)
        rows = [(SCHEDULE_RATE, *point.detach().numpy())]
        for _ in range(SCHEDULE_STEPS):
            optimizer.zero_grad()
            fun(point[0], point[1]).backward()
            rate = optimizer.param_groups[0]["lr"]
            optimizer.step()
            scheduler.step()
            rows.append((rate, *point.detach().numpy()))
        return np.array(rows).T
    finally:
        torch.set_default_dtype(before)


def main() -> None:
    """Write every reference."""
    made = {f"{m}/{s}": torch_trajectory(m, s) for m, s in CASES}
    made |= {f"schedule/{name}": torch_schedule(name) for name in SCHEDULES}
    np.savez_compressed(FILE, **made)
    print(f"{len(made)} references, {FILE.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
