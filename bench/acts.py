"""What one act of each kind costs a server, beside a slider of an empty Streamlit page.

    python bench/acts.py --rounds 3

Each kind is done by visitors who come one after the other (`bench/visitor.py`), first on links that
nobody opened before, then by others who do the same again. Processor time is that of the server,
read from /proc: Linux only. Both servers run at the same time and take turns.
"""

import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import served
from bench.timing import chosen
from bench.visitor import Visitor

Act = Callable[[Visitor, random.Random], Awaitable[object]]
EMPTY, OPENING = "empty page", "opening"
FOLD = "fold.Schedule and noise"
CURVES, BYS = ("loss", "distance", "gradient"), ("steps", "evaluations")


async def _anything(visitor: Visitor, chance: random.Random) -> object:
    return await visitor.move(chance)


def _slider(key: str) -> Act:
    async def act(visitor: Visitor, chance: random.Random) -> object:
        slot = visitor.find(key)
        widget, state = visitor.widgets[slot], visitor.states[slot]
        now = list(state.string_array_value.data)
        others = [each for each in widget[0].options if [each] != now]
        return await visitor.put(key, string_array_value=[chance.choice(others)])

    return act


def _number(key: str, lo: float, hi: float, digits: int) -> Act:
    async def act(visitor: Visitor, chance: random.Random) -> object:
        return await visitor.put(key, double_value=round(chance.uniform(lo, hi), digits))

    return act


async def _schedule(visitor: Visitor, chance: random.Random) -> object:
    known = visitor.find("w.schedule")
    now = visitor.states[known].string_value
    others = [each for each in visitor.widgets[known][0].options if each != now]
    return await visitor.put("w.schedule", string_value=chance.choice(others))


async def _focus(visitor: Visitor, chance: random.Random) -> object:
    return await visitor.tell("stage", "focus", chance.choice(("gd", "momentum", "adam")))


async def _chart(visitor: Visitor, chance: random.Random) -> object:
    view = {"curve": chance.choice(CURVES), "by": chance.choice(BYS)}
    return await visitor.tell("stage", "view", view)


async def _drag(visitor: Visitor, chance: random.Random) -> object:
    at = [round(chance.uniform(-1, 1), 3) for _ in "xy"]
    return await visitor.tell("stage", "start", {"at": at, "live": False})


ACTS: dict[str, Act] = {
    "any slider": _anything,
    "racer's knob": _slider("w.gd.learning_rate"),
    "surface's knob": _slider("w.surface.rosenbrock.b"),
    "start, typed": _number("w.start.x", -1.5, 1.5, 3),
    "start, dragged": _drag,
    "steps": _slider("w.steps"),
    "schedule": _schedule,
    "noise": _slider("w.noise"),
    "focus": _focus,
    "chart options": _chart,
}
FOLDED = {"schedule", "noise"}


@dataclass(frozen=True)
class Sizes:
    """How many visitors do each thing, and how often each; `only` these kinds, if any are named."""

    rounds: int = 3
    moves: int = 10
    only: tuple[str, ...] = ("",)
    seed: int = 0


TINY = Sizes(rounds=1, moves=1)
Costs = dict[str, list[float]]
"""Seconds of processor by what was done, an entry a visitor."""


def link(number: int, seed: int) -> str:
    """A link that nobody opened before: its own surface, start and race."""
    chance = random.Random(f"{seed} {number}")
    knob, x, y = round(chance.uniform(30, 170), 3), *(round(chance.uniform(-1, 1), 4) for _ in "xy")
    race = "race=gd~momentum~adam"
    return f"v=1&surface=rosenbrock&surface.b={knob}&{race}&start={x}~{y}"


async def costs_of(
    server: served.Served, query: str, act: Act, sizes: Sizes, folded: bool
) -> tuple[float, float]:
    """What it costs to open a page by this link, and one act there."""
    visitor = await Visitor.arrive(server.url, query)
    before = server.cpu()
    await visitor.open()
    opened = server.cpu()
    if folded:
        await visitor.put(FOLD, bool_value=True)
    ready, chance = server.cpu(), random.Random(query)
    for _ in range(sizes.moves):
        await act(visitor, chance)
    done = server.cpu()
    await visitor.leave()
    return opened - before, (done - ready) / sizes.moves


async def measure(ours: served.Served, empty: served.Served, sizes: Sizes) -> Costs:
    """Everything in turn; nothing that is only loaded once is counted."""
    costs: Costs = defaultdict(list)
    for server in (ours, empty):
        for _ in range(3):
            await costs_of(server, "", _anything, Sizes(moves=2), False)
    for turn in range(sizes.rounds):
        kinds = [kind for kind in ACTS if sizes.only == ("",) or kind in sizes.only]
        for k, kind in enumerate(kinds):
            opened, moved = await costs_of(empty, "", _anything, sizes, False)
            costs[f"{EMPTY}, {OPENING}"].append(opened)
            costs[EMPTY].append(moved)
            own = link(turn * len(ACTS) + k, sizes.seed)
            for words in ("", ", again"):
                opened, moved = await costs_of(ours, own, ACTS[kind], sizes, kind in FOLDED)
                costs[OPENING + words].append(opened)
                costs[kind + words].append(moved)
    return costs


def told(costs: Costs) -> None:
    """Print the mean of each, and how many times that of the empty page it is."""
    means = {kind: 1e3 * sum(each) / len(each) for kind, each in costs.items()}
    for kind, mean in means.items():
        least = means[f"{EMPTY}, {OPENING}" if OPENING in kind else EMPTY]
        print(f"  {kind:24} {mean:8.2f} ms  {mean / max(least, 1e-3):6.2f} x")


def main() -> None:
    """Measure and print."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    with served.app(1) as ours, served.empty_page() as empty:
        print("processor time of one act")
        told(asyncio.run(measure(ours, empty, sizes)))


if __name__ == "__main__":
    main()
