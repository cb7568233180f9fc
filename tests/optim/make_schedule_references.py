"""Makes schedule_references.npz: learning rates by torch.optim.lr_scheduler itself, in float64.

Run `python -m tests.optim.make_schedule_references` where torch is installed. The table of cases is
plain data: the tests read it too, without torch.
"""

from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_name("schedule_references.npz")
RATE = 0.05
STEPS = 130

CASES: dict[str, tuple[str, dict[str, float]]] = {
    "restarts": ("restarts", {}),
    "restarts equal": ("restarts", {"period": 13}),
    "restarts doubling": ("restarts", {"period": 5, "stretch": 2, "floor": 0.1}),
    "restarts tripling": ("restarts", {"period": 7, "stretch": 3, "floor": 0.25}),
    "restarts every step": ("restarts", {"period": 1, "stretch": 2}),
    "restarts too long": ("restarts", {"period": 500}),
    "warmup": ("warmup", {}),
    "warmup torch's own": ("warmup", {"warmup": 5, "first": 1 / 3}),
    "warmup too long": ("warmup", {"warmup": 700, "first": 0.01}),
    "warmup of one": ("warmup", {"warmup": 1, "first": 0.2}),
    "warmup_cosine": ("warmup_cosine", {}),
    "warmup_cosine floor": ("warmup_cosine", {"warmup": 31, "first": 0.3, "floor": 0.2}),
    "warmup_cosine of one": ("warmup_cosine", {"warmup": 1, "first": 0.5}),
    "warmup_cosine almost all": ("warmup_cosine", {"warmup": STEPS - 1}),
}


def torch_scheduler(slug: str, knobs: dict[str, float], optimizer: Any) -> Any:
    """torch's scheduler with the same meaning."""
    from torch.optim import lr_scheduler as lr

    floor = RATE * knobs["floor"] if "floor" in knobs else 0.0
    if slug == "restarts":
        period, stretch = int(knobs["period"]), int(knobs["stretch"])
        return lr.CosineAnnealingWarmRestarts(optimizer, period, stretch, eta_min=floor)
    length = int(knobs["warmup"])
    ramp = lr.LinearLR(optimizer, start_factor=knobs["first"], total_iters=length)
    if slug == "warmup":
        return ramp
    rest = lr.CosineAnnealingLR(optimizer, T_max=STEPS - length, eta_min=floor)
    return lr.SequentialLR(optimizer, [ramp, rest], milestones=[length])


def torch_rates(slug: str, knobs: dict[str, float]) -> np.ndarray:
    """The learning rate of each of STEPS steps; `knobs` holds every knob of the schedule."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=RATE)
    scheduler = torch_scheduler(slug, knobs, optimizer)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(rates)


def all_knobs(name: str) -> dict[str, float]:
    """The knobs of a case, defaults filled in."""
    from optim.conditions import schedules

    slug, knobs = CASES[name]
    made = schedules.get(slug, **knobs)
    return {knob: getattr(made, knob) for knob in made.knobs}


def main() -> None:
    """Write every reference."""
    made = {name: torch_rates(CASES[name][0], all_knobs(name)) for name in CASES}
    np.savez_compressed(FILE, **made)
    print(f"{len(made)} references, {FILE.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
