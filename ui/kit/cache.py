"""A cache for all sessions in which one visitor does the work and the others wait for it."""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from landscapes import GridLandscape

P = ParamSpec("P")
R = TypeVar("R")
LOCKS = 64


def shared_cache(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `maxsize` answers; a class that opens one link computes them once."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        known = lru_cache(maxsize)(function)
        locks = [threading.Lock() for _ in range(LOCKS)]

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args and isinstance(args[0], GridLandscape):
                return cast(R, _beside(args[0], function, args, kwargs))
            with locks[hash((args, tuple(kwargs.items()))) % LOCKS]:
                return known(*args, **kwargs)  # type: ignore[arg-type]  # they must be hashable

        return call

    return decorate


def _beside(surface: GridLandscape, function: Any, args: Any, kwargs: Any) -> Any:
    """What is known of an uploaded surface is kept with it, and goes with its session."""
    known: dict[Any, Any] = vars(surface).setdefault("known", {})
    key = (function.__qualname__, args[1:], tuple(kwargs.items()))
    if key not in known:
        while len(known) >= LOCKS:
            known.pop(next(iter(known)), None)
        known[key] = function(*args, **kwargs)
    return known[key]
