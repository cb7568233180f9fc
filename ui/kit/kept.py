"""The last values that were made, up to so many or so many bytes in all."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by what they are of; the least recently used ones make room.

    `most`: what all of them weigh together; `weigh`: what one does, each as much as any other
    unless told. What weighs more than a `share` of the room is not kept.
    """

    def __init__(
        self, most: int, weigh: Callable[[V], int] = lambda _: 1, share: float = 1.0
    ) -> None:
        self.most, self.size = most, 0
        self._weigh, self._heaviest = weigh, most * share
        self._made: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, missing: Any = None) -> V | Any:
        """What is kept under a key."""
        with self._lock:
            found = self._made.get(key)
            if found is None:
                return missing
            self._made.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value."""
        weight = self._weigh(value)
        with self._lock:
            self.size -= self._made.pop(key, (None, 0))[1]
            if weight > self._heaviest:
                return
            self._made[key] = value, weight
            self.size += weight
            while self.size > self.most:
                self.size -= self._made.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._made.clear()
            self.size = 0
