"""The cells of a map: each is a run; what is kept, how a map grows, and what theory says."""

import io
import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import landscapes
import optim
from landscapes import GridLandscape
from ui.maps import (
    basins_cells,
    basins_picture,
    refinement,
    runs,
    sweep_cells,
    sweep_sensitivity,
    sweep_theory,
)
from ui.maps import job as map_job
from ui.maps.axis import Axis
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.store import STORE, Store, following
from ui.maps.sweep import Sweep
from ui.scene.racer import Racer
from ui.scene.scene import Scene

NUMBERS = st.floats(-1e5, 1e5, allow_nan=False)


def quiet(share: float) -> None:
    """Nobody listens."""


@given(NUMBERS, st.floats(1e-6, 1e5), st.integers(2, 512))
def test_the_middles_of_cells_are_in_their_cells_and_short(lo: float, span: float, n: int) -> None:
    hi = lo + span
    if not hi - lo > 1e-9 * max(1.0, abs(lo), abs(hi)):
        return
    middles = Axis(lo, hi).centres(n)
    cell = (hi - lo) / n
    assert np.abs((middles - lo) / cell - np.arange(n) - 0.5).max() < 0.02
    assert max(len(repr(v).rstrip("0")) for v in middles.tolist()) <= 24


@given(st.floats(1e-9, 1e3), st.floats(1.5, 1e6), st.integers(2, 512))
def test_logarithmic_cells_grow_by_one_factor(lo: float, ratio: float, n: int) -> None:
    middles = Axis(lo, lo * ratio, log=True).centres(n)
    steps = np.diff(np.log(middles)) / (np.log(ratio) / n)
    assert np.abs(steps - 1).max() < 0.11


def test_whole_numbers_are_cells_of_their_own() -> None:
    axis = Axis(1.5, 6.2, integer=True)
    assert axis.cells(64) == 5
    assert axis.centres(5).tolist() == [2, 3, 4, 5, 6]
    assert (axis.drawn().lo, axis.drawn().hi) == (1.5, 6.5)
    assert Axis(1, 100, integer=True).centres(4).tolist() == [13, 38, 63, 88]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 63), st.integers(0, 63), st.sampled_from(("", "noise", "schedule", "random")))
def test_a_cell_of_the_basins_is_its_run(column: int, row: int, kind: str) -> None:
    more = {
        "noise": {"noise": "0.5", "seed": "3"},
        "schedule": {"schedule": "cosine"},
        "random": {"race": "local_search"},
        "": {},
    }[kind]
    page, notes = Basins.from_query({"cells": "64", "steps": "60", "v": "1"} | more)
    assert not notes
    level = job_of(page).levels(64)[0]
    column, row = column % level, row % level
    ends = basins_cells.basin_ends(page, level, quiet)
    x, y = basins_cells.starts(page, level)
    run = job_of(page).run((float(x[column]), float(y[row])))
    assert (ends.x[row, column], ends.y[row, column]) == (run.x[-1], run.y[-1])
    assert (ends.steps[row, column], ends.status(row, column)) == (run.steps, run.status)


def test_a_basin_map_colours_the_starts_that_newton_leads_to_a_saddle_or_a_hilltop() -> None:
    page, notes = Basins.from_query({"v": "1", "race": "newton", "cells": "64"})
    assert not notes
    ends = basins_cells.basin_ends(page, 64, quiet)
    picture = basins_picture.picture_of(page, ends)
    names = np.array([kind.name for kind in picture.kinds])[picture.label]
    for status, name in (("saddle", "Stopped at a saddle"), ("maximum", "Stopped at a maximum")):
        here = np.array(optim.STATUSES)[ends.code] == status
        assert here.mean() > 0.01
        assert (names[here] == name).all()
        assert not (names[~here] == name).any()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 63), st.integers(0, 63))
def test_a_cell_of_the_sweep_is_its_run(column: int, row: int) -> None:
    page = Sweep()
    ends, grid = sweep_cells.sweep_means(page, 64, quiet), sweep_cells.knobs_at(page, 64)
    knobs = {
        "learning_rate": float(grid["learning_rate"][0, column]),
        "momentum": float(grid["momentum"][row, 0]),
    }
    run = optim.minimize(landscapes.get("ravine"), optim.get("momentum", **knobs), None, 500, 1e-4)
    assert optim.STATUSES[ends.code[row, column]] == run.status
    if run.status == "converged":
        assert (ends.steps[row, column], ends.fun[row, column]) == (run.steps, run.fun[-1])


def test_a_sweep_is_the_mean_over_seeds_and_as_bad_as_its_worst() -> None:
    page = Sweep.from_query({"noise": "0.05", "seeds": "3", "gtol": "0.2", "steps": "40"})[0]
    assert sweep_cells.seeds(page) == (0, 1, 2)
    made = sweep_cells.sweep_means(page, 64, quiet)
    parts = [
        sweep_cells.sweep_means(
            replace(page, scene=replace(page.scene, seed=k, seeds=1)), 64, quiet
        )
        for k in range(3)
    ]
    finite = made.code != optim.STATUSES.index("diverged")
    assert np.allclose(made.steps, np.mean([p.steps for p in parts], axis=0))
    assert np.allclose(made.fun[finite], np.mean([p.fun for p in parts], axis=0)[finite])
    every = np.all([p.code == 1 for p in parts], axis=0)
    some = np.any([p.code == 1 for p in parts], axis=0)
    assert ((made.code == 1) == every).all()
    assert (every != some).any()
    assert sweep_cells.seeds(Sweep()) == (0,)


def test_a_cell_that_is_lost_with_one_seed_is_lost() -> None:
    def ends(*words: str) -> runs.Ends:
        code = np.array([[optim.STATUSES.index(word) for word in words]], np.uint8)
        zeros = np.zeros(code.shape)
        return runs.Ends(zeros, zeros, zeros, zeros, code)

    one = ends("converged", "diverged", "converged", "left_domain", "converged")
    two = ends("converged", "converged", "left_domain", "diverged", "max_steps")
    made = sweep_cells.averaged([one, two], 10).code[0]
    wanted = ["converged", "diverged", "left_domain", "diverged", "max_steps"]
    assert [optim.STATUSES[code] for code in made] == wanted


@pytest.mark.parametrize("slug", ["adam", "momentum"])
def test_a_curve_is_of_runs_of_its_own_method(slug: str) -> None:
    page, ravine = Sweep(), landscapes.get("ravine")
    made = sweep_sensitivity.curve(page, slug, 0, page.axes()[0], quiet)
    own = dict(ravine.race[slug]) if slug == "adam" else {}
    for k in (20, 150):
        optimizer = optim.get(slug, **own | {"learning_rate": float(made.knob[k])})
        run = optim.minimize(ravine, optimizer, None, 500, 1e-4)
        assert (made.steps[k], made.status[k]) == (run.steps, run.status)


def test_learning_rates_go_around_what_the_curvature_allows() -> None:
    page = Sweep()  # a ravine whose largest curvature is 50
    assert page.curvatures() == pytest.approx((1, 50))
    assert page.range("x") == (0.001, 0.1)
    adam = Sweep.from_query({"race": "adam"})[0]  # whose rate is a length
    knob = adam.knob("x")
    assert knob is not None
    assert adam.range("x") == pytest.approx((knob.default / 100, knob.default * 100))


def test_without_chance_the_seed_makes_no_other_map() -> None:
    page = Basins()
    other = replace(page, scene=replace(page.scene, seed=5))
    assert basins_cells.basin_key(page, 64) == basins_cells.basin_key(other, 64)
    noisy = replace(page, scene=replace(page.scene, noise=1.0))
    other = replace(noisy, scene=replace(noisy.scene, seed=5))
    assert basins_cells.basin_key(noisy, 64) != basins_cells.basin_key(other, 64)


def test_another_cell_is_on_the_same_map() -> None:
    page = Sweep()
    turned = replace(page, scene=replace(page.scene, race=(Racer("momentum"),)))
    assert sweep_cells.sweep_key(page, 64) == sweep_cells.sweep_key(turned, 64)
    moved = Basins(replace(Basins().scene, start=(1.0, 1.0)))
    assert basins_cells.basin_key(Basins(), 64) == basins_cells.basin_key(moved, 64)


def test_minima_keep_their_places_and_come_lowest_first() -> None:
    himmelblau = landscapes.get("himmelblau")
    assert [(m.x, m.y) for m in basins_cells.minima_of(himmelblau)] == list(himmelblau.minima)
    camel = basins_cells.minima_of(landscapes.get("six_hump_camel"))
    assert len(camel) == 6
    assert [m.fun for m in camel] == sorted(m.fun for m in camel)


# -- what is kept ---------------------------------------------------------------------------


class Sized:
    def __init__(self, size: int) -> None:
        self.size = size


def test_a_store_has_an_end_and_forgets_the_oldest() -> None:
    store = Store(room=100)
    for k in range(4):
        store.make(k, lambda: Sized(40), quiet)
        store.get(0)
    assert [store.get(k) is not None for k in range(4)] == [True, False, False, True]
    assert store.make("big", lambda: Sized(500), quiet).size == 500  # shown, but there is no room
    assert store.get("big") is None
    assert store.get(0) is not None


def test_of_two_sessions_one_does_the_work() -> None:
    store, began, go_on, count = Store(), threading.Event(), threading.Event(), []

    def work() -> Sized:
        count.append(1)
        began.set()
        go_on.wait(5)
        return Sized(1)

    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append(store.make("k", work, quiet)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    began.wait(5)
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert len(count) == 1
    assert found[0] is found[1]


def test_a_map_that_nobody_wants_any_more_stops_between_tasks_and_keeps_nothing() -> None:
    class Moved(BaseException):
        pass

    page, heard = Basins.from_query({"steps": "30", "gtol": "1e-7"})[0], []

    def tell(share: float) -> None:
        heard.append(share)
        if len(heard) == 2:
            raise Moved

    with pytest.raises(Moved):
        basins_cells.basin_ends(page, 256, tell)
    assert len(heard) == 2
    assert heard[-1] < 1
    assert STORE.get(basins_cells.basin_key(page, 256)) is None
    assert basins_cells.basin_ends(page, 256, quiet).x.shape == (256, 256)


def test_levels_end_where_the_next_would_take_too_long() -> None:
    levels = job_of(Basins()).levels(512)
    assert levels == (64, 128, 256, 512)
    quick, slow = Sized(0), Sized(0)
    quick.seconds, slow.seconds = 0.01, 5.0  # type: ignore[attr-defined]
    assert following(levels, 64, quick, True) == 128
    assert following(levels, 64, slow, True) is None
    assert following(levels, 512, quick, True) is None
    assert job_of(Basins.from_query({"race": "bfgs"})[0]).levels(512) == (12, 24, 48)


class Bar:
    def progress(self, share: float, words: str) -> None:
        pass

    def empty(self) -> None:
        pass


def test_a_finer_level_comes_when_the_browser_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Basins.from_query({"gtol": "0.0123", "steps": "50"})[0]
    session: dict[str, Any] = {}
    monkeypatch.setattr(refinement.st, "session_state", session)
    levels = basins_picture.refinement_of(page)
    assert levels.ready(Bar())[0] == 64
    assert levels.ready(Bar())[0] == 64  # nobody asked
    session[f"{levels.key}.more"] = "of another map"
    assert levels.ready(Bar())[0] == 64
    session[f"{levels.key}.more"] = levels.id(64)
    assert levels.ready(Bar())[::2] == (128, 256)
    session[f"{levels.key}.more"] = levels.id(64)  # asked twice: the answer is there already
    assert levels.ready(Bar())[0] == 128


@pytest.mark.parametrize(
    "told",
    [None, "x", {}, {"picture": "?", "column": 0, "row": 0}, {"picture": "", "column": "a"}],
)
def test_what_a_browser_tells_is_not_trusted(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {}
    monkeypatch.setattr(refinement.st, "session_state", session)
    monkeypatch.setattr(refinement.cell_map, "told", lambda key, what: told)
    picked: list[Any] = []
    levels = basins_picture.refinement_of(Basins())
    pick, _ = refinement.callbacks(levels, lambda *at: picked.append(at), picked.append)
    pick()
    assert not picked
    for column in (-1, 64, "nan"):
        wrong = {"picture": levels.id(64), "column": column, "row": 0}
        monkeypatch.setattr(refinement.cell_map, "told", lambda key, what, wrong=wrong: wrong)
        pick()
        assert not picked
    right = {"picture": levels.id(64), "column": 3, "row": 63}
    monkeypatch.setattr(refinement.cell_map, "told", lambda key, what: right)
    pick()
    assert picked == [(64, 3, 63)]


# -- surfaces that are no formulas ----------------------------------------------------------


@dataclass(frozen=True)
class Slow(landscapes.get("bowl").__class__):  # type: ignore[misc]
    """A bowl that says it is no formula."""

    slug = "slow"
    effort = 1000.0


def slow_job(seconds: float, monkeypatch: pytest.MonkeyPatch, **facts: Any) -> map_job.Job:
    monkeypatch.setattr(map_job, "_timed", lambda landscape, many: seconds)
    return replace(job_of(Basins()), landscape=Slow(), **facts)


@pytest.mark.parametrize("seconds", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3])
@pytest.mark.parametrize("race", ["momentum", "bfgs"])
def test_the_first_picture_of_a_slow_surface_is_coarse_enough(
    seconds: float, race: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = slow_job(seconds, monkeypatch, optimizer=optim.get(race))
    levels = job.levels(512)
    assert list(levels) == sorted(levels)
    least = (map_job.LEVELS if job.optimizer.takes_arrays else map_job.LEVELS_ONE_BY_ONE)[0]
    assert levels[0] == least or levels[0] ** 2 * job.steps * seconds <= map_job.FIRST_PICTURE
    assert levels[0] <= map_job.FIRST[job.optimizer.takes_arrays]
    assert job.points_a_part() * job.steps * seconds <= max(map_job.PART, job.steps * seconds)


def test_a_formula_is_not_timed_and_begins_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_job, "_timed", None)
    assert job_of(Basins()).levels(512) == (64, 128, 256, 512)
    assert not job_of(Basins()).slow


def test_a_slow_surface_is_timed_once() -> None:
    asked: list[int] = []

    @dataclass(frozen=True)
    class Counted(Slow):  # type: ignore[misc]
        def grad(self, x: Any, y: Any) -> Any:
            asked.append(np.size(x))
            return super().grad(x, y)

    found = [map_job.gradient_seconds(Counted(), True) for _ in range(3)]
    assert set(asked) == {map_job.PROBE}
    assert len(asked) == 3  # the best of three, the first time only
    assert len(set(found)) == 1


@pytest.mark.parametrize("knobs", [{}, {"momentum": np.linspace(0.1, 0.9, 12)[:, None]}])
def test_in_small_parts_the_ends_are_the_same(
    knobs: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    x, y = np.linspace(-2, 2, 12)[None, :], np.linspace(-1, 2, 12)[:, None]
    job, heard = slow_job(1e-5, monkeypatch, steps=200, noise=0.1), []
    whole = runs.compute(replace(job, landscape=landscapes.get("bowl")), x, y, knobs, quiet)
    assert job.slow
    parts = runs.compute(job, x, y, knobs, heard.append)
    assert len(heard) == -(-144 // job.points_a_part())
    assert heard[-1] == 1
    for name in ("x", "y", "fun", "steps", "code"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name))


def test_a_slow_map_that_nobody_wants_any_more_stops_after_a_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Moved(BaseException):
        pass

    job, heard = slow_job(1e-5, monkeypatch, steps=500), []

    def tell(share: float) -> None:
        heard.append(share)
        raise Moved

    with pytest.raises(Moved):
        runs.compute(job, np.linspace(-1, 1, 20)[None, :], np.ones((20, 1)), {}, tell)
    assert heard[0] < 0.5


GD = Racer("gd", (("learning_rate", 0.1),))


def test_a_saddle_where_a_run_rests_is_not_gathered_as_a_minimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(basins_cells, "searchable", lambda landscape: False)
    saddle = landscapes.get("monkey_saddle")
    at = np.array([[0.5, 0.0]])
    code = np.full((1, 2), optim.STATUSES.index("converged"), np.uint8)
    assert basins_cells.minima_of(saddle, runs.Ends(at, at, at, at, code)) == ()


def uploaded() -> GridLandscape:
    """A valley that slopes out of its window on the right, with a hole."""
    x, y = np.linspace(-1, 1, 41), np.linspace(-1, 1, 31)
    z = np.add.outer(4 * y**2, np.where(x < 0, (x + 0.5) ** 2, 0.25 + 0.5 * x - 1.5 * x**2))
    z[20:24, 8:12] = np.nan
    file = io.BytesIO()
    np.savez(file, x=x, y=y, z=z)
    made = landscapes.from_file("valley.npz", file.getvalue())
    assert isinstance(made, GridLandscape)
    return made


def test_an_uploaded_surface_has_basins_and_starts_that_leave_it() -> None:
    grid = uploaded()
    page = Basins(Scene.opening("upload", grid=grid, race=(GD,), steps=300), cells="64")
    job = job_of(page)
    level = job.levels(64)[0]
    ends = basins_cells.basin_ends(page, level, quiet)
    picture = basins_picture.picture_of(page, ends)
    x, y = basins_cells.starts(page, level)
    names = {kind.name: place for place, kind in enumerate(picture.kinds)}
    left = picture.label == names["Left the domain"]
    assert left[:, x > 0.6].all()  # downhill leads over the border
    hole = (np.abs(x[None, :] + 0.5) < 0.08) & (np.abs(y[:, None] - 0.4) < 0.08)
    assert left[hole].all()
    assert (ends.steps[hole] == 0).all()
    assert picture.label[np.abs(y) < 0.1][:, np.abs(x + 0.5) < 0.1].max() == 0
    assert picture.kinds[0].number == "1"
    for row, column in ((3, 5), (level // 2, level - 1)):
        run = job.run((float(x[column]), float(y[row])))
        assert ends.status(row, column) == run.status
        assert ends.x[row, column] == run.x[-1]


def test_a_sweep_of_an_uploaded_surface_says_what_left_it() -> None:
    scene = Scene.opening(
        "upload", grid=uploaded(), race=(Racer("momentum"),), steps=200, start=(-0.1, 0.5)
    )
    page = Sweep(scene, gtol=1e-3)
    level = job_of(page).levels(64)[0]
    made = sweep_cells.sweep_means(page, level, quiet)
    grid = sweep_cells.knobs_at(page, level)
    assert {optim.STATUSES[c] for c in np.unique(made.code)} >= {"left_domain"}
    row, column = (int(k[0]) for k in np.nonzero(made.code == optim.STATUSES.index("left_domain")))
    knobs = {
        "learning_rate": float(grid["learning_rate"][0, column]),
        "momentum": float(grid["momentum"][row, 0]),
    }
    assert job_of(page).run(scene.start, **knobs).status == "left_domain"


# -- theory ---------------------------------------------------------------------------------


def test_beyond_the_stable_line_all_runs_diverge_and_before_it_none() -> None:
    page = Sweep.from_query({"steps": "2000"})[0]
    ends, grid = sweep_cells.sweep_means(page, 64, quiet), sweep_cells.knobs_at(page, 64)
    line = sweep_theory.lines(page)[0]
    bound = np.interp(grid["momentum"][:, 0], line.y, line.x)[:, None]  # type: ignore[arg-type]
    diverged = ends.code == optim.STATUSES.index("diverged")
    assert diverged[grid["learning_rate"] > 1.05 * bound].mean() > 0.9
    assert not diverged[grid["learning_rate"] < 0.999 * bound].any()


def test_polyaks_pair_is_critically_damped_along_and_across() -> None:
    page = Sweep()
    (spot,) = sweep_theory.spots(page)
    gentle = sweep_theory.lines(page)[2]
    assert np.interp(spot.y, gentle.y, gentle.x) == pytest.approx(spot.x, rel=1e-3)  # type: ignore[arg-type]
    # Both roots along the steep direction, h = 50, are -sqrt(momentum).
    assert (1 + spot.y**0.5) ** 2 / 50 == pytest.approx(spot.x)


@pytest.mark.parametrize(
    "query",
    [{"race": "adam"}, {"schedule": "cosine"}, {"surface": "crease"}, {"surface": "monkey_saddle"}],
)
def test_where_theory_is_silent_nothing_is_drawn(query: dict[str, str]) -> None:
    page = Sweep.from_query(query)[0]
    assert sweep_theory.lines(page) == []
    assert sweep_theory.spots(page) == []
