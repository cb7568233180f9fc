"""Closer looks: how far the picture can be believed, and how sharp the minima are."""

from dataclasses import dataclass

import numpy as np

from landscapes.networks import Between, Mlp, digits, interpolate, rays
from ui.kit.once import once
from ui.network.picture import Path, Picture, picture
from ui.network.study import Study
from ui.network.training import Runner, Trained, runners

BETWEEN = np.linspace(-0.5, 1.5, 61)
AROUND = np.linspace(-1.0, 1.0, 21)
HALF = 0.5
"""How far out, in units of each filter's own length, sharpness is measured."""


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
    return _honesty(picture(study), runner.trained, runner.index, study.samples, study.weight_decay)


@once(maxsize=8)
def _honesty(
    seen: Picture, trained: Trained, index: int, samples: int, weight_decay: float
) -> Honesty:
    data, path, mlp = digits("train", samples), seen.paths[index], trained.mlp
    places = zip(path.x.tolist(), path.y.tolist(), strict=True)
    beneath = np.array([mlp.loss(seen.plane.at(*at), data, weight_decay) for at in places])
    moved = max(float(trained.far.max()), 1e-300)
    return Honesty(trained.run.at, trained.loss, beneath, path.away / moved,
                   _share(seen, path, trained.run.ws))  # fmt: skip


def _share(seen: Picture, path: Path, ws: np.ndarray) -> float:
    """Of the variance of the snapshots, the part along the plane."""
    first, second = seen.plane.first, seen.plane.second
    dx, dy = path.x - path.x.mean(), path.y - path.y.mean()
    shown = np.sum(dx * dx * (first @ first) + 2 * dx * dy * (first @ second)
                   + dy * dy * (second @ second))  # fmt: skip
    whole = float(np.sum((ws - ws.mean(axis=0)) ** 2))
    return min(1.0, float(shown) / whole) if whole > 0 else 1.0


# -- sharp against flat ---------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Sharp:
    """Two networks: what lies between them, and around each."""

    between: Between
    accuracy: tuple[np.ndarray, np.ndarray]
    """In training and in test, at the places between."""
    around: tuple[np.ndarray, np.ndarray]
    """The mean loss (k,) at `AROUND` along filter-normalised directions, of each network."""

    def rise(self, which: int) -> float:
        """The sharpness of a network: how much the loss rises `HALF` away, both ways."""
        loss = self.around[which]
        far = [float(np.interp(at, AROUND, loss)) for at in (-HALF, HALF)]
        return float(np.mean(far) - np.interp(0.0, AROUND, loss))


def sharp(study: Study) -> Sharp | None:
    """Of the first two learners that did not diverge; None where there are no two."""
    two = pair(study)
    return _sharp(study.mlp(), two[0].trained, two[1].trained, study.samples) if two else None


def pair(study: Study) -> tuple[Runner, Runner] | None:
    """The first two learners that did not diverge."""
    good = [runner for runner in runners(study) if not runner.trained.lost]
    return (good[0], good[1]) if len(good) > 1 else None


@once(maxsize=6)
def _sharp(mlp: Mlp, one: Trained, two: Trained, samples: int) -> Sharp:
    train, test = digits("train", samples), digits("test")
    a, b = one.run.w, two.run.w
    between = interpolate(mlp, a, b, train, test, BETWEEN)
    ways = [a + t * (b - a) for t in BETWEEN.tolist()]
    right = [np.array([mlp.accuracy(w, data) for w in ways]) for data in (train, test)]
    near = [rays(mlp, w, train, AROUND).mean(axis=0) for w in (a, b)]
    return Sharp(between, (right[0], right[1]), (near[0], near[1]))
