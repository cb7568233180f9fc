"""The race as bytes: what the browser takes apart is what the figures would have drawn."""

import json
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from figure_facts import further_runs, made

import landscapes
import optim
from viz import Chart, chart_axes, sample, theme
from viz.browser.play import play_bytes
from viz.browser.wire import blob, woven
from viz.figures import curve_figure


def numbers(raw: bytes, kind: str) -> np.ndarray:
    """Also of numbers that travel as differences, byte by byte."""
    width = int(kind[1:])
    if kind[0] == "d":
        bits = np.frombuffer(raw, np.uint8).reshape(width, -1).T.copy().view(f"<u{width}").ravel()
        raw = np.cumsum(bits, dtype=bits.dtype).tobytes()
    return np.frombuffer(raw, f"<f{width}")


def unpacked(raw: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray | bytes]]:
    """As wire.js does it."""
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length], parse_constant=pytest.fail)
    first = -(-(4 + length) // 4) * 4
    parts: dict[str, np.ndarray | bytes] = {}
    for name, (offset, size, kind) in header["parts"].items():
        assert offset % 4 == 0
        piece = raw[first + offset : first + offset + size]
        assert len(piece) == size
        parts[name] = piece if kind == "u1" else numbers(piece, kind)
    return header, parts


def race(slug: str, **more: Any) -> tuple[Any, list[Any], tuple[str, ...]]:
    surface = landscapes.get(slug)
    names = ("gd", "adam")
    runs = [made(surface, name, index, 40, **more) for index, name in enumerate(names)]
    return surface, runs, names


def chart(curve: str = "loss", by: str = "steps", log: bool = True, floor: float = 0.0) -> Chart:
    return Chart(curve, by, log, floor, known=True)


@pytest.mark.parametrize("words", ["", "a", "κ — ü"])
def test_a_blob_keeps_numbers_bytes_and_words(words: str) -> None:
    numbers = np.array([1.5, np.nan, -3e30, np.inf])
    raw = blob({"words": words}, {"n": numbers, "raw": b"abcde", "none": np.empty(0)})
    header, parts = unpacked(raw)
    assert header["words"] == words
    np.testing.assert_array_equal(parts["n"], numbers.astype(np.float32))
    assert parts["raw"] == b"abcde"
    assert len(parts["none"]) == 0


@pytest.mark.parametrize(("kind", "type_"), [("d4", np.float32), ("d8", np.float64)])
def test_woven_numbers_lose_nothing(kind: str, type_: type) -> None:
    rng = np.random.default_rng(0)
    values = np.cumsum(rng.normal(size=300)) * 10.0 ** rng.integers(-30, 30, 300)
    values[::50] = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-45]
    values = values.astype(type_)
    _, parts = unpacked(blob({}, {"n": woven(values, kind), "none": woven([], kind)}))
    assert bytes(parts["n"]) == values.tobytes()
    assert len(parts["none"]) == 0


def test_woven_numbers_of_a_run_pack_to_half() -> None:
    run = optim.minimize(landscapes.get("rosenbrock"), optim.get("adam"), (-1.2, 1.0), 200)
    plain = run.x.astype(np.float32)
    assert len(zlib.compress(woven(plain))) < 0.6 * len(zlib.compress(plain.tobytes()))


def test_a_header_that_browsers_cannot_read_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        blob({"floor": float("nan")}, {})


@pytest.mark.parametrize(("curve", "by"), [("loss", "steps"), ("distance", "cost")])
def test_every_run_is_there_point_for_point(curve: str, by: str) -> None:
    surface, runs, names = race("himmelblau")
    ground = sample(surface.fun, surface.bounds)
    header, parts = unpacked(play_bytes(ground, runs, names, surface.start, chart(curve, by)))
    assert header["start"] == list(surface.start)
    assert [run["label"] for run in header["runs"]] == list(names)
    figure = curve_figure(runs, curve, by, "log", 0.0, True, "")
    for k, (run, facts) in enumerate(zip(runs, header["runs"], strict=True)):
        assert facts["steps"] == len(run.x) - 1
        assert facts["colour"] in theme.COLOURS
        np.testing.assert_array_equal(parts[f"{k}.x"], run.x.astype(np.float32))
        np.testing.assert_array_equal(parts[f"{k}.value"], figure.data[k].y)
        at = parts.get(f"{k}.at", np.arange(len(run.x)))
        np.testing.assert_array_equal(at, figure.data[k].x)
        fun = parts.get(f"{k}.fun", np.asarray(parts[f"{k}.value"]) + header["floor"])
        np.testing.assert_allclose(fun, run.fun, rtol=1e-6)


def test_heights_can_be_made_from_what_is_sent() -> None:
    for slug in ("rosenbrock", "bowl"):
        surface = landscapes.get(slug)
        ground = sample(surface.fun, surface.bounds)
        shape = ground.shape()
        above = ground.z - shape["low"]
        mine = np.log10(1 + above / shape["scale"]) if shape["log"] else above
        np.testing.assert_allclose(mine, ground.height(ground.z), rtol=1e-12, atol=1e-12)
        assert shape["top"] == pytest.approx(float(ground.height(ground.high)))


def test_a_run_that_falls_off_the_map_ends_where_it_was_last_seen() -> None:
    surface = landscapes.get("bowl")
    run = made(surface, "gd", steps=200, learning_rate=10.0)
    assert run.outcome == "diverged"
    ground = sample(surface.fun, surface.bounds)
    header, parts = unpacked(play_bytes(ground, [run], ["gd"], surface.start, chart()))
    facts = header["runs"][0]
    assert facts["mark"] == theme.END_MARKS["diverged"]
    assert facts["end"] < facts["steps"]
    seen = np.isfinite(np.asarray(parts["0.x"]))
    assert seen[facts["end"]]
    assert not seen[-1]


def test_further_runs_are_sent_with_their_lengths() -> None:
    surface = landscapes.get("himmelblau")
    fan = further_runs(surface, 3, 20)
    run = made(surface, "gd", steps=20, fan=fan)
    ground = sample(surface.fun, surface.bounds)
    header, parts = unpacked(play_bytes(ground, [run], ["gd"], surface.start, chart()))
    lengths = header["runs"][0]["fan"]
    assert lengths == [len(x) for x, _, _ in fan]
    assert len(parts["0.fan.value"]) == sum(lengths)
    assert np.isnan(np.asarray(parts["0.fan.x"])).sum() >= 2  # gaps between three
    header, parts = unpacked(play_bytes(ground, [run], ["gd"], surface.start, chart("gradient")))
    assert "0.fan.value" not in parts


def test_eight_runs_of_200_steps_are_small() -> None:
    surface = landscapes.get("rosenbrock")
    runs = [made(surface, "gd", k, 200, learning_rate=1e-4) for k in range(8)]
    assert all(len(run.x) == 201 for run in runs)
    labels = [f"gd.{k}" for k in range(8)]
    raw = play_bytes(sample(surface.fun, surface.bounds), runs, labels, surface.start, chart())
    assert len(raw) < 25_000


@pytest.mark.parametrize("curve", ["loss", "distance", "gradient"])
@pytest.mark.parametrize("log", [True, False])
def test_the_frame_of_the_chart_is_that_of_the_figure(curve: str, log: bool) -> None:
    _, runs, _ = race("himmelblau")
    scale = "log" if log else "linear"
    figure = curve_figure(runs, curve, "steps", scale, 0.0, True, "a")
    axes = chart_axes(runs, chart(curve, "steps", log))
    json.dumps(axes, allow_nan=False)
    limits = [axes["y"]["lo"], axes["y"]["hi"]]
    limits = list(np.log10(limits)) if axes["y"]["log"] else limits
    assert axes["y"]["log"] is (figure.layout.yaxis.type == "log")
    assert limits == pytest.approx(list(figure.layout.yaxis.range), rel=1e-12, abs=1e-12)
    assert axes["y"]["title"] == figure.layout.yaxis.title.text
    assert axes["x"]["title"] == figure.layout.xaxis.title.text
    assert axes["x"]["lo"] < 0 < 40 < axes["x"]["hi"]
