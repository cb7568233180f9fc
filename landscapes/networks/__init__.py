"""Small networks, planes through their weights, and slices of their losses over these planes."""

from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_grid import line, slice_grid
from landscapes.networks.planes import Plane, pca_plane, random_plane, three_point_plane
from landscapes.networks.sharpness import RAYS, Between, interpolate, rays
from landscapes.networks.shipped import MLP as SHIPPED_MLP
from landscapes.networks.shipped import WEIGHTS as SHIPPED_WEIGHTS
from landscapes.networks.slices import NetworkSlice
from landscapes.networks.spectrum import Spectrum, hessian, spectrum
from landscapes.samples.digits import Data, digits

__all__ = [
    "RAYS",
    "SHIPPED_MLP",
    "SHIPPED_WEIGHTS",
    "Between",
    "Data",
    "Mlp",
    "NetworkSlice",
    "Plane",
    "Spectrum",
    "digits",
    "hessian",
    "interpolate",
    "line",
    "pca_plane",
    "random_plane",
    "rays",
    "slice_grid",
    "spectrum",
    "three_point_plane",
]
