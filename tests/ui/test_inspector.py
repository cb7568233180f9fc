"""What the inspector gets, and what is said of a run in words."""

import json
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui.playground import inspector, race_in_words
from ui.scene.racer import Racer
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

LIMIT = 12_000
STEPS = 200


def inspected(scene: Scene) -> tuple[dict[str, Any], dict[str, np.ndarray], int]:
    """Header, parts by name (doubles without their *), and bytes."""
    blob = inspector.inspect(scene, run_race(scene))
    assert blob is not None
    (length,) = struct.unpack_from("<I", blob)
    header = json.loads(blob[4 : 4 + length])
    first = -(-(4 + length) // 4) * 4
    parts = {}
    for name, (offset, size, kind) in header["parts"].items():
        raw = blob[first + offset : first + offset + size]
        assert (kind == "d8") == name.endswith("*")
        wide = "u2" if name in ("trial.x", "trial.y") else kind
        parts[name.removesuffix("*")] = numbers(raw, wide)
    return header, parts, len(blob)


def numbers(raw: bytes, kind: str) -> np.ndarray:
    """As wire.js does it; see viz.browser.wire.woven."""
    width = int(kind[1:])
    if kind[0] == "u":
        return np.frombuffer(raw, f"<u{width}")
    bits = np.frombuffer(raw, np.uint8).reshape(width, -1).T.copy().view(f"<u{width}").ravel()
    return np.cumsum(bits, dtype=bits.dtype).view(f"<f{width}")


@pytest.mark.parametrize("slug", optim.names())
@pytest.mark.parametrize("surface", ["rosenbrock", "ackley"])
def test_a_run_of_200_steps_is_small(slug: str, surface: str) -> None:
    scene = Scene.opening(surface, race=(Racer(slug),), steps=STEPS)
    header, parts, size = inspected(scene)
    assert size <= LIMIT
    n = header["steps"] + 1
    for name, values in parts.items():
        assert len(values) == n or name in ("trial.x", "trial.y"), name
    if "trial.count" in parts:
        assert parts["trial.count"].sum() == len(parts["trial.x"]) == len(parts["trial.y"])


def test_noise_and_schedules_are_small_too() -> None:
    scene = Scene.opening("rosenbrock", race=(Racer("nadam"),), noise=1.0, schedule="cosine")
    header, parts, size = inspected(replace(scene, steps=STEPS))
    assert size <= LIMIT + 4000
    assert "learning_rate" not in header["knobs"]
    assert {"learning_rate", "noise_x", "grad_x"} <= parts.keys()
    assert header["lines"][0] == {"name": "g", "of": "both", "tree": ["+", "slope", "noise"]}


def test_what_the_lines_start_from_is_what_the_run_saw() -> None:
    scene = Scene.opening("himmelblau", race=(Racer("adam"),), noise=0.3)
    (raced,) = run_race(scene)
    run, (header, parts, _) = raced.trajectory, inspected(scene)
    assert np.array_equal(parts["grad_x"][:-1], run.record["g_x"][1:])
    assert parts["grad_y"][-1] == run.grad_y[-1]
    assert parts["x"] == pytest.approx(run.x, rel=1e-6)
    assert header["knobs"]["beta1"] == 0.9
    assert header["symbols"]["beta1"] == "β₁"
    assert header["first"] == {"mu": [0, 0], "nu": [0, 0], "x": [0, 0]}
    assert header["message"] == run.message


def test_each_line_knows_its_coordinates() -> None:
    def of(slug: str) -> dict[str, str]:
        scene = Scene.opening("rosenbrock", race=(Racer(slug),))
        lines = inspected(scene)[0]["lines"]
        return {line["name"]: line["of"] for line in lines if "name" in line}

    newton = of("newton")
    assert [newton[n] for n in ("det", "step_x", "step_y", "x")] == ["one", "x", "y", "both"]
    assert of("radam")["rho"] == "one"
    assert of("nadam")["beta1_product"] == "one"
    assert of("adam") == dict.fromkeys(("g", "mu", "nu", "mu_hat", "nu_hat", "step", "x"), "both")
    assert of("cg")["beta"] == "one"
    assert of("cg")["direction"] == "both"


def test_a_method_without_lines_shows_gradient_and_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optim.CLASSES["gd"], "worked", ())
    header, parts, _ = inspected(Scene.opening("bowl", race=(Racer("gd"),)))
    assert [line["name"] for line in header["lines"]] == ["g", "x"]
    assert {"step_x", "step_y", "grad_x"} <= parts.keys()


def test_the_focused_racer_is_explained_and_without_any_nothing() -> None:
    scene = Scene.opening("bowl", race=(Racer("gd"), Racer("adam"), Racer("adam")))
    assert inspected(scene)[0]["name"] == "Gradient descent"
    assert inspected(replace(scene, focus="adam.2"))[0]["name"] == "Adam 2"
    assert inspector.inspect(replace(scene, race=()), []) is None


def test_points_asked_about_are_cut_to_the_last_of_each_step() -> None:
    scene = Scene.opening("rosenbrock", race=(Racer("backtracking"),), steps=STEPS)
    (raced,) = run_race(scene)
    header, parts, _ = inspected(scene)
    run, count = raced.trajectory, parts["trial.count"]
    assert len(run.trials[0]) > len(parts["trial.x"]) > 200
    (low, high), _ = header["reach"]
    x = low + (high - low) * parts["trial.x"] / 65535
    # The last trial of a backtracking search is the point it took.
    last = np.cumsum(count)[: run.steps] - 1
    assert x[last] == pytest.approx(run.x[1:], abs=(high - low) / 65535)


@pytest.mark.parametrize(
    ("formula", "at", "word"),
    [
        ("x^2 + y^2", (1, 1), "bowl"),
        ("x^2 + 100*y^2", (1, 1), "ravine"),
        ("-x^2 - y^2", (1, 1), "dome"),
        ("x^2 - y^2", (1, 1), "saddle"),
        ("x^2 + y", (1, 1), "trough"),
        ("y - x^2", (1, 1), "ridge"),
        ("x + 2*y", (1, 1), "even slope"),
        ("exp(-40*(x^2 + y^2))", (1.5, 1.5), "flat"),
        ("abs(x) + y^2", (0, 1), "fold"),
        ("log(x) + y", (-1, 1), "not defined"),
    ],
)
def test_the_ground_in_words(formula: str, at: tuple[float, float], word: str) -> None:
    s = landscapes.from_formula(formula)
    run = optim.minimize(s, optim.get("gd", learning_rate=1e-6), at, max_steps=3, gtol=0.0)
    ground = inspector.ground(s, run)
    assert word in ground.words[ground.code[0]]


def test_the_ground_agrees_with_the_closer_look() -> None:
    s = landscapes.get("himmelblau")
    run = optim.minimize(s, optim.get("momentum", learning_rate=0.01), max_steps=60)
    ground = inspector.ground(s, run)
    seen = set()
    for k, code in enumerate(ground.code):
        here = landscapes.local(s, run.x[k], run.y[k])
        kind = here.words.split()[1].rstrip(":")
        seen.add(kind)
        assert kind in ground.words[code] or kind == "valley", (here.words, ground.words[code])
        assert (ground.low[k], ground.high[k]) == pytest.approx((here.low, here.high), rel=1e-9)
        along = abs(
            np.cos(ground.angle[k]) * here.high_axis[0]
            + np.sin(ground.angle[k]) * here.high_axis[1]
        )
        assert along == pytest.approx(1.0)
    assert len(seen) >= 2


def described(surface: str, slug: str, knobs: dict[str, float] | None = None, **facts: Any) -> str:
    scene = Scene.opening(surface, race=(Racer(slug, tuple((knobs or {}).items())),), **facts)
    (raced,) = run_race(scene)
    text = race_in_words.describe(raced)
    assert text.startswith("starts at (")
    assert text.endswith(raced.trajectory.message)
    return text


def test_runs_are_described() -> None:
    assert "never comes lower" in described("rosenbrock", "gd", {"learning_rate": 1.0})
    steep = {"formula": "x^2/2 + 20*y^2", "start": (-1.5, 1.0)}
    zigzag = described("formula", "gd", {"learning_rate": 0.0495}, steps=60, **steep)
    assert "(a zigzag)" in zigzag
    assert "99 % of the way by step" in zigzag
    heavy = described("bowl", "momentum", {"learning_rate": 0.05}, steps=200)
    assert "turns back" in heavy
    assert "rises in" in heavy
    assert "turns back" not in described("bowl", "gd", {"learning_rate": 0.1})
    assert "moves in only" in described("bowl", "random_search")
    still = described("bowl", "gd", start=(0.0, 0.0))
    assert still.count(". ") == 1


def test_the_99_percent_are_counted_by_hand() -> None:
    text = described("bowl", "gd", {"learning_rate": 0.1}, steps=50)
    (raced,) = run_race(
        Scene.opening("bowl", race=(Racer("gd", (("learning_rate", 0.1),)),), steps=50)
    )
    fun = raced.trajectory.fun
    near = next(k for k, f in enumerate(fun) if f <= fun.min() + 0.01 * (fun[0] - fun.min()))
    assert f"99 % of the way by step {near}" in text


def test_the_race_in_words_names_everyone_and_is_plain_text() -> None:
    def page() -> None:
        from ui.playground import race_in_words
        from ui.scene.racer import Racer
        from ui.scene.run_race import run_race
        from ui.scene.scene import Scene

        scene = Scene.opening("bowl", race=(Racer("gd"), Racer("adam"), Racer("adam")), steps=9)
        race_in_words.show(run_race(scene))
        race_in_words.show([])

    app = AppTest.from_function(page, default_timeout=60).run()
    assert [e.label for e in app.expander] == ["The race in words"]
    assert not app.markdown  # they are made when somebody looks at them
    app.session_state["fold.words"] = True
    app.run()
    assert not app.exception
    (text,) = (block.value for block in app.markdown)
    lines = text.splitlines()
    assert [line.split("**")[1] for line in lines] == ["Gradient descent", "Adam", "Adam 2"]
    assert all("starts at \\(" in line for line in lines)
