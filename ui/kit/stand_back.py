"""Long work stands back behind whatever answers a visitor, in this server or another one."""

import os
import sys
import threading

STEPS = 10
"""How far, as `nice` counts it."""


def stand_back() -> None:
    """Let this thread work when nothing else wants to; where a system has no such thing, no matter.

    Only for work that does not hold Python's lock: others would wait for it all the longer.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), STEPS)
