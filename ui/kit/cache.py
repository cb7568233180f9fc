"""A cache for all sessions in which one visitor does the work and the others wait for it."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from landscapes import GridLandscape
from ui.kit.heavy_work import LINE, LOOK, still_wanted, turn
from ui.kit.kept import Kept

P = ParamSpec("P")
R = TypeVar("R")
BESIDE = 64
"""So many answers are kept with an uploaded surface."""
NOTHING = object()
"""What is not known yet; an answer may be None."""


def shared_cache(
    maxsize: int = 0,
    heavy: bool = False,
    kept: Kept[Any] | None = None,
    key: Callable[..., Hashable] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `maxsize` answers; a class that opens one link computes them once.

    `heavy`: what is not known yet is computed when it is one's turn. `kept`: where answers are
    kept if it is not their number that is to be bounded. `key`: what decides an answer, where the
    arguments hold more than that, which would be kept with it.
    """

    def decorate(plain: Callable[P, R]) -> Callable[P, R]:
        function = in_turn(plain) if heavy else plain
        known, begun = Kept[Any](maxsize) if kept is None else kept, Begun()

        @wraps(plain)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args and isinstance(args[0], GridLandscape):
                return cast(R, _beside(args[0], function, args, kwargs))
            asked = key(*args, **kwargs) if key else (args, tuple(kwargs.items()))
            if (found := known.get(asked, NOTHING)) is not NOTHING:
                return cast(R, found)
            with begun.alone(asked):
                if (found := known.get(asked, NOTHING)) is NOTHING:
                    found = function(*args, **kwargs)
                    known.put(asked, found)
                return cast(R, found)

        return call

    return decorate


class Begun:
    """What is being made now, so that who asks for the same waits until it is there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    @contextmanager
    def alone(self, key: Hashable, waits: Callable[[], None] = still_wanted) -> Iterator[None]:
        """Nobody else makes what has this key; whoever makes something else is not held up.

        `waits` is called now and then by who waits for another one; it may raise.
        """
        with self._lock:
            mine = self._making.setdefault(key, threading.Lock())
        got = self._wait(mine, waits)
        try:
            yield
        finally:
            if got:
                with self._lock:
                    if self._making.get(key) is mine:
                        del self._making[key]
                mine.release()

    def _wait(self, making: threading.Lock, waits: Callable[[], None]) -> bool:
        """Whether the other one is done; False where it may wait for this thread."""
        while not making.acquire(timeout=LOOK):
            if LINE.is_mine:  # who makes it may wait for this turn to end
                return False
            waits()
        return True


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
        while len(known) >= BESIDE:
            known.pop(next(iter(known)), None)
        known[key] = function(*args, **kwargs)
    return known[key]
