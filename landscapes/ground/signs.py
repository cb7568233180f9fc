"""How often all eigenvalues of a random symmetric matrix have one sign: by chance, and exactly.

Matrices of the Gaussian orthogonal ensemble: normal numbers, those on the diagonal with twice the
variance, so that no direction is special. A critical point whose Hessian were such a matrix would
be a minimum or a maximum so seldom, and else a saddle.
"""

import math
from functools import lru_cache

import numpy as np

MOST = 10
"""The largest matrices that are asked about: up to here doubles give five digits."""
NODES, FAR = 100, 9.0
"""Places of the quadrature, and how far from 0 the eigenvalues' weight is followed."""


def drawn(n: int, count: int, seed: int) -> int:
    """How many of `count` random n x n matrices have eigenvalues of one sign only."""
    rng, found = np.random.default_rng(seed), 0
    for first in range(0, count, 10_000):
        raw = rng.standard_normal((min(10_000, count - first), n, n))
        values = np.linalg.eigvalsh((raw + np.swapaxes(raw, 1, 2)) / math.sqrt(2))
        found += int(np.count_nonzero((values > 0).all(axis=1) | (values < 0).all(axis=1)))
    return found


def by_diagonal(n: int) -> float:
    """What one would get from the signs of n numbers, such as the diagonal's, by mistake."""
    return 2.0 ** (1 - n)


@lru_cache(maxsize=MOST)
def alike(n: int) -> float:
    """The probability that all n eigenvalues have one sign.

    Their density is prod |l_i - l_j| exp(-sum l_i^2/2) in some unit, and its integral over all of
    them below 0 is a Pfaffian (N. G. de Bruijn, J. Indian Math. Soc. 19 (1955), 133-151). Both
    signs are equally likely.
    """
    if not 1 <= n <= MOST:
        raise ValueError(f"alike: n is 1 to {MOST}.")
    return 2 * math.exp(_log_integral(n, 0.0) - _log_integral(n, FAR))


def _log_integral(n: int, end: float) -> float:
    """The logarithm of the integral from -FAR to `end`, up to what does not hang on `end`."""
    x, weight = _quadrature(-FAR, end)
    weight = weight * np.exp(-x * x / 2)
    values, logs = _orthonormal(x, weight, n)
    inner = np.array([_up_to(y, n, x, values) for y in x])  # (nodes, n): integrals from -FAR to y
    half = np.einsum("k,kj,ki->ij", weight, values.T, inner)
    matrix = half - half.T
    if n % 2:
        border = values @ weight
        matrix = np.block([[matrix, border[:, None]], [-border[None], np.zeros((1, 1))]])
    return logs + float(np.linalg.slogdet(matrix)[1]) / 2


@lru_cache(maxsize=1)
def _gauss() -> tuple[np.ndarray, np.ndarray]:
    at, weight = np.polynomial.legendre.leggauss(NODES)
    return at, weight


def _quadrature(low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    at, weight = _gauss()
    return (high - low) / 2 * at + (high + low) / 2, (high - low) / 2 * weight


def _orthonormal(x: np.ndarray, weight: np.ndarray, n: int) -> tuple[np.ndarray, float]:
    """Polynomials 0 to n - 1 orthonormal under the weights, (n, nodes), and their size if monic.

    The latter as the logarithm of the product of their norms, by the Stieltjes procedure.
    """
    made: list[np.ndarray] = []
    logs = 0.0
    for degree in range(n):
        p = x * made[-1] if degree else np.ones_like(x)
        for _ in range(2):  # twice is enough (B. Parlett, The Symmetric Eigenvalue Problem, 1980)
            for other in made:
                p = p - other * float(np.sum(weight * other * p))
        norm = math.sqrt(float(np.sum(weight * p * p)))
        made.append(p / norm)
        # p is x times a polynomial of norm 1: its leading coefficient is that one's.
        logs += (n - degree) * math.log(norm)
    return np.array(made), logs


def _up_to(y: float, n: int, x: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The integrals of the polynomials with their weight from -FAR to y, (n,)."""
    at, weight = _quadrature(-FAR, y)
    found: np.ndarray = _at(at, n, x, values) @ (weight * np.exp(-at * at / 2))
    return found


def _at(at: np.ndarray, n: int, x: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The polynomials at other places, (n, m), from their values at the nodes."""
    scale = FAR
    fit = np.linalg.lstsq(
        np.polynomial.chebyshev.chebvander(x / scale, n - 1), values.T, rcond=None
    )[0]
    made: np.ndarray = np.asarray(np.polynomial.chebyshev.chebvander(at / scale, n - 1) @ fit)
    return made.T
