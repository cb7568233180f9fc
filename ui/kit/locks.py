"""Controls that are shown and cannot be changed, and why not.

Whoever draws them says so around them (`locked`); each widget takes its options through `options`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from core.sentences import N_, _

WHY = N_("Locked by whoever made this link. The full playground has it free.")
_LOCKED: ContextVar[bool] = ContextVar("locked", default=False)


@contextmanager
def locked(on: bool) -> Iterator[None]:
    """Widgets drawn meanwhile are locked; within what is locked, all are."""
    before = _LOCKED.set(on or _LOCKED.get())
    try:
        yield
    finally:
        _LOCKED.reset(before)


def options(**usual: Any) -> dict[str, Any]:
    """The options of a widget, such as its help and whether it is disabled; locked if it is."""
    return usual | {"disabled": True, "help": _(WHY)} if _LOCKED.get() else usual
