"""A race as code: programs and notebooks for NumPy and PyTorch."""

from ui.share.asked import Asked
from ui.share.code import notebook, numpy_program, torch_program


def as_numpy(asked: Asked) -> bytes:
    """A program that needs NumPy alone."""
    return numpy_program.numpy_program(asked).encode()


def as_torch(asked: Asked) -> bytes:
    """A program for PyTorch, where it has one of the methods."""
    return torch_program.torch_program(asked).encode()


def as_numpy_notebook(asked: Asked) -> bytes:
    """The first one as a notebook."""
    return notebook.notebook(asked, numpy_program.parts, "The same race in plain NumPy")


def as_torch_notebook(asked: Asked) -> bytes:
    """The second one as a notebook."""
    title, says = "The same race in PyTorch", torch_program.agreement
    return notebook.notebook(asked, torch_program.parts, title, says)
