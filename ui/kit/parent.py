"""A process that ends with the one that started it, however that ends."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Make this process end with its parent; where nobody started it as a child, nothing happens.

    A parent that is killed says no word: workers would wait for its next task for ever, and servers
    that share its port would go on answering. With the last of them go the processes that Python
    started for them.
    """
    if multiprocessing.parent_process() is not None:
        threading.Thread(target=_follow, daemon=True, name="follow the parent").start()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
