"""Loss surfaces: what is descended. See `names`, `get`, `from_formula` and `from_file`.

What the ground is like: see `critical_points`, `local` and `chord`.
"""

import sys

from core import registry
from landscapes._base import FormulaLandscape, Landscape
from landscapes._chord import Chord, chord
from landscapes._critical import MOST as MOST_CRITICAL
from landscapes._critical import CriticalPoint, critical_points
from landscapes._files import SurfaceFile, from_file, inspect_file
from landscapes._formula import DEFAULT_BOUNDS, UserFormula, check_bounds, from_formula
from landscapes._grid import GridLandscape
from landscapes._local import Local, local
from landscapes._parse import FUNCTIONS, FormulaError
from landscapes._source import SurfaceFileError

CLASSES = registry.discover(sys.modules[__name__], Landscape)


def names() -> tuple[str, ...]:
    """The slugs of the built-in landscapes, in menu order."""
    return tuple(CLASSES)


def get(slug: str, **knobs: float) -> Landscape:
    """A built-in landscape, such as `get("rosenbrock", b=50.0)`.

    An unknown slug, an unknown knob or a value out of range is a ValueError in one sentence.
    """
    made: Landscape = registry.make("landscape", CLASSES, slug, knobs)
    return made


__all__ = [
    "CLASSES",
    "DEFAULT_BOUNDS",
    "FUNCTIONS",
    "MOST_CRITICAL",
    "Chord",
    "CriticalPoint",
    "FormulaError",
    "FormulaLandscape",
    "GridLandscape",
    "Landscape",
    "Local",
    "SurfaceFile",
    "SurfaceFileError",
    "UserFormula",
    "check_bounds",
    "chord",
    "critical_points",
    "from_file",
    "from_formula",
    "get",
    "inspect_file",
    "local",
    "names",
]
