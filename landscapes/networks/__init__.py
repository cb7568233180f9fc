"""Small networks, planes through their weights, and slices of their losses over these planes."""

from landscapes.networks.dropout import (
    Average,
    Mask,
    averaged,
    four_masks,
    mean_of,
    thinned,
    variance_of,
)
from landscapes.networks.ensembles import Ensemble, ensemble
from landscapes.networks.last_layer import LastLayer
from landscapes.networks.masks import PLACES, RandomMask
from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_grid import line, slice_grid
from landscapes.networks.planes import Plane, pca_plane, random_plane, three_point_plane
from landscapes.networks.regularisation import Regularisation
from landscapes.networks.sharpness import RAYS, Between, interpolate, rays
from landscapes.networks.shipped import MLP as SHIPPED_MLP
from landscapes.networks.shipped import WEIGHTS as SHIPPED_WEIGHTS
from landscapes.networks.slices import NetworkSlice
from landscapes.networks.spectrum import Spectrum, hessian, sharpest, spectrum
from landscapes.samples.digits import Data, digits
from landscapes.samples.shifts import shifted

__all__ = [
    "PLACES",
    "RAYS",
    "SHIPPED_MLP",
    "SHIPPED_WEIGHTS",
    "Average",
    "Between",
    "Data",
    "Ensemble",
    "LastLayer",
    "Mask",
    "Mlp",
    "NetworkSlice",
    "Plane",
    "RandomMask",
    "Regularisation",
    "Spectrum",
    "averaged",
    "digits",
    "ensemble",
    "four_masks",
    "hessian",
    "interpolate",
    "line",
    "mean_of",
    "pca_plane",
    "random_plane",
    "rays",
    "sharpest",
    "shifted",
    "slice_grid",
    "spectrum",
    "thinned",
    "three_point_plane",
    "variance_of",
]
