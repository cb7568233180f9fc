"""Small networks, planes through their weights, and slices of their losses over these planes."""

from landscapes._mlp import Data, Mlp, digits
from landscapes._planes import Plane, pca_plane, random_plane, three_point_plane
from landscapes._sharp import Between, interpolate, rays
from landscapes._slice import NetworkSlice
from landscapes._slice_grid import line, slice_grid

__all__ = [
    "Between",
    "Data",
    "Mlp",
    "NetworkSlice",
    "Plane",
    "digits",
    "interpolate",
    "line",
    "pca_plane",
    "random_plane",
    "rays",
    "slice_grid",
    "three_point_plane",
]
