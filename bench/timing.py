"""What the benchmarks share: sizes from the command line, taking turns, rivals that may be missing.

Every script is run as `python bench/NAME.py`. Each number of its `Sizes` is an option, and with
`--tiny` it goes once through all it measures within seconds: the tests do that. The figures of a
tiny run mean nothing.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

Run = Callable[[], Any]
Sizes = TypeVar("Sizes", bound=Any)


def chosen(text: str, full: Sizes, tiny: Sizes) -> Sizes:
    """What the command line asks for: `full`, or `tiny` with --tiny; each field is an option."""
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("--tiny", action="store_true", help="as small as it gets, for the tests")
    for field in fields(full):
        value = getattr(full, field.name)
        kind: dict[str, Any] = {"type": type(value)}
        if isinstance(value, bool):
            kind = {"action": argparse.BooleanOptionalAction}
        elif isinstance(value, tuple):
            kind = {"type": type(value[0]), "nargs": "+"}
        parser.add_argument(f"--{field.name.replace('_', '-')}", default=None, **kind)
    asked = vars(parser.parse_args())
    sizes = tiny if asked.pop("tiny") else full
    given: dict[str, Any] = {name: v for name, v in asked.items() if v is not None}
    return replace(
        sizes, **{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    )


def in_turn(runs: Mapping[str, Run], rounds: int, warm: bool = False) -> dict[str, list[float]]:
    """Seconds that each run took, round after round.

    `warm`: each time after a run that is not timed, or short ones would pay for the processor's
    caches, which the one before has filled.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            if warm:
                run()
            began = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - began)
    return times


def best(runs: Mapping[str, Run], rounds: int) -> dict[str, float]:
    """The shortest time of each, taken in turn: what disturbs a long run only adds to it."""
    return {name: min(took) for name, took in in_turn(runs, rounds).items()}


def median(runs: Mapping[str, Run], rounds: int) -> dict[str, float]:
    """The median time of each, taken in turn and warm: for runs of some microseconds."""
    return {name: statistics.median(took) for name, took in in_turn(runs, rounds, True).items()}


def installed(makers: Mapping[str, Callable[[], Run]]) -> dict[str, Run]:
    """The rivals' runs; of each that is not installed, a sentence is printed instead."""
    runs: dict[str, Run] = {}
    for name, make in makers.items():
        try:
            runs[name] = make()
        except ImportError as error:
            _say(f"{name} is left out: {error}.")
    return runs


@cache
def _say(sentence: str) -> None:
    """Print it, but only the first time."""
    print(sentence)


def table(times: Mapping[str, float], unit: str) -> None:
    """Print milliseconds, and times those of `unit`."""
    for name, seconds in times.items():
        print(f"  {name:34} {seconds * 1e3:10.2f} ms  {seconds / times[unit]:8.2f} x")
