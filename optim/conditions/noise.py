"""Noise on the gradient: what turns gradient descent into SGD in the textbook sense."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.knob import Knobbed, knob


@dataclass(frozen=True)
class Gaussian(Knobbed):
    """Independent normal noise of standard deviation `scale` on each derivative, each step."""

    slug: ClassVar[str] = "gaussian"
    title: ClassVar[str] = "Gaussian noise"

    scale: float = knob(0.0, 0, 100, "Gradient noise σ", log=True, least=0.001)

    def draw(self, steps: int, seed: int) -> np.ndarray:
        """Noise of shape (steps, 2): the first rows do not depend on how many are drawn."""
        return self.scale * np.random.default_rng(seed).standard_normal((steps, 2))
