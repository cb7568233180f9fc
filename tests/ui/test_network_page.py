"""The neural network's page: its links, its limits, its training and what is said of it."""

import dataclasses
import json
import math
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from apptest import named, opened_at, result_table
from hypothesis import given, settings
from hypothesis import strategies as st
from make_golden_network_links import GOLDEN, facts_of
from streamlit.testing.v1 import AppTest

import optim
from core.written import number
from landscapes.networks import digits, random_plane
from ui.network import closer_look, honesty, plane_runs, sharpness, training
from ui.network import plane_view as plane_module
from ui.network.presets import PRESETS, SMALL
from ui.network.study import (
    CHOICES,
    MAX_LEARNERS,
    NUMBERS,
    SLICE,
    TRAINING,
    Learner,
    Study,
    trainable,
)

QUICK = Study(units=8, samples=60, steps=40, batch=10, cells="25")
COUPLED = sorted(set(optim.names()) - set(trainable()))


def link(**facts: str) -> dict[str, str]:
    """The quick study's link with some facts changed."""
    return {**QUICK.to_query(), **facts}


# -- links ----------------------------------------------------------------------------------


@st.composite
def learners(draw: Any) -> Learner:
    slug = draw(st.sampled_from(trainable()))
    knobs = tuple(
        (name, knob.clamp(draw(st.floats(knob.lo, knob.hi))))
        for name, knob in Learner(slug).build().knobs.items()
    )
    return Learner(slug, knobs, draw(st.none() | st.integers(0, 1437)))


@st.composite
def studies(draw: Any) -> Study:
    numbers = {
        name: draw(st.integers(int(k.lo), int(k.hi)) if k.integer else st.floats(k.lo, k.hi))
        for name, k in NUMBERS.items()
    }
    words = {name: draw(st.sampled_from(allowed)) for name, allowed in CHOICES.items()}
    race = tuple(draw(st.lists(learners(), max_size=MAX_LEARNERS)))
    made = Study(
        **numbers, **words, race=race, schedule=draw(st.sampled_from(optim.schedules.names()))
    )
    return replace(made, focus=draw(st.sampled_from(("", *made.labels()))))


@given(studies())
def test_a_link_reads_back_as_its_study(study: Study) -> None:
    assert Study.from_query(study.to_query()) == (study, ())


def test_the_usual_study_has_a_bare_address() -> None:
    assert Study().to_query() == {}
    assert Study.from_query({}) == (Study(), ())


KEYS = [
    "race",
    "gd.batch",
    "adam.learning_rate",
    "schedule",
    "schedule.period",
    "focus",
    "v",
    *(name.replace("_", ".") for name in (*NUMBERS, *CHOICES)),
]
HOSTILE = st.text(max_size=30) | st.sampled_from(
    ["nan", "inf", "-1e999", "1e99", "0x10", "", "none", "~", "adam~" * 40, "<b>", "1_000"]
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=12), HOSTILE, max_size=6))
def test_whatever_a_link_says_a_study_comes_of_it(query: dict[str, str]) -> None:
    study, notes = Study.from_query(query)
    assert Study.from_query(study.to_query()) == (study, ())
    for note in notes:
        assert note.endswith(".")


@pytest.mark.parametrize("slug", COUPLED)
def test_a_method_that_couples_weights_is_refused_in_a_sentence(slug: str) -> None:
    study, notes = Study.from_query({"race": f"{slug}~adam"})
    assert study.labels() == ("adam",)
    assert len(notes) == 1
    assert optim.CLASSES[slug].title in notes[0]
    assert "couples" in notes[0]
    with pytest.raises(ValueError, match=slug):
        Learner(slug)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"race": "adam~nobody"}, "There is no optimizer “nobody”; it was left out."),
        ({"race": "gd~gd~gd~gd~gd"}, "At most 4 optimizers can train; the others were left out."),
        ({"race": "gd.3"}, "“gd.3” is read as gd."),
        ({"units": "65"}, "units = 65 is not 4 to 64; 64 is used."),
        ({"steps": "12.5"}, "steps = 12.5 is not a whole number; 12 is used."),
        ({"adam.batch": "many"}, "adam.batch = “many” is not a number; the usual is used."),
        ({"batch": "600"}, "There are no more than 500 digits; batch = 600 is all."),
        ({"plane": "flat"}, "plane = “flat” is not known; paths is used."),
        ({"focus": "lion"}, "“lion” is not in the race; it cannot be looked at."),
        ({"x": "1"}, "The link says “x”, which means nothing here."),
        ({"v": "2"}, "The link is of version “2”; it was read as 1."),
    ],
)
def test_each_change_is_told_in_one_sentence(query: dict[str, str], told: str) -> None:
    assert Study.from_query(query)[1] == (told,)


def grown(facts: dict[str, Any]) -> dict[str, Any]:
    """The stored facts with what was not thought of when they were stored, at its default."""
    return dataclasses.asdict(Study()) | facts


@pytest.mark.parametrize(("address", "facts"), json.loads(GOLDEN.read_text("utf-8")).items())
def test_golden_links_to_networks_open_for_ever(address: str, facts: dict[str, Any]) -> None:
    """A link made with a released version trains the same in every later one.

    When this fails because a default or a rate changed: keep the old one for links of the old
    version, and raise `VERSION`. Never edit the file's old entries.
    """
    made, notes = Study.from_query(dict(parse_qsl(address)))
    assert notes == ()
    assert json.loads(json.dumps(facts_of(made))) == json.loads(json.dumps(grown(facts)))


@pytest.mark.parametrize(
    "facts",
    [{"units": 3}, {"plane": "flat"}, {"race": (Learner("gd"),) * 5}, {"dropout": math.nan}],
)
def test_an_impossible_study_is_an_error(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Study(**facts)


# -- limits ---------------------------------------------------------------------------------


@given(studies())
def test_no_study_takes_longer_than_its_limits(study: Study) -> None:
    every = [(study.steps_of(each), study.batch_of(each)) for each in study.race]
    whole = sum(steps * study.step_seconds(batch) for steps, batch in every)
    assert whole <= TRAINING
    assert all(1 <= batch <= study.samples for _, batch in every)
    assert study.side() ** 2 * study.point() <= SLICE or study.side() == 17
    assert study.side() <= int(study.cells)


def test_only_what_would_take_long_is_cut() -> None:
    assert all(Study().steps_of(each) == 300 for each in Study().race)
    assert Study().side() == 51
    vast = Study(units=64, depth=8, samples=1437, batch=0, steps=3000, cells="81")
    assert vast.steps_of(vast.race[0]) < 100
    assert vast.side() < 51


# -- training -------------------------------------------------------------------------------


def test_all_start_from_one_network_and_equal_a_training_by_hand() -> None:
    found = training.runners(QUICK)
    mlp = QUICK.mlp()
    for runner in found:
        assert runner.trained.run.ws[0].tolist() == mlp.initial(0).tolist()
    data = digits("train", 60)
    adam = optim.train(
        mlp.problem(data), optim.get("adam", learning_rate=0.01), mlp.initial(0), 40, 60, 10
    )
    assert found[2].trained.run.w.tolist() == adam.w.tolist()
    assert found[2].trained.loss[-1] == mlp.loss(adam.w, data)
    assert found[2].trained.test[1] == mlp.accuracy(adam.w, digits("test"))


def test_a_batch_of_ones_own_is_used_and_named() -> None:
    study = replace(QUICK, race=(Learner.usual("gd"), Learner("gd", (), 0)))
    small, large = training.runners(study)
    assert (small.batch, large.batch) == (10, 60)
    assert [small.name, large.name] == [
        "Gradient descent, batch 10",
        "Gradient descent 2, batch 60",
    ]


def test_what_is_looked_at_trains_nothing_anew() -> None:
    before = training.runners(QUICK)
    again = training.runners(replace(QUICK, plane="three", panel="sharp", focus="adam"))
    assert all(a.trained is b.trained for a, b in zip(before, again, strict=True))


@pytest.mark.parametrize("plane", CHOICES["plane"])
def test_the_surface_under_a_path_is_the_loss_of_the_network_there(plane: str) -> None:
    study = replace(QUICK, plane=plane, weight_decay=0.01)
    seen = plane_module.plane_view(study)
    ground = plane_module.ground(study, 25)
    w = seen.plane.at(float(ground.x[3]), float(ground.y[20]))
    loss = study.mlp().loss(w, digits("train", 60), 0.01)
    assert ground.z[20, 3] == pytest.approx(loss, rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_plane_is_not_drawn_from_the_numbers_of_the_first_weights(seed: int) -> None:
    study = replace(QUICK, seed=seed, plane="random", plane_seed=seed)
    first, start = plane_module.plane_view(study).plane.first, study.mlp().initial(seed)
    assert abs(first @ start) < 0.2 * np.linalg.norm(first) * np.linalg.norm(start)


def test_three_networks_lie_on_their_plane() -> None:
    study = replace(QUICK, plane="three")
    seen, found = plane_module.plane_view(study), training.runners(study)
    assert seen.paths[0].away[[0, -1]] == pytest.approx([0, 0], abs=1e-9)
    assert seen.paths[1].away[-1] == pytest.approx(0, abs=1e-9)
    looked = honesty.honesty(study, found[1])
    assert looked.gaps[[0, -1]] == pytest.approx([0, 0], abs=1e-9)
    alone = replace(study, race=study.race[:1])
    assert "two runs" in plane_module.plane_view(alone).note


@pytest.mark.parametrize("plane", CHOICES["plane"])
def test_honesty_is_measured_on_the_weights_themselves(plane: str) -> None:
    study = replace(QUICK, plane=plane)
    runner = training.runners(study)[1]
    looked, seen = honesty.honesty(study, runner), plane_module.plane_view(study)
    ws = runner.trained.run.ws
    basis = np.linalg.qr(np.stack([seen.plane.first, seen.plane.second]).T)[0]
    away = ws - ws.mean(axis=0)
    assert looked.share == pytest.approx(np.sum((away @ basis) ** 2) / np.sum(away**2), rel=1e-9)
    k = 7
    nearest = seen.plane.at(float(seen.paths[1].x[k]), float(seen.paths[1].y[k]))
    assert looked.beneath[k] == study.mlp().loss(nearest, digits("train", 60))
    moved = np.linalg.norm(ws - ws[0], axis=1).max()
    assert looked.away[k] == pytest.approx(np.linalg.norm(ws[k] - nearest) / moved, rel=1e-9)


@pytest.mark.parametrize("slug", trainable())
def test_every_optimizer_trains_also_far_too_fast(slug: str) -> None:
    knobs = Learner(slug).build().knobs
    fast = tuple((name, knobs[name].hi) for name in ("learning_rate",) if name in knobs)
    study = replace(QUICK, race=(Learner(slug, fast), Learner.usual(slug)), inside="on")
    shown = plane_runs.runs(study)
    assert len(shown) == 2
    for runner in training.runners(study):
        assert closer_look.verdict(honesty.honesty(study, runner), runner.name).endswith(".")
    assert np.isfinite(plane_module.plane_view(study).bounds).all()
    assert not training.runners(study)[1].trained.lost


def test_runs_that_all_diverge_are_shown_and_said() -> None:
    wild = Learner("momentum", (("learning_rate", 10.0), ("momentum", 0.99)))
    study = replace(QUICK, race=(wild,), weight_decay=0.1)
    (runner,) = training.runners(study)
    assert runner.trained.lost
    for plane in CHOICES["plane"]:
        seen = plane_module.plane_view(replace(study, plane=plane))
        assert "All runs diverged" in seen.note
        assert seen.bounds == ((-1, 1), (-1, 1))
        assert "random" in seen.kind[0]
    assert sharpness.sharp(study) is None


@pytest.mark.parametrize(
    ("slug", "plane"), [("gd", "paths"), ("gd", "three"), ("momentum", "random")]
)
def test_descent_inside_the_plane_is_descent_projected_on_it(slug: str, plane: str) -> None:
    study = replace(
        QUICK, plane=plane, race=(Learner.usual(slug), Learner.usual("adam")), inside="on"
    )
    seen, mlp, data = plane_module.plane_view(study), QUICK.mlp(), digits("train", 60)
    x, y, fun = plane_runs.inside(study, training.runners(study)[0])
    w = seen.plane.at(float(x[0]), float(y[0]))
    assert fun[0] == pytest.approx(mlp.loss(w, data), rel=1e-9)
    _, g = mlp.loss_and_grad(w, data)
    step = seen.plane.at(float(x[1]), float(y[1])) - w
    unit = np.linalg.norm(seen.plane.first)
    first, second = seen.plane.first / unit, seen.plane.second / unit
    wanted = -0.1 * ((g @ first) * first + (g @ second) * second)
    assert step == pytest.approx(wanted, abs=1e-9)


def test_the_preset_shows_that_large_batches_end_in_a_sharper_minimum() -> None:
    looked = sharpness.sharp(SMALL)
    assert looked is not None
    assert looked.rise(1) > 1.5 * looked.rise(0)
    assert all(runner.trained.train[1] == 1.0 for runner in training.runners(SMALL))
    assert "2, batch 200 is" in closer_look.sharper(looked, ["1, batch 5", "2, batch 200"])


def test_between_two_networks_the_ends_are_their_own() -> None:
    looked = sharpness.sharp(SMALL)
    assert looked is not None
    small, large = training.runners(SMALL)
    for at, runner in ((0.0, small), (1.0, large)):
        k = int(np.argmin(np.abs(sharpness.BETWEEN - at)))
        assert sharpness.BETWEEN[k] == pytest.approx(at, abs=1e-12)
        assert looked.between.train[k] == pytest.approx(runner.trained.train[0], rel=1e-6)
        assert looked.between.test[k] == pytest.approx(runner.trained.test[0], rel=1e-6)
        assert looked.accuracy[1][k] == pytest.approx(runner.trained.test[1], abs=0.003)


# -- the page -------------------------------------------------------------------------------


def opened(**query: str) -> AppTest:
    return opened_at("network", query)


def asked(app: AppTest) -> dict[str, str]:
    return {k: v[0] if isinstance(v, list) else v for k, v in dict(app.query_params).items()}


@pytest.mark.parametrize("plane", CHOICES["plane"])
def test_the_page_shows_every_plane_and_look(plane: str) -> None:
    for panel in CHOICES["panel"]:
        app = opened(**link(plane=plane, panel=panel, inside="on"))
        assert not app.warning
        assert len(result_table(app)["Result"]) == 3
        said = app.markdown[-1].value
        assert ("picture shows" in said) == (panel == "honesty")


def test_a_slow_slice_comes_coarse_first_and_then_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plane_module, "AT_ONCE", 0.0)
    made: list[int] = []
    whole = plane_module.ground

    def ground(study: Study, side: int) -> Any:
        made.append(side)
        return whole(study, side)

    monkeypatch.setattr("ui.network.player.ground", ground)
    opened(**link())
    assert made == [17, 25, 25]


def test_another_optimizer_and_a_second_copy_join_and_the_link_says_so() -> None:
    app = opened(**link())
    named(app.multiselect, "Optimizers").set_value(["adam", "adam.2", "lion"]).run()
    assert not app.exception
    assert asked(app)["race"] == "adam~adam.2~lion"
    named(app.multiselect, "Optimizers").set_value(["adam.2", "lion"]).run()
    assert not app.exception
    assert asked(app)["race"] == "adam~lion"
    named(app.multiselect, "Optimizers").set_value([]).run()
    assert not app.exception
    assert "Pick one" in app.info[0].value


def test_fewer_digits_than_a_batch_are_all_of_them() -> None:
    app = opened(**link(samples="300", batch="200"))
    named(app.select_slider, "Digits to train on").set_value(100).run()
    assert not app.exception
    assert asked(app).get("batch") == "0"
    assert not app.warning


@pytest.mark.parametrize("name", PRESETS)
def test_presets_open(name: str) -> None:
    app = opened(**link())
    named(app.button, name).click().run()
    assert not app.exception
    assert Study.from_query(asked(app))[0] == PRESETS[name].study
    assert PRESETS[name].says in [each.value for each in app.caption]


def test_a_run_that_diverged_is_said_to() -> None:
    wild = {"momentum.learning_rate": "10", "momentum.momentum": "0.99", "weight.decay": "0.1"}
    app = opened(**link(race="momentum~adam", **wild))
    assert result_table(app)["Result"] == ["diverged", "trained"]
    assert app.markdown[-1].value == "**Momentum diverged: its picture says little.**"


def test_a_hostile_link_opens_with_its_sentences() -> None:
    app = opened(**link(race="bfgs~adam~<b>", units="1e9", **{"adam.batch": "nan"}))
    assert app.warning[0].value.count("\n") == 3
    assert "<b>" not in app.warning[0].value


def test_plain_figures_stand_in_for_the_player() -> None:
    app = opened(**link(inside="on"))
    app.session_state["plain"] = True
    app.run()
    assert not app.exception
    assert any(toggle.label == "Plain pictures" for toggle in app.toggle)


# -- sharp against flat ---------------------------------------------------------------------


def test_sharpness_is_given_with_its_spread_over_the_directions() -> None:
    looked = sharpness.sharp(SMALL)
    assert looked is not None
    said = closer_look.sharper(looked, ["small", "large"])
    for which in (0, 1):
        rises = looked.rises(which)
        assert rises.shape == (8,)
        assert looked.rise(which) == pytest.approx(rises.mean())
        assert rises.min() < looked.rise(which) < rises.max()
        assert f"({number(rises.min(), 2)} to {number(rises.max(), 2)})" in said
    along = sum(large > small for small, large in zip(*map(looked.rises, (0, 1)), strict=True))
    assert f"sharper along {along} of them" in said
    turned = replace(looked, rays=looked.rays[::-1])
    assert f"sharper along {along} of them" in closer_look.sharper(turned, ["large", "small"])
    alike = closer_look.sharper(replace(looked, rays=(looked.rays[0],) * 2), ["one", "two"])
    low, high = looked.rises(0).min(), looked.rises(0).max()
    assert alike.count(f"({number(low, 2)} to {number(high, 2)})") == 2
    # Each is the loss of a network on a ray, worked out by itself.
    (runner, _), data = training.runners(SMALL), digits("train", SMALL.samples)
    mlp, w = SMALL.mlp(), runner.trained.run.w
    direction = random_plane(mlp, w, 3).first
    far = np.mean([mlp.loss(w + t * direction, data) for t in (-0.5, 0.5)])
    assert looked.rises(0)[3] == pytest.approx(far - mlp.loss(w, data), rel=1e-9)


@pytest.mark.parametrize("k", range(8))
def test_no_ray_lies_along_the_first_weights(k: int) -> None:
    mlp = SMALL.mlp()
    w = mlp.initial(SMALL.seed)
    direction = random_plane(mlp, w, k).first
    assert abs(direction @ w) < 0.1 * np.linalg.norm(direction) * np.linalg.norm(w)


def test_other_seeds_say_whether_the_order_holds() -> None:
    study = replace(SMALL, steps=300)
    found = sharpness.over_seeds(study)
    assert [each.seed for each in found] == list(range(5))
    for each in found:
        own = sharpness.sharp(replace(study, seed=each.seed))
        assert own is not None
        assert each.ratio == pytest.approx(own.rise(1) / own.rise(0))
    # One of them, worked out by itself.
    other = replace(study, seed=3)
    mlp, data, rises = other.mlp(), digits("train", other.samples), []
    for runner in training.runners(other):
        w, far = runner.trained.run.w, []
        for k in range(8):
            direction = random_plane(mlp, w, k).first
            far += [mlp.loss(w + t * direction, data) for t in (-0.5, 0.5)]
        rises.append(np.mean(far) - mlp.loss(w, data))
    assert found[3].ratio == pytest.approx(rises[1] / rises[0], rel=1e-6)
    ratios = [each.ratio for each in found]
    assert len(set(ratios)) == 5
    said = closer_look.in_seeds(found, ["small", "large"])
    assert f"{min(ratios):.1f} to {max(ratios):.1f} times" in said
    assert f"from {sum(r > 1 for r in ratios)} of 5 seeds" in said
    last = sharpness.over_seeds(replace(study, seed=999_999, steps=10))
    assert [each.seed for each in last] == list(range(999_995, 1_000_000))
    assert closer_look.in_seeds((), ["small", "large"]).startswith("No seed")
