"""What a training adds so that a network does not learn its digits by heart."""

from collections.abc import Callable
from dataclasses import dataclass

from landscapes.base import Array
from landscapes.networks.masks import NOTHING, RandomMask
from landscapes.networks.mlp import Mlp
from landscapes.samples.digits import Data


@dataclass(frozen=True)
class Regularisation:
    """A penalty, a mask and digits moved by a pixel; each may be absent."""

    weight_decay: float = 0.0
    mask: RandomMask = NOTHING
    shifts: bool = False

    def problem(self, mlp: Mlp, data: Data) -> Callable[..., tuple[float, Array]]:
        """What `optim.train` takes; see `Mlp.problem`."""
        return mlp.problem(data, self.weight_decay, self.mask, self.shifts)
