"""A loss over samples as Python that stands alone: the code from here, and the data as numbers."""

import textwrap

import numpy as np

from core.standalone import standalone
from landscapes.samples.losses import Margins, Penalty, kernels

WIDTH = 100


def python_code(loss: int, margins: Margins, penalty: Penalty) -> str:
    """`fun`, `grad`, `hess` and `part`, bit for bit as they are evaluated here."""
    data = [_array(name, getattr(margins, name)) for name in ("u", "v", "rows")]
    lines = [
        *data,
        "MARGINS = Margins(u, v, rows)",
        f"PENALTY = Penalty({penalty.reg!r}, {penalty.l1_ratio!r})",
        "",
        "",
        "def part(indices):",
        '    """The loss over some of the samples, and its derivatives."""',
        f"    return kernels({loss}, MARGINS.part(np.array(indices)), PENALTY, False)",
        "",
        "",
        f"fun, grad, hess = kernels({loss}, MARGINS, PENALTY, False)",
    ]
    gathered = standalone({kernels: (), Margins: (), Penalty: ()})
    return gathered + "\n\n" + "\n".join(lines)


def _array(name: str, values: np.ndarray) -> str:
    """All digits of an array."""
    numbers = textwrap.fill(", ".join(map(repr, values.ravel().tolist())), WIDTH)
    return f"{name} = np.array([\n{numbers}\n]).reshape({values.shape})"
