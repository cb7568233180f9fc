"""A file that was recognised, with its layers; and the sentence that refuses one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from core.sentences import N_, sentence

MAX_BYTES = 20_000_000
MAX_SIDE = 1001
MIN_SIDE = 4
"""A cubic spline needs so many places each way."""
MAX_LAYERS = 64
X_NAMES = ("x", "xs", "xcoordinates", "x_coordinates", "x_coords", "xcoords", "alpha", "alphas")
Y_NAMES = ("y", "ys", "ycoordinates", "y_coordinates", "y_coords", "ycoords", "beta", "betas")
USUAL = ("train_loss", "loss", "losses", "nll", "test_loss", "zvalue", "z")


class SurfaceFileError(ValueError):
    """A file that is no surface: one sentence says what it is and what is needed.

    `values` are put into the places that the sentence has for them.
    """

    def __init__(self, said: str, **values: object) -> None:
        super().__init__(sentence(said, **values) if values else N_(said))


@dataclass(frozen=True)
class Source:
    """A file that was recognised: its kind, and its layers, each read when it is asked for.

    A layer gives values of `shape` (ny, nx), nan where there is none; row j belongs to `y[j]`,
    column i to `x[i]`. Without coordinates both are None.
    """

    kind: str
    shape: tuple[int, int]
    layers: Mapping[str, Callable[[], np.ndarray]]
    x: np.ndarray | None = None
    y: np.ndarray | None = None

    @property
    def usual(self) -> str:
        """The layer that shows unless told: a loss, if one is named so."""
        lower: dict[str, str] = {}
        for name in self.layers:
            lower.setdefault(name.lower(), name)
        named = [lower[word] for word in USUAL if word in lower]
        alike = [name for name in self.layers if "loss" in name.lower()]
        return (named + alike + list(self.layers))[0]


def bare(text: str, most: int) -> str:
    """A stranger's name without what cannot be shown, and no longer than `most`."""
    return "".join(c if c.isprintable() else "?" for c in text[:most]).strip()


def quoted(text: object) -> str:
    """A stranger's word, short enough to repeat."""
    shown = bare(str(text), 200)
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"


def some(words: Iterable[object], most: int = 5) -> str:
    """The first few of some names, for a sentence."""
    listed = [quoted(word) for word in words]
    first = ", ".join(listed[:most])
    return sentence("{first} and others", first=first) if len(listed) > most else first
