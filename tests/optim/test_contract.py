"""What every optimizer keeps to on every landscape; new files are picked up by themselves."""

import functools
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
from over_all import over_all

import landscapes
import optim
from optim.conditions import schedules
from optim.curvature import eigenvalues

STEPS = 25
AT_REST = {"converged", "saddle", "maximum"}
STATUSES = AT_REST | {"max_steps", "max_evaluations", "stalled", "diverged", "left_domain"}
GTOL = 1e-3
WITH_RATE = [slug for slug in optim.names() if "learning_rate" in optim.get(slug).knobs]
every_optimizer = pytest.mark.parametrize("slug", optim.names())
every_surface = over_all("surface", landscapes.names())


def test_every_method_is_in_a_group_and_every_group_has_one() -> None:
    assert {cls.teaches for cls in optim.CLASSES.values()} == set(optim.GROUPS)
    assert all("teaches" in vars(cls) for cls in optim.CLASSES.values())
    free = {slug for slug, cls in optim.CLASSES.items() if cls.gradient_free}
    last = optim.GROUPS[-1]
    assert free == {slug for slug, cls in optim.CLASSES.items() if cls.teaches == last}


@functools.cache
def landscape(slug: str) -> landscapes.Landscape:
    return landscapes.get(slug)


def grid(surface: landscapes.Landscape) -> tuple[np.ndarray, np.ndarray]:
    """Five starts: corners of the window, its middle, a known minimum, the surface's own."""
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    points = [(x_lo, y_hi), (x_hi, y_lo), ((x_lo + x_hi) / 2, (y_lo + y_hi) / 2), surface.start]
    points += list(surface.minima[:1])
    x, y = np.array(points).T
    return x, y


def check_shape_and_words(run: optim.Trajectory, max_steps: int) -> None:
    arrays = {
        n: getattr(run, n) for n in ("x", "y", "fun", "grad_x", "grad_y", "nfev", "njev", "nhev")
    }
    for name, values in {**arrays, **run.record}.items():
        assert values.shape == (run.steps + 1,), name
    for name in ("nfev", "njev", "nhev"):
        assert (np.diff(arrays[name]) >= 0).all(), name
    step, x, y = run.trials
    assert len(step) == len(x) == len(y)
    assert np.isin(step, range(run.steps)).all()
    assert run.steps <= max_steps
    assert run.status in STATUSES
    assert run.message[0].isupper()
    assert run.message.endswith(".")
    assert ". " not in run.message
    assert "\n" not in run.message


def check_values(run: optim.Trajectory) -> None:
    bad = run.status in ("diverged", "left_domain")
    for values in (run.x, run.y, run.fun, run.grad_x, run.grad_y):
        assert np.isfinite(values[:-1] if bad else values).all()
    if not bad:
        assert np.abs([run.x, run.y, run.fun]).max() <= 1e12


def check_rest(s: landscapes.Landscape, run: optim.Trajectory) -> None:
    """It has converged only where no curvature is negative, as far as can be told."""
    if run.status in AT_REST:
        low, high = eigenvalues(*s.hess(run.x[-1], run.y[-1]))
        width = max(hi - lo for lo, hi in s.bounds)
        least = max(1e-9 * max(abs(low), abs(high)), 1e-6 / width)
        wanted = "converged" if not low < -least else "saddle" if high > least else "maximum"
        assert run.status == wanted


def check_same(ends: optim.Endpoints, runs: list[optim.Trajectory]) -> None:
    """To the last bit: `array_equal` takes no tolerance."""
    assert ends.status.tolist() == [r.status for r in runs]
    assert ends.steps.tolist() == [r.steps for r in runs]
    for name in ("x", "y", "fun"):
        want = np.array([getattr(r, name)[-1] for r in runs])
        assert np.array_equal(getattr(ends, name), want, equal_nan=True), name


@every_optimizer
@every_surface
def test_a_run_is_well_formed(slug, surface):
    s = landscape(surface)
    run = optim.minimize(s, optim.get(slug), max_steps=STEPS)
    check_shape_and_words(run, STEPS)
    check_values(run)
    check_rest(s, run)
    assert (run.x[0], run.y[0]) == s.start
    again = optim.minimize(s, optim.get(slug), max_steps=STEPS)
    for name in ("x", "y", "fun", "grad_x", "grad_y", "njev"):
        assert np.array_equal(getattr(run, name), getattr(again, name), equal_nan=True), name
    assert again.message == run.message


OPTIONS: dict[str, dict[str, Any]] = {
    "defaults": {},
    "schedule": {"schedule": schedules.get("cosine", floor=0.1)},
    "noise": {"noise": 0.3, "seed": 5},
    "differences": {"gradient": "central"},
    "budget": {"max_evaluations": 18},
}


@every_optimizer
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@every_surface
def test_many_equals_one_by_one(slug, surface, options):
    s, optimizer = landscape(surface), optim.get(slug)
    x, y = grid(s)
    ends = optim.minimize_many(s, optimizer, x, y, STEPS, GTOL, **options)
    check_same(
        ends,
        [optim.minimize(s, optimizer, p, STEPS, GTOL, **options) for p in zip(x, y, strict=True)],
    )


SAMPLED = [slug for slug in landscapes.names() if landscapes.get(slug).samples]


@every_optimizer
@over_all("surface", SAMPLED)
def test_many_equals_one_by_one_on_mini_batches(slug, surface):
    """And what is recorded is the whole loss."""
    s, optimizer = landscape(surface), optim.get(slug)
    x, y = grid(s)
    options = {"batch": max(1, s.samples // 8), "seed": 2, "noise": 0.1}
    ends = optim.minimize_many(s, optimizer, x, y, STEPS, GTOL, **options)
    starts = zip(x, y, strict=True)
    runs = [optim.minimize(s, optimizer, p, STEPS, GTOL, **options) for p in starts]
    check_same(ends, runs)
    for run in runs:
        check_shape_and_words(run, STEPS)
        check_values(run)
        assert np.array_equal(run.fun, s.fun(run.x, run.y), equal_nan=True)


@every_optimizer
@every_surface
def test_gtol_zero_never_stops_on_the_gradient(slug, surface):
    s = landscape(surface)
    for start in (s.start, *s.minima[:1]):
        run = optim.minimize(s, optim.get(slug), start, max_steps=STEPS, gtol=0.0)
        assert run.status not in AT_REST
        if run.status == "max_steps":
            assert run.steps == STEPS


def sweep(spec: Any) -> np.ndarray:
    """Five values over most of a knob's range, its default among them."""
    lo, hi = spec.lo, spec.hi
    if spec.log:
        values = np.exp(np.linspace(np.log(lo), np.log(min(hi, 100 * lo + 1)), 4))
    else:
        values = np.linspace(lo, hi, 4)
    return np.array([spec.clamp(v) for v in (*values, spec.default)])


@pytest.mark.parametrize("slug", [slug for slug in optim.names() if optim.get(slug).knobs])
def test_array_knobs_equal_one_by_one(slug):
    """Each knob alone, and all at once; with the learning rate swept, under a schedule too."""
    s, knobs = landscape("rosenbrock"), optim.get(slug).knobs
    columns = {name: sweep(spec) for name, spec in knobs.items()}
    for chosen in ([name] for name in knobs):
        check_sweep(s, slug, {n: columns[n] for n in chosen})
    check_sweep(s, slug, columns)
    check_sweep(s, slug, columns, schedule=schedules.get("step", every=5), noise=0.1)


def check_sweep(s: Any, slug: str, columns: dict[str, np.ndarray], **options: Any) -> None:
    optimizer = optim.get(slug, **columns)
    ends = optim.minimize_many(s, optimizer, *s.start, 60, GTOL, **options)
    rows = zip(*columns.values(), strict=True)
    singles = [optim.get(slug, **dict(zip(columns, row, strict=True))) for row in rows]
    check_same(ends, [optim.minimize(s, o, s.start, 60, GTOL, **options) for o in singles])


@pytest.mark.parametrize("slug", WITH_RATE)
def test_retiring_points_changes_nothing(slug):
    """Most points of this batch end early, so the rest are moved together; knobs move along."""
    s = landscapes.from_formula("(x^2 + 3*y^2)/2")
    x = np.r_[np.zeros(20), np.linspace(0.5, 2, 10), np.full(5, 1e13)]
    rates = np.linspace(0.01, 0.5, len(x))
    x = np.random.default_rng(0).permutation(x)
    optimizer = optim.get(slug, learning_rate=rates)
    ends = optim.minimize_many(s, optimizer, x, 0.1 * x, 80, GTOL)
    singles = [optim.get(slug, learning_rate=float(r)) for r in rates]
    starts = zip(x, 0.1 * x, singles, strict=True)
    check_same(ends, [optim.minimize(s, o, (a, b), 80, GTOL) for a, b, o in starts])
    assert len(set(ends.steps.tolist())) >= 2


@every_optimizer
def test_knobs_at_their_limits(slug):
    knobs = optim.get(slug).knobs
    corners = [{n: v} for n, spec in knobs.items() for v in (spec.lo, spec.hi)]
    corners += [{n: spec.lo for n, spec in knobs.items()}, {n: k.hi for n, k in knobs.items()}]
    for corner in corners:
        for surface in ("rosenbrock", "himmelblau"):
            if surface not in landscapes.names():
                continue
            run = optim.minimize(landscape(surface), optim.get(slug, **corner), max_steps=60)
            check_shape_and_words(run, 60)
            check_values(run)


class Counting:
    """Rosenbrock that counts calls with floats; the picture's values are one array call."""

    def __init__(self) -> None:
        self.inner, self.calls = landscape("rosenbrock"), {"fun": 0, "grad": 0, "hess": 0}

    def _call(self, name: str, x: Any, y: Any) -> Any:
        self.calls[name] += np.ndim(x) == 0
        return getattr(self.inner, name)(x, y)

    def fun(self, x: Any, y: Any) -> Any:
        return self._call("fun", x, y)

    def grad(self, x: Any, y: Any) -> Any:
        return self._call("grad", x, y)

    def hess(self, x: Any, y: Any) -> Any:
        return self._call("hess", x, y)


@pytest.mark.parametrize(
    "optimizer",
    [*map(optim.get, optim.names()), *(optim.get(slug, learning_rate=10.0) for slug in WITH_RATE)],
    ids=repr,
)
@pytest.mark.parametrize("gradient", [None, "forward"])
def test_counts_are_the_calls_made(optimizer, gradient):
    """Also for a run that ends by running away: no gradient is taken out there."""
    problem = Counting()
    run = optim.minimize(problem, optimizer, (-1.2, 1.0), 15, gtol=0.0, gradient=gradient)
    counted = {"fun": run.nfev[-1], "grad": run.njev[-1], "hess": run.nhev[-1]}
    if optimizer.gradient_free:
        # The engine looks at gradients, the method does not.
        assert counted["grad"] == 0 < problem.calls["grad"]
        counted["grad"] = problem.calls["grad"]
    ran_away = np.isnan(run.grad_x[-1])
    if run.status == "diverged" and not ran_away:
        # Cut where f is too large, which is seen only afterwards: the calls beyond do not count.
        assert all(counted[name] <= calls for name, calls in problem.calls.items())
    else:
        assert counted == problem.calls
    assert run.cost[-1] > 0
    if gradient is None and not optimizer.gradient_free:
        assert run.njev[0] == 1


@every_optimizer
@pytest.mark.parametrize("budget", [1, 2, 7, 30])
@pytest.mark.parametrize("gradient", [None, "central"])
def test_a_budget_is_never_passed_and_never_left_unspent(slug, budget, gradient):
    """What is left over would not have paid for the next step."""
    s, options = landscape("rosenbrock"), {"gtol": 0.0, "gradient": gradient}
    run = optim.minimize(s, optim.get(slug), max_steps=500, max_evaluations=budget, **options)
    free = optim.minimize(s, optim.get(slug), max_steps=500, **options)
    if run.status == "max_evaluations":
        assert run.cost[-1] <= budget or run.steps == 0
        assert free.steps > run.steps
        # A run that stands still asks nothing new and pays nothing more.
        still = run.steps > 0 and run.x[-1] == run.x[-2] and run.y[-1] == run.y[-2]
        assert still or free.cost[run.steps + 1] > budget
    else:
        assert run.status == free.status
        assert free.cost[-1] <= budget
    n = run.steps + 1
    assert np.array_equal(run.x, free.x[:n])
    check_shape_and_words(run, 500)


@every_optimizer
@every_surface
def test_pairs_can_be_pickled(slug, surface):
    s, optimizer = pickle.loads(pickle.dumps((landscape(surface), optim.get(slug))))
    assert optimizer == optim.get(slug)
    run = optim.minimize(landscape(surface), optim.get(slug), max_steps=5)
    there = optim.minimize(s, optimizer, max_steps=5)
    assert np.array_equal(run.x, there.x, equal_nan=True)
    assert there.message == run.message


@every_optimizer
def test_facts_are_complete(slug):
    optimizer = optim.get(slug)
    assert optimizer.title
    assert optimizer.source
    assert optimizer.lesson.endswith(".")
    assert ". " not in optimizer.lesson
    assert isinstance(optimizer.latex, tuple)
    for line in optimizer.latex:
        assert line.count("{") == line.count("}")
    for name, spec in optimizer.knobs.items():
        assert spec.label, name
        assert spec.lo <= spec.default <= spec.hi
        if name in ("learning_rate", "eps"):
            assert spec.log
            assert spec.lo > 0


@every_optimizer
def test_state_is_recorded_by_name(slug):
    optimizer = optim.get(slug)
    record = optim.minimize(landscape("rosenbrock"), optimizer, max_steps=10).record
    if isinstance(optimizer, optim.Elementwise):
        for name in optimizer.state_names:
            assert np.isfinite(record[f"{name}_x"]).all()
            assert np.isfinite(record[f"{name}_y"]).all()
    assert record["step_x"][0] == 0.0


@every_optimizer
@pytest.mark.parametrize("gradient", [None, "forward", "central"])
def test_nothing_is_paid_for_twice(slug, gradient):
    """Within a step every loss is that of another point: line search and differences share."""
    asked: list[tuple[float, float]] = []

    class Listing(Counting):
        def fun(self, x: Any, y: Any) -> Any:
            if np.ndim(x) == 0:
                asked.append((x, y))
            return super().fun(x, y)

    run = optim.minimize(Listing(), optim.get(slug), (-1.2, 1.0), 6, gtol=0.0, gradient=gradient)
    if isinstance(optim.get(slug), optim.Elementwise):
        return
    ends = [0, *run.nfev.tolist()]
    for a, b in itertools.pairwise(ends):
        assert len(set(asked[a:b])) == b - a
