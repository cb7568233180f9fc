"""Steps compiled to machine code where llvmlite is installed; see `optim.native.ir`.

It changes nothing but the time: what ends where is the NumPy engine's answer to the last bit.
"""

import ctypes
import logging
from functools import lru_cache

import numpy as np

from core.machine_code import Compiled, has_wide_registers, llvm
from optim.native.ir import Text, write
from optim.native.pen import UncoveredError
from optim.run.plan import Plan
from optim.trace.step import Lockstep

LOG = logging.getLogger(__name__)
KEPT = 32
"""Kernels kept, the least recently used one dropped first: about 1 MB each."""
WIDE, NARROW = 32, 16
"""Points in a vector, by whether there are 32 registers of 8 numbers for them. Several vectors to
a value: an operation's result is not waited for."""


KINDS = [ctypes.c_int64, *[ctypes.c_void_p] * 4, ctypes.c_int64, *[ctypes.c_double] * 2]


@lru_cache(maxsize=KEPT)
def _code(text: str) -> Compiled:
    """A compiled kernel."""
    return Compiled(text, KINDS)


class Native:
    """A step in machine code, with the numbers it is called with."""

    def __init__(self, step: Lockstep, text: Text, width: int) -> None:
        self._safe_radius, self._width, self._columns = step.safe_radius, width, text.columns
        self._numbers = np.array([*text.numbers, 0.0])
        self._code = _code(text.text)

    def run(self, points: dict[str, np.ndarray], plan: Plan, flat: float) -> list[np.ndarray]:
        """Where points end: x, y, the squared length of the gradient, and steps."""
        size = points["x"].size
        n = max(size, self._width)
        given = [np.ascontiguousarray(points[name], np.float64) for name in self._columns]
        if size < n:
            given = [np.resize(v, n) for v in given]
        ends: list[np.ndarray] = [*(np.empty(n) for _ in range(3)), np.empty(n, np.int32)]
        every: list[np.ndarray] = [*given, *ends]
        columns = (ctypes.c_void_p * len(every))(*(v.ctypes.data for v in every))
        each = [np.array(v if v else [0.0]) for v in (plan.factors, plan.noise)]
        self._code.call(
            n, self._numbers.ctypes.data, ctypes.addressof(columns),
            *(v.ctypes.data for v in each), plan.max_steps, flat, self._safe_radius,
        )  # fmt: skip
        return [v[:size] for v in ends]


def native(step: Lockstep) -> Native | None:
    """A step compiled; None without llvmlite, or where it calls what only Python can."""
    if llvm() is None:
        return None
    width = _width()
    try:
        return Native(step, write(step, width), width)
    except UncoveredError:
        return None
    except RuntimeError as error:  # an llvmlite that speaks another language
        LOG.warning("Steps cannot be compiled: %s", error)
        return None


def _width() -> int:
    return WIDE if has_wide_registers() else NARROW
