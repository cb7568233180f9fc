"""Text of LLVM's language made into machine code for this processor, by llvmlite."""

import ctypes
import importlib
import sys
from functools import cache
from typing import Any


@cache
def llvm() -> Any:
    """llvmlite, ready to compile for this processor; None where it can't be had."""
    if sys.maxsize < 2**32 or sys.implementation.name != "cpython":
        return None
    try:
        found = importlib.import_module("llvmlite.binding")
        found.initialize_native_target()
        found.initialize_native_asmprinter()
    except (ImportError, OSError, RuntimeError):
        return None
    return found


def has_wide_registers() -> bool:
    """Whether there are 32 registers of 8 numbers."""
    return bool(llvm().get_host_cpu_features().get("avx512f"))


class Compiled:
    """A compiled function `run`, which gives nothing back. It runs without Python's lock.

    RuntimeError where an llvmlite speaks another language than the text.
    """

    def __init__(self, text: str, kinds: list[Any]) -> None:
        processor = llvm()
        target = processor.Target.from_default_triple().create_target_machine(
            cpu=processor.get_host_cpu_name(),
            features=processor.get_host_cpu_features().flatten(),
            opt=2,
        )
        self._engine = processor.create_mcjit_compiler(processor.parse_assembly(text), target)
        self._engine.finalize_object()
        self.call = ctypes.CFUNCTYPE(None, *kinds)(self._engine.get_function_address("run"))
