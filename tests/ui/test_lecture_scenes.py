"""Scenes of the lecture: what each says is measured in the race that it opens."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.optimize

import landscapes
import optim
from core.written import place
from ui.playground import check_panel
from ui.scene import lecture_scenes
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene


def told_of(title: str) -> Scene:
    return lecture_scenes.opened(next(one for one in lecture_scenes.ALL if one.title == title))


def says(title: str) -> str:
    return next(one.says for one in lecture_scenes.ALL if one.title == title)


def raced(title: str, **changed: object) -> dict[str, Raced]:
    scene = replace(told_of(title), **changed)  # type: ignore[arg-type]  # fields by name
    return {each.label: each for each in run_race(scene)}


def ends(title: str, **changed: object) -> dict[str, float]:
    return {k: float(r.trajectory.fun[-1]) for k, r in raced(title, **changed).items()}


def first_steps(title: str) -> dict[str, np.ndarray]:
    """In units of each learning rate, by coordinate."""
    return {
        label: np.abs([np.diff(r.trajectory.x[:2])[0], np.diff(r.trajectory.y[:2])[0]])
        / r.optimizer.learning_rate  # type: ignore[attr-defined]
        for label, r in raced(title).items()
    }


def floor(title: str, seeds: int = 20) -> dict[str, float]:
    """The mean last loss over seeds, from the second half of each run."""
    found: dict[str, list[float]] = {}
    for seed in range(seeds):
        for label, each in raced(title, seed=seed).items():
            half = each.trajectory.fun[each.trajectory.steps // 2 :]
            found.setdefault(label, []).append(float(half.mean()))
    return {label: float(np.mean(values)) for label, values in found.items()}


def test_titles_are_unique() -> None:
    titles = [one.title for one in lecture_scenes.ALL]
    assert len(set(titles)) == len(titles)


def test_in_a_fair_race_of_two_weights_guessing_arrives_too() -> None:
    found = ends("Three ways down")
    assert max(found.values()) - min(found.values()) < 5e-4
    assert found["gd"] < found["local_search"] < found["random_search"]
    budget = {
        r.trajectory.nfev[-1] + r.trajectory.njev[-1] for r in raced("Three ways down").values()
    }
    assert max(budget) <= 100


def test_the_runs_step_to_and_fro_over_the_weight_that_l1_drops() -> None:
    ((_, y),) = told_of("L1 drops a weight").landscape().minima
    assert y == 0
    for each in raced("L1 drops a weight").values():
        assert each.trajectory.status == "max_steps"
        assert np.count_nonzero(np.diff(np.sign(each.trajectory.y))) > 3


def test_at_weights_of_zero_the_losses_are_those_of_no_knowledge() -> None:
    hinge, softmax = (told_of(t) for t in ("Weights of zero", "Weights of zero, softmax"))
    assert hinge.start == softmax.start == (0.0, 0.0)
    assert hinge.landscape().fun(0.0, 0.0) == pytest.approx(9, rel=1e-12)
    assert softmax.landscape().fun(0.0, 0.0) == pytest.approx(math.log(10), rel=1e-12)
    assert "2.3026" in says("Weights of zero, softmax")


def test_from_a_margin_of_one_on_a_flower_costs_nothing() -> None:
    surface = told_of("What one flower costs").landscape()
    softmax = landscapes.get("linear_classifier", loss=2)
    (run,) = (each.trajectory for each in raced("What one flower costs").values())
    x, y = float(run.x[-1]), float(run.y[-1])
    assert surface.scatter is not None
    margins = np.where(surface.scatter.label == 1, 1, -1) * (
        x * surface.scatter.u + y * surface.scatter.v
    )
    free = np.flatnonzero(margins >= 1)
    assert 50 < len(free) < 100
    for k in free:
        one = surface.part([k])
        assert one.fun(x, y) == 0
        assert one.grad(x, y) == (0, 0)
        assert softmax.part([k]).fun(x, y) > 0


def test_the_loss_of_those_held_out_rises_again_and_less_with_a_penalty() -> None:
    title = "The loss of the data overfits"
    scene = told_of(title)
    (run,) = raced(title).values()
    losses = landscapes.held_out_losses(scene.landscape(), run.trajectory.x, run.trajectory.y)
    assert losses is not None
    assert "to 0.10 and then up to 0.20" in says(title)
    assert [losses.min(), losses[-1]] == pytest.approx([0.10, 0.20], abs=0.005)
    assert (np.diff(run.trajectory.fun) < 0).all()
    with_l2 = dict(scene.surface_knobs) | {"reg": 0.01}
    (other,) = raced(title, surface_knobs=tuple(with_l2.items())).values()
    end = float(other.trajectory.x[-1]), float(other.trajectory.y[-1])
    found = landscapes.held_out(scene.landscape(), *end)
    assert found is not None
    assert found[0] == pytest.approx(0.13, abs=0.005)


def test_twice_the_weights() -> None:
    scene = told_of("Twice the weights")
    one, two = scene.chord_ends()
    assert two == pytest.approx((2 * one[0], 2 * one[1]))
    assert scene.landscape().fun(*one) == scene.landscape().fun(*two) == 0
    softmax = landscapes.get("linear_classifier", data=1, loss=2)
    assert softmax.fun(*two) < 0.3 * softmax.fun(*one)
    held = landscapes.get("linear_classifier", data=1, reg=0.01)
    assert held.fun(*two) == pytest.approx(4 * held.fun(*one))
    assert landscapes.get("linear_classifier", data=1).fun(one[0] / 2, one[1] / 2) > 0.01


def test_lbfgs_on_ten_samples_pays_more_for_less() -> None:
    found = raced("L-BFGS on ten samples")
    gd, lbfgs = (found[k].trajectory for k in ("gd", "lbfgs"))
    assert lbfgs.nfev[-1] + lbfgs.njev[-1] == 822
    assert gd.njev[-1] == 201
    least = gd.fun[-1]
    assert lbfgs.fun[-1] > least + 5e-3
    whole = raced("L-BFGS on ten samples", batch=0)["lbfgs"].trajectory
    assert whole.steps < 12
    assert whole.fun[-1] <= least


def test_decay_beside_the_gradient_leaves_the_minimum_and_a_penalty_moves_it() -> None:
    found = raced("Decay beside the gradient")
    ((x, y),) = told_of("Decay beside the gradient").landscape().minima
    for each in found.values():
        assert (each.trajectory.x[-1], each.trajectory.y[-1]) == pytest.approx((x, y), abs=0.02)
    ((px, py),) = landscapes.get("linear_classifier", loss=2, reg=0.1).minima
    assert f"({px:.2f}, {py:.2f})" in says("Decay beside the gradient")


def test_the_steepest_way_is_not_the_shortest() -> None:
    run = raced("Steepest is not shortest")["gd"].trajectory
    x, y = run.x, run.y
    step, straight = np.array([x[1] - x[0], y[1] - y[0]]), -np.array([x[0], y[0]])
    cosine = step @ straight / np.linalg.norm(step) / np.linalg.norm(straight)
    assert f"{math.degrees(math.acos(cosine)):.0f}°" == "72°"
    length = np.hypot(np.diff(x), np.diff(y)).sum() / np.linalg.norm(straight)
    assert f"{length:.1f} times" in says("Steepest is not shortest")


def test_four_learning_rates() -> None:
    found = list(raced("Four learning rates").values())
    losses = [each.trajectory.fun[-1] for each in found]
    assert losses[0] > 1e3 * losses[1] > 1e6 * losses[2]
    assert found[3].trajectory.status == "diverged"
    hxx, hxy, hyy = told_of("Four learning rates").landscape().hess(0.0, 0.0)
    top = np.linalg.eigvalsh([[hxx, hxy], [hxy, hyy]])[-1]
    assert 2 / top == pytest.approx(0.04)


def test_beside_the_ridge_the_run_leaves_the_saddle() -> None:
    run = raced("A thousandth beside the ridge")["gd"].trajectory
    left = int(np.argmax(np.abs(run.y) > 1))
    assert 65 < left < 80
    assert run.status == "converged"


def test_a_positive_diagonal_is_no_minimum() -> None:
    scene = told_of("Both diagonal entries positive, yet a saddle")
    hxx, hxy, hyy = scene.landscape().hess(0.0, 0.0)
    assert (hxx, hxy, hyy) == (2, 4, 2)
    assert np.linalg.eigvalsh([[2, 4], [4, 2]]) == pytest.approx([-2, 6])
    (point,) = landscapes.critical_points(scene.landscape())
    assert point.kind == "saddle"
    found = raced("Both diagonal entries positive, yet a saddle")
    assert found["newton"].trajectory.status == "saddle"
    assert found["gd"].trajectory.fun[-1] < -1e3


def test_a_dome_has_no_lowest_point() -> None:
    (run,) = (each.trajectory for each in raced("A dome").values())
    assert run.status == "diverged"
    scene = told_of("A dome")
    assert scene.landscape().grad(0.0, 0.0) == (0.0, 0.0)
    chord = landscapes.chord(scene.landscape(), (-1.0, 0.3), (1.0, -0.4))
    assert chord.above[1:-1].all()  # it lies above every chord: concave


@pytest.mark.parametrize(
    ("title", "penalty", "said"),
    [
        ("Ridge", lambda w: (w @ w) / 2, "(0.92, 0.54)"),
        ("Lasso", lambda w: np.abs(w).sum(), "(1.28, 0)"),
    ],
)
def test_ridge_shares_and_lasso_drops(title: str, penalty: Any, said: str) -> None:
    """The minimum by SciPy, of linear regression as it is written in matrices."""
    a, b = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([2.05, 1.1])
    plain = np.linalg.solve(a, b)
    assert place(*plain, 3) == "(2, 0.1)"

    def loss(w: np.ndarray) -> float:
        return float(((a @ w - b) ** 2).sum() / 2 + penalty(w))

    best = scipy.optimize.minimize(loss, plain, method="Nelder-Mead", options={"fatol": 1e-14}).x
    assert place(*np.where(np.abs(best) < 1e-4, 0, best), 3 if title == "Lasso" else 2) == said
    assert said in says(title)
    surface = told_of(title).landscape()
    assert surface.fun(0.3, -0.7) == pytest.approx(loss(np.array([0.3, -0.7])))
    (run,) = (each.trajectory for each in raced(title).values())
    assert math.hypot(run.x[-1] - best[0], run.y[-1] - best[1]) < 0.06
    assert (np.ptp(np.sign(run.y[-25:])) == 2) == (title == "Lasso")


def crossed(run: optim.Trajectory) -> int:
    return int(np.argmax(run.x > 1.9))


def test_a_flatter_shelf_costs_gradient_descent_most() -> None:
    steep = told_of("The shelf").landscape().knobs["slope"].default
    assert dict(told_of("The shelf").surface_knobs)["slope"] == pytest.approx(steep / 10)
    flat, usual = raced("The shelf"), raced("The shelf", surface_knobs=())
    ratio = {k: crossed(flat[k].trajectory) / crossed(usual[k].trajectory) for k in flat}
    assert f"{ratio['gd']:.1f} times" in says("The shelf")
    assert 1 < ratio["momentum"] < 1.1


def test_adagrad_tires() -> None:
    found = {k: crossed(each.trajectory) for k, each in raced("AdaGrad tires").items()}
    assert f"{found['adagrad']} steps and in {found['rmsprop']}" in says("AdaGrad tires")


def test_first_steps_without_correction_are_too_long() -> None:
    found = first_steps("The first step")
    assert found["rmsprop"] == pytest.approx(31.6, abs=0.05)
    assert found["adam_uncorrected"] == pytest.approx(3.2, abs=0.05)
    assert found["adam"] == pytest.approx(1, rel=1e-5)


def test_with_noise_adam_needs_decay_as_gradient_descent_does() -> None:
    last: dict[str, list[float]] = {}
    for seed in range(40):
        for label, loss in ends("Adam needs decay too", seed=seed).items():
            last.setdefault(label, []).append(loss)
    mean = {label: float(np.mean(losses)) for label, losses in last.items()}
    level = floor("Adam needs decay too")
    assert level["gd"] == pytest.approx(0.3 / (2 - 0.3), rel=0.1)  # theory: α/(2 − α)
    assert 14 < level["gd"] / mean["gd.2"] < 30
    assert 14 < level["adam"] / mean["adam.2"] < 30


def test_momentum_raises_the_floor_tenfold() -> None:
    found = floor("Momentum in noise")
    assert found["momentum"] / found["gd"] == pytest.approx(10, rel=0.1)


def test_six_snapshots_lie_in_three_minima() -> None:
    scene = told_of("Snapshots")
    (each,) = run_race(scene)
    assert each.schedule is not None
    kept = [k for k in each.schedule.snapshots(scene.steps) if k <= each.trajectory.steps]
    assert len(kept) == 6
    minima = np.array(scene.landscape().minima)
    places = np.stack([each.trajectory.x[kept], each.trajectory.y[kept]], axis=1)
    nearest = np.linalg.norm(places[:, None] - minima, axis=2).argmin(axis=1)
    assert len(minima) == 4
    assert len(set(nearest)) == 3


def test_more_momentum_crosses_the_hump() -> None:
    found = list(raced("Over the hump").values())
    assert found[0].trajectory.x[-1] < -0.9
    assert found[1].trajectory.x[-1] > 1


def test_one_chord_disproves_and_another_does_not() -> None:
    scene = told_of("A chord that disproves")
    surface = scene.landscape()
    assert not landscapes.chord(surface, *scene.chord_ends()).convex
    assert landscapes.chord(surface, (-1.9, 0.0), (1.9, 0.0)).convex


def test_nesterov_comes_further_on_this_surface() -> None:
    found = ends("Nesterov at its best")
    assert found["nesterov"] < 0.1 * found["momentum"]


def test_the_check_is_blind_to_the_fold() -> None:
    scene = told_of("Blind to a kink")
    forward, central = optim.check_gradient(scene.landscape(), *scene.probed()).at_best
    assert f"{forward:.1f}" == "0.2"
    assert central < 1e-10
    assert "blind" in check_panel.finding(
        scene, optim.check_gradient(scene.landscape(), *scene.probed())
    )


@pytest.mark.parametrize("title", ["A deep network without skips", "The same with skips"])
def test_what_is_said_of_skips_is_what_the_surface_says(title: str) -> None:
    scene, found = told_of(title), raced(title)
    share = says(title).split(" %")[0]
    assert f"{share} %" in scene.landscape().lesson
    plain = title == "A deep network without skips"
    assert found["newton"].trajectory.status == ("left_domain" if plain else "converged")
    assert found["newton"].trajectory.steps == (1 if plain else 8)
    rises = np.diff(found["gd"].trajectory.fun) > 0
    assert (rises.mean() > 0.5) if plain else not rises.any()
