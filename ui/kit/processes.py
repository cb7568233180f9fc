"""Worker processes that do not run the server's main script, which may be a page.

loky's were tried in place of these. They take twice as long to be ready, as each worker is an
interpreter of its own, and hold 24 MB each for 11, as nothing is shared; a task costs no less; and
they too stay for ever when their server is killed.
"""

import importlib
import multiprocessing
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from types import ModuleType
from typing import Any

from ui.kit.parent import end_with_parent
from ui.kit.stand_back import stand_back

KIND = "spawn" if sys.platform == "win32" else "forkserver"
"""Never forked from the server itself, whose threads may hold locks."""
LOADED = ["landscapes", "optim"]
_STANDARD: Any = multiprocessing.get_context(KIND)


class Process(_STANDARD.Process):  # type: ignore[misc,name-defined]
    """A process that starts with an empty main module.

    A new process imports the main module of its parent, by the file's name. Streamlit puts the
    script of the session in its place, so a worker would run a page.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return _STANDARD.Process._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class Context(type(_STANDARD)):  # type: ignore[misc]
    """The standard way to start processes, with `Process`."""

    Process = Process


def pool(count: int) -> Executor:
    """Processes of this machine, ready for work. Raises OSError and the like where none can be."""
    context: Any = Context()
    if KIND == "forkserver":
        context.set_forkserver_preload(LOADED)
    made = ProcessPoolExecutor(count, mp_context=context, initializer=begin)
    for started in [made.submit(prepare) for _ in range(count)]:
        started.result()
    return made


def begin() -> None:
    """Make a worker end with its server, and load what it needs."""
    end_with_parent()
    stand_back()
    prepare()


def prepare() -> None:
    """Load in a worker what every task needs."""
    for name in LOADED:
        importlib.import_module(name)
