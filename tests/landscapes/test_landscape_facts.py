"""What each landscape file claims about its surface is true."""

import itertools
import math
import pickle

import numpy as np
import pytest
from scipy.optimize import differential_evolution
from scipy.optimize import minimize as scipy_minimize
from symbolic_reference import assert_agrees, same_bits, six

import landscapes
import optim

SLUGS = landscapes.names()
FORMULAS = [slug for slug in SLUGS if isinstance(landscapes.get(slug), landscapes.FormulaLandscape)]
CLASSICS = ("bowl", "ravine", "plateau", "saddle", "rosenbrock")
WANTED = {
    *CLASSICS, "himmelblau", "beale", "booth", "matyas", "ackley", "rastrigin", "griewank", "levy",
    "goldstein_price", "three_hump_camel", "six_hump_camel", "styblinski_tang", "easom",
    "mccormick", "monkey_saddle",
}  # fmt: skip

# From Surjanovic and Bingham, Virtual Library of Simulation Experiments, and Jamil and Yang
# (2013): the least value and every place where it is taken inside the usual window.
PUBLISHED = {
    "rosenbrock": (0.0, [(1.0, 1.0)]),
    "himmelblau": (
        0.0,
        [(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)],
    ),
    "beale": (0.0, [(3.0, 0.5)]),
    "booth": (0.0, [(1.0, 3.0)]),
    "matyas": (0.0, [(0.0, 0.0)]),
    "ackley": (0.0, [(0.0, 0.0)]),
    "rastrigin": (0.0, [(0.0, 0.0)]),
    "griewank": (0.0, [(0.0, 0.0)]),
    "levy": (0.0, [(1.0, 1.0)]),
    "goldstein_price": (3.0, [(0.0, -1.0)]),
    "three_hump_camel": (0.0, [(0.0, 0.0)]),
    "six_hump_camel": (-1.031628453, [(0.0898, -0.7126), (-0.0898, 0.7126)]),
    "styblinski_tang": (-39.16616570377142 * 2, [(-2.903534, -2.903534)]),
    "easom": (-1.0, [(math.pi, math.pi)]),
    "mccormick": (-1.913222954981037, [(-0.54719, -1.54719)]),
}
# Published values away from the minimum: a wrong term that vanishes at the optimum shows here.
VALUES = {
    "rosenbrock": ((-1.2, 1.0), 24.2),
    "himmelblau": ((0.0, 0.0), 170.0),
    "beale": ((0.0, 0.0), 14.203125),
    "booth": ((0.0, 0.0), 74.0),
    "goldstein_price": ((0.0, 0.0), 600.0),
    "goldstein_price ": ((-0.6, -0.4), 30.0),
    "goldstein_price  ": ((1.8, 0.2), 84.0),
    "goldstein_price   ": ((1.2, 0.8), 840.0),
    "rastrigin": ((0.5, 0.5), 40.5),
    "ackley": ((1.0, 0.0), 20 - 20 * math.exp(-0.2 * math.sqrt(0.5))),
    "levy": ((-3.0, 1.0), 1 + 10 * math.sin(1.0) ** 2),
    "levy ": ((1.0, -4.0), 25 / 16 * (1 + 1.0)),
    "griewank": ((math.pi, 0.0), 2 + math.pi**2 / 4000),
    "matyas": ((1.0, -1.0), 1.0),
    "three_hump_camel": ((1.0, 1.0), 4 - 1.05 + 1 / 6 - 0.0),
    "six_hump_camel": ((1.0, 1.0), 4 - 2.1 + 1 / 3 + 1.0),
    "styblinski_tang": ((1.0, 0.0), -5.0),
    "mccormick": ((0.0, 0.0), 1.0),
    "monkey_saddle": ((1.0, 1.0), -2.0),
}
UNBOUNDED = {"monkey_saddle": "x^3 - 3 x y^2 has no minimum: it falls without end"}
# A loss over data may have no lowest point, or many: then it declares none. A formula does.
BOTTOMS = [
    slug
    for slug in SLUGS
    if slug not in UNBOUNDED and (slug in FORMULAS or landscapes.get(slug).minima)
]
WITH_KNOBS = [slug for slug in BOTTOMS if landscapes.get(slug).knobs]


def knob_values(surface):
    return {name: getattr(surface, name) for name in surface.knobs}


def turned(slug, seed):
    """The landscape with every knob somewhere in its range."""
    rng = np.random.default_rng(seed)
    chosen = {}
    for name, knob in landscapes.get(slug).knobs.items():
        lo, hi = knob.least or knob.lo, knob.hi
        lo, hi = (math.log(lo), math.log(hi)) if knob.log else (lo, hi)
        value = rng.uniform(lo, hi)
        chosen[name] = knob.clamp(math.exp(value) if knob.log else value)
    return landscapes.get(slug, **chosen)


def window_points(surface, count, seed=0):
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    rng = np.random.default_rng(seed)
    return rng.uniform(x_lo, x_hi, count), rng.uniform(y_lo, y_hi, count)


def grid(surface, count):
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    return np.meshgrid(np.linspace(x_lo, x_hi, count), np.linspace(y_lo, y_hi, count))


def lowest_found(surface):
    """The least value that a global search finds in the window."""
    found = differential_evolution(
        lambda p: surface.fun(p[0], p[1]), surface.bounds, seed=1, popsize=20, maxiter=60,
        tol=1e-12, polish=False, vectorized=True, updating="deferred",
    )  # fmt: skip
    return float(found.fun)


def assert_bottom(surface):
    """Every declared minimum is one, all are equally deep, and nothing lower is in the window."""
    depths = [surface.fun(*place) for place in surface.minima]
    if not depths and surface.slug not in FORMULAS:
        return
    assert depths, "no minimum declared"
    assert max(depths) - min(depths) <= 1e-12 * (1 + abs(depths[0]))
    for place in surface.minima:
        (assert_flat_and_convex if surface.smooth else assert_lowest_nearby)(surface, *place)
    assert lowest_found(surface) >= min(depths) - 1e-11 * (1 + abs(min(depths)))


def assert_flat_and_convex(surface, x, y):
    hxx, hxy, hyy = surface.hess(x, y)
    size = max(1.0, abs(hxx), abs(hyy))
    assert math.hypot(*surface.grad(x, y)) <= 1e-12 * size * max(1, abs(x), abs(y))
    assert np.linalg.eigvalsh([[hxx, hxy], [hxy, hyy]])[0] >= -1e-12 * size


def assert_lowest_nearby(surface, x, y):
    angle = np.linspace(0, 2 * np.pi, 73)
    for radius in (1e-9, 1e-6, 1e-3, 0.1):
        around = surface.fun(x + radius * np.cos(angle), y + radius * np.sin(angle))
        least = surface.fun(x, y)
        assert around.min() >= least - (surface.slug not in FORMULAS) * 4e-16 * (1 + abs(least))


def test_the_menu_holds_all_and_begins_with_the_classics():
    assert set(SLUGS) >= WANTED
    assert SLUGS[:5] == CLASSICS
    assert any(not landscapes.get(slug).smooth for slug in SLUGS)


def test_every_surface_teaches_something_and_every_group_is_taught():
    taught = {slug: landscapes.CLASSES[slug].teaches for slug in SLUGS}
    assert set(taught.values()) == set(landscapes.GROUPS)
    assert taught["bowl"] == landscapes.GROUPS[0]
    own = [slug for slug in SLUGS if "teaches" in vars(landscapes.CLASSES[slug])]
    assert own == list(SLUGS)


@pytest.mark.parametrize("slug", FORMULAS)
def test_derivatives_are_those_sympy_makes(slug):
    for surface in (landscapes.get(slug), turned(slug, 3)):
        for x, y in zip(*window_points(surface, 6), strict=True):
            assert_agrees(surface, surface.formula, knob_values(surface), float(x), float(y))


@pytest.mark.parametrize("slug", SLUGS)
def test_derivatives_are_finite_differences(slug):
    surface = turned(slug, 5)
    h = 1e-6
    for x, y in zip(*window_points(surface, 10, seed=2), strict=True):
        _, gx, gy, hxx, hxy, hyy = six(surface, x, y)
        slack = 1e-4 * (1 + abs(gx) + abs(gy) + abs(hxx) + abs(hyy) + abs(surface.fun(x, y)))
        ahead, behind = six(surface, x + h, y), six(surface, x - h, y)
        above, below = six(surface, x, y + h), six(surface, x, y - h)
        for exact, plus, minus in (
            (gx, ahead[0], behind[0]),
            (gy, above[0], below[0]),
            (hxx, ahead[1], behind[1]),
            (hxy, ahead[2], behind[2]),
            (hyy, above[2], below[2]),
        ):
            assert exact == pytest.approx((plus - minus) / (2 * h), abs=slack)


@pytest.mark.parametrize("slug", SLUGS)
def test_floats_and_arrays_agree_to_the_last_bit(slug):
    for surface in (landscapes.get(slug), turned(slug, 7)):
        x, y = window_points(surface, 60, seed=4)
        marks = [surface.start, (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), *surface.minima]
        x = np.append(x, [p[0] for p in marks])
        y = np.append(y, [p[1] for p in marks])
        columns = six(surface, x, y)
        for k, point in enumerate(zip(x, y, strict=True)):
            for column, value in zip(columns, six(surface, *point), strict=True):
                assert same_bits(column[k], value), (slug, point)


@pytest.mark.parametrize("slug", BOTTOMS)
def test_declared_minima_are_the_lowest_points(slug):
    assert_bottom(landscapes.get(slug))


@pytest.mark.parametrize("slug", WITH_KNOBS)
def test_minima_stay_right_when_knobs_turn(slug):
    knobs = landscapes.get(slug).knobs
    for end in ("lo", "hi"):
        assert_bottom(landscapes.get(slug, **{n: getattr(k, end) for n, k in knobs.items()}))
    for seed in range(3):
        assert_bottom(turned(slug, seed))


@pytest.mark.parametrize("slug", BOTTOMS)
def test_no_equal_minimum_is_left_out(slug):
    surface = landscapes.get(slug)
    least = min(surface.fun(*place) for place in surface.minima)
    x, y = grid(surface, 81)
    f = surface.fun(x, y)
    inner = f[1:-1, 1:-1]
    sides = [f[:-2, 1:-1], f[2:, 1:-1], f[1:-1, :-2], f[1:-1, 2:]]
    low = np.argwhere(np.all([inner <= side for side in sides], axis=0)) + 1
    low = sorted(low.tolist(), key=lambda ij: f[ij[0], ij[1]])[:30]
    for i, j in low:
        found = scipy_minimize(
            lambda p: surface.fun(*p), (x[i, j], y[i, j]), jac=lambda p: surface.grad(*p),
            bounds=surface.bounds, method="L-BFGS-B",
        )  # fmt: skip
        if found.fun <= least + 1e-7 * (1 + abs(least)):
            gap = min(math.dist(found.x, place) for place in surface.minima)
            assert gap < 0.02, f"an undeclared minimum at {found.x}"


def test_what_has_no_minimum_declares_none():
    for slug, reason in UNBOUNDED.items():
        surface = landscapes.get(slug)
        assert surface.minima == (), reason
        assert surface.fun(-1e4, 0.0) < -1e11, reason


@pytest.mark.parametrize("slug", PUBLISHED)
def test_optimum_is_the_published_one(slug):
    value, places = PUBLISHED[slug]
    surface = landscapes.get(slug)
    assert len(surface.minima) == len(places)
    for place in places:
        assert min(math.dist(place, mine) for mine in surface.minima) < 2e-4
    for mine in surface.minima:
        assert surface.fun(*mine) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("name", VALUES)
def test_value_elsewhere_is_the_published_one(name):
    place, value = VALUES[name]
    assert landscapes.get(name.strip()).fun(*place) == pytest.approx(value, rel=1e-12, abs=1e-12)


def test_tables_cover_every_published_landscape():
    ours = {"bowl", "ravine", "plateau", "saddle", "monkey_saddle"}
    assert WANTED - ours == set(PUBLISHED)


@pytest.mark.parametrize("slug", SLUGS)
def test_facts_are_complete(slug):
    surface = landscapes.get(slug)
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    for x, y in (surface.start, *surface.minima):
        assert x_lo < x < x_hi
        assert y_lo < y < y_hi
    assert surface.slug == slug
    assert 0 < len(surface.title) <= 25
    assert 20 < len(surface.lesson) <= 90
    assert surface.lesson.endswith(".")
    assert ". " not in surface.lesson
    assert len(surface.source) > 10
    assert len(surface.latex) > 5
    assert 10 <= surface.steps <= 1000
    assert surface.order >= 10 or slug in CLASSICS


def test_titles_and_orders_differ():
    assert len({landscapes.get(slug).title for slug in SLUGS}) == len(SLUGS)
    assert len({landscapes.get(slug).order for slug in SLUGS}) == len(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_race_is_three_or_four_runs_that_stay_finite(slug):
    surface = landscapes.get(slug)
    assert 3 <= len(surface.race) <= 4
    for name, knobs in surface.race.items():
        run = optim.minimize(surface, optim.get(name, **knobs), max_steps=surface.steps)
        if slug not in UNBOUNDED:
            assert run.status in ("converged", "saddle", "maximum", "max_steps"), run.message
            assert run.fun[-1] < run.fun[0] or name == "newton", run.message


@pytest.mark.parametrize("slug", SLUGS)
def test_finite_all_over_the_window_at_every_corner_of_the_knobs(slug):
    knobs = landscapes.get(slug).knobs
    light = slug in FORMULAS
    ends = [(k.lo, k.default, k.hi) if light else (k.lo, k.hi) for k in knobs.values()]
    for values in itertools.product(*ends):
        surface = landscapes.get(slug, **dict(zip(knobs, values, strict=True)))
        for column in six(surface, *grid(surface, 20 if light else 6)):
            assert np.isfinite(column).all()


@pytest.mark.parametrize("slug", SLUGS)
def test_shapes_and_types(slug):
    surface = landscapes.get(slug)
    for value in six(surface, 0.5, -0.25) + six(surface, 1, 2) + six(surface, np.float64(1), 2):
        assert type(value) is float
    for value in six(surface, np.array(0.5), np.array(1.0)):
        assert np.shape(value) == ()
    for value in six(surface, np.ones((4, 1)), np.ones(3, int)):
        assert value.shape == (4, 3)
        assert value.dtype == np.float64
    for value in six(surface, [0.1, 0.2], 1.0) + six(surface, np.zeros(2, np.float32), 1):
        assert value.shape == (2,)
        assert value.dtype == np.float64
    for value in six(surface, np.empty((0, 2)), 1.0):
        assert value.shape == (0, 2)


@pytest.mark.parametrize("slug", SLUGS)
def test_pickle_round_trip(slug):
    for surface in (landscapes.get(slug), turned(slug, 11)):
        before = six(surface, 0.3, 0.4)
        copy = pickle.loads(pickle.dumps(surface))
        assert copy == surface
        assert six(copy, 0.3, 0.4) == before
        assert copy.minima == surface.minima


@pytest.mark.parametrize("slug", FORMULAS)
def test_copy_as_text_is_the_same_surface(slug):
    surface = turned(slug, 13)
    copy = landscapes.from_formula(surface.text, surface.bounds)
    for x, y in zip(*window_points(surface, 5), strict=True):
        assert copy.fun(x, y) == pytest.approx(surface.fun(x, y), rel=1e-9, abs=1e-9)


def race(slug):
    surface = landscapes.get(slug)
    runs = {
        name: optim.minimize(surface, optim.get(name, **knobs), max_steps=surface.steps)
        for name, knobs in surface.race.items()
    }

    def arrived(name):
        end = (runs[name].x[-1], runs[name].y[-1])
        return min(math.dist(end, place) for place in surface.minima) < 0.1

    return runs, {name for name in runs if arrived(name)}


def test_ravine_race_zigzags():
    runs, _ = race("ravine")
    angle = math.radians(20)
    across = runs["gd"].y * math.cos(angle) - runs["gd"].x * math.sin(angle)
    assert (np.sign(across[1:20]) == -np.sign(across[:19])).all()
    assert runs["newton"].steps == 1


def test_plateau_race_leaves_plain_descent_on_the_shelf():
    runs, arrived = race("plateau")
    assert arrived == {"momentum", "rmsprop", "adam"}
    assert abs(runs["gd"].x[-1]) < 0.3


def test_saddle_race_stops_at_the_saddle_and_a_tilt_frees_it():
    runs, arrived = race("saddle")
    assert not arrived
    for run in runs.values():
        assert (run.y == 0).all()
        assert abs(run.x[-1]) < 0.01
    for tilt in (0.01, -0.01):
        surface = landscapes.get("saddle", tilt=tilt)
        knobs = surface.race["gd"]
        end = optim.minimize(surface, optim.get("gd", **knobs), max_steps=surface.steps)
        assert math.dist((end.x[-1], end.y[-1]), surface.minima[0]) < 0.1


@pytest.mark.parametrize(
    ("slug", "winners"),
    [
        ("ackley", {"momentum", "adam"}),
        ("rastrigin", {"momentum"}),
        ("levy", {"momentum", "adam"}),
        ("styblinski_tang", {"momentum"}),
        ("easom", {"momentum", "adam", "rprop"}),
        ("goldstein_price", {"momentum", "adam"}),
        ("three_hump_camel", {"momentum"}),
        ("double_well", {"momentum"}),
        ("two_wells", {"rmsprop", "adam"}),
        ("mccormick", {"gd", "momentum", "adam"}),
        ("griewank", set()),
    ],
)
def test_race_shows_who_gets_stuck(slug, winners):
    assert race(slug)[1] == winners


def test_himmelblau_race_finds_three_minima_and_the_saddle():
    runs, arrived = race("himmelblau")
    assert arrived == {"gd", "momentum", "adam"}
    assert len({(round(r.x[-1]), round(r.y[-1])) for r in runs.values()}) == 4


def test_crease_race_bounces_and_settles():
    runs, arrived = race("crease")
    assert "gd" not in arrived
    assert (np.sign(runs["gd"].y[-20:-1]) == -np.sign(runs["gd"].y[-19:])).all()
    assert abs(runs["adagrad"].y[-1]) < 0.01
