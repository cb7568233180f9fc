"""Legend, table, race in words, mark and chart say the same of how a run ended, and it is true."""

import math
from urllib.parse import parse_qsl

import numpy as np
import pytest
from scipy.optimize import approx_fprime

import optim
from ui.playground import race_in_words
from ui.scene import outcome, pictures
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from viz import theme
from viz.browser.play import _facts

ENDS = {
    "converged": "surface=himmelblau&race=gd",
    "saddle": "surface=himmelblau&race=newton",
    "maximum": "surface=himmelblau&race=newton&start=0~0",
    "poorer_minimum": "surface=ackley&race=gd",
    "level_ground": "surface=easom&race=gd&start=0~0",
    "diverged": "surface=bowl&race=gd&gd.learning_rate=3",
    "max_steps": "surface=rosenbrock&race=gd",
    "max_evaluations": "surface=rosenbrock&race=gd&fair=on&steps=20",
    "stalled": "surface=crease&race=lbfgs",
    "left_domain": "surface=formula&formula=log(x)%2By^2&window=-1~2~-1~1&start=0.5~0&race=gd",
}
"""By what comes of it, the link of a race of one."""
SAYS = {
    "converged": ("converged", "Converged at a minimum"),
    "saddle": ("stopped at a saddle", "Stopped at a saddle point"),
    "maximum": ("stopped at a maximum", "Stopped at a maximum"),
    "poorer_minimum": ("in a poorer minimum", "Converged at a poorer minimum"),
    "level_ground": ("stopped on level ground", "Stopped on level ground"),
    "diverged": ("diverged", "Diverged at step"),
    "max_steps": ("out of steps", "Stopped after all"),
    "max_evaluations": ("budget spent", "Its evaluations end after"),
    "stalled": ("stuck", "Stuck after"),
    "left_domain": ("left the domain", "Left the domain at step"),
}
"""In the legend, and in the sentence."""


def raced(word: str) -> tuple[Scene, Raced]:
    scene, _ = Scene.from_query(dict(parse_qsl(ENDS[word])))
    (one,) = run_race(scene)
    return scene, one


def test_a_run_of_every_outcome_is_looked_at() -> None:
    assert set(ENDS) == set(SAYS) == set(optim.OUTCOMES) == set(theme.STATUS_WORDS)


@pytest.mark.parametrize("word", ENDS)
def test_everything_says_the_same_of_how_it_ended(word: str) -> None:
    scene, one = raced(word)
    run = one.trajectory
    assert run.outcome == word
    short, sentence = SAYS[word]
    table = outcome.table(scene, [one])
    facts = _facts(pictures.runs(scene, [one])[0], one.label, pictures.ground_of(scene))
    assert table["Result"] == [facts["words"]]
    assert facts["words"].startswith(short)
    assert table["Why it ended"] == [run.message]
    assert run.message.startswith(sentence)
    assert race_in_words.describe(one).endswith(run.message)
    assert facts["mark"] == theme.END_MARKS[word]
    if run.above > 0 and word not in ("max_steps", "max_evaluations", "diverged", "converged"):
        assert "above the lowest known minimum" in run.message


@pytest.mark.parametrize("word", ENDS)
def test_and_it_is_true(word: str) -> None:
    """Seen by differences, which the app has no part in."""
    scene, one = raced(word)
    landscape, run = scene.landscape(), one.trajectory
    at = np.array([run.x[-1], run.y[-1]])

    def fun(point: np.ndarray) -> float:
        return float(landscape.fun(float(point[0]), float(point[1])))

    if word in ("diverged", "left_domain"):
        lost = math.isnan(run.fun[-1]) if word == "left_domain" else abs(run.fun[-1]) > 1e12
        assert lost
        return
    away = 1e-3 * (landscape.bounds[0][1] - landscape.bounds[0][0])
    turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    around = [fun(at + away * np.array([np.cos(t), np.sin(t)])) - fun(at) for t in turns]
    slope = float(np.hypot(*approx_fprime(at, fun, 1e-7)))
    if word in ("converged", "poorer_minimum"):
        assert min(around) > 0
    elif word == "saddle":
        assert min(around) < 0 < max(around)
    elif word == "maximum":
        assert max(around) < 0
    elif word == "level_ground":
        assert max(map(abs, around)) < 1e-9
    elif word == "stalled":
        assert "line search" in run.message
    else:
        assert slope > 1e-6
    if word in ("saddle", "maximum", "poorer_minimum", "level_ground"):
        lowest = min(fun(np.array(m)) for m in landscape.minima)
        assert run.above == pytest.approx(fun(at) - lowest)


def test_who_can_go_no_lower_at_the_minimum_is_not_just_stuck() -> None:
    scene, _ = Scene.from_query({"surface": "goldstein_price", "race": "nelder_mead"})
    (one,) = run_race(scene)
    assert one.trajectory.status == "stalled"
    assert outcome.table(scene, [one])["Result"] == ["stuck at the minimum"]
    assert "the loss is that of the lowest known minimum" in one.trajectory.message


def test_thin_lines_in_a_poorer_minimum_are_counted_apart() -> None:
    scene, _ = Scene.from_query({"surface": "rastrigin", "race": "gd", "starts": "grid"})
    (one,) = run_race(scene)
    found = [run.outcome for run in one.fan]
    (words,) = outcome.table(scene, [one])["Thin lines"]
    poorer = found.count("poorer_minimum")
    assert poorer > 0
    done = f"{found.count('converged')} of {len(found)} converged"
    assert words == f"{done}, {poorer} in a poorer minimum"
