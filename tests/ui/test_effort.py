"""A race on a slow surface is cut to what there is time for, and says so."""

import pytest

from ui import previews
from ui.scene import effort, further_runs
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

EVERY = "gd~momentum~adam~nadam~bfgs~lbfgs~newton~cg"
SLOW = {"surface": "network", "surface.count": "1437", "steps": "5000", "race": EVERY}


def read(query: dict[str, str]) -> Scene:
    scene, notes = Scene.from_query(query)
    assert not notes
    return scene


@pytest.mark.parametrize("more", [{}, {"gradient": "central"}, {"batch": "16"}])
def test_a_slow_race_is_bounded(more: dict[str, str]) -> None:
    scene = read(SLOW | more)
    steps = effort.steps(scene)
    assert effort.LEAST_STEPS <= steps < 5000
    work = steps * len(scene.race) * effort.of_step(scene)
    assert work <= effort.WORK or steps == effort.LEAST_STEPS
    assert str(steps) in effort.note(scene)
    assert previews.race_preview(SLOW | more) is None


def test_its_runs_are_as_long_as_it_says() -> None:
    scene = read(SLOW | {"race": "gd", "noise": "1", "schedule": "cosine"})
    assert effort.steps(scene) < 5000
    (raced,) = run_race(scene)
    assert raced.trajectory.steps == effort.steps(scene)
    # The schedule is that of the whole race, not one squeezed into its first part.
    rates = raced.trajectory.record["learning_rate"]
    assert rates[-1] > 0.5 * rates[1]


def test_thin_lines_share_the_same_time() -> None:
    scene = read(
        {"surface": "network", "steps": "1000", "starts": "grid", "count": "36", "race": "gd~adam"}
    )
    few = further_runs.steps(scene)
    assert few * 72 * effort.of_step(scene) <= effort.WORK or few == effort.LEAST_STEPS
    assert str(few) in further_runs.note(scene)


def test_formulas_are_never_cut() -> None:
    scene = read({"steps": "5000", "race": EVERY})
    assert effort.steps(scene) == 5000
    assert not effort.note(scene)
    assert effort.is_quick(scene)
