"""How a run ends, what it refuses, and that floats and arrays are one engine."""

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import landscapes
import optim
from core.written import number
from optim.conditions import differences, schedules
from optim.many import minimize_many

BOWL = landscapes.from_formula("(x - 1)^2 + (y + 2)^2")
SADDLE = landscapes.from_formula("x^2 - y^2")
ROSENBROCK = landscapes.get("rosenbrock")


def run_gd(s, start, rate=0.1, **options):
    return optim.minimize(s, optim.get("gd", learning_rate=rate), start, **options)


# How a run ends


def test_converged_at_a_minimum():
    run = run_gd(BOWL, (4.0, 4.0))
    assert run.status == "converged"
    assert run.message.startswith(f"Converged at a minimum after {run.steps} steps, at (1, −2)")
    assert np.hypot(run.grad_x[-1], run.grad_y[-1]) <= 1e-6
    assert np.hypot(run.grad_x[-2], run.grad_y[-2]) > 1e-6


def test_converged_by_coarse_differences_only():
    """Forward differences of a bowl vanish h/2 before the minimum."""
    run = run_gd(BOWL, (4.0, 4.0), gradient=differences.get("forward", h=0.2))
    assert run.status == "converged"
    assert (run.x[-1], run.y[-1]) == pytest.approx((0.9, -2.1))
    assert run.message.endswith("only by its differences: the exact gradient there is 0.283.")
    fine = run_gd(BOWL, (4.0, 4.0), gradient="central")
    assert fine.message.startswith("Converged at a minimum after")


def test_stopped_at_a_saddle():
    """From exactly on the ridge nothing pushes gradient descent off it."""
    run = run_gd(SADDLE, (1.0, 0.0))
    assert (run.status, run.y[-1]) == ("saddle", 0.0)
    assert run.message.startswith("Stopped at a saddle point after")
    assert np.isnan(run.above)
    known = run_gd(landscapes.get("saddle"), (1.0, 0.0), rate=0.05, max_steps=2000)
    assert known.status == known.outcome == "saddle"
    assert known.above == pytest.approx(1)
    assert known.message.endswith("and the loss is 1 above the lowest known minimum.")


def test_newton_on_a_dome_stops_at_its_top():
    dome = landscapes.from_formula("exp(-x^2 - y^2)")
    run = optim.minimize(dome, optim.get("newton"), (0.2, 0.1))
    assert run.steps > 0
    assert (run.status, run.outcome) == ("maximum", "maximum")
    assert run.message.startswith(f"Stopped at a maximum after {run.steps} steps, at (")


@pytest.mark.parametrize(
    ("formula", "gtol", "status"),
    [
        ("-x^2", 1e-6, "maximum"),  # the crest of a ridge: no minimum has a negative curvature
        ("x^2", 1e-6, "converged"),  # the floor of a trough
        ("x^2 - 10^-8*y^2", 1e-12, "saddle"),
        ("x^2 - 10^-10*y^2", 1e-12, "converged"),  # a curvature that counts as none
        ("10^-7*(x^2 - y^2)", 1e-6, "converged"),  # as level as the tolerance can tell
        ("10^-6*(x^2 - y^2)", 1e-6, "saddle"),
        ("10^-7*(x^2 - y^2)", 1e-8, "saddle"),
        ("abs(x) + abs(y)", 1e-6, "converged"),  # no Hessian says otherwise
    ],
)
def test_what_curvature_counts(formula, gtol, status):
    level_or_not = landscapes.from_formula(formula, bounds=((-1, 1), (-1, 1)))
    run = optim.minimize(level_or_not, optim.get("gd"), (0.0, 0.0), gtol=gtol)
    assert run.status == status


def test_a_minimum_that_is_not_the_lowest_is_called_poorer():
    camel = landscapes.get("three_hump_camel")
    poorer, lowest = (run_gd(camel, (x, -0.9), 0.05, max_steps=2000) for x in (1.7, 0.1))
    assert (poorer.status, poorer.outcome) == ("converged", "poorer_minimum")
    assert poorer.above == pytest.approx(0.298638, abs=1e-5)
    assert poorer.message.startswith("Converged at a poorer minimum after")
    assert poorer.message.endswith("and the loss is 0.299 above the lowest known minimum.")
    assert (lowest.status, lowest.outcome) == ("converged", "converged")
    assert lowest.message.endswith("the gradient is at most 10⁻⁶.")


@pytest.mark.parametrize("gtol", [1e-6, 1e-2])
@pytest.mark.parametrize("surface", ["bowl", "ravine", "rosenbrock", "himmelblau", "matyas"])
def test_stopping_early_in_the_lowest_bowl_is_no_poorer_minimum(surface, gtol):
    s = landscapes.get(surface)
    run = optim.minimize(s, optim.get("bfgs"), None, 2000, gtol)
    assert run.outcome == "converged"
    assert run.above >= -1e-9


def test_far_from_everything_the_ground_is_level():
    """The gradient of Easom's function vanishes there, and so does all curvature."""
    run = run_gd(landscapes.get("easom"), (-20.0, -20.0))
    assert (run.status, run.outcome, run.steps) == ("converged", "level_ground", 0)
    assert run.message.startswith("Stopped on level ground after 0 steps")
    assert run.message.endswith("and the loss is 1 above the lowest known minimum.")


def test_runs_that_did_not_come_to_rest_have_their_status_as_outcome():
    run = run_gd(BOWL, (4.0, 4.0), max_steps=3)
    assert run.outcome == run.status == "max_steps"
    assert set(optim.OUTCOMES) == {*optim.STATUSES, optim.POORER, optim.LEVEL}


@pytest.mark.parametrize(
    ("formula", "status", "words"),
    [
        ("x^2 + y^2", "converged", "Converged at a minimum"),
        ("-x^2 - 3*y^2", "maximum", "Stopped at a maximum"),
        ("x*y", "saddle", "Stopped at a saddle point"),
        ("x^4 + y^4", "converged", "Converged at a flat point"),
        ("x^3 - 3*x*y^2", "converged", "Converged at a flat point"),
    ],
)
@pytest.mark.parametrize("slug", optim.names())
def test_start_at_an_exact_critical_point(slug, formula, status, words):
    run = optim.minimize(landscapes.from_formula(formula), optim.get(slug), (0.0, 0.0))
    assert (run.status, run.steps) == (status, 0)
    assert run.message.startswith(f"{words} after 0 steps, at (0, 0)")
    assert run.njev.tolist() == [0 if optim.get(slug).gradient_free else 1]


def test_max_steps():
    run = run_gd(BOWL, (4.0, 4.0), max_steps=7)
    assert (run.status, run.steps) == ("max_steps", 7)
    assert run.message.startswith("Stopped after all 7 steps, at (")
    assert run_gd(BOWL, (4.0, 4.0), max_steps=1).message.startswith("Stopped after all 1 step,")


@pytest.mark.parametrize("slug", optim.names())
def test_no_steps_at_all(slug):
    for options in ({}, {"noise": 1.0}, {"schedule": schedules.get("cosine")}):
        run = optim.minimize(ROSENBROCK, optim.get(slug), max_steps=0, **options)
        assert (run.status, run.steps) == ("max_steps", 0)
        assert (run.x.tolist(), run.y.tolist()) == ([-1.2], [1.0])
        assert all(len(values) == 1 for values in run.record.values())


def test_diverged_says_when_and_where():
    run = run_gd(ROSENBROCK, (-1.2, 1.0), rate=0.1)
    assert run.status == "diverged"
    found = re.fullmatch(r"Diverged at step (\d+): .* (at|to) \((.+), (.+)\)\.", run.message)
    assert int(found[1]) == run.steps
    assert found[3] == number(run.x[-1])


def test_diverged_where_f_passes_a_trillion():
    """f grows by 1.44 a step; the points themselves stay within bounds much longer."""
    run = run_gd(landscapes.from_formula("x^2 + y^2"), (1.0, 1.0), rate=1.1, max_steps=500)
    assert run.status == "diverged"
    assert run.fun[-1] > 1e12 >= run.fun[-2]
    assert abs(run.x[-1]) < 1e12
    assert "the loss reached 1" in run.message
    assert len(run.record["learning_rate"]) == run.steps + 1


def test_diverged_where_the_point_runs_away():
    run = run_gd(landscapes.from_formula("x + y"), (0.0, 0.0), rate=10.0, max_steps=100)
    assert run.status == "max_steps"
    steep = landscapes.from_formula("10^12*x + y")
    run = run_gd(steep, (-1e-3, 0.0), rate=10.0)
    assert (run.status, run.steps, run.x[-1]) == ("diverged", 1, pytest.approx(-1e13))
    assert "ran away to (−10¹³, −10)" in run.message
    assert np.isnan(run.grad_x[-1])
    assert run.njev.tolist() == [1, 1]  # none is taken out there


def test_start_far_out_is_reported_at_once():
    run = run_gd(BOWL, (1e13, 0.0))
    assert (run.status, run.steps) == ("diverged", 0)


def test_left_domain():
    s = landscapes.from_formula("log(x) + y^2")
    run = run_gd(s, (0.5, 1.0), rate=0.3)
    assert run.status == "left_domain"
    assert np.isnan(run.fun[-1])
    assert np.isfinite(run.fun[:-1]).all()
    assert (run.x[:-1] > 0).all()
    assert run.x[-1] < 0
    assert run.message.startswith(f"Left the domain at step {run.steps}: ")
    ends = optim.minimize_many(s, optim.get("gd", learning_rate=0.3), [0.5, -1.0], 1.0, 200)
    assert ends.status.tolist() == ["left_domain", "left_domain"]
    assert ends.steps.tolist() == [run.steps, 0]


def test_a_huge_loss_inside_the_domain_is_divergence():
    s = landscapes.from_formula("log(x) + exp(y)")
    assert s.partial
    assert run_gd(s, (1.0, 30.0)).status == "diverged"
    ends = optim.minimize_many(s, optim.get("gd"), [1.0, -1.0], 30.0)
    assert ends.status.tolist() == ["diverged", "left_domain"]


@pytest.mark.parametrize("slug", optim.names())
@pytest.mark.parametrize("formula", ["x^3 - y^3", "x^8 - 3*y^7 + x*y", "-x^4 - y^4"])
def test_polynomials_are_never_left(slug, formula):
    s = landscapes.from_formula(formula)
    wild = {"learning_rate": 10.0} if "learning_rate" in optim.get(slug).knobs else {}
    run = optim.minimize(s, optim.get(slug, **wild), (1.3, -1.7), 60)
    assert run.status != "left_domain"
    x, y = np.meshgrid([-3.0, 0.1, 2e5, 1e12], [-3.0, 0.1, 2e5])
    ends = optim.minimize_many(s, optim.get(slug, **wild), x, y, 60)
    assert "left_domain" not in ends.status


def test_opposite_infinite_slopes_end_alike_in_both_engines():
    s = landscapes.from_formula("sqrt(x) - sqrt(y)")
    run = run_gd(s, (0.0, 0.0))
    ends = optim.minimize_many(s, optim.get("gd", learning_rate=0.1), 0.0, 0.0, 200)
    assert (ends.status.item(), ends.steps.item()) == (run.status, run.steps)


@pytest.mark.parametrize("gtol", [1e-200, 1e-3, 2.0000000000000004, 2.0])
def test_the_verdict_is_the_loops_own(gtol):
    """A tolerance whose square is rounded, or is zero, must not end with another status."""
    s = landscapes.from_formula("1.2*x + 1.6*y")
    run = run_gd(s, (0.0, 0.0), gtol=gtol, max_steps=3)
    assert (run.status == "max_steps") == (run.steps == 3)
    tiny = run_gd(landscapes.from_formula("x^2 + y^2"), (1e-190, 0.0), gtol=1e-200, max_steps=3)
    assert (tiny.status == "max_steps") == (tiny.steps == 3)


# What is refused


@pytest.mark.parametrize(
    "arguments",
    [
        {"start": (np.nan, 0.0)},
        {"start": (np.inf, 0.0)},
        {"start": (1.0,)},
        {"start": 3.0},
        {"start": ("a", "b")},
        {"max_steps": -1},
        {"max_steps": 2.5},
        {"max_steps": 10**9},
        {"gtol": -1e-3},
        {"gtol": np.nan},
        {"noise": -1.0},
        {"noise": np.nan},
    ],
    ids=str,
)
def test_bad_arguments(arguments):
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        optim.minimize(BOWL, optim.get("gd"), **{"start": (0.0, 0.0), **arguments})
    if "start" not in arguments:
        with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
            optim.minimize_many(BOWL, optim.get("gd"), 0.0, 0.0, **arguments)


def test_one_run_takes_no_array_of_knobs():
    with pytest.raises(ValueError, match=r"learning_rate.*minimize_many"):
        optim.minimize(BOWL, optim.get("adam", learning_rate=np.array([0.1, 0.2])), (0.0, 0.0))


def test_many_refuse_starts_that_are_not_finite():
    with pytest.raises(ValueError, match="finite"):
        optim.minimize_many(BOWL, optim.get("gd"), [0.0, np.nan], 0.0)


@pytest.mark.parametrize(
    ("slug", "knobs", "words"),
    [
        ("sgdd", {}, "there is no optimizer 'sgdd'"),
        ("adam", {"lr": 0.1}, "Adam has no knob 'lr'"),
        ("adam", {"learning_rate": 0.0}, "learning_rate = 0 is outside"),
        ("adam", {"beta1": 1.0}, "beta1 = 1 is outside"),
        ("adam", {"eps": -1.0}, "eps = -1 is outside"),
        ("adam", {"beta2": float("nan")}, "beta2 = nan is outside"),
        ("adam", {"beta2": "much"}, "beta2 must be a number, not 'much'"),
        ("adam", {"beta2": None}, "beta2 must be a number"),
        ("momentum", {"momentum": np.array([0.5, 1.5])}, "some values of momentum"),
        ("momentum", {"momentum": np.array([0.5, np.nan])}, "some values of momentum"),
    ],
)
def test_get_says_what_is_wrong_in_one_sentence(slug, knobs, words):
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        optim.get(slug, **knobs)
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))


# Noise


def test_noise_is_seeded():
    a, b, c = (run_gd(BOWL, (4.0, 4.0), noise=0.5, seed=s) for s in (1, 1, 2))
    assert np.array_equal(a.x, b.x)
    assert not np.array_equal(a.x, c.x)


def test_noise_does_not_depend_on_max_steps():
    short, long = (run_gd(BOWL, (4.0, 4.0), noise=0.5, max_steps=n, gtol=0.0) for n in (20, 90))
    for axis in "xy":
        assert np.array_equal(getattr(short, axis), getattr(long, axis)[:21])
        noise = f"noise_{axis}"
        assert np.array_equal(short.record[noise], long.record[noise][:21])


def test_noise_acts_on_the_step_and_not_on_the_record():
    run = run_gd(BOWL, (4.0, 4.0), noise=0.5, max_steps=30, gtol=0.0)
    assert np.array_equal(run.grad_x, BOWL.grad(run.x, run.y)[0])
    felt = run.grad_x[:-1] + run.record["noise_x"][1:]
    np.testing.assert_allclose(run.record["step_x"][1:], -0.1 * felt, rtol=1e-12, atol=1e-15)


def test_no_noise_is_no_noise():
    assert np.array_equal(run_gd(BOWL, (4.0, 4.0), noise=0.0).x, run_gd(BOWL, (4.0, 4.0)).x)


# Tiles and where they run


def basin(**options):
    x, y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 3, 8))
    return optim.minimize_many(ROSENBROCK, optim.get("adam"), x, y, 40, **options)


@pytest.fixture
def small_tiles(monkeypatch):
    monkeypatch.setattr(minimize_many, "MOST_POINTS", 16)


def check_equal(a, b):
    for name in ("x", "y", "fun", "steps", "status"):
        assert np.array_equal(getattr(a, name), getattr(b, name)), name


def test_tile_size_changes_nothing(monkeypatch):
    whole = basin()
    assert whole.x.shape == (8, 9)
    for tile in (1, 7, 72):
        monkeypatch.setattr(minimize_many, "MOST_POINTS", tile)
        check_equal(whole, basin())


@pytest.mark.usefixtures("small_tiles")
def test_threads():
    with ThreadPoolExecutor(2) as pool:
        check_equal(basin(), basin(map=pool.map))


@pytest.mark.usefixtures("small_tiles")
def test_processes():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        check_equal(basin(), basin(map=pool.map))


@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (2, 3)])
def test_shapes(shape):
    ends = optim.minimize_many(BOWL, optim.get("gd"), np.zeros(shape), 1.0, 5)
    for name, kind in (("x", "f"), ("y", "f"), ("fun", "f"), ("steps", "i"), ("status", "U")):
        assert getattr(ends, name).shape == shape
        assert getattr(ends, name).dtype.kind == kind


def test_starts_and_knobs_broadcast():
    rates = np.geomspace(1e-3, 0.1, 4)[:, None]
    ends = optim.minimize_many(BOWL, optim.get("gd", learning_rate=rates), np.zeros(3), 1.0, 20)
    assert ends.x.shape == (4, 3)
    assert np.array_equal(ends.x[:, 0], ends.x[:, 2])
    assert len(set(ends.x[:, 0])) == 4


def test_float32_knobs_are_computed_in_float64():
    rates = np.array([0.01, 0.03], np.float32)
    ends = optim.minimize_many(
        ROSENBROCK, optim.get("adam", learning_rate=rates, beta1=rates), 0.3, 0.2, 30
    )
    for i, rate in enumerate(rates):
        o = optim.get("adam", learning_rate=float(rate), beta1=float(rate))
        assert optim.minimize(ROSENBROCK, o, (0.3, 0.2), 30, 1e-4).x[-1] == ends.x[i]


# The record


def test_record_of_adam_is_the_paper():
    run = optim.minimize(ROSENBROCK, optim.get("adam"), max_steps=30, gtol=0.0)
    g, t = run.grad_x[:-1], np.arange(1, 31)
    weights = [0.1 * 0.9 ** (t[-1] - t), 0.001 * 0.999 ** (t[-1] - t)]
    mu, nu = weights[0] @ g, weights[1] @ (g * g)
    assert run.record["mu_x"][-1] == pytest.approx(mu, rel=1e-12)
    assert run.record["mu_hat_x"][-1] == pytest.approx(mu / (1 - 0.9**30), rel=1e-12)
    assert run.record["nu_hat_x"][-1] == pytest.approx(nu / (1 - 0.999**30), rel=1e-10)


SCALED = {
    "adagrad": lambda r, g: r["scale_x"][1:] * g,
    "rmsprop": lambda r, g: r["scale_x"][1:] * g,
    "adamax": lambda r, g: r["scale_x"][1:] * r["mu_hat_x"][1:],
    "radam": lambda r, g: r["scale_x"][1:] * r["mu_hat_x"][1:],
    "adam": lambda r, g: r["mu_hat_x"][1:] / (np.sqrt(r["nu_hat_x"][1:]) + 1e-8),
    "amsgrad": lambda r, g: r["mu_hat_x"][1:] / (np.sqrt(r["nu_hat_x"][1:]) + 1e-8),
    "nadam": lambda r, g: r["mu_hat_x"][1:] / (np.sqrt(r["nu_hat_x"][1:]) + 1e-8),
    "momentum": lambda r, g: r["velocity_x"][1:],
    "nesterov": lambda r, g: g + 0.9 * r["velocity_x"][1:],
    "rprop": lambda r, g: r["step_size_x"][1:] * np.sign(r["previous_g_x"][1:]) / 1e-3,
}


@pytest.mark.parametrize("slug", SCALED)
def test_what_is_recorded_makes_the_step(slug):
    run = optim.minimize(ROSENBROCK, optim.get(slug, learning_rate=1e-3), max_steps=40, gtol=0.0)
    made = -1e-3 * SCALED[slug](run.record, run.grad_x[:-1])
    np.testing.assert_allclose(run.record["step_x"][1:], made, rtol=1e-9, atol=1e-13)


def test_scale_is_undefined_before_any_slope():
    for slug in ("adagrad", "rmsprop", "adamax"):
        record = optim.minimize(ROSENBROCK, optim.get(slug), max_steps=3).record
        assert np.isnan(record["scale_x"][0])
        assert np.isfinite(record["scale_x"][1:]).all()


# Floats and arrays


ELEMENTWISE = [s for s in optim.names() if isinstance(optim.get(s), optim.Elementwise)]
numbers = st.floats(allow_nan=False, width=64) | st.floats(-10, 10)


@st.composite
def an_optimizer(draw):
    slug = draw(st.sampled_from(ELEMENTWISE))
    knobs = optim.get(slug).knobs
    return optim.get(slug, **{n: draw(st.floats(k.lo, k.hi)) for n, k in knobs.items()})


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(an_optimizer(), st.lists(numbers, min_size=1, max_size=8), numbers)
def test_floats_and_arrays_agree_to_the_last_bit(optimizer, slopes, x):
    """Any slopes, infinite ones too; the arrays are long enough for SIMD and its remainder."""
    single, batch = optimizer.coordinate(), optimizer.coordinate()
    with np.errstate(all="ignore"):
        for g in slopes:
            step, single = optimizer.rule(g, single, x)
            steps, batch = optimizer.rule(np.full(11, g), batch, np.full(11, x))
            for one, many in zip((step, *single), (steps, *batch), strict=True):
                assert type(one) is float
                assert np.array_equal(np.full(11, one), np.broadcast_to(many, 11), equal_nan=True)


coordinates = st.floats(-6, 6)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(optim.names()), coordinates, coordinates)
def test_a_pixel_is_its_trajectory(slug, x, y):
    s = landscapes.from_formula("(x^2 + y - 11)^2 + (x + y^2 - 7)^2 + exp(-x*y/9)")
    run = optim.minimize(s, optim.get(slug), (x, y), 40, 1e-4)
    ends = optim.minimize_many(s, optim.get(slug), [x, 1.0, x], [y, 2.0, y], 40)
    assert (ends.x[0], ends.y[0], ends.steps[0], ends.status[0]) == (
        run.x[-1],
        run.y[-1],
        run.steps,
        run.status,
    )
    assert ends.x[2] == ends.x[0]


# Newton

QUADRATIC = landscapes.from_formula("3*x^2 + 2*x*y + 5*y^2 - 4*x + y")
MATRIX, LINEAR = np.array([[6.0, 2.0], [2.0, 10.0]]), np.array([-4.0, 1.0])


def test_newton_solves_a_quadratic_in_one_step():
    run = optim.minimize(QUADRATIC, optim.get("newton"), (30.0, -70.0))
    assert (run.status, run.steps) == ("converged", 1)
    np.testing.assert_allclose(
        [run.x[-1], run.y[-1]], np.linalg.solve(MATRIX, -LINEAR), rtol=1e-12, atol=1e-13
    )
    assert (run.nfev.tolist(), run.njev.tolist(), run.nhev.tolist()) == ([0, 0], [1, 2], [0, 1])


@pytest.mark.parametrize("damping", [0.0, 0.5, 100.0])
def test_newton_steps_are_a_linear_solve(damping):
    optimizer = optim.get("newton", damping=damping, learning_rate=0.8)
    run = optim.minimize(ROSENBROCK, optimizer, max_steps=12, gtol=0.0)
    for i in range(run.steps):
        hxx, hxy, hyy = ROSENBROCK.hess(run.x[i], run.y[i])
        matrix = np.array([[hxx, hxy], [hxy, hyy]]) + damping * np.eye(2)
        step = 0.8 * np.linalg.solve(matrix, [run.grad_x[i], run.grad_y[i]])
        found = [run.x[i] - run.x[i + 1], run.y[i] - run.y[i + 1]]
        np.testing.assert_allclose(found, step, rtol=1e-9, atol=1e-12)


def test_newton_is_happy_with_a_saddle_and_a_maximum():
    found = ("x^2 - 3*y^2", "saddle", "a saddle point"), ("-x^2 - y^2", "maximum", "a maximum")
    for formula, status, kind in found:
        run = optim.minimize(landscapes.from_formula(formula), optim.get("newton"), (1.0, 2.0))
        assert (run.status, run.steps) == (status, 1)
        assert f"at {kind} after 1 step," in run.message


@pytest.mark.parametrize("formula", ["x^2/4 + 0*y", "x + 2*y", "(x + y)^2/8"])
def test_newton_steps_down_the_gradient_where_the_hessian_is_singular(formula):
    s = landscapes.from_formula(formula)
    run = optim.minimize(s, optim.get("newton", learning_rate=0.5), (1.0, 2.0), max_steps=1)
    gx, gy = s.grad(1.0, 2.0)
    assert (run.x[1], run.y[1]) == (1.0 - 0.5 * gx, 2.0 - 0.5 * gy)
    ends = optim.minimize_many(s, optim.get("newton", learning_rate=0.5), [1.0, 5.0], 2.0, 1)
    assert ends.x[0] == run.x[1]


def test_a_schedule_may_be_named_and_knobs_may_be_lists() -> None:
    bowl = landscapes.get("bowl")
    named = optim.minimize(bowl, optim.get("gd"), max_steps=20, schedule="cosine")
    made = optim.minimize(
        bowl, optim.get("gd"), max_steps=20, schedule=optim.schedules.get("cosine")
    )
    assert (named.x == made.x).all()
    swept = optim.get("gd", learning_rate=[0.01, 0.1])
    assert optim.minimize_many(bowl, swept, 1.0, 1.0, max_steps=5).x.shape == (2,)


def test_conditions_are_what_minimize_is_told():
    """The same run, and map, from keywords and from one value; words become what they name."""
    s, o = landscapes.get("rosenbrock"), optim.get("adam", learning_rate=0.1)
    told = {"schedule": "cosine", "noise": 0.1, "seed": 4, "gradient": "central"}
    conditions = optim.Conditions.of(40, 1e-3, **told, max_evaluations=90)
    assert conditions.schedule == schedules.get("cosine")
    assert conditions.gradient == differences.get("central")
    run = optim.minimize(s, o, (0.3, 0.2), 40, 1e-3, **told, max_evaluations=90)
    again = optim.run_one(s, o, (0.3, 0.2), conditions)
    assert (run.x.tolist(), run.message) == (again.x.tolist(), again.message)
    ends = optim.minimize_many(s, o, [0.3, 1.0], 0.2, 40, 1e-3, **told, max_evaluations=90)
    same = optim.run_many(s, o, [0.3, 1.0], 0.2, conditions)
    assert (ends.x.tolist(), ends.code.tolist()) == (same.x.tolist(), same.code.tolist())


@pytest.mark.parametrize("wrong", [{"max_steps": -1}, {"gtol": -1.0}, {"max_evaluations": 0}])
def test_conditions_are_checked_when_they_are_made(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        optim.Conditions(**wrong)


def test_a_loss_of_three_functions_has_every_fact_by_default():
    class Bare:
        def fun(self, x, y):
            return x * x + y * y

        def grad(self, x, y):
            return 2 * x, 2 * y

        def hess(self, x, y):
            return 2.0 + 0 * x, 0.0 * x, 2.0 + 0 * y

    problem = optim.as_problem(Bare())
    assert optim.as_problem(problem) is problem
    assert (problem.bounds, problem.start, problem.minima) == (None, None, ())
    assert (problem.smooth, problem.partial, problem.samples) == (True, False, 0)
    assert (problem.effort, problem.by_point) == (1.0, False)
    assert problem.floats is problem.arrays is problem.given
    with pytest.raises(ValueError, match="start"):
        optim.minimize(Bare(), optim.get("gd"))
    given = landscapes.get("himmelblau")
    facts = optim.as_problem(given)
    assert (facts.bounds, facts.start, facts.minima) == (given.bounds, given.start, given.minima)


def test_the_codes_of_statuses_are_fixed():
    """They are in saved maps and in what travels to a browser."""
    order = ("max_steps", "converged", "diverged", "left_domain", "max_evaluations", "stalled")
    assert (*order, "saddle", "maximum") == optim.STATUSES
    assert [optim.Status.at(status.code) for status in optim.Status] == list(optim.Status)
