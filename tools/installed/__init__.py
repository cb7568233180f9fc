"""Optimizers on loss landscapes: `from thalweg import landscapes, optim, viz`.

The command `thalweg` starts the app.
"""

import landscapes
import optim
import viz
from viz import open_in_app

__all__ = ["landscapes", "open_in_app", "optim", "viz"]
