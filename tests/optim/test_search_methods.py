"""Methods that ask for losses only: Nelder-Mead against SciPy, and the two random searches."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize as scipy_minimize

import landscapes
import optim

STEPS = 80
PLACES = [
    ("rosenbrock", None),
    ("himmelblau", None),
    ("beale", None),
    ("ravine", None),
    ("ackley", None),
    ("crease", None),
    ("himmelblau", (0.0, 0.0)),
    ("goldstein_price", (1.3, 0.0)),
    ("goldstein_price", (0.0, -0.7)),
    ("easom", (2.0, 2.5)),
    ("rastrigin", (4.1, -3.3)),
]
RANDOM = [("random_search", "scale"), ("local_search", "step_size")]
every_random = pytest.mark.parametrize(("slug", "spread"), RANDOM)


def scipy_path(
    s: Any, start: tuple[float, float], steps: int
) -> tuple[np.ndarray, list[int], np.ndarray]:
    """Best corner and cumulative evaluations after each iteration, and all triangles' losses."""
    calls, counts = [0], [0]

    def fun(p: np.ndarray) -> float:
        calls[0] += 1
        return s.fun(p[0], p[1])

    result = scipy_minimize(
        fun,
        start,
        method="Nelder-Mead",
        callback=lambda _: counts.append(calls[0]),
        options={"return_all": True, "maxiter": steps + 1, "maxfev": 10**6, "xatol": 0, "fatol": 0},
    )
    return np.array(result["allvecs"]).T, counts, result["final_simplex"]


@pytest.mark.filterwarnings("ignore:Maximum number:RuntimeWarning")
@pytest.mark.parametrize(("name", "start"), PLACES)
def test_nelder_mead_is_scipys_to_the_last_bit(name, start):
    s = landscapes.get(name)
    start = start or s.start
    points, counts, (corners, losses) = scipy_path(s, start, STEPS)
    run = optim.minimize(s, optim.get("nelder_mead"), start, max_steps=STEPS, gtol=0.0)
    assert run.steps == STEPS
    assert np.array_equal([run.x, run.y], points)
    assert run.nfev.tolist() == counts
    assert run.njev[-1] == run.nhev[-1] == 0
    last = {k: v[-1] for k, v in run.record.items()}
    assert [[last[f"x{i}"], last[f"y{i}"]] for i in (1, 2, 3)] == corners.tolist()
    assert [last[f"loss{i}"] for i in (1, 2, 3)] == losses.tolist()


@pytest.mark.parametrize("name", ["rosenbrock", "beale", "matyas", "booth"])
def test_nelder_mead_ends_in_the_minimum(name):
    s = landscapes.get(name)
    run = optim.minimize(s, optim.get("nelder_mead"), max_steps=400)
    assert run.status == "converged"
    assert (run.x[-1], run.y[-1]) == pytest.approx(s.minima[0], abs=1e-5)
    assert (np.diff(run.fun) <= 0).all()


def test_nelder_mead_size_is_the_first_triangles():
    s = landscapes.get("booth")
    run = optim.minimize(s, optim.get("nelder_mead", size=0.5), (2.0, 0.0), max_steps=0)
    assert np.isnan(run.record["x1"]).all()
    seen = []

    class Watched:
        def fun(self, x, y):
            if np.ndim(x) == 0:
                seen.append((x, y))
            return s.fun(x, y)

        def grad(self, x, y):
            return s.grad(x, y)

        hess = s.hess

    optim.minimize(Watched(), optim.get("nelder_mead", size=0.5), (2.0, 0.0), max_steps=1)
    assert seen[:3] == [(2.0, 0.0), (3.0, 0.0), (2.0, 0.00025)]


def test_nelder_mead_ends_when_its_triangle_is_a_point():
    """Off any flat place: the tip of a cone, whose gradient is never small."""
    s = landscapes.from_formula("sqrt((x - 1)^2 + (y - 2)^2)")
    run = optim.minimize(s, optim.get("nelder_mead"), (3.0, 1.0), 1000, gtol=0.0)
    assert run.status == "stalled"
    assert "shrunk to a point" in run.message
    last = {k: v[-1] for k, v in run.record.items()}
    assert last["x3"] == pytest.approx(last["x1"], abs=1e-15)
    assert run.steps < 400
    assert (run.x[-1], run.y[-1]) == pytest.approx((1, 2), abs=1e-12)


def draws(run: optim.Trajectory) -> np.ndarray:
    """The normal numbers behind the trials, as the record tells them."""
    return np.array([run.record["trial_x"][1:], run.record["trial_y"][1:]])


@every_random
def test_random_methods_keep_the_lowest(slug, spread):
    s = landscapes.get("himmelblau")
    run = optim.minimize(s, optim.get(slug, **{spread: 0.5}), (0.0, 0.0), 300, gtol=0.0, seed=4)
    trials, losses = draws(run), s.fun(*draws(run))
    best = np.minimum.accumulate([run.fun[0], *losses])
    assert np.array_equal(run.fun, best)
    assert np.array_equal(run.record["best_loss"][1:], best[1:])
    moved = np.diff(run.fun) < 0
    assert moved.any()
    assert not moved.all()
    assert np.array_equal(run.x[1:][moved], trials[0][moved])
    assert np.array_equal(np.diff(run.x) != 0, moved)
    assert run.nfev.tolist() == [0, *range(2, 302)]  # the start's loss is asked for once
    assert run.njev[-1] == run.nhev[-1] == 0


@every_random
def test_random_methods_draw_standard_normals(slug, spread):
    """From the start for random search, from where it stands for local search."""
    s = landscapes.get("himmelblau")
    run = optim.minimize(s, optim.get(slug, **{spread: 0.25}), (1.0, -2.0), 4000, gtol=0.0, seed=1)
    centre = [run.x[:-1], run.y[:-1]] if slug == "local_search" else [[1.0], [-2.0]]
    normal = (draws(run) - centre) / 0.25
    assert np.abs(normal.mean(axis=1)).max() < 4 / math.sqrt(4000)
    assert normal.std(axis=1) == pytest.approx([1, 1], abs=0.05)
    assert abs(np.corrcoef(normal)[0, 1]) < 4 / math.sqrt(4000)
    assert np.mean(np.abs(normal) < 1) == pytest.approx(0.6827, abs=0.02)


@every_random
def test_the_seed_decides(slug, spread):
    s = landscapes.get("rosenbrock")
    runs = [optim.minimize(s, optim.get(slug), max_steps=30, seed=k) for k in (0, 0, 1)]
    assert np.array_equal(draws(runs[0]), draws(runs[1]))
    assert not np.array_equal(draws(runs[0]), draws(runs[2]))


def test_local_search_beats_random_search_in_a_valley():
    """What the lecture says of the two, over twenty seeds."""
    s = landscapes.get("rosenbrock")
    ends = {
        slug: np.median(
            [optim.minimize(s, optim.get(slug), None, 1000, seed=k).fun[-1] for k in range(20)]
        )
        for slug, _ in RANDOM
    }
    assert ends["local_search"] < 0.5 * ends["random_search"]


@pytest.mark.parametrize("slug", ["nelder_mead", "random_search", "local_search"])
@pytest.mark.parametrize(
    "formula",
    [
        "log(x) + y^2",
        "exp(exp(x*x))",
        "0*x",
        "1e300*x^2 + y",
        "1/(x*y)",
        "-exp(x^3)",
        "sqrt(x - 1)",
    ],
)
def test_nothing_raises_or_warns(slug, formula):
    s = landscapes.from_formula(formula)
    for start in ((0.5, 0.5), (1.0, 1.0), (0.0, 0.0), (-2.0, 1e150)):
        run = optim.minimize(s, optim.get(slug), start, max_steps=60, gtol=0.0)
        assert run.status in {"max_steps", "stalled", "diverged", "left_domain"}
        if np.isfinite(run.fun[0]):
            assert (np.diff(run.fun) <= 0).all()
