"""The learning rates of a run in a program: its schedule, or the numbers themselves."""

from collections.abc import Iterator

import optim
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


def rates_code(one: Raced, schedule: optim.schedules.Schedule, scene: Scene) -> list[str]:
    """Lines that leave the rate of each step in `rates`."""
    knobs = ", ".join(f"{name}={getattr(schedule, name)!r}" for name in schedule.knobs)
    base, steps = float(one.optimizer.base_rate), one.trajectory.steps
    taken = rates_list(one)
    for planned in _planned(one, scene):
        rates = [base * float(schedule.factor(t, planned)) for t in range(steps)]
        if rates == taken:
            made = f"{type(schedule).__name__}({knobs})"
            rate = f"{base!r} * float({made}.factor(t, {planned}))"
            return [f"rates = [{rate} for t in range({steps})]"]
    return [f"rates = {taken!r}"]


def _planned(one: Raced, scene: Scene) -> Iterator[int]:
    """How long the run may have been meant to be: a budget may allow fewer steps."""
    yield scene.steps
    yield one.trajectory.steps


def rates_list(one: Raced) -> list[float]:
    """The rate of each step, as the run had it."""
    return [float(v) for v in one.trajectory.record["learning_rate"][1:]]
