"""What second derivatives cost, by how many weights there are: memory, time, evaluations."""

import time
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

BYTES = 8
"""Of a number in double precision."""
SIZES = (250, 500, 1000, 2000)
"""The systems that are solved to see how long it takes."""
PAIRS = 10
"""Pairs of vectors that L-BFGS keeps here."""


def hessian_bytes(n: int) -> float:
    """An n x n matrix in memory."""
    return float(BYTES) * n * n


def pair_bytes(n: int, pairs: int = PAIRS) -> float:
    """What L-BFGS keeps instead: so many pairs of steps and of gradients' changes."""
    return 2.0 * pairs * BYTES * n


def forward_losses(n: int) -> int:
    """Losses that one gradient by forward differences takes: n + 1."""
    return n + 1


def central_losses(n: int) -> int:
    """Losses that one gradient by central differences takes: 2 n."""
    return 2 * n


@lru_cache(maxsize=1)
def measured() -> Mapping[int, float]:
    """Seconds of one solve of n equations, measured here once, by n: the better of two tries."""
    return {n: min(_solve(n), _solve(n)) for n in SIZES}


def _solve(n: int) -> float:
    rng = np.random.default_rng(n)
    raw = rng.standard_normal((n, n))
    matrix, right = raw @ raw.T + n * np.eye(n), rng.standard_normal(n)
    began = time.perf_counter()
    np.linalg.solve(matrix, right)
    return time.perf_counter() - began


def solve_seconds(n: int, known: Mapping[int, float]) -> float:
    """Of n equations, from those measured: elimination takes 2/3 n^3 operations.

    G. Golub and C. Van Loan, Matrix Computations (2013), section 3.2.
    """
    if n in known:
        return known[n]
    nearest = min(known, key=lambda size: abs(np.log(size / n)))
    return known[nearest] * (n / nearest) ** 3
