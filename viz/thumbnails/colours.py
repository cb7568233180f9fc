"""Colours of the theme as numbers, light or dark, and how they mix."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viz import theme


@dataclass(frozen=True)
class Colours:
    """The colours of the light theme, or what the dark one has in their place."""

    dark: bool

    def of(self, name: str) -> np.ndarray:
        """A colour of the light theme as red, green and blue from 0 to 1."""
        shown = theme.DARK.get(name, name) if self.dark else name
        return np.array([int(shown[i : i + 2], 16) / 255 for i in (1, 3, 5)])

    def between(self, scale: Sequence[str], share: np.ndarray) -> np.ndarray:
        """The colour at each share of a scale of evenly spaced colours."""
        stops = np.array([self.of(name) for name in scale])
        at = np.nan_to_num(share) * (len(scale) - 1)
        return np.stack([np.interp(at, np.arange(len(scale)), part) for part in stops.T], axis=-1)

    def mixed(self, picture: np.ndarray, name: str, cover: np.ndarray) -> np.ndarray:
        """The picture with a colour laid over it, so much of it at each pixel."""
        mixed: np.ndarray = picture + (self.of(name) - picture) * np.nan_to_num(cover)[..., None]
        return mixed
