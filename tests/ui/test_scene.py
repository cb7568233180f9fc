"""Links: every scene survives its link, no link raises, links made once open for ever."""

import dataclasses
import json
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import landscapes
import optim
from core.knob import Knob, knobs_of
from ui.scene import CHOICES, MAX_RACERS, NOISE, SEED, STEPS, Racer, Scene

GOLDEN = Path(__file__).parent / "golden_links.json"
FORMULAS = ["x^2 + y^2", "sin(3*x)*y + x^4", "log(x) + abs(y)", " x*y + e ", "max(x, y)^2"]
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def values_of(knob: Knob) -> st.SearchStrategy[float]:
    if knob.integer:
        return st.integers(int(knob.lo), int(knob.hi)).map(float)
    return st.floats(knob.lo, knob.hi)


def knob_values(cls: type) -> st.SearchStrategy[tuple[tuple[str, float], ...]]:
    each = {name: values_of(knob) for name, knob in knobs_of(cls).items()}
    return st.fixed_dictionaries({}, optional=each).map(lambda d: tuple(d.items()))


def racers() -> st.SearchStrategy[Racer]:
    def with_knobs(slug: str) -> st.SearchStrategy[Racer]:
        return knob_values(optim.CLASSES[slug]).map(lambda knobs: Racer(slug, knobs))

    return st.sampled_from(optim.names()).flatmap(with_knobs)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    surface = draw(st.sampled_from([*landscapes.names(), "formula"]))
    facts: dict[str, object] = {"surface": surface}
    if surface == "formula":
        edge = st.floats(-1e5, 1e5)
        (x, y), size = draw(st.tuples(edge, edge)), draw(st.floats(0.01, 1e5))
        facts["formula"] = draw(st.sampled_from(FORMULAS))
        facts["window"] = ((x, x + size), (y, y + 2 * size))
    else:
        facts["surface_knobs"] = draw(knob_values(landscapes.CLASSES[surface]))
    schedule = draw(st.sampled_from(optim.schedules.names()))
    facts |= {
        "race": tuple(draw(st.lists(racers(), max_size=MAX_RACERS))),
        "start": draw(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))),
        "steps": draw(st.integers(int(STEPS.lo), int(STEPS.hi))),
        "schedule": schedule,
        "schedule_knobs": draw(knob_values(optim.schedules.CLASSES[schedule])),
        "noise": draw(values_of(NOISE)),
        "seed": draw(st.integers(0, int(SEED.hi))),
    }
    facts |= {name: draw(st.sampled_from(allowed)) for name, allowed in CHOICES.items()}
    return Scene(**facts)  # type: ignore[arg-type]


@QUICK
@given(scenes())
def test_every_scene_survives_its_link(scene: Scene) -> None:
    assert Scene.from_query(scene.to_query()) == (scene, ())


@QUICK
@given(scenes())
def test_a_link_survives_the_address_bar(scene: Scene) -> None:
    address = urlencode(scene.to_query())
    assert Scene.from_query(dict(parse_qsl(address, keep_blank_values=True))) == (scene, ())


@pytest.mark.parametrize("slug", landscapes.names())
def test_an_opening_scene_needs_almost_no_link(slug: str) -> None:
    scene = Scene.opening(slug)
    query = scene.to_query()
    assert query == ({} if slug == "rosenbrock" else {"v": "1", "surface": slug})
    assert Scene.from_query(query) == (scene, ())


def test_a_link_says_only_what_differs() -> None:
    scene = Scene.opening("rosenbrock", surface_knobs=(("b", 50.0),))
    assert scene.to_query() == {"v": "1", "surface.b": "50"}


WORDS = st.sampled_from(
    ["", "adam", "none", "nan", "inf", "-inf", "1e999", "1_0", "~", "1~2", "a~b~c", "<b>", "🦋",
     "x" * 3000, "0x10", "-0", "1e-320", "formula", "x^2", "9**9**9", "\x00", "()" * 300]
)  # fmt: skip
KEYS = st.sampled_from(
    ["v", "surface", "surface.b", "formula", "window", "race", "adam.learning_rate", "start",
     "adam.2.beta1", "steps", "schedule", "schedule.every", "noise", "seed", "by", "height", "zz"]
)  # fmt: skip


@QUICK
@given(
    st.dictionaries(
        KEYS | st.text(max_size=20),
        WORDS | st.text(max_size=40) | st.lists(WORDS, max_size=3),
        max_size=12,
    )
)
def test_no_link_raises(query: dict[str, str | list[str]]) -> None:
    scene, notes = Scene.from_query(query)
    assert Scene.from_query(scene.to_query()) == (scene, ())
    assert all(note.endswith(".") and len(note) < 1500 for note in notes)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"surface": "nowhere"}, "nowhere"),
        ({"surface.b": "1e9"}, "1000"),
        ({"surface.zz": "1"}, "surface.zz"),
        ({"race": "adam~sgdd"}, "sgdd"),
        ({"race": "adam.9"}, "read as adam"),
        ({"surface": 5}, "5"),
        ({"race": "~".join(["adam"] * 20)}, "At most 8"),
        ({"adam.learning_rate": "fast"}, "fast"),
        ({"adam.learning_rate": "99"}, "10 is used"),
        ({"start": "1"}, "2 numbers"),
        ({"start": "nan~1"}, "2 numbers"),
        ({"start": "1e9~0"}, "beyond"),
        ({"steps": "0"}, "1 is used"),
        ({"steps": "1e9"}, "5000 is used"),
        ({"steps": "7.5"}, "whole number"),
        ({"noise": "-1"}, "0 is used"),
        ({"schedule": "magic"}, "magic"),
        ({"surface": "formula", "formula": "foo(x)"}, "foo"),
        ({"surface": "formula", "formula": "x", "window": "1~1~0~1"}, "window"),
        ({"by": "luck"}, "luck"),
        ({"v": "77"}, "77"),
        ({"seed": ["1", "2"]}, "more than once"),
    ],
)
def test_each_fault_is_told_in_one_sentence(query: dict[str, str], word: str) -> None:
    _, notes = Scene.from_query(query)
    assert len(notes) == 1
    assert word in notes[0]


def test_many_faults_make_a_short_list() -> None:
    _, notes = Scene.from_query({f"junk{i}": "1" for i in range(5000)})
    assert len(notes) == 9
    assert "4992" in notes[-1]


@pytest.mark.parametrize("formula", ["(" * 5000, "9**9**9**9", "x" * 60000, "+".join("x" * 9000)])
def test_a_hostile_formula_is_refused_at_once(formula: str) -> None:
    began = time.monotonic()
    scene, notes = Scene.from_query({"surface": "formula", "formula": formula})
    assert scene == Scene.opening()
    assert len(notes) == 1
    assert time.monotonic() - began < 5  # a guard against hanging, not a measurement


@pytest.mark.parametrize(
    "facts",
    [
        {"surface": "nowhere"},
        {"surface_knobs": (("b", 1e9),)},
        {"surface_knobs": (("zz", 1.0),)},
        {"start": (float("nan"), 0.0)},
        {"start": (1e7, 0.0)},
        {"steps": 0},
        {"steps": 10**9},
        {"noise": -1.0},
        {"seed": -1},
        {"schedule": "magic"},
        {"by": "luck"},
        {"race": (Racer("adam"),) * (MAX_RACERS + 1)},
        {"surface": "formula", "formula": "foo(x)"},
    ],
)
def test_an_impossible_scene_cannot_be_made(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Scene(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("link", "facts"), json.loads(GOLDEN.read_text("utf-8")).items())
def test_golden_links_open_for_ever(link: str, facts: dict[str, object]) -> None:
    """A link made with a released version shows the same scene in every later one.

    When this fails because a default or an opening race changed: keep the old one for links of
    the old version, and raise `VERSION`. Never edit the file's old entries.
    """
    scene, notes = Scene.from_query(dict(parse_qsl(link)))
    assert notes == ()
    assert json.loads(json.dumps(dataclasses.asdict(scene))) == facts
