"""The basin map and the sweep: their links, their cells, and what is kept."""

import csv
import io
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui.maps import basin_page, cells, runs, stage, sweep_page, theory
from ui.maps.axis import Axis
from ui.maps.basins import Basins
from ui.maps.one import CELLS, swept_knobs
from ui.maps.sweep import MEASURES, SCALES, Sweep, sides_of
from ui.racer import Racer
from ui.scene import Scene

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")
NUMBERS = st.floats(-1e5, 1e5, allow_nan=False).map(lambda v: v + 0.0)


def quiet(share: float) -> None:
    """Nobody listens."""


@st.composite
def scenes(draw: Any) -> Scene:
    slug = draw(st.sampled_from(optim.names()))
    knobs = tuple(
        (name, knob.clamp(draw(st.floats(knob.lo, knob.hi))))
        for name, knob in Racer(slug).build().knobs.items()
    )
    return Scene.opening(
        draw(st.sampled_from(landscapes.names())),
        race=(Racer(slug, knobs),),
        start=(draw(NUMBERS), draw(NUMBERS)),
        steps=draw(st.integers(10, 2000)),
        schedule=draw(st.sampled_from(optim.schedules.names())),
        noise=draw(st.floats(0, 100)),
        seed=draw(st.integers(0, 999_999)),
        seeds=draw(st.integers(1, 20)),
    )


def interval(lo: float, hi: float) -> st.SearchStrategy[tuple[float, float]]:
    """Two numbers that are not too close to each other."""
    shares = st.tuples(st.floats(0, 0.4), st.floats(0.6, 1))
    return shares.map(lambda ab: tuple(min(hi, lo + s * (hi - lo)) + 0.0 for s in ab))


VIEWS = st.none() | st.tuples(interval(-50, 20), interval(1, 1.001))
GTOLS = st.floats(1e-12, 1)
BASINS = st.builds(Basins, scenes(), GTOLS, st.sampled_from(CELLS), VIEWS)


@st.composite
def sweeps(draw: Any) -> Sweep:
    scene = draw(scenes())
    knobs = swept_knobs(scene.race[0])
    x, y = sides_of(scene.race[0], *draw(st.permutations([*knobs, "", ""]))[:2])
    ranges = [
        draw(st.none() | interval(knobs[name].lo, knobs[name].hi)) if name else None
        for name in (x, y)
    ]
    scales = [draw(st.sampled_from(SCALES)) for _ in "xy"]
    return Sweep(
        scene, x, y, *ranges, *scales, draw(st.sampled_from(MEASURES)), draw(GTOLS),
        draw(st.sampled_from(CELLS)),
        tuple(draw(st.lists(st.sampled_from(optim.names()), max_size=8, unique=True))),
    )  # fmt: skip


# -- links ----------------------------------------------------------------------------------


@settings(deadline=None)
@given(BASINS)
def test_a_link_brings_the_basins_back(one: Basins) -> None:
    assert Basins.from_query(one.to_query()) == (one, ())


@settings(deadline=None)
@given(sweeps())
def test_a_link_brings_the_sweep_back(one: Sweep) -> None:
    assert Sweep.from_query(one.to_query()) == (one, ())


WORDS = st.sampled_from(
    ("himmelblau", "ravine", "adam", "bfgs", "0~1", "1~0", "nan~1", "1~2~3~4", "1e400~2~3~4", "64",
     "momentum", "learning_rate", "-1~1", "0~0~0~0", "upload", "log", "1e-30~1e-29")
)  # fmt: skip
KEYS = st.sampled_from(
    ("surface", "race", "view", "cells", "gtol", "x", "y", "x.range", "y.range", "x.scale", "steps",
     "start", "methods", "measure", "adam.learning_rate", "file", "v", "seeds", "?")
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(KEYS, WORDS | st.text(max_size=20)))
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    Basins.from_query(query)
    Sweep.from_query(query)


def test_the_bare_addresses_are_the_showpieces() -> None:
    basins, sweep = Basins(), Sweep()
    assert Basins.from_query({}) == (basins, ())
    assert Sweep.from_query({}) == (sweep, ())
    assert basins.to_query() == sweep.to_query() == {}
    assert (basins.scene.surface, basins.scene.race[0].slug) == ("himmelblau", "momentum")
    assert (sweep.scene.surface, sweep.x, sweep.y) == ("ravine", "learning_rate", "momentum")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"steps": "5000"}, "2000 is used"),
        ({"race": "adam~gd"}, "one optimizer"),
        ({"race": "none"}, "needs an optimizer"),
        ({"view": "1~1~0~2"}, "whole surface"),
        ({"cells": "4096"}, "not known"),
        ({"panel": "chord"}, "means nothing here"),
    ],
)
def test_what_a_link_got_wrong_is_told(query: dict[str, str], words: str) -> None:
    made, notes = Basins.from_query(query)
    assert len(notes) == 1
    assert words in notes[0]
    assert replace(made, scene=replace(made.scene, steps=500, race=Basins().scene.race)) == Basins()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"x": "beta1"}, "no knob"),
        ({"x": "momentum", "y": "momentum"}, "both"),
        ({"x.range": "0.1~0.01"}, "empty"),
        ({"x.range": "0~1"}, "cut there"),
        ({"methods": "gd~nobody"}, "nobody"),
    ],
)
def test_what_a_link_to_a_sweep_got_wrong_is_told(query: dict[str, str], words: str) -> None:
    _, notes = Sweep.from_query(query)
    assert len(notes) == 1
    assert words in notes[0]


def test_impossible_maps_are_refused() -> None:
    for facts in ({"cells": "96"}, {"gtol": 0.0}, {"view": ((0.0, 0.0), (0.0, 1.0))}):
        with pytest.raises(ValueError, match=r"\w"):
            Basins(**facts)  # type: ignore[arg-type]
    for facts in ({"measure": "x"}, {"x_range": (2.0, 1.0)}, {"methods": ("gd", "gd")}):
        with pytest.raises(ValueError, match=r"\w"):
            Sweep(**facts)  # type: ignore[arg-type]


# -- cells ----------------------------------------------------------------------------------


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
    more = {"noise": {"noise": "0.5", "seed": "3"}, "schedule": {"schedule": "cosine"},
            "random": {"race": "local_search"}, "": {}}[kind]  # fmt: skip
    page, notes = Basins.from_query({"cells": "64", "steps": "60", "v": "1"} | more)
    assert not notes
    level = cells.job_of(page).levels(64)[0]
    column, row = column % level, row % level
    ends = cells.basin_ends(page, level, quiet)
    x, y = cells.starts(page, level)
    run = cells.job_of(page).run((float(x[column]), float(y[row])))
    assert (ends.x[row, column], ends.y[row, column]) == (run.x[-1], run.y[-1])
    assert (ends.steps[row, column], ends.status(row, column)) == (run.steps, run.status)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 63), st.integers(0, 63))
def test_a_cell_of_the_sweep_is_its_run(column: int, row: int) -> None:
    page = Sweep()
    ends, grid = cells.swept(page, 64, quiet), cells.knobs_at(page, 64)
    knobs = {"learning_rate": float(grid["learning_rate"][0, column]),
             "momentum": float(grid["momentum"][row, 0])}  # fmt: skip
    run = optim.minimize(landscapes.get("ravine"), optim.get("momentum", **knobs), None, 500, 1e-4)
    assert optim.STATUSES[ends.code[row, column]] == run.status
    if run.status == "converged":
        assert (ends.steps[row, column], ends.fun[row, column]) == (run.steps, run.fun[-1])


def test_a_sweep_is_the_mean_over_seeds_and_as_bad_as_its_worst() -> None:
    page = Sweep.from_query({"noise": "0.05", "seeds": "3", "gtol": "0.2", "steps": "40"})[0]
    assert cells.seeds(page) == (0, 1, 2)
    made = cells.swept(page, 64, quiet)
    parts = [cells.swept(replace(page, scene=replace(page.scene, seed=k, seeds=1)), 64, quiet)
             for k in range(3)]  # fmt: skip
    finite = made.code != optim.STATUSES.index("diverged")
    assert np.allclose(made.steps, np.mean([p.steps for p in parts], axis=0))
    assert np.allclose(made.fun[finite], np.mean([p.fun for p in parts], axis=0)[finite])
    every = np.all([p.code == 1 for p in parts], axis=0)
    some = np.any([p.code == 1 for p in parts], axis=0)
    assert ((made.code == 1) == every).all()
    assert (every != some).any()
    assert cells.seeds(Sweep()) == (0,)


def test_without_chance_the_seed_makes_no_other_map() -> None:
    page = Basins()
    other = replace(page, scene=replace(page.scene, seed=5))
    assert cells.basin_key(page, 64) == cells.basin_key(other, 64)
    noisy = replace(page, scene=replace(page.scene, noise=1.0))
    other = replace(noisy, scene=replace(noisy.scene, seed=5))
    assert cells.basin_key(noisy, 64) != cells.basin_key(other, 64)


def test_another_cell_is_on_the_same_map() -> None:
    page = Sweep()
    turned = replace(page, scene=replace(page.scene, race=(Racer("momentum"),)))
    assert cells.sweep_key(page, 64) == cells.sweep_key(turned, 64)
    moved = Basins(replace(Basins().scene, start=(1.0, 1.0)))
    assert cells.basin_key(Basins(), 64) == cells.basin_key(moved, 64)


def test_minima_keep_their_places_and_come_lowest_first() -> None:
    himmelblau = landscapes.get("himmelblau")
    assert [(m.x, m.y) for m in cells.minima_of(himmelblau)] == list(himmelblau.minima)
    camel = cells.minima_of(landscapes.get("six_hump_camel"))
    assert len(camel) == 6
    assert [m.fun for m in camel] == sorted(m.fun for m in camel)


# -- what is kept ---------------------------------------------------------------------------


class Sized:
    def __init__(self, size: int) -> None:
        self.size = size


def test_a_store_has_an_end_and_forgets_the_oldest() -> None:
    store = runs.Store(room=100)
    for k in range(4):
        store.make(k, lambda: Sized(40), quiet)
        store.get(0)
    assert [store.get(k) is not None for k in range(4)] == [True, False, False, True]
    store.make("big", lambda: Sized(500), quiet)
    assert store.get("big") is not None


def test_of_two_sessions_one_does_the_work() -> None:
    store, began, go_on, count = runs.Store(), threading.Event(), threading.Event(), []

    def work() -> Sized:
        count.append(1)
        began.set()
        go_on.wait(5)
        return Sized(1)

    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(store.make("k", work, quiet)))
               for _ in range(2)]  # fmt: skip
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
        cells.basin_ends(page, 256, tell)
    assert len(heard) == 2
    assert heard[-1] < 1
    assert runs.STORE.get(cells.basin_key(page, 256)) is None
    assert cells.basin_ends(page, 256, quiet).x.shape == (256, 256)


def test_levels_end_where_the_next_would_take_too_long() -> None:
    levels = cells.job_of(Basins()).levels(512)
    assert levels == (64, 128, 256, 512)
    quick, slow = Sized(0), Sized(0)
    quick.seconds, slow.seconds = 0.01, 5.0  # type: ignore[attr-defined]
    assert runs.following(levels, 64, quick, True) == 128
    assert runs.following(levels, 64, slow, True) is None
    assert runs.following(levels, 512, quick, True) is None
    assert cells.job_of(Basins.from_query({"race": "bfgs"})[0]).levels(512) == (12, 24, 48)


class Bar:
    def progress(self, share: float, words: str) -> None:
        pass

    def empty(self) -> None:
        pass


def test_a_finer_level_comes_when_the_browser_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Basins.from_query({"gtol": "0.0123", "steps": "50"})[0]
    session: dict[str, Any] = {}
    monkeypatch.setattr(stage.st, "session_state", session)
    growth = basin_page.growth_of(page)
    assert growth.ready(Bar())[0] == 64
    assert growth.ready(Bar())[0] == 64  # nobody asked
    session[f"{growth.key}.more"] = "of another map"
    assert growth.ready(Bar())[0] == 64
    session[f"{growth.key}.more"] = growth.id(64)
    assert growth.ready(Bar())[::2] == (128, 256)
    session[f"{growth.key}.more"] = growth.id(64)  # asked twice: the answer is there already
    assert growth.ready(Bar())[0] == 128


@pytest.mark.parametrize(
    "told",
    [None, "x", {}, {"picture": "?", "column": 0, "row": 0}, {"picture": "", "column": "a"}],
)
def test_what_a_browser_tells_is_not_trusted(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {}
    monkeypatch.setattr(stage.st, "session_state", session)
    monkeypatch.setattr(stage.mapview, "told", lambda key, what: told)
    picked: list[Any] = []
    growth = basin_page.growth_of(Basins())
    pick, _ = stage.hear(growth, lambda *at: picked.append(at), picked.append)
    pick()
    assert not picked
    for column in (-1, 64, "nan"):
        wrong = {"picture": growth.id(64), "column": column, "row": 0}
        monkeypatch.setattr(stage.mapview, "told", lambda key, what, wrong=wrong: wrong)
        pick()
        assert not picked
    right = {"picture": growth.id(64), "column": 3, "row": 63}
    monkeypatch.setattr(stage.mapview, "told", lambda key, what: right)
    pick()
    assert picked == [(64, 3, 63)]


# -- theory ---------------------------------------------------------------------------------


def test_beyond_the_stable_line_all_runs_diverge_and_before_it_none() -> None:
    page = Sweep.from_query({"steps": "2000"})[0]
    ends, grid = cells.swept(page, 64, quiet), cells.knobs_at(page, 64)
    line = theory.lines(page)[0]
    bound = np.interp(grid["momentum"][:, 0], line.y, line.x)[:, None]  # type: ignore[arg-type]
    diverged = ends.code == optim.STATUSES.index("diverged")
    assert diverged[grid["learning_rate"] > 1.05 * bound].mean() > 0.9
    assert not diverged[grid["learning_rate"] < 0.999 * bound].any()


def test_polyaks_pair_is_critically_damped_along_and_across() -> None:
    page = Sweep()
    (spot,) = theory.spots(page)
    gentle = theory.lines(page)[2]
    assert np.interp(spot.y, gentle.y, gentle.x) == pytest.approx(spot.x, rel=1e-3)  # type: ignore[arg-type]
    # Both roots along the steep direction, h = 50, are -sqrt(momentum).
    assert (1 + spot.y**0.5) ** 2 / 50 == pytest.approx(spot.x)


@pytest.mark.parametrize(
    "query",
    [{"race": "adam"}, {"schedule": "cosine"}, {"surface": "crease"}, {"surface": "monkey_saddle"}],
)
def test_where_theory_is_silent_nothing_is_drawn(query: dict[str, str]) -> None:
    page = Sweep.from_query(query)[0]
    assert theory.lines(page) == []
    assert theory.spots(page) == []


# -- pages ----------------------------------------------------------------------------------


def opened(name: str, **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.run()
    app.switch_page(f"../pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("slug", optim.names())
def test_every_optimizer_can_be_mapped(slug: str) -> None:
    for name in ("basins", "sweep"):
        app = opened(name, race=slug, steps="20", cells="64")
        assert not app.warning
        assert optim.CLASSES[slug].title in app.markdown[0].value
        assert bool(app.info) == (not optim.CLASSES[slug].batched)


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_can_be_mapped(slug: str) -> None:
    for name in ("basins", "sweep"):
        app = opened(name, surface=slug, steps="20", cells="64")
        assert not app.warning
        assert "From (" in app.text[0].value or "step" in app.text[0].value


def test_a_formula_can_be_mapped() -> None:
    for name in ("basins", "sweep"):
        app = opened(name, surface="formula", formula="x^2 + sin(3*y)", steps="20", cells="64")
        assert not app.warning


def test_the_tables_hold_every_cell() -> None:
    page = Basins.from_query({"steps": "100"})[0]
    ends = cells.basin_ends(page, 64, quiet)
    text = basin_page.table(page, 64, ends, basin_page.pictured(page, ends)).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 64 * 64
    x, y = cells.starts(page, 64)
    row = rows[5 * 64 + 7]
    assert (float(row["x"]), float(row["y"])) == (x[7], y[5])
    assert float(row["loss"]) == ends.fun[5, 7]
    sweep = Sweep()
    text = sweep_page.table(sweep, 64, cells.swept(sweep, 64, quiet)).decode()
    assert len(text.splitlines()) == 64 * 64 + 1


def by_label(widgets: Any, label: str) -> Any:
    return next(widget for widget in widgets if widget.label == label)


def link(app: AppTest) -> dict[str, str]:
    return {k: v[0] if isinstance(v, list) else v for k, v in dict(app.query_params).items()}


@pytest.mark.parametrize("name", ["basins", "sweep"])
def test_another_surface_keeps_the_optimizer_and_another_optimizer_the_surface(name: str) -> None:
    app = opened(name, cells="64", steps="20")
    by_label(app.selectbox, "Optimizer").select("adam").run()
    assert not app.exception
    by_label(app.selectbox, "Surface").select("beale").run()
    assert not app.exception
    assert link(app)["race"] == "adam"
    assert link(app)["surface"] == "beale"
    assert link(app)["steps"] == "20"
    by_label(app.selectbox, "Surface").select("formula").run()
    assert not app.exception
    assert "formula" in link(app)
    assert not app.warning


def test_a_sweep_goes_along_the_knobs_that_were_chosen() -> None:
    app = opened("sweep", race="adam", cells="64", steps="20")
    by_label(app.selectbox, "Across").select("beta1").run()
    assert not app.exception
    assert (link(app)["x"], link(app)["y"]) == ("beta1", "learning_rate")
    by_label(app.selectbox, "Upwards").select("beta2").run()
    assert not app.exception
    assert (link(app)["x"], link(app)["y"]) == ("beta1", "beta2")
    again = opened("sweep", **link(app))
    assert by_label(again.selectbox, "Upwards").value == "beta2"
    number = next(w for w in app.number_input if w.label.endswith("from"))
    number.set_value(0.5).run()
    assert not app.exception
    assert link(app)["x.range"].startswith("0.5~")
