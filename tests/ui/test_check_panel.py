"""The gradient check: what it finds, and where it is blind."""

import math
from dataclasses import replace

import pytest

import optim
from ui.playground import check_panel, closer_controls
from ui.scene.check import checked
from ui.scene.scene import CHOICES, Scene


def found(scene: Scene) -> tuple[str, tuple[float, float]]:
    check = optim.check_gradient(checked(scene), *scene.probed())
    return check_panel.finding(scene, check), check.at_best


ROSENBROCK = Scene.opening("rosenbrock")
CREASE = Scene.opening("crease", probe=(0.0, 1.0))


def test_a_right_gradient_passes() -> None:
    sentence, (forward, central) = found(ROSENBROCK)
    assert sentence.startswith("The gradient passes")
    assert central < 1e-9 < forward < 1e-6


@pytest.mark.parametrize(("mistake", "error"), [("sign", 2.0), ("factor", 0.5)])
def test_a_wrong_sign_and_a_factor_have_errors_of_their_own(mistake: str, error: float) -> None:
    scene = replace(ROSENBROCK, mistake=mistake)
    sentence, errors = found(scene)
    assert sentence.startswith("The mistake is found")
    assert errors == pytest.approx((error, error), rel=1e-6)


def test_a_missing_term_is_found_only_where_it_counts() -> None:
    scene = replace(ROSENBROCK, mistake="missing")
    gx, gy = scene.landscape().grad(*scene.probed())
    sentence, (_, central) = found(scene)
    assert sentence.startswith("The mistake is found")
    assert central == pytest.approx(abs(gy) / math.hypot(gx, gy), rel=1e-6)
    on_the_floor = replace(scene, probe=(0.5, 0.25))  # y = x^2: the derivative by y is 0
    sentence, _ = found(on_the_floor)
    assert sentence.startswith("The mistake is not seen here")


def test_central_differences_are_blind_to_a_kink_and_the_panel_says_so() -> None:
    sentence, (forward, central) = found(CREASE)
    assert forward == pytest.approx(1 / math.hypot(1, 5), rel=1e-2)
    assert central < 1e-10
    assert "blind" in sentence
    assert "0.2" in sentence
    beside, _ = found(replace(CREASE, probe=(0.5, 1.0)))
    assert beside.startswith("The gradient passes")


def test_nothing_is_claimed_where_there_is_nothing_to_check() -> None:
    at_rest, _ = found(replace(ROSENBROCK, probe=(1.0, 1.0)))
    assert at_rest.startswith("The gradient is 0 here")
    log = Scene.opening("formula", formula="log(x) + y^2", window=((-1, 1), (-1, 1)))
    nowhere, _ = found(replace(log, probe=(-0.5, 0.5)))
    assert "not defined" in nowhere


def test_the_race_goes_by_the_right_gradient() -> None:
    assert replace(ROSENBROCK, mistake="sign").landscape() == ROSENBROCK.landscape()


def test_every_mistake_has_a_word_and_a_link() -> None:
    assert tuple(closer_controls.MISTAKES) == CHOICES["mistake"]
    for mistake in CHOICES["mistake"]:
        scene = replace(ROSENBROCK, mistake=mistake, panel="check")
        assert Scene.from_query(scene.to_query()) == (scene, ())
