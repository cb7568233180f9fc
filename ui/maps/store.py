"""Finished maps, kept for all sessions, and which level of a map comes next."""

from collections.abc import Callable, Hashable
from typing import Any

from ui.kit.cache import Begun
from ui.kit.heavy_work import turn
from ui.kit.kept import Kept

LEVEL_SECONDS = {True: 15.0, False: 30.0}
"""Seconds a level may take, by whether its runs step together: finer ones are not tried."""
ROOM = 96 * 2**20
"""Bytes of finished maps that are kept."""
Tell = Callable[[float], None]
"""Hears which share is done. It may raise: then the work ends, and nothing is kept."""


class Store:
    """Finished maps by what they are of, the least recently used one dropped first."""

    def __init__(self, room: int = ROOM) -> None:
        self.kept = Kept[Any](room, lambda made: int(made.size))
        self._begun = Begun()

    def get(self, key: Hashable) -> Any | None:
        """What is kept under a key."""
        return self.kept.get(key)

    def make(self, key: Hashable, work: Callable[[], Any], tell: Tell) -> Any:
        """What is kept, or made now. Of several sessions that ask at once, one does the work."""
        with self._begun.alone(key, lambda: tell(0.0)):  # so that who waits can give up
            made = self.get(key)
            if made is None:
                with turn():
                    made = work()
                self.kept.put(key, made)
            return made


STORE = Store()
PREVIEWS = Store(8 * 2**20)
"""Coarse maps of sliders that were turned, apart: they pass many numbers that nobody means."""


def finest(levels: tuple[int, ...], key: Callable[[int], Hashable]) -> tuple[int, Any] | None:
    """The finest level that is ready, and its runs."""
    for level in reversed(levels):
        for store in (STORE, PREVIEWS):
            if (made := store.get(key(level))) is not None:
                return level, made
    return None


def following(levels: tuple[int, ...], level: int, ends: Any, together: bool) -> int | None:
    """The level to compute next; None at the last one, or where it would take too long."""
    later = [other for other in levels if other > level]
    if not later or ends.seconds * (later[0] / level) ** 2 > LEVEL_SECONDS[together]:
        return None
    return later[0]
