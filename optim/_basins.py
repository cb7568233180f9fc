"""Which minimum each of many runs ended at."""

from collections.abc import Sequence

import numpy as np

from optim._batch import Endpoints

MOVING, DIVERGED, LEFT, ELSEWHERE = -1, -2, -3, -4
"""Labels of runs that reached no minimum: out of steps, ran away, left the domain, and those that
ended at another flat place (a saddle point, say) or could not go on."""
_ENDED = ("converged", "stalled")


def basins(
    ends: Endpoints, minima: Sequence[tuple[float, float]] | None = None, tol: float = 0.05
) -> np.ndarray:
    """Labels of the ends' shape: the index of the minimum reached, else one of the four above.

    A run has reached the nearest minimum if it converged, or could not go on, within the distance
    `tol` of it. With `minima=None` they are the places where runs converged (see `places`).
    """
    found = places(ends, tol) if minima is None else np.array(minima, np.float64).reshape(-1, 2)
    labels = np.full(ends.x.shape, MOVING)
    status = ends.status
    labels[status == "diverged"] = DIVERGED
    labels[status == "left_domain"] = LEFT
    ended = np.isin(status, _ENDED)
    labels[ended] = ELSEWHERE
    nearest, least = labels.copy(), np.full(ends.x.shape, tol, np.float64)
    with np.errstate(all="ignore"):  # those that ran away may be anywhere
        for i, (x, y) in enumerate(found):
            distance = np.hypot(ends.x - x, ends.y - y)
            nearer = ended & (distance <= least)
            nearest[nearer], least[nearer] = i, distance[nearer]
    return nearest


def places(ends: Endpoints, tol: float = 0.05) -> np.ndarray:
    """Where runs converged: points at least `tol` apart, shape (places, 2), the commonest first.

    Ends are sorted into square cells of a quarter of `tol`; the fullest cell's middle point is the
    first place, the fullest further than `tol` from it the next, and so on.
    """
    converged = ends.status == "converged"
    points = np.stack([ends.x[converged], ends.y[converged]], axis=-1)
    cells = np.round(points / (tol / 4))
    _, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(inverse.ravel(), v, len(counts)) for v in points.T], axis=-1)
    middles = sums / counts[:, None]
    found: list[np.ndarray] = []
    for middle in middles[np.argsort(-counts, kind="stable")]:
        if all(np.hypot(*(middle - place)) > tol for place in found):
            found.append(middle)
    return np.array(found).reshape(-1, 2)


def shares(labels: np.ndarray) -> dict[int, float]:
    """The share of runs with each label that occurs."""
    values, counts = np.unique(labels, return_counts=True)
    return {int(v): float(n) / labels.size for v, n in zip(values, counts, strict=True)}
