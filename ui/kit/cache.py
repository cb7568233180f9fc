"""A cache for all sessions in which one visitor does the work and the others wait for it."""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from landscapes import GridLandscape
from ui.kit.heavy_work import LINE, LOOK, still_wanted, turn

P = ParamSpec("P")
R = TypeVar("R")
LOCKS = 64


def shared_cache(maxsize: int, heavy: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `maxsize` answers; a class that opens one link computes them once.

    `heavy`: what is not known yet is computed when it is one's turn.
    """

    def decorate(plain: Callable[P, R]) -> Callable[P, R]:
        function = in_turn(plain) if heavy else plain
        known = lru_cache(maxsize)(function)
        locks = [threading.Lock() for _ in range(LOCKS)]

        @wraps(plain)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args and isinstance(args[0], GridLandscape):
                return cast(R, _beside(args[0], function, args, kwargs))
            lock = locks[hash((args, tuple(kwargs.items()))) % LOCKS]
            while not lock.acquire(timeout=LOOK):
                if LINE.is_mine:  # who holds the lock may wait for this turn to end
                    return known(*args, **kwargs)  # type: ignore[arg-type]
                still_wanted()
            try:
                return known(*args, **kwargs)  # type: ignore[arg-type]  # they must be hashable
            finally:
                lock.release()

        return call

    return decorate


def in_turn(function: Callable[P, R]) -> Callable[P, R]:
    """A function that does heavy work, one call at a time."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with turn():
            return function(*args, **kwargs)

    return call


def _beside(surface: GridLandscape, function: Any, args: Any, kwargs: Any) -> Any:
    """What is known of an uploaded surface is kept with it, and goes with its session."""
    known: dict[Any, Any] = vars(surface).setdefault("known", {})
    key = (function.__qualname__, args[1:], tuple(kwargs.items()))
    if key not in known:
        while len(known) >= LOCKS:
            known.pop(next(iter(known)), None)
        known[key] = function(*args, **kwargs)
    return known[key]
