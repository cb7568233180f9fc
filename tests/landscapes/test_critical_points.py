"""Critical points: all of them, none twice, and each what the Hessian says.

Independent words: published coordinates, resultants by SymPy, roots in one coordinate by brentq,
and the winding number of the gradient around a window, which counts what is inside.
"""

import math
from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from symbolic_reference import X, Y, expression
from test_landscape_facts import turned

import landscapes
from landscapes import critical_points
from landscapes.ground import level_places

SLUGS = landscapes.names()
FORMULAS = [slug for slug in SLUGS if isinstance(landscapes.get(slug), landscapes.FormulaLandscape)]
SMOOTH = [slug for slug in FORMULAS if landscapes.get(slug).smooth]
INDEX = {"minimum": 1, "maximum": 1, "saddle": -1}


def kinds(points):
    return Counter(p.kind for p in points)


def index(points):
    """minima + maxima - saddles; no degenerate point may be among them."""
    return sum(INDEX[p.kind] for p in points)


def winding(surface, bounds):
    """How often the gradient turns around along the edge of the window; None if unclear.

    By the theorem of Poincare and Hopf this is minima + maxima - saddles inside. The edge is
    walked in steps that are halved until the gradient turns by less than half a radian in each.
    """
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    corners_x, corners_y = [x_lo, x_hi, x_hi, x_lo, x_lo], [y_lo, y_lo, y_hi, y_hi, y_lo]
    t = np.linspace(0, 4, 8001)
    for _ in range(25):
        gx, gy = surface.grad(np.interp(t, range(5), corners_x), np.interp(t, range(5), corners_y))
        turn = np.diff(np.unwrap(np.arctan2(gy, gx)))
        coarse = np.abs(turn) > 0.5
        if not coarse.any():
            return round(turn.sum() / (2 * math.pi))
        t = np.sort(np.append(t, (t[:-1] + t[1:])[coarse] / 2))
    return None


def places(points, kind):
    return sorted((p.x, p.y) for p in points if p.kind == kind)


# As in every table since D. M. Himmelblau (1972); the maximum is 181.617.
HIMMELBLAU = {
    "minimum": [(-3.779310, -3.283186), (-2.805118, 3.131313), (3.0, 2.0), (3.584428, -1.848127)],
    "maximum": [(-0.270845, -0.923039)],
    "saddle": [
        (-3.073026, -0.081353), (-0.127961, -1.953715), (0.086678, 2.884255), (3.385154, 0.073852),
    ],
}  # fmt: skip


def test_himmelblau_has_its_published_nine_points():
    found = critical_points(landscapes.get("himmelblau"))
    for kind, published in HIMMELBLAU.items():
        np.testing.assert_allclose(places(found, kind), published, rtol=0, atol=1e-5)
    assert len(found) == 9
    assert found[-1].fun == pytest.approx(181.617, abs=1e-3)


@pytest.mark.parametrize(
    ("slug", "minima", "saddles", "maxima"),
    [
        ("bowl", 1, 0, 0), ("booth", 1, 0, 0), ("matyas", 1, 0, 0), ("ravine", 1, 0, 0),
        ("rosenbrock", 1, 0, 0), ("plateau", 1, 0, 0), ("saddle", 2, 1, 0),
        ("double_well", 2, 1, 0), ("three_hump_camel", 3, 2, 0), ("six_hump_camel", 6, 7, 2),
        ("styblinski_tang", 4, 4, 1), ("goldstein_price", 4, 4, 1), ("beale", 1, 2, 0),
        # A pair in each unit square around the origin.
        ("rastrigin", 11 * 11, 2 * 11 * 10, 10 * 10), ("ackley", 11 * 11, 2 * 11 * 10, 10 * 10),
    ],
)  # fmt: skip
def test_counts(slug, minima, saddles, maxima):
    wanted = {"minimum": minima, "saddle": saddles, "maximum": maxima}
    assert kinds(critical_points(landscapes.get(slug))) == Counter(wanted) + Counter()


def by_resultant(formula):
    """All real common zeros of both derivatives of a polynomial, in 30 digits."""
    f = expression(formula, {"x": X, "y": Y})
    gx, gy = (sympy.Poly(sympy.diff(f, v), X, Y) for v in (X, Y))
    pairs = [
        (x, y)
        for x in real_roots(sympy.Poly(sympy.resultant(gx, gy, Y), X))
        for y in real_roots(sympy.Poly(gy.as_expr().subs(X, x), Y))
    ]
    return sorted((float(x), float(y)) for x, y in pairs if abs(gx.eval({X: x, Y: y})) < 1e-9)


def real_roots(polynomial):
    roots = sympy.Poly(polynomial, domain=polynomial.domain).nroots(n=40, maxsteps=500)
    return sorted({sympy.re(r).round(18) for r in roots if abs(sympy.im(r)) < 1e-15})


@pytest.mark.parametrize(
    "slug",
    ["himmelblau", "three_hump_camel", "six_hump_camel", "booth"],
)
def test_polynomials_against_resultants(slug):
    surface = landscapes.get(slug)
    exact = by_resultant(surface.formula)
    found = sorted((p.x, p.y) for p in critical_points(surface))
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    exact = [p for p in exact if x_lo <= p[0] <= x_hi and y_lo <= p[1] <= y_hi]
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-11)


def test_beale_has_two_saddles():
    """By elimination: the slope in x is linear in x, and in y it has the factor x."""
    found = critical_points(landscapes.get("beale"))
    wanted = [(0.0, 1.0), (0.1005379373241584, -2.644513585023125)]
    np.testing.assert_allclose(places(found, "saddle"), wanted, rtol=0, atol=1e-12)


COEFFICIENT = st.integers(-30, 30).map(lambda n: n / 10)


TERMS = ("x^2*y", "x*y^2", "x^2", "x*y", "y^2", "x", "y")


@given(st.lists(COEFFICIENT, min_size=len(TERMS), max_size=len(TERMS)))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_random_quartics_against_resultants_and_poincare_hopf(coefficients):
    terms = [f"({c})*{term}" for c, term in zip(coefficients, TERMS, strict=True)]
    formula = " + ".join(["x^4", "y^4", *terms])
    surface = landscapes.from_formula(formula, bounds=((-6, 6), (-6, 6)))
    found = critical_points(surface)
    assume("degenerate" not in kinds(found))
    assert index(found) == 1  # the fourth powers win at the edge: the gradient points outwards
    exact = by_resultant(formula)
    np.testing.assert_allclose(sorted((p.x, p.y) for p in found), exact, rtol=0, atol=1e-9)


@pytest.mark.parametrize("slug", ["rastrigin", "levy", "styblinski_tang", "saddle", "plateau"])
def test_sums_of_one_coordinate_each_against_brentq(slug):
    """f = u(x) + v(y): the points are all pairs of a zero of u' and one of v'."""
    surface = landscapes.get(slug)
    roots = []
    for axis, (lo, hi) in enumerate(surface.bounds):

        def slope(v, axis=axis):
            return surface.grad(*((v, 0.3) if axis == 0 else (0.3, v)))[axis]

        nodes = np.linspace(lo, hi, 20_000)
        changes = [(a, b) for a, b in pairwise(nodes.tolist()) if slope(a) * slope(b) < 0]
        roots.append([brentq(slope, a, b, xtol=1e-13) for a, b in changes])
    exact = [(x, y) for x in roots[0] for y in roots[1]]
    found = [(p.x, p.y) for p in critical_points(surface)]
    assert len(found) == len(exact) > 0
    for place in exact:
        assert min(math.dist(place, mine) for mine in found) < 1e-9


@pytest.mark.parametrize("slug", SMOOTH)
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_winding_number_counts_them(slug, seed):
    surface = landscapes.get(slug) if seed is None else turned(slug, seed)
    found = critical_points(surface)
    if slug == "monkey_saddle":
        assert winding(surface, surface.bounds) == -2
        assert kinds(found) == {"degenerate": 1}
    else:
        assert index(found) == winding(surface, surface.bounds)


@pytest.mark.parametrize(
    "slug", [slug for slug in FORMULAS if slug not in ("monkey_saddle", "crease")]
)
def test_the_winding_number_counts_them_in_smaller_windows(slug):
    surface = landscapes.get(slug)
    rng = np.random.default_rng(len(slug))
    checked = 0
    for _ in range(12):
        window = tuple(tuple(sorted(rng.uniform(lo, hi, 2))) for lo, hi in surface.bounds)
        turns = winding(surface, window)
        if turns is not None:
            assert index(critical_points(surface, window)) == turns, window
            checked += 1
    assert checked >= 10


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("seed", [5, 6, 7])
def test_the_landscapes_own_minima_are_among_them(slug, seed):
    surface = turned(slug, seed)
    check_minima(surface, critical_points(surface))


def check_minima(surface, found):
    for place in surface.minima:
        assert min(math.dist(place, mine) for mine in places(found, "minimum")) < 1e-9


@pytest.mark.parametrize("slug", SLUGS)
def test_contract(slug):
    surface = landscapes.get(slug)
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    found = critical_points(surface)
    assert found == critical_points(surface)
    check_minima(surface, found)
    assert list(found) == sorted(found, key=lambda p: (p.kind != "minimum", p.fun))
    for p in found:
        assert all(type(v) is float for v in (p.x, p.y, p.fun, p.low, p.high))
        assert x_lo - 1e-5 <= p.x <= x_hi + 1e-5
        assert y_lo - 1e-5 <= p.y <= y_hi + 1e-5
        assert p.fun == surface.fun(p.x, p.y)
        if math.isnan(p.low):
            assert not surface.smooth
            assert (p.x, p.y) in surface.minima
            continue
        hxx, hxy, hyy = surface.hess(p.x, p.y)
        assert p.low <= p.high
        assert p.low + p.high == pytest.approx(hxx + hyy)
        size = math.hypot(hxx, hxy, hyy)
        assert p.low * p.high == pytest.approx(hxx * hyy - hxy * hxy, abs=1e-12 * size * size)
        signs = {(1, 1): "minimum", (-1, -1): "maximum", (-1, 1): "saddle"}
        if p.kind != "degenerate":
            assert signs[int(np.sign(p.low)), int(np.sign(p.high))] == p.kind
        small = min(abs(p.low), abs(p.high))
        assert p.kind == "degenerate" or math.hypot(*surface.grad(p.x, p.y)) <= 1e-9 * small
    for p, q in combinations(found, 2):
        assert math.dist((p.x, p.y), (q.x, q.y)) > 1e-3


@pytest.mark.parametrize("scale", ["1e-200", "1e-30", "1e30", "1e150"])
def test_what_counts_as_zero_is_relative(scale):
    plain = critical_points(landscapes.get("himmelblau"))
    formula = f"{scale}*({landscapes.get('himmelblau').formula})"
    found = critical_points(landscapes.from_formula(formula, bounds=((-5, 5), (-5, 5))))
    assert [p.kind for p in found] == [p.kind for p in plain]


@pytest.mark.parametrize("size", [1e-3, 1e4])
def test_a_window_of_another_size(size):
    inner = (
        landscapes.get("himmelblau").formula.replace("x", f"(x/{size})").replace("y", f"(y/{size})")
    )
    surface = landscapes.from_formula(inner, bounds=((-5 * size, 5 * size), (-5 * size, 5 * size)))
    found = critical_points(surface)
    for kind, published in HIMMELBLAU.items():
        np.testing.assert_allclose(np.array(places(found, kind)) / size, published, atol=1e-5)


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("x^3 - 3*x*y^2", (0, 0)), ("x^4 + y^4", (0, 0)), ("(x - 0.3)^4 + y^2", (0.3, 0)),
        ("(x + 0.7)^3 + (y - 0.1)^2", (-0.7, 0.1)), ("(x - 0.2)^2*(y - 0.1)^2", None),
        # Whole lines, curves or areas of level ground: one point stands for them.
        ("x^2", (0, None)), ("(x + 2*y - 1)^2", None), ("x*0", None), ("5 + 0*x", None),
        ("sin(x)^2 + cos(x)^2", None), ("max(x^2 + y^2 - 1, 0)", None), ("sign(x) + y^2", None),
    ],
)  # fmt: skip
def test_degenerate_ground_is_one_point(formula, place):
    surface = landscapes.from_formula(formula)
    found = critical_points(surface)
    assert 1 <= len(found) <= (2 if "sign" in formula else 1)
    assert kinds(found) == {"degenerate": len(found)}
    assert math.hypot(*surface.grad(found[0].x, found[0].y)) <= 1e-12
    for mine, wanted in zip((found[0].x, found[0].y), place or (), strict=False):
        assert wanted is None or abs(mine - wanted) < 1e-5


def test_a_ring_of_minima_around_a_hill():
    hill, ring = sorted(
        critical_points(landscapes.from_formula("(x^2 + y^2 - 1)^2")), key=lambda p: -p.fun
    )
    assert (hill.x, hill.y, hill.kind) == (0, 0, "maximum")
    assert ring.kind == "degenerate"
    assert math.hypot(ring.x, ring.y) == pytest.approx(1)


def test_shelves_that_do_not_touch_are_two():
    found = critical_points(landscapes.from_formula("tanh(30*x) + y^2"))
    assert sorted(p.x > 0 for p in found) == [False, True]


@pytest.mark.parametrize(
    "formula",
    [
        "x + y", "exp(-x)", "y^2 + 1e-9*x", "abs(x) + y^2", "abs(x) + 3*abs(y)", "max(x, y)",
        "sqrt(x^2 + y^2)", "log(-1 - x^2)", "1/(x*y)", "log(x) + y^2", "atan(1e6*x) + y^2",
        "sqrt(x) + y^2", "x^1.5 + y^2 + x",
    ],
)  # fmt: skip
def test_where_nothing_is_level_nothing_is_found(formula):
    assert critical_points(landscapes.from_formula(formula)) == ()


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("x*log(x) + y^2", (1 / math.e, 0)), ("exp(-50*(x^2 + y^2))", (0, 0)),
        ("x^2 + 1e8*y^2 + 1e-9*x", (-5e-10, 0)), ("x + 1/x + sqrt(y) + 0.25/sqrt(y)", (1, 0.25)),
        ("(x - 2)^2 + (y + 2)^2", (2, -2)), ("abs(x - 1) * 0 + cosh(x) + y^2", (0, 0)),
    ],
)  # fmt: skip
def test_one_point_on_difficult_ground(formula, place):
    found = [p for p in critical_points(landscapes.from_formula(formula)) if p.x > -1]
    assert len(found) == 1
    assert (found[0].x, found[0].y) == pytest.approx(place, abs=1e-12)
    assert found[0].kind in ("minimum", "maximum")


def test_kinks_are_named_only_where_the_landscape_lists_them():
    for slug in ("ackley", "crease"):
        surface = landscapes.get(slug)
        lowest = critical_points(surface)[0]
        assert (lowest.x, lowest.y, lowest.fun, lowest.kind) == (0, 0, 0, "minimum")
        assert math.isnan(lowest.low)
        copy = landscapes.from_formula(surface.text, surface.bounds)
        assert all(math.hypot(p.x, p.y) > 0.1 for p in critical_points(copy))
        away = ((0.6, 1.9), (0.6, 1.9))
        assert all(not math.isnan(p.low) for p in critical_points(surface, away))


@pytest.mark.parametrize("c", [-0.80115, -0.970798, -0.465286, -0.15631, -0.44431])
def test_one_point_is_not_two_that_differ_in_the_last_bit(c):
    """Places where a search found the two sides of a rounding boundary."""
    formula = f"exp(x - ({c})) - x + sin(y - ({c}))^2/2"
    found = critical_points(landscapes.from_formula(formula, ((-2, 2), (c - 1, c + 1))))
    assert len(found) == 1


def test_plains_where_slopes_underflow_are_patches():
    for formula, wanted in (
        ("exp(-50*(x^2 + y^2))", {"maximum": 1, "degenerate": 1}),
        # Two plains, as the loss is negative on the left.
        ("exp(-x^2)*exp(-30*y^2)*x", {"minimum": 1, "maximum": 1, "degenerate": 2}),
    ):
        found = critical_points(landscapes.from_formula(formula, ((-10, 10), (-10, 10))))
        assert kinds(found) == wanted


def test_there_are_never_too_many():
    found = critical_points(landscapes.from_formula("sin(50*x)*sin(50*y)"))
    assert len(found) == 500


@pytest.mark.parametrize(
    "bounds",
    [((1, 1), (0, 1)), ((2, 1), (0, 1)), ((0, math.nan), (0, 1)), ((-math.inf, 1), (0, 1))],
)
def test_a_window_without_an_inside_holds_nothing(bounds):
    assert critical_points(landscapes.get("bowl"), bounds) == ()


@pytest.mark.parametrize(
    "formula",
    [
        "x*1e300*x", "x*1e300*x*y", "exp(1000*x) + y^2", "x^x + y^y", "tan(x)*tan(y)", "acos(x)*y",
        "(x^2)^0.75 + y^2", "exp(-5000*(x^2 + y^2))", "x^64 + y^64", "sin(1e6*x) + y^2",
        "abs(sin(10*x))*abs(cos(10*y))", "min(max(x, 0), 1) + y^2", "sign(x) + sign(y)",
        "asin(x)^2 + log(y)^2", "1/x + 1/y + x*y", "x^2 + 1e15", "exp(exp(exp(x*x)))*y",
    ],
)  # fmt: skip
def test_anything_a_person_types_ends_in_few_finite_points(formula):
    found = critical_points(landscapes.from_formula(formula, bounds=((-3, 3), (-3, 3))))
    assert len(found) <= 500
    for p in found:
        assert all(map(math.isfinite, (p.x, p.y, p.fun, p.low, p.high)))


def test_level_ground_is_looked_at_once(monkeypatch) -> None:
    """It is level at every one of tens of thousands of places, where Newton's method stays."""
    looked = []
    step = level_places.shortest_newton_step

    def counted(g, hessian):
        looked.append(g[0].size)
        return step(g, hessian)

    monkeypatch.setattr(level_places, "shortest_newton_step", counted)
    flat = landscapes.from_formula("max(tan((y*x + cosh(y))*sqrt(-(y) + (y))), 3.)")
    (point,) = landscapes.critical_points(flat)
    assert point.kind == "degenerate"
    assert looked[0] > 10_000
    assert sum(looked) < 2 * looked[0]
