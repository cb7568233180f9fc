"""Loss surfaces: what is descended. See `names`, `get`, `from_formula` and `from_file`.

What the ground is like: see `critical_points`, `local` and `chord`.
"""

from core import registry
from landscapes import networks, surfaces
from landscapes.base import GROUPS, Landscape, Point, Scatter, Shader
from landscapes.files.grid import GridLandscape
from landscapes.files.source import SurfaceFileError
from landscapes.files.surface_file import SurfaceFile, from_file, inspect_file
from landscapes.formula.landscape import (
    DEFAULT_BOUNDS,
    FormulaLandscape,
    UserFormula,
    check_bounds,
    from_formula,
)
from landscapes.formula.tokens import FUNCTIONS, FormulaError
from landscapes.ground import signs
from landscapes.ground.chord import Chord, chord
from landscapes.ground.critical_points import MOST as MOST_CRITICAL
from landscapes.ground.critical_points import CriticalPoint, critical_points
from landscapes.ground.curvature import KINK, TOO_SHARP, UNDEFINED, Local, kinked, local
from landscapes.ground.eigenvalues import NO_CURVATURE, curves_up, eigenvalues
from landscapes.samples.flow import Flow, flow
from landscapes.samples.held_out import held_out, held_out_losses

CLASSES = registry.discover(surfaces, Landscape)


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
    "GROUPS",
    "KINK",
    "MOST_CRITICAL",
    "NO_CURVATURE",
    "TOO_SHARP",
    "UNDEFINED",
    "Chord",
    "CriticalPoint",
    "Flow",
    "FormulaError",
    "FormulaLandscape",
    "GridLandscape",
    "Landscape",
    "Local",
    "Point",
    "Scatter",
    "Shader",
    "SurfaceFile",
    "SurfaceFileError",
    "UserFormula",
    "check_bounds",
    "chord",
    "critical_points",
    "curves_up",
    "eigenvalues",
    "flow",
    "from_file",
    "from_formula",
    "get",
    "held_out",
    "held_out_losses",
    "inspect_file",
    "kinked",
    "local",
    "names",
    "networks",
    "signs",
]
