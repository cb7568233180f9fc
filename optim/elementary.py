"""Functions that take a float or an array and agree with each other to the last bit."""

import math
from typing import Any, TypeAlias

import numpy as np

Numeric: TypeAlias = Any
"""A float, an array of floats, or a stand-in that is traced: what plain operators serve alike.

A union of these would have to be told apart at every operator, so it is checked by tests instead.
"""


def sqrt(v: Numeric) -> Numeric:
    """Square root; correctly rounded in both libraries, so floats may use the faster one."""
    return math.sqrt(v) if type(v) is float else np.sqrt(v)


def maximum(a: Numeric, b: Numeric) -> Numeric:
    """The larger of two; `nan` if either is."""
    if type(a) is float and type(b) is float:
        return a if a > b or a != a else b
    return np.maximum(a, b)


def minimum(a: Numeric, b: Numeric) -> Numeric:
    """The smaller of two; `nan` if either is."""
    if type(a) is float and type(b) is float:
        return a if a < b or a != a else b
    return np.minimum(a, b)


def where(condition: Numeric, a: Numeric, b: Numeric) -> Numeric:
    """`a` where the condition holds, else `b`."""
    if condition is True:
        return a
    return b if condition is False else np.where(condition, a, b)


def sign(v: Numeric) -> Numeric:
    """-1, 0 or 1 (`nan` stays)."""
    if type(v) is float:
        return 1.0 if v > 0 else -1.0 if v < 0 else v * 0.0
    return np.sign(v)
