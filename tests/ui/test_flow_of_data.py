"""“From scores to loss”: what the boxes say is what was computed, in an order that can be read."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from apptest import named, opened_at, ran
from streamlit.testing.v1 import AppTest

import landscapes
from core.written import number
from ui.browser import assets
from ui.experiments import flow, flow_picture
from ui.experiments.experiment import NUMBERS, Experiment
from ui.scene.scene import Scene

ORDER = ["features", "weights", "scores", "right", "lost", "mean", "penalty", "loss"]


def page(name: str, query: dict[str, str]) -> AppTest:
    made = opened_at(name, query)
    assert not made.warning
    return made


def picture(asked: Experiment) -> str:
    found = landscapes.flow(
        flow.surface_of(asked), asked.flower - 1, asked.weight_x, asked.weight_y
    )
    return flow_picture.html(asked, found)


def boxes(html: str) -> dict[str, list[str]]:
    """The lines of each box, in the order in which they are read."""
    items = re.findall(r'<div class="([\w-]+)" role="listitem">(.*?)</div>', html)
    lines = r"<(?:b|span|strong|small)>(.*?)</(?:b|span|strong|small)>"
    return {name: [unescape(line) for line in re.findall(lines, body)] for name, body in items}


def calculated(text: str) -> float:
    """What a line of calculation as it is shown comes to."""
    text = text.replace("−", "-").replace("·", "*").replace("²", "**2")
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    return float(eval(text, {"max": max}))


@pytest.mark.parametrize("loss", range(3))
@pytest.mark.parametrize("flower", [1, 57, 64])
@pytest.mark.parametrize("weights", [(1.0, 0.5), (-2.5, -1.0), (0.0, 0.0)])
def test_each_box_says_what_was_computed(
    loss: int, flower: int, weights: tuple[float, float]
) -> None:
    asked = Experiment(
        show="flow", flower=flower, loss=loss, weight_x=weights[0], weight_y=weights[1]
    )
    surface = flow.surface_of(asked)
    found = landscapes.flow(surface, flower - 1, *weights)
    said = boxes(picture(asked))
    assert list(said) == ORDER
    u, v = (number(each) for each in found.features)
    assert said["features"] == [
        f"Features x of flower {flower}", f"petal length: {u}", f"petal width: {v}",
    ]  # fmt: skip
    assert said["right"][1:] == ["versicolor" if flower <= 50 else "virginica"]
    assert said["lost"][-1] == f"= {number(found.of_sample)}"
    assert said["mean"][-2:] == ["mean over 100 flowers", f"= {number(found.of_data)}"]
    assert said["penalty"][-1] == f"= {number(found.penalty)}"
    assert said["loss"][-1] == f"= {number(surface.fun(*weights))}"
    calculations = [
        (said["scores"][-2].removeprefix("virginica: "), said["scores"][-1]),
        (said["penalty"][-2].removeprefix("λ R(W) = "), said["penalty"][-1]),
        (said["loss"][-2], said["loss"][-1]),
    ]
    if loss < 2:
        calculations.append((said["lost"][-2], said["lost"][-1]))
    for shown, result in calculations:
        assert calculated(shown) == pytest.approx(calculated(result[2:]), rel=3e-3, abs=1e-3)


def test_it_opens_with_the_sum_that_the_list_of_ideas_tells() -> None:
    said = boxes(picture(Experiment(show="flow")))
    assert [said[name][-1] for name in ("mean", "penalty", "loss")] == [
        "= 0.2289", "= 0.00625", "= 0.2351",
    ]  # fmt: skip


def test_softmax_shows_the_probabilities_of_both() -> None:
    asked = Experiment(show="flow", loss=2, flower=57)
    found = landscapes.flow(flow.surface_of(asked), 56, 1.0, 0.5)
    assert boxes(picture(asked))["lost"][2:] == [
        f"p(versicolor) = {number(found.chances[0])}",
        f"p(virginica) = {number(found.chances[1])}",
        f"−ln {number(found.chances[1])}",
        f"= {number(found.of_sample)}",
    ]


def test_what_is_made_says_from_what_and_arrows_are_not_read_aloud() -> None:
    html = picture(Experiment(show="flow"))
    made = [name for name, lines in boxes(html).items() if lines[0].startswith("from ")]
    assert made == ["scores", "lost", "mean", "penalty", "loss"]
    arrows = re.findall(r'<i class="([\w-]+)" aria-hidden="true"></i>', html)
    assert len(arrows) == html.count("<i ") == 8
    sheet = (Path(assets.__file__).parent / "page" / "flow.css").read_text()
    assert all(re.search(rf"\.{name}\b[^{{]*{{[^}}]*grid-", sheet) for name in [*arrows, *ORDER])


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        (Experiment(loss=0, flower=57), "Flower 57 is read wrongly: its loss is 1.466, "),
        (Experiment(loss=0, flower=64), "Flower 64 is read rightly, but by a margin below 1: its "),
        (Experiment(loss=0, flower=63), "Flower 63 is read rightly, by a margin of at least 1: "),
        (
            Experiment(loss=2, flower=63),
            "Flower 63 is read rightly; with softmax its loss is above ",
        ),
        (
            Experiment(loss=2, weight_x=0, weight_y=0),
            "Both classes score alike on flower 64: its loss is 0.6931, ",
        ),
    ],
)
def test_the_sentence_tells_how_the_flower_is_read(asked: Experiment, start: str) -> None:
    found = landscapes.flow(
        flow.surface_of(asked), asked.flower - 1, asked.weight_x, asked.weight_y
    )
    said = flow.in_words(asked, found)
    assert said.startswith(start)
    assert said.endswith(f"the mean over all {number(found.of_data)}.")


def test_as_many_flowers_can_be_chosen_as_there_are() -> None:
    for data in range(4):
        assert landscapes.get("linear_classifier", data=data).samples == NUMBERS["flower"].hi
    lows, highs = landscapes.get("linear_classifier").bounds
    assert lows == highs == (NUMBERS["weight_x"].lo, NUMBERS["weight_x"].hi)


def test_moving_a_weight_draws_the_flow_anew_and_the_surface_is_a_click_away() -> None:
    app = page("experiments", {"v": "1", "show": "flow"})
    named(app.slider, "Weight w₁").set_value(-2.0)
    named(app.selectbox, "Loss").set_value(2)
    app = ran(app)
    asked = Experiment(show="flow", weight_x=-2.0, loss=2)
    shown = [each.body for each in app.get("html") if 'class="flow"' in each.body]
    assert shown == [picture(asked)]
    (link,) = (each.proto for each in app.get("page_link") if each.proto.query_string)
    scene, notes = Scene.from_query(dict(parse_qsl(link.query_string.lstrip("?"))))
    assert not notes
    assert scene.start == (-2.0, 0.5)
    assert scene.landscape() == flow.surface_of(asked)


@pytest.mark.parametrize(
    ("query", "made"),
    [
        ({"surface.loss": "2", "start": "-2~3"}, {"loss": 2, "reg": 0, "weight_x": -2}),
        ({"surface.data": "1", "surface.reg": "0.1", "start": "1~3"}, {"data": 1, "reg": 0.1}),
    ],
)
def test_the_playground_leads_to_the_same_loss(
    query: dict[str, str], made: dict[str, float]
) -> None:
    app = page("playground", {"v": "1", "surface": "linear_classifier"} | query)
    links = [re.search(r"\]\(experiments\?(.*)\)$", each.value) for each in app.markdown]
    (link,) = filter(None, links)
    asked, notes = Experiment.from_query(dict(parse_qsl(link[1])))
    assert not notes
    expected = {"show": "flow", "weight_x": 1, "weight_y": 3} | made
    assert asked == Experiment(**expected)


@pytest.mark.parametrize("query", [{"surface": "bowl"}, {"surface.held_out": "20"}])
def test_where_it_would_be_another_loss_nothing_leads_there(query: dict[str, str]) -> None:
    app = page("playground", {"v": "1", "surface": "linear_classifier"} | query)
    assert not any("experiments?" in each.value for each in app.markdown)
