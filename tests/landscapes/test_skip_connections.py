"""Deep networks with and without skip connections: the shipped surfaces, and how they are made."""

import importlib.util
import math
import pickle
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import landscapes
import optim
from landscapes.surfaces import skip_connections
from landscapes.surfaces.skip_connections import TABLES, curved_downwards, trained

ALL = list(product((0, 1), (0, 1)))
TOOL = Path(__file__).resolve().parents[2] / "tools" / "make_skip.py"


def surface(kind=0, depth=1):
    return landscapes.get("skip_connections", kind=kind, depth=depth)


def share_below_zero(hxx, hxy, hyy):
    """The share of places with a negative eigenvalue of the Hessian."""
    return float(np.mean((hxx + hyy) / 2 < np.hypot((hxx - hyy) / 2, hxy)))


def share(s, n=101):
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    x, y = np.meshgrid(np.linspace(x_lo, x_hi, n), np.linspace(y_lo, y_hi, n))
    return share_below_zero(*s.hess(x, y))


def raw_share(kind, depth):
    """The same from differences of the losses in the file, without the landscape."""
    with np.load(TABLES) as stored:
        z, h = stored["loss"][kind, depth].astype(float), float(np.diff(stored["axis"])[0])
    hxx = (z[1:-1, 2:] - 2 * z[1:-1, 1:-1] + z[1:-1, :-2]) / h**2
    hyy = (z[2:, 1:-1] - 2 * z[1:-1, 1:-1] + z[:-2, 1:-1]) / h**2
    hxy = (z[2:, 2:] - z[2:, :-2] - z[:-2, 2:] + z[:-2, :-2]) / (4 * h**2)
    return share_below_zero(hxx, hxy, hyy)


@pytest.mark.parametrize("measure", [lambda k, d: share(surface(k, d)), raw_share])
def test_the_deep_plain_network_is_not_convex_and_the_residual_one_nearly_is(measure):
    plain, residual = measure(0, 1), measure(1, 1)
    assert 0.75 < plain < 0.9
    assert residual < 0.1
    # Depth is what makes the plain one so; skip connections take it away.
    assert measure(1, 0) < 0.05 < 0.25 < measure(0, 0) < plain


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_what_was_measured_of_the_first_seed_is_what_its_table_says(kind, depth):
    measured = curved_downwards()[kind, depth, 0]
    assert measured == pytest.approx(raw_share(kind, depth), abs=0.002)
    assert measured == pytest.approx(share(surface(kind, depth)), abs=0.05)


def test_the_sentences_say_what_was_measured_over_all_seeds():
    curved = curved_downwards()
    assert curved.shape == (2, 2, 5)
    assert curved[1].max() < 0.07 < 0.28 < curved[0].min()
    (low, high), (least, most) = ((100 * c.min(), 100 * c.max()) for c in curved[:, 1])
    assert f"over 5 seeds, of weights and of planes, {low:.0f} to {high:.0f} %" in surface().source
    assert f"and {least:.0f} to {most:.0f} % of the window" in surface().source
    for depth, layers in enumerate((8, 20)):
        plain, residual = (f"{100 * raw_share(kind, depth):.0f} %" for kind in (0, 1))
        for kind in (0, 1):
            said = surface(kind, depth).lesson
            assert said.startswith(f"{layers} layers: {plain} of the slice curves downwards")
            assert said.endswith(f"without skip connections, {residual} with.")


def test_the_race_that_opens_it_shows_the_same():
    """With one learning rate the run bounces on the plain slice and glides on the residual one.

    Where the slice curves downwards Newton is led astray; where it hardly does it arrives.
    """
    newton = optim.get("newton")
    assert optim.minimize(surface(0), newton).status == "left_domain"
    arrived = optim.minimize(surface(1), newton)
    assert arrived.status == "converged"
    assert math.dist((arrived.x[-1], arrived.y[-1]), surface(1).minima[0]) < 1e-6
    gd = optim.get("gd", **surface().race["gd"])
    plain, residual = (optim.minimize(surface(kind), gd, max_steps=200) for kind in (0, 1))
    assert (np.diff(plain.fun) > 0).mean() > 0.5
    assert (np.diff(residual.fun) > 0).sum() == 0
    assert residual.fun[-1] < 0.01 * plain.fun[-1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("residual", [False, True])
def test_plane_and_first_weights_share_no_random_numbers(seed, residual):
    mlp = landscapes.networks.Mlp((64, *[16] * 20, 10), "tanh", residual)
    w = mlp.initial(seed)
    plane = landscapes.networks.random_plane(mlp, w, seed)
    for direction in (plane.first, plane.second):
        for (d, _), (matrix, _) in zip(mlp.layers(direction), mlp.layers(w), strict=True):
            rows = np.sum(d * matrix, axis=1) / np.sum(matrix * matrix, axis=1)
            assert abs(rows.mean()) < 0.35  # cosines: 1 in every row where they are the same
            assert abs(rows).min() < 0.5


def test_the_comparison_is_between_trained_networks_and_says_how_well():
    loss, accuracy, test_loss, test_accuracy = np.moveaxis(trained(), -1, 0)
    assert (accuracy > 0.99).all()
    assert (test_accuracy > 0.9).all()
    assert (loss < test_loss).all()
    assert (loss[1] < loss[0]).all()
    s = surface()
    for kind, digits in ((0, 3), (1, 4)):
        assert f"{loss[kind, 1]:.{digits}f} ({skip_connections.KINDS[kind]})" in s.source
        assert f"{100 * test_accuracy[kind, 1]:.1f} %" in s.source


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_the_surface_goes_through_the_losses_and_the_network_lies_in_the_middle(kind, depth):
    s = surface(kind, depth)
    with np.load(TABLES) as stored:
        axis, z = stored["axis"], stored["loss"][kind, depth]
    assert z.shape == (51, 51)
    assert s.bounds == ((axis[0], axis[-1]), (axis[0], axis[-1])) == surface().bounds
    assert np.abs(s.fun(axis[None, :], axis[:, None]) - z).max() < 1e-12 * z.max()
    assert s.fun(0.0, 0.0) == pytest.approx(trained()[kind, depth, 0], rel=1e-6)
    assert s.fun(0.4, -0.2) != s.fun(-0.2, 0.4)
    assert TABLES.stat().st_size < 60_000


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_the_minimum_is_one_and_nothing_is_lower(kind, depth):
    s = surface(kind, depth)
    ((x, y),) = s.minima
    hxx, hxy, hyy = s.hess(x, y)
    assert hxx > 0
    assert hxx * hyy > hxy**2
    assert math.hypot(*s.grad(x, y)) < 1e-9 * (hxx + hyy)
    assert math.hypot(x, y) < 0.13
    fine = np.linspace(-0.5, 0.5, 301)
    assert s.fun(fine[None, :], fine[:, None]).min() >= s.fun(x, y)


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_floats_and_arrays_agree_to_the_last_bit_and_end_at_the_border(kind, depth):
    s = surface(kind, depth)
    x, y = np.random.default_rng(1).uniform(-0.55, 0.55, (2, 80))
    x[:3], y[:3] = (0.5, -0.5, 0.02), (0.5, 0.1, -0.5)
    columns = [s.fun(x, y), *s.grad(x, y), *s.hess(x, y)]
    inside = (abs(x) <= 0.5) & (abs(y) <= 0.5)
    assert 0 < inside.sum() < 80
    for k, place in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        single = [s.fun(*place), *s.grad(*place), *s.hess(*place)]
        assert all(type(value) is float for value in single)
        assert np.array_equal([c[k] for c in columns], single, equal_nan=True)
        assert all(math.isfinite(value) == inside[k] for value in single)
    assert s.partial


def test_a_run_that_leaves_the_window_has_left_the_surface():
    run = optim.minimize(surface(), optim.get("gd", learning_rate=0.02), start=(-0.44, 0.4))
    assert run.status == "left_domain"


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_the_race_goes_down_on_all_of_them(kind, depth):
    s = surface(kind, depth)
    assert 3 <= len(s.race) <= 4
    for name, knobs in s.race.items():
        run = optim.minimize(s, optim.get(name, **knobs), max_steps=s.steps)
        assert run.status in ("converged", "max_steps"), run.message
        assert run.fun[-1] < 0.1 * run.fun[0]


@pytest.mark.parametrize(("kind", "depth"), ALL)
def test_copies_carry_their_knobs_only(kind, depth):
    s = surface(kind, depth)
    before = s.fun(0.1, 0.2), s.minima
    stored = pickle.dumps(s)
    copy = pickle.loads(stored)
    assert len(stored) < 200
    assert copy == s
    assert hash(copy) == hash(s)
    assert (copy.fun(0.1, 0.2), copy.minima) == before
    assert surface(1 - kind, depth) != s
    assert surface(1 - kind, depth).fun(0.1, 0.2) != before[0]


def test_the_tool_makes_such_a_file(tmp_path, monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("make_skip", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.OUT == TABLES
    assert tool.DEPTHS == skip_connections.DEPTHS
    for name, small in {"OUT": tmp_path / "s.npz", "DEPTHS": (2, 4), "STEPS": 3, "SEEDS": range(2),
                        "AXIS": np.linspace(-0.5, 0.5, 3)}.items():  # fmt: skip
        monkeypatch.setattr(tool, name, small)
    tool.main()
    with np.load(tmp_path / "s.npz") as made, np.load(TABLES) as shipped:
        assert set(made) == set(shipped)
        assert made["loss"].shape == (2, 2, 3, 3)
        assert np.allclose(made["loss"][:, :, 1, 1], made["facts"][:, :, 0], rtol=1e-6)
        assert made["facts"].shape == (2, 2, 4)
        assert made["curved"].shape == (2, 2, 2)
        assert len(np.unique(made["loss"])) == 36
    assert "4 layers, residual: loss" in capsys.readouterr().out


def test_the_residual_twin_starts_from_the_same_numbers():
    spec = importlib.util.spec_from_file_location("make_skip", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    sizes = (64, *[tool.UNITS] * 20, 10)
    plain, residual = (landscapes.networks.Mlp(sizes, "tanh", kind) for kind in (False, True))
    both = [mlp.layers(tool.beginning(mlp, 0)) for mlp in (plain, residual)]
    ratios = [np.linalg.norm(b) / np.linalg.norm(a) for (a, _), (b, _) in zip(*both, strict=True)]
    assert ratios == pytest.approx([1.0, *[1 / math.sqrt(20)] * 19, 1.0])
