"""A cache for all sessions in which one visitor does the work and the others wait for it."""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
LOCKS = 64


def once(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `maxsize` answers; a class that opens one link computes them once."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize)(function)
        locks = [threading.Lock() for _ in range(LOCKS)]

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            with locks[hash((args, tuple(kwargs.items()))) % LOCKS]:
                return kept(*args, **kwargs)  # type: ignore[arg-type]

        return call

    return decorate
