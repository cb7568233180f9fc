"""“Is the picture true?”: how far a slice through the weights can be believed, measured."""

from dataclasses import dataclass

import numpy as np

from landscapes.networks import digits
from ui.kit.cache import shared_cache
from ui.network.plane_view import Path, PlaneView, plane_view
from ui.network.study import Study
from ui.network.training import Runner, Trained


@dataclass(frozen=True, eq=False)
class Honesty:
    """Along one path, by snapshots (k,): what is true, and what the picture shows beneath."""

    steps: np.ndarray
    true: np.ndarray
    beneath: np.ndarray
    """The loss of the slice at the path's place on the plane."""
    away: np.ndarray
    """Distance from the plane, as a share of how far the weights moved in all."""
    share: float
    """The share of the motion (its variance) that lies in the plane."""

    @property
    def gaps(self) -> np.ndarray:
        """How far the slice lies above the true loss (k,)."""
        with np.errstate(all="ignore"):
            found: np.ndarray = self.beneath - self.true
        return found

    @property
    def worst(self) -> int:
        """The snapshot where slice and truth are furthest apart."""
        return int(np.argmax(np.abs(self.gaps)))


def honesty(study: Study, runner: Runner) -> Honesty:
    """Of one learner's path."""
    return _honesty(
        plane_view(study), runner.trained, runner.index, study.samples, study.weight_decay
    )


@shared_cache(maxsize=8, heavy=True)
def _honesty(
    seen: PlaneView, trained: Trained, index: int, samples: int, weight_decay: float
) -> Honesty:
    data, path, mlp = digits("train", samples), seen.paths[index], trained.mlp
    places = zip(path.x.tolist(), path.y.tolist(), strict=True)
    beneath = np.array([mlp.loss(seen.plane.at(*at), data, weight_decay) for at in places])
    moved = max(float(trained.far.max()), 1e-300)
    return Honesty(
        trained.run.at, trained.loss, beneath, path.away / moved, _share(seen, path, trained.run.ws)
    )


def _share(seen: PlaneView, path: Path, ws: np.ndarray) -> float:
    """Of the variance of the snapshots, the part along the plane."""
    first, second = seen.plane.first, seen.plane.second
    dx, dy = path.x - path.x.mean(), path.y - path.y.mean()
    shown = np.sum(
        dx * dx * (first @ first) + 2 * dx * dy * (first @ second) + dy * dy * (second @ second)
    )
    whole = float(np.sum((ws - ws.mean(axis=0)) ** 2))
    return min(1.0, float(shown) / whole) if whole > 0 else 1.0
