"""Surfaces made of samples: their facts, each step's mini-batch and the surface of that."""

import asyncio
import json
import struct
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from starlette.applications import Starlette

import landscapes
import optim
from ui import previews
from ui.scene import cached, lecture_scenes, outcome, pictures, samples
from ui.scene.racer import Racer
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from viz import Chart, browser
from viz.chart_axes import chart_axes

IRIS = "linear_classifier"
SAMPLED = [slug for slug in landscapes.names() if landscapes.get(slug).scatter is not None]


def scene(**facts: Any) -> Scene:
    return Scene.opening(IRIS, **facts)


def unpacked(blob: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header and parts of `viz.browser.wire.blob`, as wire.js reads them."""
    (length,) = struct.unpack("<I", blob[:4])
    header = json.loads(blob[4 : 4 + length])
    first = 4 * -(-(4 + length) // 4)
    types = {"f4": "<f4", "u1": "<u1"}
    parts = {
        name: np.frombuffer(blob[first + at : first + at + size], types[kind])
        for name, (at, size, kind) in header["parts"].items()
    }
    return header, parts


# -- what the browser gets ------------------------------------------------------------------


def test_only_surfaces_of_samples_send_samples() -> None:
    assert samples.facts(Scene.opening("rosenbrock")) == ""
    assert samples.parts(Scene.opening("rosenbrock")) == {}
    assert samples.parts(scene()) == {}
    assert json.loads(samples.facts(scene()))["samples"] == 100


@pytest.mark.parametrize("slug", SAMPLED)
def test_the_lines_part_what_the_scores_part(slug: str) -> None:
    """The browser draws a u + b v + c = 0; the side above it is called the second class."""
    made = landscapes.get(slug)
    sent = json.loads(samples.facts(Scene.opening(slug)))["scatter"]
    u, v, label = (np.array(sent[name]) for name in ("u", "v", "label"))
    assert len(u) == made.samples
    assert [each["name"] for each in sent["classes"]] == list(made.scatter.names)  # type: ignore[union-attr]
    assert len({each["mark"] for each in sent["classes"]}) == len(sent["classes"])
    assert len({each["colour"] for each in sent["classes"]}) == len(sent["classes"])
    assert all(
        axis["lo"] < min(values) <= max(values) < axis["hi"]
        for axis, values in zip(sent["axes"], (u, v), strict=True)
    )
    if len(sent["lines"]) != 1:
        return
    ((x, y),) = made.minima
    a, b, c = np.array(sent["lines"][0]) @ [1.0, x, y]
    right = np.mean((a * u + b * v + c > 0) == (label == 1))
    assert right > 0.9
    a, b, c = np.array(sent["lines"][0]) @ [1.0, -x, -y]
    assert np.mean((a * u + b * v + c > 0) == (label == 1)) < 0.1


def test_samples_held_out_are_sent_and_told_apart() -> None:
    made = scene(surface_knobs=(("held_out", 70.0), ("split", 2.0)), steps=30)
    landscape = made.landscape()
    sent = json.loads(samples.facts(made))
    assert (sent["samples"], len(sent["scatter"]["u"])) == (30, 30)
    assert len(sent["scatter"]["held"]["u"]) == len(sent["scatter"]["held"]["label"]) == 70
    for axis, name in zip(sent["scatter"]["axes"], "uv", strict=True):
        every = sent["scatter"][name] + sent["scatter"]["held"][name]
        assert axis["lo"] < min(every) <= max(every) < axis["hi"]
    raced = run_race(made)
    table = outcome.table(made, raced)
    for row, loss, right in zip(
        raced, table["Loss of those held out"], table["Held out, right"], strict=True
    ):
        end = float(row.trajectory.x[-1]), float(row.trajectory.y[-1])
        assert loss == landscapes.held_out(landscape, *end)[0]  # type: ignore[index]
        assert right == f"{landscapes.held_out(landscape, *end)[1]} of 70"  # type: ignore[index]
    assert "Held out, right" not in outcome.table(scene(), run_race(scene()))
    assert json.loads(samples.facts(scene()))["scatter"]["held"] is None


def test_the_chart_can_show_the_loss_of_those_held_out() -> None:
    made = scene(surface_knobs=(("held_out", 70.0),), steps=30, curve="held_out", loss="linear")
    raced = run_race(made)
    (run, *_), landscape = pictures.runs(made, raced), made.landscape()
    wanted = [landscapes.held_out(landscape, x, y) for x, y in zip(run.x, run.y, strict=True)]
    chart = Chart("held_out", "steps", False, 0.0, True)
    assert chart.values(run) == pytest.approx([loss for loss, _ in filter(None, wanted)])
    assert chart_axes([run], chart)["y"]["title"] == "loss of those held out"
    assert chart_axes([run], chart)["note"] == ""
    without = pictures.runs(replace(made, surface_knobs=()), run_race(scene(steps=30)))
    assert np.isnan(chart.values(without[0])).all()
    assert chart_axes(without, chart)["note"] == "No samples of this surface are held out."


def test_each_steps_samples_come_with_the_race() -> None:
    made = scene(batch=7, seed=3, steps=50)
    header, parts = unpacked(samples.parts(made)["batch"])
    count = made.landscape().samples
    order = optim.minibatch.order(count, 7, 50, 3)
    assert (header["size"], header["rows"], header["wide"]) == (7, 50, 1)
    assert parts["index"].reshape(50, 7).tolist() == order.tolist()


def test_so_many_samples_are_not_sent_that_a_move_would_be_slow() -> None:
    made = scene(batch=99, steps=5000)
    header, parts = unpacked(samples.parts(made)["batch"])
    assert parts["index"].nbytes <= samples.SENT
    assert header["rows"] * 99 == len(parts["index"]) > samples.SENT - 99


def test_the_surface_of_a_batch_is_that_of_its_samples() -> None:
    made = scene(batch=5, seed=2, steps=30)
    body = samples.surfaces(made.to_query() | {"at": "11"})
    assert body is not None
    header, parts = unpacked(body)
    assert (header["first"], header["rows"], header["grid"]) == (11, samples.CHUNK, samples.GRID)
    landscape, ground = made.landscape(), cached.ground(made.landscape(), made.height)
    order = optim.minibatch.order(landscape.samples, 5, 30, 2)
    assert parts["index"].reshape(-1, 5).tolist() == order[11 : 11 + samples.CHUNK].tolist()
    grids = parts["height"].reshape(samples.CHUNK, samples.GRID, samples.GRID)
    (x_lo, x_hi), (y_lo, y_hi) = landscape.bounds
    corner = landscape.part(order[13]).fun(x_hi, y_lo)
    low = min(
        landscape.part(order[13]).fun(x, y)
        for x in np.linspace(x_lo, x_hi, samples.GRID)
        for y in np.linspace(y_lo, y_hi, samples.GRID)
    )
    shape = replace(ground, low=low, high=low + ground.high - ground.low)
    assert grids[2, 0, -1] == pytest.approx(float(shape.height(corner)), rel=1e-5)
    assert grids.min() == 0


def test_a_slow_surface_is_coarse_and_comes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "SECONDS", 0.0)
    body = samples.surfaces(scene(batch=6, seed=9, steps=30).to_query() | {"at": "2"})
    assert body is not None
    header, parts = unpacked(body)
    assert (header["rows"], header["grid"]) == (1, samples.COARSE)
    assert (len(parts["height"]), len(parts["index"])) == (samples.COARSE**2, 6)


def test_all_samples_in_one_batch_make_the_ground() -> None:
    """The heights of another surface are on the scale of the ground."""
    ground = cached.ground(scene().landscape(), "log")
    assert browser.sample_heights(ground, ground.z) == pytest.approx(
        ground.height(ground.z), rel=1e-5
    )
    empty = browser.sample_heights(ground, np.full((3, 3), np.nan))
    assert np.isnan(empty).all()


# -- over HTTP ------------------------------------------------------------------------------


APP = Starlette(routes=previews.ROUTES)


def asked(path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the server answers."""
    sent = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    asyncio.run(APP(scope | {"query_string": urlencode(query).encode()}, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize("prefix", ["", "/lecture/7"])
def test_surfaces_of_batches_are_served(prefix: str) -> None:
    link = scene(batch=10, ground="batch", steps=20).to_query()
    status, headers, body = asked(f"{prefix}/live/batch", link | {"at": "16"})
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert unpacked(body)[0]["rows"] == 4


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"surface": "rosenbrock", "batch": "5"},
        {"surface": IRIS},
        {"surface": IRIS, "batch": "1e9"},
        {"surface": IRIS, "batch": "5", "at": "999999"},
        {"surface": "../x", "batch": "<b>", "at": "-1"},
        {"surface": "upload", "file": "x"},
    ],
)
def test_without_a_batch_there_is_nothing_to_serve(query: dict[str, str]) -> None:
    assert asked("/live/batch", query)[0] == 204


@pytest.mark.parametrize("at", ["-1", "x", "1e3", "²", "9" * 40, ""])
def test_a_step_that_is_none_is_the_first(at: str) -> None:
    body = asked("/live/batch", {"surface": IRIS, "batch": "5", "at": at})[2]
    assert unpacked(body)[0]["first"] == 0


def test_a_preview_has_its_samples() -> None:
    body = asked("/live/race", {"surface": IRIS, "batch": "5", "race": "gd"})[2]
    assert "batch" in unpacked(body)[1]


# -- the scene ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "batch"),
    [
        ({"surface": IRIS, "batch": 10}, 10),
        ({"surface": IRIS, "batch": 100}, 0),
        ({"surface": IRIS, "batch": 5000}, 0),
        ({"surface": "bowl", "batch": 10}, 0),
        ({"surface": "formula", "formula": "x^2 + y^2", "batch": 10}, 0),
    ],
)
def test_a_batch_is_less_than_all_samples(facts: dict[str, Any], batch: int) -> None:
    assert Scene(**facts).batch == batch


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"batch": "5"}, "no samples"),
        ({"surface": IRIS, "batch": "100"}, "no more than 100 samples"),
        ({"surface": IRIS, "batch": "-1"}, "0 is used"),
        ({"surface": IRIS, "batch": "2.5"}, "whole number"),
        ({"surface": IRIS, "ground": "half"}, "half"),
        ({"surface": IRIS, "data": "maybe"}, "maybe"),
    ],
)
def test_a_batch_that_means_nothing_is_told(query: dict[str, str], word: str) -> None:
    _, (note,) = Scene.from_query(query)
    assert word in note


def test_a_batch_makes_a_race_random() -> None:
    assert scene(batch=10).is_random()
    assert not scene(batch=10, race=()).is_random()
    assert not scene(race=(Racer("gd"),)).is_random()
    raced = run_race(scene(batch=10, race=(Racer("gd"),), seeds=4))
    assert len(raced[0].fan) == 3
    assert len({float(run.x[-1]) for run in raced[0].fan}) == 3


def test_the_race_is_run_on_batches() -> None:
    made = scene(batch=10, race=(Racer("gd"),), seed=5, steps=20)
    (raced,) = run_race(made)
    landscape = made.landscape()
    alone = optim.minimize(landscape, raced.optimizer, made.start, 20, seed=5, batch=10)
    assert raced.trajectory.x.tolist() == alone.x.tolist()
    whole = optim.minimize(landscape, raced.optimizer, made.start, 20, seed=5)
    assert raced.trajectory.x.tolist() != whole.x.tolist()
    # The first step goes down the surface of the samples that the browser marks.
    row = unpacked(samples.parts(made)["batch"])[1]["index"][:10]
    gx, _ = landscape.part(row).grad(*made.start)
    rate = raced.optimizer.learning_rate  # type: ignore[attr-defined]
    assert raced.trajectory.x[1] == pytest.approx(made.start[0] - rate * gx, rel=1e-12)


def test_the_table_tells_epochs_where_there_are_batches() -> None:
    made = scene(batch=30, race=(Racer("gd"),), steps=21)
    assert outcome.table(made, run_race(made))["Epochs"] == [6.3]  # 630 of 100 samples
    whole = replace(made, batch=0)
    assert "Epochs" not in outcome.table(whole, run_race(whole))


# -- the lecture ----------------------------------------------------------------------------


@pytest.mark.parametrize("one", lecture_scenes.ALL, ids=lambda one: one.title)
def test_every_scene_of_the_lecture_opens_and_is_told(one: lecture_scenes.LectureScene) -> None:
    made, notes = Scene.from_query(dict(parse_qsl(one.link)))
    assert notes == ()
    assert lecture_scenes.lesson_of(made) == one.says
    assert one.says.endswith(".")
    assert lecture_scenes.lesson_of(replace(made, start=(0.125, 0.25))) == ""
    assert made.to_query() == dict(parse_qsl(one.link)), "the link says more than it must"


def told_of(title: str) -> Scene:
    return lecture_scenes.opened(next(one for one in lecture_scenes.ALL if one.title == title))


def test_the_scenes_of_the_lecture_tell_the_truth() -> None:
    enough = told_of("Hinge: good enough is enough").landscape()
    assert enough.fun(5.0, 5.0) == enough.fun(6.0, 6.0) == 0
    never = told_of("Softmax: never satisfied").landscape()
    assert never.minima == ()
    assert 0 < never.fun(60.0, 60.0) < never.fun(30.0, 30.0) < never.fun(15.0, 15.0)
    assert len(told_of("A penalty makes one answer").landscape().minima) == 1
    ((x, y),) = told_of("L2 shares the weight").landscape().minima
    assert min(x, y) > 0.5 * max(x, y) > 0
    ((x, y),) = told_of("L1 drops a weight").landscape().minima
    assert (x > 0.5, y) == (True, 0)
    searches = told_of("Three ways down")
    ends = {r.label: float(r.trajectory.fun[-1]) for r in run_race(searches)}
    assert ends["gd"] < ends["local_search"] < ends["random_search"]


def test_one_sample_never_settles_and_ten_are_calmer() -> None:
    def unrest(title: str) -> float:
        (first, *_) = run_race(told_of(title))
        return float(np.ptp(first.trajectory.fun[100:]))

    assert unrest("One sample a step") > 5 * unrest("Ten samples a step") > 0
