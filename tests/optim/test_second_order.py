"""Newton, BFGS, L-BFGS, conjugate gradient and line searches; SciPy is the reference."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize as scipy_minimize

import landscapes
import optim
from optim import line_search
from optim.line_search import FAILED, Found, backtrack, strong_wolfe

SMOOTH = {
    "ravine": None,
    "rosenbrock": None,
    "himmelblau": None,
    "beale": None,
    "booth": None,
    "matyas": None,
    "mccormick": None,
    "styblinski_tang": None,
    "three_hump_camel": None,
    "six_hump_camel": None,
    "quartic": "x^4/4 - x^2/2 + x*y/4 + y^2/2",
    "tilted": "(x - 1)^4 + (x - y)^2 + exp(y - x)",
}
PAIRS = {"bfgs": "BFGS", "lbfgs": "L-BFGS-B", "cg": "CG"}
SEARCHES = [
    ("bfgs", {}),
    ("lbfgs", {}),
    ("lbfgs", {"history": 1}),
    ("cg", {"variant": 0}),
    ("cg", {"variant": 1}),
    ("cg", {"variant": 2}),
    ("backtracking", {}),
]
every_search = pytest.mark.parametrize(
    ("slug", "knobs"), SEARCHES, ids=[f"{s}{''.join(map(str, k.values()))}" for s, k in SEARCHES]
)


def surface(name: str) -> Any:
    formula = SMOOTH.get(name)
    return landscapes.from_formula(formula) if formula else landscapes.get(name)


def starts(s: Any, n: int, seed: int = 0) -> list[tuple[float, float]]:
    """The surface's own start, and random ones in the middle half of its window."""
    rng = np.random.default_rng(seed)
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    drawn = rng.uniform((x_lo, y_lo), (x_hi, y_hi), (n, 2)) / 2 + [
        (x_lo + x_hi) / 4,
        (y_lo + y_hi) / 4,
    ]
    return [s.start, *((float(x), float(y)) for x, y in drawn)]


def scipy_run(s: Any, method: str, start: tuple[float, float]) -> Any:
    """SciPy with our gradient, stopped at the same gradient norm (its own is the largest entry)."""
    options = {"gtol": 1e-6, "maxiter": 300} | ({"ftol": 0.0} if method == "L-BFGS-B" else {})
    return scipy_minimize(
        lambda p: s.fun(*p),
        start,
        jac=lambda p: np.array(s.grad(*p)),
        method=method,
        options=options,
    )


@pytest.mark.parametrize("slug", PAIRS)
def test_the_cost_is_near_scipys(slug):
    """Over all surfaces and starts where both converge: single runs differ by where they end up."""
    ratios, agree = [], 0
    for name in SMOOTH:
        s = surface(name)
        for start in starts(s, 4):
            run, theirs = (
                optim.minimize(s, optim.get(slug), start),
                scipy_run(s, PAIRS[slug], start),
            )
            if run.status == "converged" and theirs.success:
                ratios.append((run.nfev[-1] + run.njev[-1]) / (theirs.nfev + theirs.njev))
                agree += abs(run.fun[-1] - theirs.fun) < 1e-9
    assert len(ratios) >= 50
    assert agree >= 0.8 * len(ratios)
    assert np.median(ratios) <= 1.3
    assert np.quantile(ratios, 0.9) <= 2.5


@pytest.mark.parametrize("slug", PAIRS)
@pytest.mark.parametrize(
    "name", ["ravine", "rosenbrock", "quartic", "beale", "booth", "matyas", "mccormick"]
)
def test_the_usual_start_ends_in_scipys_minimum(slug, name):
    s = surface(name)
    run, theirs = optim.minimize(s, optim.get(slug)), scipy_run(s, PAIRS[slug], s.start)
    assert run.status == "converged"
    assert theirs.success
    assert (run.x[-1], run.y[-1]) == pytest.approx(tuple(theirs.x), abs=2e-5)
    assert run.nfev[-1] + run.njev[-1] <= 2.5 * (theirs.nfev + theirs.njev)


class Counting:
    """A surface that counts its calls with floats: the picture's values are array calls."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.calls, self.seen = inner, {"fun": 0, "grad": 0, "hess": 0}, []

    def _call(self, name: str, x: Any, y: Any) -> Any:
        if np.ndim(x) == 0:
            self.calls[name] += 1
            self.seen.append((name, x, y))
        return getattr(self.inner, name)(x, y)

    def fun(self, x: Any, y: Any) -> Any:
        return self._call("fun", x, y)

    def grad(self, x: Any, y: Any) -> Any:
        return self._call("grad", x, y)

    def hess(self, x: Any, y: Any) -> Any:
        return self._call("hess", x, y)


@every_search
def test_every_trial_is_counted_and_nothing_is_evaluated_twice(slug, knobs):
    problem = Counting(surface("rosenbrock"))
    run = optim.minimize(problem, optim.get(slug, **knobs), (-1.2, 1.0), max_steps=15, gtol=0.0)
    assert problem.calls == {"fun": run.nfev[-1], "grad": run.njev[-1], "hess": run.nhev[-1]}
    assert len(set(problem.seen)) == len(problem.seen)
    # A loss for the start and one for each trial of a search; restarts search twice in a step.
    assert run.nfev[-1] >= 1 + run.record["trials"].sum()
    assert run.nhev[-1] == 0


def searches_of(slug: str, knobs: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every search a method makes, as (problem, at, direction, c1, c2, result)."""
    made: list[Any] = []
    module = __import__(optim.CLASSES[slug].__module__, fromlist=["_"])

    def wolfe(
        problem: Any, at: Any, direction: Any, first: float, c1: float = 1e-4, c2: float = 0.9
    ) -> Found | None:
        result = strong_wolfe(problem, at, direction, first, c1, c2)
        made.append((at, direction, c1, c2, result))
        return result

    def armijo(problem: Any, at: Any, direction: Any, first: float, *rest: float) -> Found | None:
        result = backtrack(problem, at, direction, first, *rest)
        made.append((at, direction, rest[-1], math.inf, result))
        return result

    for name, spy in (("strong_wolfe", wolfe), ("backtrack", armijo)):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, spy)
    return made


@every_search
def test_accepted_steps_meet_the_wolfe_conditions(slug, knobs, monkeypatch):
    """Checked with the surface itself, on every search of runs over surfaces and random starts."""
    made, checked, loose = searches_of(slug, knobs, monkeypatch), 0, 0
    for name in SMOOTH:
        s = surface(name)
        for start in starts(s, 3, seed=1):
            made.clear()
            optim.minimize(s, optim.get(slug, **knobs), start, max_steps=60)
            for (x, y, gx, gy), (px, py), c1, c2, found in made:
                if found is None:
                    continue
                slope, length = gx * px + gy * py, found.step_length
                assert slope < 0
                assert length > 0
                assert (found.x, found.y) == (x + length * px, y + length * py)
                f, new = s.fun(x, y), s.fun(found.x, found.y)
                assert new <= f + c1 * length * slope + 1e-14 * abs(f)
                ux, uy = s.grad(found.x, found.y)
                flat = abs(ux * px + uy * py) <= -c2 * slope
                assert flat or not found.wolfe
                checked, loose = checked + 1, loose + (not flat)
    assert checked > 150
    assert loose <= 0.01 * checked


def wolfe_on_line(fun: Any, slope: Any, first: float = 1.0, c2: float = 0.9) -> Found | None:
    class Line:
        def fun(self, x: float, y: float) -> float:
            return fun(x)

        def grad(self, x: float, y: float) -> tuple[float, float]:
            return slope(x), 0.0

    return strong_wolfe(Line(), (0.0, 0.0, slope(0.0), 0.0), (1.0, 0.0), first, c2=c2)


def test_the_search_walks_out_and_closes_in():
    for first in (1e-6, 1.0, 1e6):
        found = wolfe_on_line(lambda x: (x - 3) ** 2, lambda x: 2 * (x - 3), first, c2=0.1)
        assert found is not None
        assert found.wolfe
        assert found.x == pytest.approx(3, abs=0.31)
        assert found.trials <= 15


def test_the_search_turns_back_where_the_loss_is_undefined():
    def fun(x: float) -> float:
        return -math.sqrt(x + 0.1) + 2 * x * x if x <= 1 else math.nan

    def slope(x: float) -> float:
        return -0.5 / math.sqrt(x + 0.1) + 4 * x if x <= 1 else math.nan

    found = wolfe_on_line(fun, slope, first=50.0)
    assert found is not None
    assert found.wolfe
    assert 0 < found.x <= 1


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_the_search_turns_back_where_the_slope_is_not_finite(bad):
    found = wolfe_on_line(lambda x: -x, lambda x: -1.0 if x <= 5 else bad)
    assert found is not None
    assert 1 <= found.x <= 5
    assert found.gx == -1.0
    assert not found.wolfe


def test_a_steep_wall_is_closed_in_on():
    """Parabolas creep along from the left here; the halvings find the place in time."""

    def wall(x: float) -> float:
        return math.exp(min(500.0, 1000 * (x - 0.99)))

    found = wolfe_on_line(lambda x: wall(x) - x, lambda x: 1000 * wall(x) - 1)
    assert found is not None
    assert found.wolfe


def test_an_endless_descent_is_not_followed_beyond_divergence():
    found = wolfe_on_line(lambda x: -x, lambda x: -1.0)
    assert found is not None
    assert 1e12 < found.x < 1e13
    assert not found.wolfe


class Broken:
    """Fine at the start (0, 0) alone; everywhere else the loss and its slope are one value."""

    def __init__(self, value: float) -> None:
        self.value = value

    def fun(self, x: Any, y: Any) -> Any:
        return np.where((x == 0) & (y == 0), 0.0, self.value) if np.ndim(x) else self._at(x, y)

    def _at(self, x: float, y: float) -> float:
        return 0.0 if x == y == 0 else self.value

    def grad(self, x: Any, y: Any) -> Any:
        bad = self.fun(x, y)
        return (np.where(bad == 0, 1.0, bad), bad) if np.ndim(x) else (bad if bad else 1.0, bad)

    def hess(self, x: Any, y: Any) -> Any:
        return self.fun(x, y), self.fun(x, y), self.fun(x, y)


@every_search
@pytest.mark.parametrize("value", [math.nan, math.inf, 1e300, 1e-300])
def test_where_there_is_nothing_lower_the_run_stalls(slug, knobs, value):
    run = optim.minimize(Broken(value), optim.get(slug, **knobs), (0.0, 0.0))
    assert run.status == "stalled"
    assert FAILED in run.message
    assert (run.x[-1], run.y[-1]) == (0.0, 0.0)
    limit = line_search.MAX_SHRINKS if slug == "backtracking" else line_search.MAX_TRIALS
    assert 2 <= run.nfev[-1] <= 1 + limit


HARD = [
    "exp(exp(x*x + y*y))",
    "log(x) + y^2",
    "-log(x*y)",
    "sqrt(x - 0.5) + y^4",
    "1e300*x^2 + y^2",
    "x^8*1e150 + y^2",
    "-exp(x*x*x) + y",
    "abs(x) + 10*abs(y)",
    "x*y",
    "0*x",
    "1/(x*x + y*y)",
]


@pytest.mark.parametrize("formula", HARD)
@pytest.mark.parametrize(
    ("slug", "knobs"), [*SEARCHES, ("newton", {}), ("newton", {"saddle_free": 1}), ("lion", {})]
)
def test_nothing_raises_or_warns(slug, knobs, formula):
    """Undefined, huge, kinked, flat: runs end with a status (warnings are errors here)."""
    s = landscapes.from_formula(formula)
    for start in ((0.6, 0.5), (1.5, 2.0), (-3.0, 1.0), (0.0, 0.0), (1e-160, 1e150)):
        run = optim.minimize(s, optim.get(slug, **knobs), start, max_steps=30)
        assert run.status in set(optim.STATUSES) - {"max_evaluations"}


@every_search
def test_a_search_makes_sense_on_noisy_ground(slug, knobs):
    """Noise tilts the whole surface for a step, so searches succeed and the run goes on."""
    s = landscapes.from_formula("(x^2 + 4*y^2)/2")
    run = optim.minimize(s, optim.get(slug, **knobs), (3.0, 2.0), 60, gtol=0.0, noise=0.05, seed=3)
    assert run.steps == 60
    assert np.hypot(run.x, run.y)[-20:].max() < 0.5


@pytest.mark.parametrize("search", ["strong_wolfe", "backtrack"])
def test_a_search_refuses_to_go_uphill(search):
    s = Counting(surface("himmelblau"))
    at = (1.0, 1.0, *s.grad(1.0, 1.0))
    rest = () if search == "strong_wolfe" else (0.5, 1e-4)
    for direction in (at[2:], (0.0, 0.0), (-at[3], at[2]), (math.nan, 1.0), (-math.inf, -1.0)):
        s.calls["fun"] = 0
        assert getattr(line_search, search)(s, at, direction, 1.0, *rest) is None
        assert s.calls["fun"] <= 1 or math.isinf(direction[0])


def test_near_rounding_the_slope_decides(monkeypatch):
    """Without it (as in SciPy) more searches stall short of the tolerance."""

    def stalled() -> int:
        runs = [
            optim.minimize(s, optim.get(slug), start)
            for s in map(landscapes.get, ("goldstein_price", "styblinski_tang", "rastrigin"))
            for slug in PAIRS
            for start in starts(s, 12)
        ]
        assert len(runs) == 117
        return sum(run.status == "stalled" for run in runs)

    with_it = stalled()
    monkeypatch.setattr(line_search, "ROUNDING", -1.0)
    assert with_it < stalled()


@pytest.mark.parametrize("slug", PAIRS)
def test_a_failed_search_is_tried_once_more_straight_down(slug, monkeypatch):
    """Where every other direction fails, what is left is steepest descent, not a stall."""

    def only_straight_down(problem: Any, at: Any, direction: Any, *rest: Any, **more: Any) -> Any:
        straight = direction == (-at[2], -at[3])
        return strong_wolfe(problem, at, direction, *rest, **more) if straight else None

    module = __import__(optim.CLASSES[slug].__module__, fromlist=["_"])
    monkeypatch.setattr(module, "strong_wolfe", only_straight_down)
    run = optim.minimize(surface("booth"), optim.get(slug), max_steps=200)
    assert run.status == "converged"
    turn = run.record["step_x"][1:] * run.grad_y[:-1] - run.record["step_y"][1:] * run.grad_x[:-1]
    assert np.abs(turn).max() < 1e-9


def test_losses_fall_at_every_step():
    for slug, knobs in SEARCHES:
        run = optim.minimize(surface("beale"), optim.get(slug, **knobs), max_steps=50)
        assert (np.diff(run.fun) <= 1e-14 * np.abs(run.fun[:-1])).all(), slug


def test_bfgs_learns_the_inverse_hessian():
    s = landscapes.from_formula("2*x^2 + x*y + 3*y^2")
    run = optim.minimize(s, optim.get("bfgs"), (2.0, -1.0), gtol=1e-9)
    found = [run.record[f"inverse_{n}"][-1] for n in ("xx", "xy", "yy")]
    (hxx, hxy, hyy) = s.hess(0.0, 0.0)
    want = np.linalg.inv([[hxx, hxy], [hxy, hyy]])
    assert found == pytest.approx([want[0, 0], want[0, 1], want[1, 1]], abs=0.02)
    low = [
        np.linalg.eigvalsh([[a, b], [b, c]])[0]
        for a, b, c in zip(*(run.record[f"inverse_{n}"] for n in ("xx", "xy", "yy")), strict=True)
    ]
    assert min(low) > 0


def test_bfgs_scales_its_first_matrix_by_equation_6_20():
    s, start = landscapes.get("himmelblau"), (-0.5, -1.0)
    run = optim.minimize(s, optim.get("bfgs"), start, max_steps=1)
    step = np.array([run.x[1] - run.x[0], run.y[1] - run.y[0]])
    change = np.array([run.grad_x[1] - run.grad_x[0], run.grad_y[1] - run.grad_y[0]])
    curvature = change @ step
    left = np.eye(2) - np.outer(step, change) / curvature
    want = left @ (curvature / (change @ change) * np.eye(2)) @ left.T
    want += np.outer(step, step) / curvature
    found = [run.record[f"inverse_{n}"][1] for n in ("xx", "xy", "yy")]
    assert found == pytest.approx([want[0, 0], want[0, 1], want[1, 1]], rel=1e-9)


def test_lbfgs_keeps_at_most_its_history_of_pairs():
    s = surface("rosenbrock")
    run = optim.minimize(s, optim.get("lbfgs", history=3), max_steps=30)
    assert run.record["pairs"][0] == 0
    assert run.record["pairs"].max() == 3
    assert (np.diff(run.record["pairs"]) >= 0).all()


@pytest.mark.parametrize("slug_rate", [0.2, 0.7])
def test_lbfgs_fixed_step_asks_for_gradients_only(slug_rate):
    optimizer = optim.get("lbfgs", line_search=0, learning_rate=slug_rate)
    run = optim.minimize(surface("himmelblau"), optimizer, max_steps=20, gtol=0.0)
    assert run.nfev[-1] == 0
    assert run.njev.tolist() == list(range(1, 22))


def test_lbfgs_wolfe_ends_where_torchs_does():
    torch = pytest.importorskip("torch")
    from tests.optim.make_references import SURFACES, torch_surface

    for name in ("rosenbrock", "himmelblau", "beale"):
        start = SURFACES[name].start
        point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        calls, fun = [0], torch_surface(name)
        theirs = torch.optim.LBFGS(
            [point],
            max_iter=300,
            history_size=10,
            line_search_fn="strong_wolfe",
            tolerance_grad=1e-6,
            tolerance_change=0.0,
        )

        def closure(theirs=theirs, fun=fun, point=point, calls=calls):
            theirs.zero_grad()
            calls[0] += 1
            loss = fun(point[0], point[1])
            loss.backward()
            return loss

        theirs.step(closure)
        run = optim.minimize(surface(name), optim.get("lbfgs"), start)
        assert run.status == "converged"
        assert (run.x[-1], run.y[-1]) == pytest.approx(tuple(point.detach().numpy()), abs=1e-5)
        assert run.njev[-1] <= 2 * calls[0]  # torch asks for both at every trial
        assert run.nfev[-1] <= 2 * calls[0]


@pytest.mark.parametrize("variant", [0, 1, 2])
def test_conjugate_gradient_turns_by_its_formula(variant):
    """Each beta from the gradients and directions of the record; PR+ is never negative."""
    checked = clipped = 0
    for name in ("himmelblau", "beale", "quartic"):
        for start in starts(surface(name), 3, seed=7):
            run = optim.minimize(
                surface(name), optim.get("cg", variant=variant), start, max_steps=12
            )
            g = np.array([run.grad_x, run.grad_y]).T
            p = np.array([run.record["direction_x"], run.record["direction_y"]]).T
            for k in range(2, run.steps + 1):
                new, old, beta = g[k - 1], g[k - 2], run.record["beta"][k]
                top = new @ new if variant == 0 else new @ (new - old)
                want = top / (p[k - 1] @ (new - old) if variant == 2 else old @ old)
                clipped += want < 0
                if beta:
                    assert beta == pytest.approx(want, rel=1e-9)
                    checked += 1
                assert beta >= 0 or variant == 2
                assert p[k] == pytest.approx(-new + beta * p[k - 1], rel=1e-9, abs=1e-300)
    assert checked > 40
    assert clipped > 0 or variant == 0


def test_conjugate_gradient_ends_soon_on_a_quadratic():
    """Two steps would do with exact lengths; the Wolfe search's are not exact."""
    s = landscapes.from_formula("(x^2 + 9*y^2)/2 + x*y")
    for variant in (0, 1, 2):
        run = optim.minimize(s, optim.get("cg", variant=variant), (3.0, 0.1))
        assert run.status == "converged"
        assert run.steps <= (30 if variant == 1 else 8)


def test_conjugate_gradient_begins_again_where_it_does_not_descend():
    """Every direction leads down by at least a hundredth of the slope along -g."""
    restarts = 0
    for name in SMOOTH:
        for start in starts(surface(name), 2, seed=5):
            run = optim.minimize(surface(name), optim.get("cg", variant=2), start, max_steps=80)
            px, py = run.record["direction_x"][1:], run.record["direction_y"][1:]
            gx, gy = run.grad_x[:-1], run.grad_y[:-1]
            assert (gx * px + gy * py <= -0.0099 * (gx * gx + gy * gy)).all()
            restarts += np.count_nonzero(run.record["beta"][2:] == 0)
    assert restarts > 0


def test_backtracking_takes_the_first_length_that_is_low_enough():
    s, rng = surface("himmelblau"), np.random.default_rng(0)
    for shrink, c in ((0.5, 1e-4), (0.8, 0.3)):
        optimizer = optim.get("backtracking", shrink=shrink, decrease=c)
        for x, y in rng.uniform(-4, 4, (20, 2)).tolist():
            run = optim.minimize(s, optimizer, (x, y), max_steps=1)
            f, (gx, gy), length = s.fun(x, y), s.grad(x, y), 1.0
            while not s.fun(x - length * gx, y - length * gy) <= f - c * length * (gx**2 + gy**2):
                length *= shrink
            assert run.record["step_length"][1] == pytest.approx(length, rel=1e-12)
            assert run.nfev[-1] == 1 + run.record["trials"][1]


def eigen_step(hess: Any, g: np.ndarray, damping: float) -> np.ndarray:
    (hxx, hxy, hyy) = hess
    values, vectors = np.linalg.eigh([[hxx, hxy], [hxy, hyy]])
    return vectors @ ((vectors.T @ g) / (np.abs(values) + damping))


@pytest.mark.parametrize("name", ["himmelblau", "six_hump_camel", "monkey_saddle", "saddle"])
def test_saddle_free_newton_divides_by_absolute_eigenvalues(name):
    s = landscapes.get(name)
    for damping in (0.0, 0.3):
        optimizer = optim.get("newton", saddle_free=1, damping=damping)
        for x, y in np.random.default_rng(2).uniform(-2, 2, (30, 2)).tolist():
            run = optim.minimize(s, optimizer, (x, y), max_steps=1)
            want = (x, y) - eigen_step(s.hess(x, y), np.array(s.grad(x, y)), damping)
            assert (run.x[1], run.y[1]) == pytest.approx(tuple(want), rel=1e-8, abs=1e-9)


def test_saddle_free_newton_leaves_a_saddle_that_newton_ends_in():
    s = landscapes.from_formula("x^4/4 - x^2/2 + y^2")
    pure = optim.minimize(s, optim.get("newton"), (0.2, 0.5))
    free = optim.minimize(s, optim.get("newton", saddle_free=1), (0.2, 0.5))
    assert abs(pure.x[-1]) < 1e-6
    assert abs(free.x[-1]) == pytest.approx(1, abs=1e-6)


def test_saddle_free_newton_is_newton_where_the_surface_is_convex():
    s = landscapes.from_formula("exp(x + y) + exp(x - y) + exp(-x)")
    runs = [optim.minimize(s, optim.get("newton", saddle_free=v), (1.0, 0.7)) for v in (0, 1)]
    assert runs[0].steps > 3
    assert np.array_equal(runs[0].x, runs[1].x)
    assert np.array_equal(runs[0].y, runs[1].y)


def test_saddle_free_may_be_swept():
    s, x, y = landscapes.get("himmelblau"), np.linspace(-3, 3, 40), np.linspace(2, -4, 40)
    knob = np.arange(40) % 2
    ends = optim.minimize_many(s, optim.get("newton", saddle_free=knob), x, y, 60)
    for i in range(40):
        one = optim.get("newton", saddle_free=float(knob[i]))
        run = optim.minimize(s, one, (x[i], y[i]), 60, gtol=1e-4)
        assert (run.x[-1], run.y[-1], run.status) == (ends.x[i], ends.y[i], ends.status[i])
