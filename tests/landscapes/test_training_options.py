"""Options of networks against torch, SciPy and differences: normalisation, masks, shifts, penalty.

Stored numbers were computed with torch 2.13 in double precision.
"""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from scipy import ndimage, optimize
from symbolic_reference import same_bits, six

import optim
from landscapes.networks import (
    Data,
    LastLayer,
    Mlp,
    NetworkSlice,
    RandomMask,
    digits,
    random_plane,
    shifted,
    slice_grid,
)

NORMALISED = [
    Mlp((64, 9, 10), "tanh", normalised=True),
    Mlp((64, 9, 10), "relu", normalised=True),
    Mlp((64, 7, 7, 7, 10), "tanh", residual=True, normalised=True),
    Mlp((64, 8, 7, 7, 10), "relu", residual=True, normalised=True, spares_biases=True),
]
FEW, TEST = digits(limit=40), digits("test", 30)


def weights(mlp: Mlp, seed: int = 3) -> np.ndarray:
    """Weights away from where they begin: no bias is 0 and no gamma 1."""
    moved = np.random.default_rng(seed).normal(scale=0.1, size=mlp.size)
    made: np.ndarray = 1.3 * mlp.initial(seed) + moved
    return made


def torch_scores(torch: Any, mlp: Mlp, w: Any, data: Data, other: Data | None = None) -> Any:
    """Scores by torch's own layers: of `data`, or of `other` with the statistics of `data`."""
    act, at = (torch.tanh if mlp.activation == "tanh" else torch.relu), 0
    h, g = torch.tensor(data.inputs), torch.tensor((other or data).inputs)
    last = len(mlp.sizes) - 2
    for k, (i, o) in enumerate(zip(mlp.sizes[:-1], mlp.sizes[1:], strict=True)):
        matrix, bias = w[at : at + i * o].reshape(o, i), w[at + i * o : at + i * o + o]
        at += (i + 1) * o
        z, y = (torch.nn.functional.linear(v, matrix, bias) for v in (h, g))
        if k == last:
            return y
        gamma, beta = w[at : at + o], w[at + o : at + 2 * o]
        at += 2 * o
        mean, var = z.mean(dim=0), z.var(dim=0, unbiased=False)
        norm = torch.nn.functional.batch_norm
        z = norm(z, None, None, gamma, beta, training=True)
        y = norm(y, mean, var, gamma, beta, training=False) if other else z
        skips = mlp.residual and 0 < k < last and i == o
        h, g = (v + act(u) if skips else act(u) for v, u in ((h, z), (g, y)))
    raise AssertionError


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_loss_and_gradient_are_those_of_torch(mlp: Mlp) -> None:
    torch = pytest.importorskip("torch")
    w = weights(mlp)
    known = torch.tensor(w, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(
        torch_scores(torch, mlp, known, FEW), torch.tensor(FEW.labels)
    )
    loss.backward()
    value, grad = mlp.loss_and_grad(w, FEW)
    assert value == pytest.approx(loss.item(), rel=1e-13)
    assert mlp.loss(w, FEW) == pytest.approx(loss.item(), rel=1e-13)
    np.testing.assert_allclose(grad, known.grad.numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_in_use_it_reads_each_digit_with_the_statistics_of_training(mlp: Mlp) -> None:
    torch, w = pytest.importorskip("torch"), weights(mlp)
    plain, folded = mlp.in_use(w, FEW)
    expected = torch_scores(torch, mlp, torch.tensor(w), FEW, TEST).numpy()
    np.testing.assert_allclose(plain.scores(folded, TEST.inputs).T, expected, atol=1e-12)


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_on_the_digits_of_training_use_and_training_agree(mlp: Mlp) -> None:
    w = weights(mlp)
    plain, folded = mlp.in_use(w, FEW)
    assert not plain.normalised
    assert folded.shape == (plain.size,)
    np.testing.assert_allclose(
        plain.scores(folded, FEW.inputs), mlp.scores(w, FEW.inputs), atol=1e-12
    )
    first = plain.scores(folded, FEW.inputs[:1])  # a digit's answer hangs on no other
    np.testing.assert_allclose(first[:, 0], mlp.scores(w, FEW.inputs)[:, 0], atol=1e-12)


def test_a_plain_network_is_in_use_as_it_is() -> None:
    mlp = Mlp((64, 9, 10))
    w = mlp.initial(0)
    assert mlp.in_use(w, FEW) == (mlp, w)


def test_the_vector_has_the_order_of_torch() -> None:
    torch = pytest.importorskip("torch")
    mlp = Mlp((64, 7, 5, 10), normalised=True)
    w = weights(mlp)
    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(64, 7), nn.BatchNorm1d(7), nn.Tanh(), nn.Linear(7, 5), nn.BatchNorm1d(5),
        nn.Tanh(), nn.Linear(5, 10),
    ).double()  # fmt: skip
    nn.utils.vector_to_parameters(torch.tensor(w), model.parameters())
    scores = model(torch.tensor(FEW.inputs)).detach().numpy()
    np.testing.assert_allclose(mlp.scores(w, FEW.inputs).T, scores, atol=1e-12)
    fresh = mlp.initial(0)
    for gamma, beta in mlp.scales(fresh):
        assert set(gamma) == {1.0}
        assert set(beta) == {0.0}


def test_known_numbers_of_one_small_normalised_network() -> None:
    mlp = Mlp((3, 2, 2), normalised=True)
    inputs = np.array([[1.0, 0.5, -1.0], [0.0, 2.0, 0.25], [0.5, -0.5, 1.5]])
    data = Data(inputs, np.array([0, 1, 1]))
    loss, grad = mlp.loss_and_grad(np.linspace(-0.7, 0.9, mlp.size), data)
    assert loss == pytest.approx(KNOWN_LOSS, rel=1e-13)
    np.testing.assert_allclose(grad, KNOWN_GRAD, atol=1e-14)


KNOWN_LOSS = 0.6755880794828263
KNOWN_GRAD = [
    0.0004162346070604849, 0.005506227029041265, -0.0070887706941456146, 0.009051352944492335,
    0.027654200602551582, -0.05549050905842622, 0.0, 0.0, 0.06758308575406016,
    0.050389966597415035, -0.0225078562470491, -0.023606686673575406, 0.008714063752727446,
    -0.0008221829672499841, -0.008714063752727428, 0.0008221829672500118, 0.11726376077848158,
    -0.1172637607784815,
]  # fmt: skip

OPTIONS = [
    (Mlp((64, 7, 6, 10), normalised=True), RandomMask()),
    (Mlp((64, 7, 7, 7, 10), "relu", True, normalised=True), RandomMask(0.3)),
    (Mlp((64, 7, 7, 7, 10), residual=True), RandomMask(0.4, "weights")),
    (Mlp((64, 7, 7, 7, 10), "relu", True), RandomMask(0.5, "layers")),
    (Mlp((64, 7, 10), spares_biases=True), RandomMask(0.4, "weights")),
]


@pytest.mark.parametrize(("mlp", "mask"), OPTIONS, ids=str)
@pytest.mark.parametrize("seed", [1, 4])
def test_gradient_is_that_of_finite_differences(mlp: Mlp, mask: RandomMask, seed: int) -> None:
    w, h = weights(mlp, 1), 1e-6

    def loss(v: np.ndarray) -> float:
        return mlp.loss_and_grad(v, FEW, 0.1, mask, np.random.default_rng(seed))[0]

    _, grad = mlp.loss_and_grad(w, FEW, 0.1, mask, np.random.default_rng(seed))
    for k in np.random.default_rng(0).integers(0, mlp.size, 40):
        step = h * (np.arange(mlp.size) == k)
        assert grad[k] == pytest.approx((loss(w + step) - loss(w - step)) / (2 * h), abs=5e-8)


# -- masks ----------------------------------------------------------------------------------


def test_leaving_out_units_leaves_out_all_weights_behind_them() -> None:
    """One sample: the mask on units is that on the columns of the matrix behind them."""
    mlp, one = Mlp((64, 6, 10)), digits(limit=1)
    w = weights(mlp)
    loss, _ = mlp.loss_and_grad(w, one, 0.0, RandomMask(0.5), np.random.default_rng(2))
    kept = (np.random.default_rng(2).random((6, 1)) >= 0.5) / 0.5
    assert 0 < kept.sum() < 12
    cut = w.copy()
    mlp.layers(cut)[1][0][:] *= kept.T
    assert loss == pytest.approx(mlp.loss(cut, one), rel=1e-13)


def test_leaving_out_weights_is_the_network_without_them() -> None:
    mlp, share = Mlp((64, 6, 5, 10)), 0.3
    w = weights(mlp)
    mask = RandomMask(share, "weights")
    loss, grad = mlp.loss_and_grad(w, FEW, 0.0, mask, np.random.default_rng(2))
    rng, cut = np.random.default_rng(2), w.copy()
    masks = [(rng.random(shape) >= share) / (1 - share) for shape in ((5, 6), (10, 5))]
    for (matrix, _), mask in zip(mlp.layers(cut)[1:], masks, strict=True):
        matrix *= mask
    assert loss == pytest.approx(mlp.loss(cut, FEW), rel=1e-13)
    for (matrix, _), mask in zip(mlp.layers(grad)[1:], masks, strict=True):
        assert not matrix[mask == 0].any()
        assert matrix[mask > 0].all()
    # What the pixels go through is never left out.
    assert np.count_nonzero(mlp.layers(grad)[0][0]) > 0


def test_leaving_out_a_layer_is_the_network_without_it() -> None:
    mlp = Mlp((64, 7, 7, 7, 10), residual=True)
    w, seen = weights(mlp), Counter[tuple[bool, ...]]()
    layers = mlp.layers(w)
    for seed in range(12):
        loss, _ = mlp.loss_and_grad(
            w, FEW, 0.0, RandomMask(0.5, "layers"), np.random.default_rng(seed)
        )
        rng = np.random.default_rng(seed)
        kept = tuple(bool(rng.random((1, 1))[0, 0] >= 0.5) for _ in range(2))
        seen[kept] += 1
        if kept == (False, False):
            first, last = layers[0], layers[3]
            expected = Mlp((64, 7, 10))
            assert loss == pytest.approx(expected.loss(_joined(first, last), FEW), rel=1e-13)
        if kept == (True, True):
            # Both branches count double, as they are there half of the time.
            h = np.tanh(layers[0][0] @ FEW.inputs.T + layers[0][1][:, None])
            for matrix, bias in layers[1:3]:
                h = h + 2 * np.tanh(matrix @ h + bias[:, None])
            scores = layers[3][0] @ h + layers[3][1][:, None]
            right = scores[FEW.labels, np.arange(len(FEW))]
            by_hand = np.mean(np.log(np.exp(scores - right).sum(axis=0)))
            assert loss == pytest.approx(by_hand, rel=1e-12)
    assert len(seen) == 4


def _joined(*layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return np.concatenate([part for m, b in layers for part in (m.ravel(), b)])


def test_without_skip_connections_no_layer_is_left_out() -> None:
    mlp = Mlp((64, 7, 7, 10))
    w = weights(mlp)
    found = mlp.loss_and_grad(w, FEW, 0.0, RandomMask(0.5, "layers"), np.random.default_rng(0))
    assert found[0] == mlp.loss_and_grad(w, FEW)[0]


@pytest.mark.parametrize("place", ["units", "weights", "layers"])
def test_the_mean_over_masks_is_the_whole_network_where_it_is_nearly_linear(place: str) -> None:
    mlp, rng = Mlp((64, 6, 6, 10), residual=True), np.random.default_rng(0)
    w = 0.05 * weights(mlp)
    mask = RandomMask(0.5, place)
    losses = [mlp.loss_and_grad(w, FEW, 0.0, mask, rng)[0] for _ in range(400)]
    assert np.std(losses) > 0
    assert np.mean(losses) == pytest.approx(mlp.loss(w, FEW), abs=4 * np.std(losses) / 20 + 1e-4)


def test_a_share_of_units_is_the_mask_of_units() -> None:
    mlp = Mlp((64, 6, 10))
    w = weights(mlp)
    one, two = (
        mlp.loss_and_grad(w, FEW, 0.0, each, np.random.default_rng(1))
        for each in (0.4, RandomMask(0.4))
    )
    assert one[0] == two[0]
    assert one[1].tolist() == two[1].tolist()


def test_impossible_masks_are_errors() -> None:
    for make in (
        lambda: RandomMask(1.0),
        lambda: RandomMask(-0.1),
        lambda: RandomMask(0.5, "batches"),
    ):
        with pytest.raises(ValueError, match=r"dropout|mask"):
            make()
    for place in ("weights", "layers"):
        mlp = Mlp((64, 6, 6, 10), residual=True)
        with pytest.raises(ValueError, match="random generator"):
            mlp.loss_and_grad(mlp.initial(0), FEW, 0.0, RandomMask(0.5, place))


# -- shifted digits -------------------------------------------------------------------------


def test_shifted_digits_are_moved_by_a_pixel_as_scipy_moves_them() -> None:
    data = digits(limit=300)
    moved = shifted(data, np.random.default_rng(0))
    assert moved.labels.tolist() == data.labels.tolist()
    moves = Counter[tuple[int, int]]()
    for before, after in zip(data.inputs, moved.inputs, strict=True):
        fits = [
            (down, right)
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
            if np.array_equal(
                ndimage.shift(before.reshape(8, 8), (down, right), order=0), after.reshape(8, 8)
            )
        ]
        assert len(fits) == 1
        moves[fits[0]] += 1
    assert len(moves) == 9
    assert min(moves.values()) > 15


def test_a_problem_with_shifts_sees_other_digits_at_each_step() -> None:
    mlp = Mlp((64, 6, 10))
    w, rng = weights(mlp), np.random.default_rng(0)
    problem = mlp.problem(FEW, shifts=True)
    losses = {problem(w, None, rng)[0] for _ in range(3)}
    assert len(losses) == 3
    first = mlp.loss(w, shifted(FEW, np.random.default_rng(5)))
    assert problem(w, None, np.random.default_rng(5))[0] == pytest.approx(first, rel=1e-13)


# -- the penalty ----------------------------------------------------------------------------


@pytest.mark.parametrize("normalised", [False, True])
def test_a_spared_bias_is_not_penalised(normalised: bool) -> None:
    mlp = Mlp((64, 6, 10), normalised=normalised, spares_biases=True)
    w = weights(mlp)
    matrices = [matrix for matrix, _ in mlp.layers(w)]
    added = 0.1 / 2 * sum(float((m * m).sum()) for m in matrices)
    assert mlp.loss(w, FEW, 0.1) - mlp.loss(w, FEW) == pytest.approx(added, rel=1e-12)
    plain, penalised = (mlp.loss_and_grad(w, FEW, decay)[1] for decay in (0.0, 0.1))
    pull = penalised - plain
    for (matrix, bias), (own, _) in zip(mlp.layers(pull), mlp.layers(w), strict=True):
        assert not bias.any()
        np.testing.assert_allclose(matrix, 0.1 * own, atol=1e-15)
    assert not any(each.any() for pair in mlp.scales(pull) for each in pair)


def test_a_spared_bias_grows_where_a_penalised_one_stays_small() -> None:
    """With nothing but zeros to see, only biases can say how frequent each digit is."""
    data = Data(np.zeros((100, 64)), np.repeat([0, 1], [90, 10]))
    found = {}
    for spares in (False, True):
        mlp = Mlp((64, 10), spares_biases=spares)
        problem = mlp.problem(data, 0.1)
        done = optimize.minimize(lambda w, p=problem: p(w, None, None), mlp.initial(0), jac=True)
        found[spares] = mlp.probabilities(done.x, data.inputs[:1])[:, 0]
    assert found[True][0] == pytest.approx(0.9, abs=0.01)
    assert found[False][0] < 0.8


# -- slices ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_slice_is_the_loss_of_the_weights_there(mlp: Mlp) -> None:
    plane = random_plane(mlp, weights(mlp), 4)
    xs, ys = np.linspace(-1, 1.5, 12), np.array([-0.7, 0.0, 0.4])
    expected = [[mlp.loss(plane.at(x, y), FEW, 0.01) for x in xs] for y in ys]
    np.testing.assert_allclose(slice_grid(mlp, plane, FEW, xs, ys, 0.01), expected, rtol=1e-12)


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_in_the_plane_gradient_and_hessian_are_right(mlp: Mlp) -> None:
    plane, h = random_plane(mlp, weights(mlp), 4), 1e-6
    rng = np.random.default_rng(0)  # directions that move gammas, betas and biases, too
    first, second = (d + rng.normal(scale=0.05, size=mlp.size) for d in (plane.first, plane.second))
    plane = type(plane)(plane.origin, first, second)
    surface = NetworkSlice(mlp, plane, FEW, 0.05)
    for x, y in ((0.3, -0.2), (-0.6, 0.8)):
        _, grad = mlp.loss_and_grad(plane.at(x, y), FEW, 0.05)
        assert surface.grad(x, y) == pytest.approx((grad @ first, grad @ second), rel=1e-10)
        (ax, ay), (bx, by) = surface.grad(x + h, y), surface.grad(x - h, y)
        (_, cy), (_, dy) = surface.grad(x, y + h), surface.grad(x, y - h)
        found = ((ax - bx) / (2 * h), (ay - by) / (2 * h), (cy - dy) / (2 * h))
        assert surface.hess(x, y) == pytest.approx(found, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("mlp", NORMALISED, ids=str)
def test_floats_and_arrays_of_slices_agree_to_the_last_bit(mlp: Mlp) -> None:
    surface = NetworkSlice(mlp, random_plane(mlp, weights(mlp), 4), digits(limit=77), 0.01)
    x, y = np.random.default_rng(0).uniform(-1.5, 1.5, (2, 20))
    for problem in (surface, surface.part([0, 5, 40])):
        columns = six(problem, x, y)
        for k, point in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
            for column, value in zip(columns, six(problem, *point), strict=True):
                assert same_bits(column[k], value)


def test_the_scale_of_the_first_matrix_does_not_matter_once_it_is_normalised() -> None:
    mlp = NORMALISED[0]
    w = weights(mlp)
    longer = w.copy()
    for part in mlp.layers(longer)[0]:
        part *= 7.0
    assert mlp.loss(longer, FEW) == pytest.approx(mlp.loss(w, FEW), rel=1e-5)  # but for EPS
    plain = Mlp(mlp.sizes)
    v = plain.initial(0)
    far = v.copy()
    plain.layers(far)[0][0][:] *= 7.0
    assert abs(plain.loss(far, FEW) / plain.loss(v, FEW) - 1) > 0.1


# -- the last layer alone -------------------------------------------------------------------


def hessian(last: LastLayer, w: np.ndarray, decay: float) -> np.ndarray:
    """In the last layer's weights: for each sample (diag p - p p') (x) h h', written out."""
    mlp, (matrix, _) = last.mlp, last.mlp.layers(w)[-1]
    first, bias = mlp.layers(w)[0]
    h = np.concatenate([np.tanh(first @ FEW.inputs.T + bias[:, None]), np.ones((1, len(FEW)))])
    shares = mlp.probabilities(w, FEW.inputs)
    made = np.zeros((10, len(h), 10, len(h)))
    for p, features in zip(shares.T, h.T, strict=True):
        bend = np.diag(p) - np.outer(p, p)
        made += np.einsum("ij,a,b->iajb", bend, features, features) / len(FEW)
    n = len(h) * 10
    # The vector has all rows of the matrix, then the biases.
    order = [i * len(h) + a for i in range(10) for a in range(matrix.shape[1])]
    order += [i * len(h) + matrix.shape[1] for i in range(10)]
    return made.reshape(n, n)[np.ix_(order, order)] + decay * np.eye(n)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_loss_is_convex_in_the_last_layer(seed: int) -> None:
    mlp = Mlp((64, 5, 10))
    w = 2 * weights(mlp, seed)
    last, h = LastLayer(mlp, w), 1e-5
    bends = hessian(last, w, 0.0)
    problem = last.problem(mlp.problem(FEW))
    assert bends.shape == (last.size, last.size) == (60, 60)
    for k in range(0, 60, 7):  # it is the Hessian of what is trained
        step = h * np.eye(60)[k]
        part = last.part(w)
        slope = (problem(part + step, None, None)[1] - problem(part - step, None, None)[1]) / (
            2 * h
        )
        np.testing.assert_allclose(bends[k], slope, atol=1e-8)
    assert np.linalg.eigvalsh(bends).min() > -1e-12
    whole = np.linalg.eigvalsh(_all_weights(mlp, w))
    assert whole.min() < -1e-3  # in all weights it is not


def _all_weights(mlp: Mlp, w: np.ndarray) -> np.ndarray:
    h = 1e-5
    rows = [
        (mlp.loss_and_grad(w + step, FEW)[1] - mlp.loss_and_grad(w - step, FEW)[1]) / (2 * h)
        for step in h * np.eye(mlp.size)
    ]
    return (np.array(rows) + np.array(rows).T) / 2


def test_from_wherever_the_last_layer_starts_it_comes_to_one_minimum() -> None:
    mlp = Mlp((64, 5, 10))
    w, ends = weights(mlp, 0), []
    last = LastLayer(mlp, w)
    problem = last.problem(mlp.problem(FEW, 0.01))
    for seed in range(3):
        start = np.random.default_rng(seed).normal(scale=3, size=last.size)
        run = optim.train(problem, optim.get("momentum", learning_rate=0.5), start, 2000, keep=2000)
        ends.append(run.w)
    assert np.ptp(ends, axis=0).max() < 1e-6
    done = optimize.minimize(lambda v: problem(v, None, None), np.zeros(60), jac=True, tol=1e-10)
    np.testing.assert_allclose(ends[0], done.x, atol=1e-5)


def test_what_comes_before_the_last_layer_stays() -> None:
    mlp = Mlp((64, 6, 5, 10), normalised=True)
    w = weights(mlp)
    last = LastLayer(mlp, w)
    assert last.part(w).tolist() == w[-60:].tolist()
    parts = np.arange(120.0).reshape(2, 60)
    whole = last.whole(parts)
    assert whole.shape == (2, mlp.size)
    for k in range(2):
        assert whole[k, :-60].tolist() == w[:-60].tolist()
        assert last.part(whole[k]).tolist() == parts[k].tolist()
    plane = last.plane(random_plane(mlp, w, 0))
    assert not plane.first[:-60].any()
    assert not plane.second[:-60].any()
    assert plane.first[-60:-10].all()
    assert plane.origin is w
