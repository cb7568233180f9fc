"""Functions that take a float or an array and agree with each other to the last bit."""

import math
from typing import Any

import numpy as np


def sqrt(v: Any) -> Any:
    """Square root; correctly rounded in both libraries, so floats may use the faster one."""
    return math.sqrt(v) if type(v) is float else np.sqrt(v)


def maximum(a: Any, b: Any) -> Any:
    """The larger of two; `nan` if either is."""
    if type(a) is float and type(b) is float:
        return a if a > b or a != a else b
    return np.maximum(a, b)


def minimum(a: Any, b: Any) -> Any:
    """The smaller of two; `nan` if either is."""
    if type(a) is float and type(b) is float:
        return a if a < b or a != a else b
    return np.minimum(a, b)


def where(condition: Any, a: Any, b: Any) -> Any:
    """`a` where the condition holds, else `b`."""
    if condition is True:
        return a
    return b if condition is False else np.where(condition, a, b)


def sign(v: Any) -> Any:
    """-1, 0 or 1 (`nan` stays)."""
    if type(v) is float:
        return 1.0 if v > 0 else -1.0 if v < 0 else v * 0.0
    return np.sign(v)
