"""“Training against test”: losses and shares of right answers along one training, measured."""

from dataclasses import dataclass

import numpy as np

from landscapes.networks import digits
from ui.kit.cache import shared_cache
from ui.network.training import Runner, Trained

RISEN = 1.05
"""A test loss so many times its lowest has risen."""


@dataclass(frozen=True, eq=False)
class Learning:
    """At the snapshots (k,) of a training: losses without the penalty, and shares that are right.

    Each of the last two is (training, test).
    """

    steps: np.ndarray
    losses: tuple[np.ndarray, np.ndarray]
    shares: tuple[np.ndarray, np.ndarray]

    @property
    def lowest(self) -> int:
        """The snapshot with the lowest test loss: where one would have stopped early."""
        return int(np.nanargmin(self.losses[1]))

    @property
    def overfits(self) -> bool:
        """Whether since then the test loss has risen while the training loss fell."""
        (train, test), k = self.losses, self.lowest
        return bool(test[-1] > RISEN * test[k] and train[-1] < train[k])


def learning(runner: Runner, samples: int) -> Learning:
    """Of one learner's training on so many digits."""
    return _learning(runner.trained, samples)


@shared_cache(maxsize=16, heavy=True)
def _learning(trained: Trained, samples: int) -> Learning:
    parts = digits("train", samples), digits("test")
    with np.errstate(all="ignore"):
        used = [trained.mlp.in_use(w, parts[0]) for w in trained.run.ws]
        measured = [
            [(net.loss(w, part), net.accuracy(w, part)) for net, w in used] for part in parts
        ]
    (train, train_right), (test, test_right) = (np.array(each).T for each in measured)
    return Learning(trained.run.at, (train, test), (train_right, test_right))
