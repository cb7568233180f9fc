"""The network page's options: normalisation, masks, shifts, penalty, and the last layer alone."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from apptest import opened_at
from streamlit.testing.v1 import AppTest

import optim
from landscapes.networks import LastLayer, RandomMask, digits, hessian, sharpest, slice_grid
from ui.network import normalised, normalised_view, plane_runs, training
from ui.network import plane_view as plane_module
from ui.network.learning import learning
from ui.network.normalised import RATES, Borne
from ui.network.study import CHOICES, Learner, Study

QUICK = Study(units=8, samples=60, steps=40, batch=10, cells="25", race=(Learner.usual("adam"),))
EACH = {
    "plain": {},
    "norm": {"norm": "on"},
    "weights": {"dropout": 0.5, "mask": "weights"},
    "layers": {"dropout": 0.5, "mask": "layers", "depth": 3, "residual": "on"},
    "shift": {"shift": "on"},
    "spared": {"weight_decay": 0.1, "penalty": "weights"},
    "last": {"layers": "last"},
    "transfer": {"layers": "last", "before": "learned"},
}


def made(**facts: Any) -> Study:
    return replace(QUICK, **facts)


@pytest.mark.parametrize("name", EACH)
def test_each_option_trains_as_its_parts_do_by_hand(name: str) -> None:
    study = made(**EACH[name])
    (runner,) = training.runners(study)
    mlp, data = study.mlp(), digits("train", 60)
    problem = mlp.problem(
        data, study.weight_decay, RandomMask(study.dropout, study.mask), shifts=name == "shift"
    )
    first = training.first_weights(mlp, 0, study.stays())
    start, last = mlp.initial(0), LastLayer(mlp, first)
    assert (first.tolist() == start.tolist()) == (name != "transfer")
    if study.layers == "last":
        start, problem = last.part(start), last.problem(problem)
    run = optim.train(problem, optim.get("adam", learning_rate=0.01), start, 40, 60, 10)
    end = last.whole(run.ws[-1:])[0] if study.layers == "last" else run.w
    assert runner.trained.run.w.tolist() == end.tolist()
    assert runner.trained.loss[-1] == mlp.loss(end, data, study.weight_decay)
    net, used = mlp.in_use(end, data)
    assert runner.trained.test == (
        net.loss(used, digits("test")), net.accuracy(used, digits("test"))
    )  # fmt: skip
    curves = learning(runner, 60)
    assert curves.shares[1][-1] == runner.trained.test[1]
    assert curves.losses[0][-1] == pytest.approx(mlp.loss(end, data), rel=1e-9)


def test_each_option_makes_a_difference() -> None:
    ends = {name: training.runners(made(**facts))[0].trained for name, facts in EACH.items()}
    tests = {trained.test[0] for trained in ends.values()}
    assert len(tests) == len(EACH)


def test_options_that_are_off_are_not_in_the_link() -> None:
    assert made(weight_decay=0.1).to_query() == QUICK.to_query() | {"weight.decay": "0.1"}
    said = made(**EACH["layers"]).to_query()
    assert (said["mask"], said["residual"]) == ("layers", "on")
    assert {CHOICES[name][0] for name in ("norm", "shift")} == {"off"}
    assert (CHOICES["mask"][0], CHOICES["penalty"][0], CHOICES["layers"][0]) == (
        "units", "all", "all",
    )  # fmt: skip


@pytest.mark.parametrize("plane", CHOICES["plane"])
def test_with_the_last_layer_alone_the_surface_has_one_basin(plane: str) -> None:
    """Along any line of the plane the loss is convex; with all layers it is not."""
    two = (Learner.usual("adam"), Learner.usual("gd"))
    study = made(layers="last", plane=plane, race=two, weight_decay=0.001, zoom=4)
    bends = _least_bend(study)
    assert bends > -1e-9
    if plane == "random":
        assert _least_bend(replace(study, layers="all")) < -1e-3


def _least_bend(study: Study) -> float:
    seen = plane_module.plane_view(study)
    (x_lo, x_hi), (y_lo, y_hi) = seen.bounds
    xs, ys = np.linspace(x_lo, x_hi, 25), np.linspace(y_lo, y_hi, 25)
    z = slice_grid(study.mlp(), seen.plane, digits("train", 60), xs, ys, study.weight_decay)
    lines = [*z, *z.T, np.diagonal(z), np.diagonal(z[::-1])]
    return float(min(np.min(np.diff(each, 2)) for each in lines))


def test_layers_that_learned_five_kinds_of_other_digits_help_the_last_one_to_read_ten() -> None:
    """Yet less than if all layers learn; for each of the seeds."""
    few = Study(samples=100, race=(Learner.usual("adam"),))
    for seed in range(3):
        drawn, learned, every = (
            training.runners(replace(few, seed=seed, layers=layers, before=before))[0].trained
            for layers, before in (("last", "drawn"), ("last", "learned"), ("all", "drawn"))
        )
        assert every.test[0] < learned.test[0] < drawn.test[0]
    mlp, seed = few.mlp(), 2
    w = training.first_weights(mlp, seed, "learned")
    last = LastLayer(mlp, w)
    assert last.part(w).tolist() == last.part(mlp.initial(seed)).tolist()
    # They have been trained on what is told: all of these are read.
    full = digits("train")
    low = np.array([k for k in range(1037, 1437) if full.labels[k] < 5])
    run = optim.train(
        mlp.problem(full.part(low)), optim.get("adam", learning_rate=0.01), mlp.initial(seed), 300,
        len(low), 32, seed=seed, keep=300,
    )  # fmt: skip
    assert run.w[: -last.size].tolist() == w[: -last.size].tolist()
    assert mlp.accuracy(run.w, full.part(low)) > 0.99


def test_runs_inside_the_plane_scale_by_the_weights_that_move() -> None:
    study = made(layers="last", inside="on")
    assert study.trained_size() == 9 * 10
    seen = plane_module.plane_view(study)
    adam = optim.get("adam", learning_rate=0.01)
    scaled: Any = plane_runs.scaled_to(adam, seen.plane, study.trained_size())
    unit = np.linalg.norm(seen.plane.first)
    assert scaled.learning_rate == pytest.approx(0.01 * np.sqrt(45) / unit)


def test_no_option_takes_longer_than_the_limits() -> None:
    vast = Study(units=64, depth=8, samples=1437, batch=0, steps=3000, cells="81")
    for facts in ({"norm": "on"}, {"shift": "on"}):
        more = replace(vast, **facts)
        assert more.step_seconds(1437) > vast.step_seconds(1437)
        assert more.steps_of(more.race[0]) <= vast.steps_of(vast.race[0])
    assert replace(vast, norm="on").side() == 17
    assert normalised.steps_of(vast) == 5
    assert normalised.steps_of(Study()) > 40


# -- batch normalisation beside the plain network -------------------------------------------

SMALL = Study(units=8, samples=100, weight_decay=0.01)


def test_the_largest_curvature_is_that_of_the_whole_hessian() -> None:
    for study in normalised.pair_of(SMALL):
        mlp, data = study.mlp(), digits("train", 100)
        w = mlp.initial(0)
        top = np.linalg.eigvalsh(hessian(mlp, w, data, 0.01))[-1]
        assert sharpest(mlp, w, data, 0.01) == pytest.approx(top, rel=1e-3)


def test_with_normalisation_a_larger_rate_learns() -> None:
    plain, normed = found = normalised.borne(SMALL)
    assert plain.largest <= 2.5
    assert normed.largest >= 5
    said = normalised_view.verdict(found)
    assert f"up to a learning rate of {plain.largest:g} without" in said
    shown = normalised_view.table(found)
    assert shown["2/L"] == [f"{2 / one.curvature:.3g}" for one in found]
    # One of the losses, by hand.
    mlp, data, k = SMALL.mlp(), digits("train", 100), 5
    w = mlp.initial(0)
    for _ in range(normalised.steps_of(SMALL)):
        w = w - RATES[k] * mlp.loss_and_grad(w, data, 0.01)[1]
    assert plain.losses[k] == pytest.approx(mlp.loss(w, data, 0.01), rel=1e-9)


@pytest.mark.parametrize(
    ("losses", "largest"),
    [
        (np.linspace(0.1, 0.9, 9), 10.0),
        (np.array([2.3] * 9), 0.0),
        (np.array([1.9, 0.9, 0.5, 0.2, 0.1, np.inf, 9.0, np.nan, 2.3]), RATES[4]),
    ],
)
def test_the_largest_rate_is_the_last_that_learned(losses: np.ndarray, largest: float) -> None:
    one = Borne(4.0, 2.3, losses)
    assert one.largest == largest
    assert one.limit == 0.5
    said = normalised_view.verdict((one, one))
    assert {10.0: "10 or more", 0.0: "less than 0.03906"}.get(largest, "of 0.625 ") in said


# -- the page -------------------------------------------------------------------------------


def opened(query: dict[str, str]) -> AppTest:
    return opened_at("network", query)


def test_the_page_has_the_options_and_they_stand_in_the_link() -> None:
    app = opened(made(panel="norm", dropout=0.5, weight_decay=0.01).to_query())
    named = {each.label: each for each in app.toggle}
    named["Batch normalisation"].set_value(True)
    named["Train the last layer only"].set_value(True)
    app.run()
    assert not app.exception
    asked = {k: v[0] if isinstance(v, list) else v for k, v in dict(app.query_params).items()}
    assert (asked["norm"], asked["layers"]) == ("on", "last")
    assert "learning rate of" in app.markdown[-1].value


def test_where_one_of_both_diverges_no_slices_are_compared() -> None:
    wild = Learner("momentum", (("learning_rate", 10.0), ("momentum", 0.99)))
    study = made(race=(wild,), weight_decay=0.1, panel="norm")
    assert normalised.slices(study) is None
    app = opened(study.to_query())
    assert "diverged with this optimizer" in app.info[0].value


def test_of_one_digit_normalisation_leaves_nothing_and_the_page_says_so() -> None:
    study = made(norm="on", batch=1, steps=20)
    mlp, one = study.mlp(), digits("train", 1)
    _, grad = mlp.loss_and_grad(mlp.initial(0), one)
    assert not mlp.layers(grad)[0][0].any()
    said = "Of one digit normalisation leaves nothing: take larger batches."
    assert said in [each.value for each in opened(study.to_query()).caption]
    assert said not in [each.value for each in opened(made(norm="on").to_query()).caption]


@pytest.mark.parametrize("name", [name for name in EACH if name != "plain"])
def test_the_page_opens_with_each_option(name: str) -> None:
    app = opened(made(**EACH[name], inside="on").to_query())
    assert not app.warning
