"""Losses that are a mean over samples, and such a mean over some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from landscapes.base import Bounds, Kernels, Landscape, Point


class Sampled(Landscape):
    """A mean over `samples` data points plus a penalty: `kernels` is all that a class adds."""

    def kernels(self, indices: np.ndarray | None, arrays: bool) -> Kernels:
        """The kernels for arrays or for floats, over the samples at `indices` (None: all)."""
        raise NotImplementedError

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""
        return self.kernels(None, arrays=False)

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""
        return self.kernels(None, arrays=True)

    def part(self, indices: Sequence[int] | np.ndarray) -> "Subset":
        """The loss over only these samples, plus the whole penalty; a sample may come twice."""
        chosen = tuple(np.asarray(indices).ravel().tolist())
        if not chosen or not all(
            isinstance(i, int) and 0 <= i < self.samples for i in (min(chosen), max(chosen))
        ):
            raise ValueError(
                f"{self.title}: a part needs whole numbers from 0 to {self.samples - 1}."
            )
        return Subset(self, chosen)


@dataclass(frozen=True)
class Subset(Landscape):
    """A landscape's loss over some of its samples. What is known about the whole is not of it."""

    whole: Sampled
    indices: tuple[int, ...]

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""
        return self.whole.kernels(np.array(self.indices), arrays=False)

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""
        return self.whole.kernels(np.array(self.indices), arrays=True)

    def part(self, indices: Sequence[int] | np.ndarray) -> "Subset":
        """A part of the part: indices count its own samples."""
        mine = np.asarray(indices).ravel().tolist()
        return self.whole.part([self.indices[i] for i in mine])

    @cached_property
    def title(self) -> str:
        """As the whole."""
        return self.whole.title

    @cached_property
    def latex(self) -> str:
        """As the whole."""
        return self.whole.latex

    @cached_property
    def bounds(self) -> Bounds:
        """As the whole."""
        return self.whole.bounds

    @cached_property
    def start(self) -> Point:
        """As the whole."""
        return self.whole.start

    @cached_property
    def smooth(self) -> bool:
        """As the whole."""
        return self.whole.smooth

    @cached_property
    def samples(self) -> int:
        """How many they are."""
        return len(self.indices)

    @cached_property
    def effort(self) -> float:
        """The share of the whole's that falls to its samples."""
        return max(1.0, self.whole.effort * self.samples / self.whole.samples)
