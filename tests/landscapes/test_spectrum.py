"""The Hessian of a network: against the exact one on planes, and what its eigenvalues say."""

import numpy as np
import pytest

from landscapes.networks import Mlp, Plane, digits, hessian, spectrum
from landscapes.networks.plane_loss import PlaneLoss

MLP = Mlp((64, 4, 10), "tanh")
DATA = digits("train", 40)
W = MLP.initial(3)


@pytest.fixture(scope="module")
def whole():
    return hessian(MLP, W, DATA, 0.01)


@pytest.mark.parametrize("seed", range(3))
def test_along_any_two_directions_it_is_the_exact_one(whole, seed):
    first, second = np.random.default_rng(seed).standard_normal((2, MLP.size))
    plane = PlaneLoss.of(MLP, Plane(W, first, second), DATA, 0.01)
    hxx, hxy, hyy = plane.kernels(arrays=False).hess(0.0, 0.0)
    seen = [first @ whole @ first, first @ whole @ second, second @ whole @ second]
    assert seen == pytest.approx([hxx, hxy, hyy], rel=1e-5)


def test_it_is_symmetric_and_its_signs_are_counted(whole):
    assert np.array_equal(whole, whole.T)
    found = spectrum(MLP, W, DATA, 0.01)
    assert found.values == pytest.approx(np.linalg.eigvalsh(whole))
    assert sum(found.signs) == MLP.size
    assert found.signs[0] == np.count_nonzero(found.values < -found.level) > 0


def test_a_large_network_is_refused():
    with pytest.raises(ValueError, match="2410 weights are more than 1500"):
        hessian(Mlp((64, 32, 10)), np.zeros(2410), DATA)
