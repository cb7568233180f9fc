"""From a scene to its runs: fairness, further runs, and what the table says."""

import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import landscapes
import optim
from ui.playground import inspector
from ui.scene import further_runs, outcome, pictures
from ui.scene import run_race as run_race_module
from ui.scene.racer import Racer
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import CHOICES, Scene

EIGHT = tuple(
    Racer(slug)
    for slug in ("gd", "momentum", "adam", "newton", "bfgs", "lbfgs", "random_search", "cg")
)


def test_a_fair_race_gives_everyone_the_same_budget_and_its_own_best_knobs() -> None:
    scene = Scene.opening("ravine", race=EIGHT, fair="on", steps=120)
    raced = run_race(scene)
    for one, racer in zip(raced, scene.race, strict=True):
        t = one.trajectory
        assert t.cost[-1] <= 120
        assert t.status != "max_steps"
        plain = optim.minimize(
            scene.landscape(), racer.build(), scene.start, 120, max_evaluations=120
        )
        if not one.optimizer.stochastic:
            assert t.fun[-1] <= plain.fun[-1] * (1 + 1e-6) + 1e-9 or t.status == "converged"
        assert dict(one.found).keys() == set(one.optimizer.tuned) & set(one.optimizer.knobs)
    assert "Learning rate" in outcome.found(scene, raced)["gd"]
    assert outcome.found(scene, raced)["bfgs"] == "Nothing to choose"
    assert outcome.found(replace(scene, fair="off"), raced) == {}


def test_without_fairness_nothing_is_chosen() -> None:
    scene = Scene.opening("ravine", race=EIGHT)
    for one, racer in zip(run_race(scene), scene.race, strict=True):
        assert (one.optimizer, one.found) == (racer.build(), ())


SIZES = {"gd": 0, "gd.2": 10, "gd.3": 1}


def sized(**more: Any) -> Scene:
    """The same method with all samples, ten and one."""
    link = {"surface": "linear_classifier", "surface.loss": "2", "race": "~".join(SIZES)}
    link |= {"gd.2.batch": "10", "gd.3.batch": "1", "steps": "40"} | more
    scene, notes = Scene.from_query(link)
    assert notes == ()
    assert Scene.from_query(scene.to_query()) == (scene, ())
    return scene


@pytest.mark.parametrize("whole", ["0", "20"])
def test_each_racer_has_its_own_batch_size_or_that_of_the_race(whole: str) -> None:
    scene = sized(batch=whole)
    for one, size in zip(run_race(scene), (int(whole), 10, 1), strict=True):
        alone = optim.minimize(
            scene.landscape(), one.optimizer, scene.start, 40, seed=scene.seed, batch=size or None
        )
        assert np.array_equal(one.trajectory.x, alone.x)
    assert scene.is_random()


def test_an_axis_in_epochs_tells_how_often_the_samples_were_seen() -> None:
    scene = sized(by="epochs")
    raced = run_race(scene)
    chart = pictures.chart_of(scene, raced)
    for run, share in zip(pictures.runs(scene, raced), (1, 0.1, 0.01), strict=True):
        assert chart.at(run) == pytest.approx(share * np.arange(len(run.x)))
    assert outcome.table(scene, raced)["Epochs"] == pytest.approx([40, 4, 0.4])
    assert not chart.has_fans


def test_what_the_stage_shows_of_mini_batches_is_of_the_racer_looked_at() -> None:
    found = [sized(focus=label).seen_batch for label in SIZES]
    assert found == list(SIZES.values())


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"race": "gd", "gd.batch": "10"}, "has no samples; batch = 10 is ignored"),
        ({"by": "epochs"}, "has no samples; by = epochs is ignored"),
        ({"surface": "linear_classifier", "race": "gd", "gd.batch": "500"}, "no more than 100"),
    ],
)
def test_samples_that_are_not_there_are_told(link: dict[str, str], said: str) -> None:
    scene, notes = Scene.from_query(link)
    assert [said in note for note in notes] == [True]
    assert Scene.from_query(scene.to_query()) == (scene, ())
    assert scene.by == "steps"


def test_each_racer_has_its_own_schedule_and_noise() -> None:
    restarting = Racer("gd", (), "restarts", (("period", 20.0),), 0.5)
    scene = Scene.opening("himmelblau", race=(Racer("gd"), restarting, Racer("bfgs")))
    plain, restarted, bfgs = run_race(scene)
    assert np.ptp(plain.trajectory.record["learning_rate"]) == 0
    rates = restarted.trajectory.record["learning_rate"]
    assert rates[1] == rates[21] > rates[19]
    assert "noise_x" in restarted.trajectory.record
    assert "noise_x" not in plain.trajectory.record
    figure = pictures.figures_of(scene, [plain, restarted, bfgs])["contour"]
    marks = [trace.x for trace in figure.data if str(trace.name).endswith("snapshots")]
    assert [len(x) for x in marks] == [restarted.trajectory.steps // 20]


@pytest.mark.parametrize(
    ("facts", "many"),
    [
        ({"starts": "ring", "count": 7}, 7),
        ({"starts": "grid", "count": 16}, 16),
        ({"starts": "one", "noise": 1.0, "seeds": 5}, 4),
        ({"starts": "one", "noise": 0.0, "seeds": 5}, 0),
        ({"starts": "ring", "count": 3, "noise": 1.0, "seeds": 3}, 5),
    ],
)
def test_further_runs(facts: dict[str, object], many: int) -> None:
    scene = Scene.opening("bowl", race=(Racer("gd"),), **facts)
    (raced,) = run_race(scene)
    assert len(raced.fan) == many
    ends = {(float(f.x[-1]), float(f.y[-1]), float(f.x[0])) for f in raced.fan}
    assert len(ends) == many
    if many:
        assert outcome.table(scene, [raced])["Thin lines"][0].endswith(f"of {many} converged")


def test_a_stochastic_method_has_a_fan_without_noise() -> None:
    scene = Scene.opening("bowl", race=(Racer("random_search"), Racer("gd")), seeds=4)
    search, gd = run_race(scene)
    assert (len(search.fan), len(gd.fan)) == (3, 0)


def test_the_ring_lies_round_the_start_and_the_grid_in_the_window() -> None:
    ring = Scene.opening("bowl", starts="ring", count=8, spread=0.1)
    (x_lo, x_hi), (y_lo, y_hi) = ring.landscape().bounds
    x, y = np.array(further_runs.starts(ring)).T
    far = np.hypot((x - ring.start[0]) / (x_hi - x_lo), (y - ring.start[1]) / (y_hi - y_lo))
    assert far == pytest.approx(0.1)
    x, y = np.array(further_runs.starts(replace(ring, starts="grid", count=9))).T
    assert len(x) == 9
    assert ((x > x_lo) & (x < x_hi) & (y > y_lo) & (y < y_hi)).all()


@pytest.mark.parametrize("count", range(3, 37))
def test_the_grid_has_as_many_starts_as_asked(count: int) -> None:
    assert len(set(further_runs.lattice(count))) == count


def test_cut_thin_lines_are_the_first_steps_of_the_long_run() -> None:
    scene = Scene.opening(
        "rosenbrock", race=EIGHT[2:5], starts="ring", count=36, steps=2000, schedule="cosine"
    )
    (adam, *_) = run_race(scene)
    start = further_runs.starts(scene)[0]
    whole = optim.minimize(scene.landscape(), adam.optimizer, start, 2000, schedule="cosine")
    assert adam.fan[0].steps == further_runs.steps(scene) < 2000
    assert adam.fan[0].x.tolist() == whole.x[: adam.fan[0].steps + 1].tolist()
    assert "Thin lines" not in outcome.table(scene, [adam])


def test_a_fair_race_does_not_reward_running_away() -> None:
    """McCormick's function falls for ever outside its window."""
    scene = Scene.opening("mccormick", race=EIGHT[:5], fair="on")
    for one in run_race(scene):
        assert one.trajectory.fun[-1] > -1.92


def test_a_fair_race_forgets_the_knobs_it_chooses() -> None:
    plain, wild = (
        run_race(Scene.opening("ravine", race=(Racer("gd", knobs),), fair="on"))
        for knobs in ((), (("learning_rate", 9.0),))
    )
    assert plain[0].optimizer == wild[0].optimizer


def test_l_bfgs_is_tuned_where_it_has_a_fixed_step() -> None:
    fixed = Racer("lbfgs", (("line_search", 0.0), ("learning_rate", 0.001)))
    scene = Scene.opening("ravine", race=(fixed, Racer("lbfgs")), fair="on", schedule="cosine")
    one, other = run_race(scene)
    assert dict(one.found).keys() == {"learning_rate"}
    assert (other.found, other.schedule) == ((), None)
    assert one.schedule is not None


def test_thin_lines_are_cut_where_they_would_be_too_many_points_and_it_is_said() -> None:
    scene = Scene.opening("rosenbrock", race=EIGHT, starts="ring", count=36, steps=5000)
    raced = run_race(replace(scene, race=EIGHT[:2]))
    assert further_runs.steps(scene) * 36 * 8 <= further_runs.MOST_POINTS
    assert str(further_runs.steps(scene)) in further_runs.note(scene)
    assert further_runs.note(replace(scene, steps=50)) == ""
    most = further_runs.steps(replace(scene, race=EIGHT[:2]))
    assert max(f.steps for f in raced[0].fan) <= most


def test_cost_weighs_gradients_and_hessians() -> None:
    scene = Scene.opening(
        "rosenbrock", race=(Racer("newton"),), by="cost", cost_grad=3.0, cost_hess=7.0
    )
    (raced,) = run_race(scene)
    end = pictures.figures_of(scene, [raced])["loss"].data[-1]
    t = raced.trajectory
    assert list(end.x) == [t.nfev[-1] + 3 * t.njev[-1] + 7 * t.nhev[-1]]


def test_distance_on_an_own_formula_is_to_the_lowest_minimum_found() -> None:
    scene = Scene.opening(
        "formula", formula="(x^2 - 1)^2 + y^2 + x/5", start=(-0.5, 0.5), curve="distance"
    )
    ((x, y),) = pictures.nearest_to(scene)
    assert (x, y) == pytest.approx((-1.0241, 0.0), abs=1e-3)
    assert pictures.nearest_to(replace(scene, curve="loss")) == ()
    far = pictures.distances([0.0, x], [y, y], ((x, y), (5.0, 5.0)))
    assert far == pytest.approx([-x, 0.0])
    assert np.isnan(pictures.distances([0.0], [0.0], ())).all()


def test_a_racer_alone_is_run_again_when_its_knob_is_turned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    minimize = optim.minimize

    def counted(landscape: Any, optimizer: optim.Optimizer, *args: Any, **options: Any) -> Any:
        ran.append(type(optimizer).slug)
        return minimize(landscape, optimizer, *args, **options)

    monkeypatch.setattr(optim, "minimize", counted)
    link = {"surface": "booth", "race": "gd~adam", "steps": "37", "start": "0.123~0.5"}
    before = run_race(Scene.from_query(link)[0])
    assert ran == ["gd", "adam"]
    assert [one.label for one in before] == ["gd", "adam"]
    turned, _ = Scene.from_query(link | {"gd.learning_rate": "0.0123", "curve": "distance"})
    after = run_race(turned)
    assert ran == ["gd", "adam", "gd"]
    assert [one.label for one in after] == ["gd", "adam"]
    assert after[1].trajectory is before[1].trajectory
    assert after[0].trajectory.fun[-1] != before[0].trajectory.fun[-1]


def test_runs_are_kept_for_the_next_who_asks() -> None:
    link = {"surface": "booth", "race": "gd", "steps": "300", "start": "0.124~0.5"}
    one, other = (run_race(Scene.from_query(link)[0])[0].trajectory for _ in range(2))
    assert one is other


def test_what_every_surface_opens_with_is_kept() -> None:
    for surface in landscapes.names():
        before, after = (run_race(Scene.opening(surface)) for _ in range(2))
        assert all(a.trajectory is b.trajectory for a, b in zip(before, after, strict=True))


def test_a_run_that_takes_much_memory_is_not_kept() -> None:
    link = {"surface": "booth", "race": "random_search", "steps": "5000", "start": "0.123~0.5"}
    one, other = (run_race(Scene.from_query(link)[0])[0].trajectory for _ in range(2))
    assert one is not other


HUNGRY = {slug: {"race": slug} for slug in optim.names()} | {
    "a long memory": {"race": "lbfgs", "lbfgs.history": "100"},
    "large batches": {"race": "adam", "surface": "linear_classifier", "batch": "90"},
    "further runs": {"race": "nadam", "starts": "ring", "count": "4"},
}


@pytest.mark.parametrize("noise", ["0", "1"])
@pytest.mark.parametrize("what", HUNGRY)
def test_a_run_that_is_kept_takes_no_more_memory_than_is_said(what: str, noise: str) -> None:
    asked_for = {"surface": "rosenbrock", "steps": "300", "noise": noise}
    scene, notes = Scene.from_query(asked_for | HUNGRY[what])
    assert not notes
    asked = run_race_module.Asked.of(scene, scene.race[0], True)
    looked_at = [replace(scene, height=height) for height in CHOICES["height"][: inspector.KEPT]]

    def run() -> Raced:
        raced = run_race_module.run_racer(asked)
        for each in (raced.trajectory, *raced.fan):
            assert each.record
        for one in looked_at:
            assert inspector.inspect_one(one, raced)
        return raced

    run()
    tracemalloc.start()
    raced = run()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    said = run_race_module._bytes(raced)
    assert taken <= said
    assert run_race_module.RUNS.size <= run_race_module.KEPT_BYTES
