"""Networks: their losses are torch's, their slices are exact."""

import pickle

import numpy as np
import pytest
from symbolic_reference import same_bits, six

import landscapes
from landscapes.networks import Data, Mlp, NetworkSlice, digits, line, random_plane, slice_grid
from landscapes.surfaces.network import MLP, trained

NETS = [
    Mlp((64, 10)),
    Mlp((64, 9, 10), "tanh"),
    Mlp((64, 9, 10), "relu"),
    Mlp((64, 7, 7, 7, 10), "tanh", residual=True),
    Mlp((64, 8, 7, 7, 10), "relu", residual=True),
    Mlp((64, 7, 5, 10), "tanh"),
]
FEW = digits(limit=40)
SMOOTH = [net for net in NETS if net.activation == "tanh"]


def torch_loss(torch, mlp, w, data, weight_decay):
    """The same loss written with torch's own layers and criterion, and its gradient."""
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    act = torch.tanh if mlp.activation == "tanh" else torch.relu
    h, at = torch.tensor(data.inputs), 0
    last = len(mlp.sizes) - 2
    for k, (i, o) in enumerate(zip(mlp.sizes[:-1], mlp.sizes[1:], strict=True)):
        matrix, bias = w[at : at + i * o].reshape(o, i), w[at + i * o : at + i * o + o]
        at += (i + 1) * o
        z = torch.nn.functional.linear(h, matrix, bias)
        a = z if k == last else act(z)
        h = h + a if mlp.residual and 0 < k < last and i == o else a
    loss = torch.nn.functional.cross_entropy(h, torch.tensor(data.labels))
    loss = loss + weight_decay / 2 * (w * w).sum()
    loss.backward()
    return loss.item(), w.grad.numpy()


@pytest.mark.parametrize("mlp", NETS, ids=str)
def test_loss_and_gradient_are_those_of_torch(mlp):
    torch = pytest.importorskip("torch")
    w = 1.3 * mlp.initial(3) + 0.01
    expected, slope = torch_loss(torch, mlp, w, FEW, 0.02)
    loss, grad = mlp.loss_and_grad(w, FEW, 0.02)
    assert loss == pytest.approx(expected, rel=1e-13)
    assert mlp.loss(w, FEW, 0.02) == pytest.approx(expected, rel=1e-13)
    np.testing.assert_allclose(grad, slope, rtol=0, atol=1e-12)


def test_the_vector_has_the_order_of_torch():
    torch = pytest.importorskip("torch")
    w = NETS[5].initial(0)
    model = torch.nn.Sequential(
        torch.nn.Linear(64, 7), torch.nn.Tanh(), torch.nn.Linear(7, 5), torch.nn.Tanh(),
        torch.nn.Linear(5, 10),
    ).double()  # fmt: skip
    torch.nn.utils.vector_to_parameters(torch.tensor(w), model.parameters())
    scores = model(torch.tensor(FEW.inputs)).detach().numpy()
    np.testing.assert_allclose(NETS[5].scores(w, FEW.inputs).T, scores, atol=1e-14)


@pytest.mark.parametrize("mlp", NETS, ids=str)
def test_gradient_is_that_of_finite_differences(mlp):
    w, h = mlp.initial(1) + 0.02, 1e-6
    _, grad = mlp.loss_and_grad(w, FEW, 0.1)
    for k in np.random.default_rng(0).integers(0, mlp.size, 25):
        ahead, behind = w.copy(), w.copy()
        ahead[k] += h
        behind[k] -= h
        slope = (mlp.loss(ahead, FEW, 0.1) - mlp.loss(behind, FEW, 0.1)) / (2 * h)
        assert grad[k] == pytest.approx(slope, abs=2e-8)


def test_known_numbers_of_one_small_network():
    """Computed with torch 2.13 in double precision, so that something checks without torch."""
    mlp = Mlp((3, 2, 2))
    data = Data(np.array([[1.0, 0.5, -1.0], [0.0, 2.0, 0.25]]), np.array([0, 1]))
    w = np.linspace(-0.7, 0.6, mlp.size)
    loss, grad = mlp.loss_and_grad(w, data, 0.1)
    assert loss == pytest.approx(KNOWN_LOSS, rel=1e-13)
    np.testing.assert_allclose(grad, KNOWN_GRAD, atol=1e-14)


KNOWN_LOSS = 0.8407513505787603
KNOWN_GRAD = [
    -0.03574909967742054, -0.065534654539389, -0.08708341341016429, 0.0026874808216853854,
    -0.08243387151810894, -0.07190968231280434, 0.012920847972240083, 0.005798674857209571,
    -0.10476909155147483, -0.055673182397106676, 0.14476909155147477, 0.11567318239710664,
    0.0833149872552222, 0.02668501274477786,
]  # fmt: skip


def test_without_weights_every_class_is_as_likely():
    mlp = NETS[1]
    assert mlp.loss(np.zeros(mlp.size), FEW) == pytest.approx(np.log(10), rel=1e-14)
    assert mlp.accuracy(np.zeros(mlp.size), FEW) == np.mean(FEW.labels == 0)


@pytest.mark.parametrize("mlp", [NETS[1], NETS[3]], ids=str)
def test_dropout_is_the_thinned_network_and_right_on_average(mlp):
    w = mlp.initial(0)
    loss, grad = mlp.loss_and_grad(w, FEW, 0.0, 0.4, np.random.default_rng(5))
    again, _ = mlp.loss_and_grad(w, FEW, 0.0, 0.4, np.random.default_rng(5))
    assert loss == again != mlp.loss(w, FEW)
    h, k = 1e-6, 30
    moved = w + h * (np.arange(mlp.size) == k)
    ahead, _ = mlp.loss_and_grad(moved, FEW, 0.0, 0.4, np.random.default_rng(5))
    assert (ahead - loss) / h == pytest.approx(grad[k], abs=1e-5)
    # With small weights the loss is nearly linear in the units, whose mean dropout keeps.
    rng = np.random.default_rng(0)
    losses = [mlp.loss_and_grad(0.05 * w, FEW, 0.0, 0.5, rng)[0] for _ in range(300)]
    assert np.mean(losses) == pytest.approx(mlp.loss(0.05 * w, FEW), abs=1e-3)


def test_dropout_needs_a_generator_and_a_share_below_one():
    for dropout, rng in ((0.5, None), (1.0, np.random.default_rng(0))):
        with pytest.raises(ValueError, match="dropout"):
            NETS[1].loss_and_grad(NETS[1].initial(0), FEW, 0.0, dropout, rng)


def test_a_network_that_overflows_says_so_without_a_warning():
    mlp = Mlp((64, 8, 10), "relu")
    w = mlp.initial(0) * 1e200
    loss, grad = mlp.loss_and_grad(w, FEW)
    assert not np.isfinite(loss)
    assert grad.shape == w.shape
    assert 0 <= mlp.accuracy(w, FEW) <= 1


def test_sizes_and_activations_are_checked():
    with pytest.raises(ValueError, match="tanh or relu"):
        Mlp(activation="sine")
    with pytest.raises(ValueError, match="sizes"):
        Mlp((64,))
    with pytest.raises(ValueError, match="sizes"):
        Mlp((64, 0, 10))


def test_digits_are_all_there_in_two_parts():
    train, test = digits(), digits("test")
    assert (len(train), len(test)) == (1437, 360)
    assert train.inputs.shape == (1437, 64)
    assert train.inputs.min() == 0
    assert train.inputs.max() == 1
    counts = np.bincount(np.concatenate([train.labels, test.labels]))
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert set(digits(limit=50).labels) == set(range(10))
    rows = {row.tobytes() for row in train.inputs}
    assert not any(row.tobytes() in rows for row in test.inputs)
    with pytest.raises(ValueError, match="split"):
        digits("all")
    with pytest.raises(ValueError, match="limit"):
        digits(limit=0)
    with pytest.raises(ValueError, match="read-only"):
        train.inputs[0, 0] = 1


@pytest.mark.parametrize("mlp", NETS, ids=str)
@pytest.mark.parametrize("scale", [1.0, 60.0, 600.0])
def test_slice_is_the_loss_of_the_weights_there(mlp, scale):
    """Also where the weights are so large that the tables of exponentials do not serve."""
    w = scale * mlp.initial(2)
    plane = random_plane(mlp, w, 4)
    xs, ys = np.linspace(-1, 1.5, 36), np.array([-0.7, 0.0, 0.4])
    expected = [[mlp.loss(plane.at(x, y), FEW, 0.01) for x in xs] for y in ys]
    np.testing.assert_allclose(slice_grid(mlp, plane, FEW, xs, ys, 0.01), expected, rtol=1e-12)
    surface = NetworkSlice(mlp, plane, FEW, 0.01)
    np.testing.assert_allclose(surface.fun(xs, ys[:, None]), expected, rtol=1e-12)


def test_slice_works_in_parts_of_samples_and_with_any_map(monkeypatch):
    mlp, data, xs = NETS[1], digits(limit=90), np.linspace(-1, 1, 11)
    plane = random_plane(mlp, mlp.initial(0), 0)
    whole = slice_grid(mlp, plane, data, xs, xs)
    monkeypatch.setattr("landscapes.networks.plane_grid.TABLE", 8_000)
    monkeypatch.setattr("landscapes.networks.plane_grid.ROWS", 4)
    monkeypatch.setattr("landscapes.networks.plane_grid.COLUMNS", 4)
    taken = []

    def backwards(work, tiles):
        taken.extend(tiles)
        return reversed([work(tile) for tile in reversed(tiles)])

    np.testing.assert_allclose(
        slice_grid(mlp, plane, data, xs, xs, map=backwards), whole, rtol=1e-13
    )
    assert [len(tile.parts()) for tile in taken] == [2] * 18


def test_the_coarse_picture_comes_first():
    mlp, xs, ys = NETS[1], np.linspace(-1, 1, 11), np.linspace(0, 1, 8)
    plane, seen = random_plane(mlp, mlp.initial(0), 0), []
    whole = slice_grid(mlp, plane, FEW, xs, ys, 0.1, coarse=lambda *found: seen.append(found))
    ((few_x, few_y, losses),) = seen
    assert few_x.tolist() == xs[::5].tolist()
    assert few_y.tolist() == ys[::5].tolist()
    np.testing.assert_allclose(losses, whole[::5, ::5], rtol=1e-13)


def test_a_line_runs_from_one_network_to_the_other():
    mlp = NETS[3]
    a, b = mlp.initial(0), mlp.initial(1)
    losses = line(mlp, a, b, FEW, [0.0, 0.25, 1.0], 0.1)
    expected = [mlp.loss(w, FEW, 0.1) for w in (a, 0.75 * a + 0.25 * b, b)]
    np.testing.assert_allclose(losses, expected, rtol=1e-12)


@pytest.mark.parametrize("mlp", NETS, ids=str)
def test_gradient_in_the_plane_is_that_of_backpropagation(mlp):
    plane = random_plane(mlp, mlp.initial(2), 4)
    surface = NetworkSlice(mlp, plane, FEW, 0.05)
    for x, y in ((0.3, -0.2), (-1.1, 0.8)):
        _, grad = mlp.loss_and_grad(plane.at(x, y), FEW, 0.05)
        expected = (grad @ plane.first, grad @ plane.second)
        assert surface.grad(x, y) == pytest.approx(expected, rel=1e-11, abs=1e-12)


@pytest.mark.parametrize("mlp", NETS, ids=str)
def test_hessian_in_the_plane_is_that_of_differences(mlp):
    """With ReLU this is the curvature of the smooth pieces: no crease lies within h."""
    surface = NetworkSlice(mlp, random_plane(mlp, mlp.initial(2), 4), FEW, 0.05)
    h = 1e-6
    for x, y in ((0.3, -0.2), (-0.6, 0.8)):
        hxx, hxy, hyy = surface.hess(x, y)
        (ax, ay), (bx, by) = surface.grad(x + h, y), surface.grad(x - h, y)
        (_, cy), (_, dy) = surface.grad(x, y + h), surface.grad(x, y - h)
        found = ((ax - bx) / (2 * h), (ay - by) / (2 * h), (cy - dy) / (2 * h))
        assert (hxx, hxy, hyy) == pytest.approx(found, rel=2e-7, abs=2e-8)


@pytest.mark.parametrize("mlp", NETS, ids=str)
@pytest.mark.parametrize("n", [1, 3, 77])
def test_floats_and_arrays_of_slices_agree_to_the_last_bit(mlp, n):
    surface = NetworkSlice(mlp, random_plane(mlp, mlp.initial(2), 4), digits(limit=n), 0.01)
    x, y = np.random.default_rng(n).uniform(-1.5, 1.5, (2, 40))
    for problem in (surface, surface.part([0, n - 1, n // 2])):
        columns = six(problem, x, y)
        for k, point in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
            for column, value in zip(columns, six(problem, *point), strict=True):
                assert same_bits(column[k], value)


def test_parts_of_the_samples_average_to_the_whole():
    surface = landscapes.get("network", count=60, weight_decay=0.1)
    assert surface.samples == 60
    parts = [surface.part(range(k, 60, 3)) for k in range(3)]
    assert [part.samples for part in parts] == [20] * 3
    for which in ("fun", "grad", "hess"):
        mean = np.mean([getattr(part, which)(0.4, -0.3) for part in parts], axis=0)
        np.testing.assert_allclose(getattr(surface, which)(0.4, -0.3), mean, rtol=1e-12)


def test_slices_are_equal_when_everything_in_them_is():
    mlp = SMOOTH[1]
    plane = random_plane(mlp, mlp.initial(0), 0)
    one = NetworkSlice(mlp, plane, FEW, 0.1)
    copy = pickle.loads(pickle.dumps(one))
    assert copy == one
    assert hash(copy) == hash(one)
    assert six(copy, 0.3, 0.4) == six(one, 0.3, 0.4)
    assert one != NetworkSlice(mlp, plane, FEW, 0.2)
    assert one != NetworkSlice(mlp, random_plane(mlp, mlp.initial(0), 1), FEW, 0.1)
    assert one != NetworkSlice(mlp, plane, digits(limit=39), 0.1)
    assert one != NetworkSlice(mlp, plane, Data(1 - FEW.inputs, FEW.labels), 0.1)
    assert one != NetworkSlice(mlp, plane, Data(FEW.inputs, 9 - FEW.labels), 0.1)
    assert one.smooth
    assert not NetworkSlice(Mlp((64, 9, 10), "relu"), plane, FEW).smooth


def test_the_shipped_network_knows_its_digits():
    assert MLP.accuracy(trained(), digits()) > 0.995
    assert MLP.accuracy(trained(), digits("test")) > 0.985
    _, grad = MLP.loss_and_grad(trained(), digits(), 0.001)
    assert np.linalg.norm(grad) < 0.02


def test_the_origin_of_the_shipped_slice_is_the_trained_network():
    surface = landscapes.get("network", count=1437, plane=5)
    assert surface.fun(0.0, 0.0) == pytest.approx(MLP.loss(trained(), digits(), 0.001), rel=1e-12)


@pytest.mark.parametrize("plane", [0, 1, 500, 999])
@pytest.mark.parametrize("count", [50, 1437])
@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_the_minimum_is_the_lowest_place_of_the_window(plane, count, weight_decay):
    surface = landscapes.get("network", plane=plane, count=count, weight_decay=weight_decay)
    ((x, y),) = surface.minima
    assert np.hypot(*surface.grad(x, y)) < 1e-13
    hxx, hxy, hyy = surface.hess(x, y)
    assert hxx > 0
    assert hxx * hyy > hxy * hxy
    xs = np.linspace(-1.5, 1.5, 13)
    assert surface.fun(xs, xs[:, None]).min() > surface.fun(x, y)
