"""Links: every scene survives its link, no link raises, links made once open for ever."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import landscapes
import optim
from core.knob import Knob, knobs_of
from core.query import key_of
from ui.scene.racer import BATCH, NOISE, Racer
from ui.scene.scene import CHOICES, FARTHEST, MAX_RACERS, NUMBERS, Scene

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


POINTS = st.tuples(st.floats(-FARTHEST, FARTHEST), st.floats(-FARTHEST, FARTHEST))


@st.composite
def racers(draw: st.DrawFn) -> Racer:
    slug = draw(st.sampled_from(optim.names()))
    schedule = draw(st.sampled_from(["", *optim.schedules.names()]))
    classes = optim.schedules.CLASSES
    values = draw(knob_values(classes[schedule])) if schedule else ()
    noise = draw(st.none() | values_of(NOISE))
    batch = draw(st.none() | values_of(BATCH))
    return Racer(slug, draw(knob_values(optim.CLASSES[slug])), schedule, values, noise, batch)


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
        "start": draw(POINTS),
        "schedule": schedule,
        "schedule_knobs": draw(knob_values(optim.schedules.CLASSES[schedule])),
        "probe": draw(st.none() | POINTS),
        "chord": draw(st.none() | st.tuples(POINTS, POINTS)),
    }
    facts |= {name: draw(values_of(limits)) for name, limits in NUMBERS.items()}
    facts |= {name: draw(st.sampled_from(allowed)) for name, allowed in CHOICES.items()}
    made = Scene(**facts)  # type: ignore[arg-type]
    return dataclasses.replace(made, focus=draw(st.sampled_from(["", *made.labels()])))


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
    version = "2" if landscapes.CLASSES[slug].changed else "1"
    assert query == ({} if slug == "rosenbrock" else {"v": version, "surface": slug})
    assert Scene.from_query(query) == (scene, ())


def test_a_link_says_only_what_differs() -> None:
    scene = Scene.opening("rosenbrock", surface_knobs=(("b", 50.0),))
    assert scene.to_query() == {"v": "1", "surface.b": "50"}


WORDS = st.sampled_from(
    [
        "ring",
        "1~2~3~4",
        "upload",
        "linear_classifier",
        "digits_plane",
        "batch",
        "7",
        "",
        "adam",
        "none",
        "nan",
        "inf",
        "-inf",
        "1e999",
        "1_0",
        "~",
        "1~2",
        "a~b~c",
        "<b>",
        "🦋",
        "x" * 3000,
        "0x10",
        "-0",
        "1e-320",
        "formula",
        "x^2",
        "9**9**9",
        "\x00",
        "()" * 300,
    ]
)
KEYS = st.sampled_from(
    [
        "v",
        "surface",
        "surface.b",
        "formula",
        "window",
        "race",
        "adam.learning_rate",
        "start",
        "adam.2.beta1",
        "steps",
        "schedule",
        "schedule.every",
        "noise",
        "seed",
        "by",
        "height",
        "zz",
        "adam.schedule",
        "adam.schedule.every",
        "adam.noise",
        "gradient",
        "h",
        "seeds",
        "starts",
        "count",
        "spread",
        "fair",
        "curve",
        "cost.grad",
        "critical",
        "panel",
        "focus",
        "probe",
        "chord",
        "file",
        "file.name",
        "file.layer",
        "file.log",
        "file.window",
        "batch",
        "ground",
        "data",
        "surface.data",
        "surface.loss",
        "surface.count",
    ]
)


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
        ({"surface": "upload", "file": "ab", "start": "1~1", "zz": "1"}, "needs the file"),
        ({"seed": ["1", "2"]}, "more than once"),
        ({"race": "adam", "adam.schedule": "magic"}, "magic"),
        ({"race": "adam", "adam.schedule": "step", "adam.schedule.drop": "9"}, "1 is used"),
        ({"race": "adam", "adam.schedule.drop": "0.5"}, "adam.schedule.drop"),
        ({"race": "nelder_mead", "nelder_mead.schedule": "step"}, "no learning rate"),
        ({"race": "nelder_mead", "nelder_mead.noise": "1"}, "no gradient"),
        ({"race": "adam", "adam.noise": "-1"}, "0 is used"),
        ({"race": "adam", "adam.noise": "loud"}, "the usual is used"),
        ({"gradient": "guess"}, "guess"),
        ({"h": "0"}, "1e-16 is used"),
        ({"seeds": "21"}, "20 is used"),
        ({"starts": "ring", "count": "2"}, "3 is used"),
        ({"spread": "7"}, "0.5 is used"),
        ({"fair": "perhaps"}, "perhaps"),
        ({"curve": "flat"}, "flat"),
        ({"by": "cost", "cost.hess": "-4"}, "0 is used"),
        ({"critical": "maybe"}, "maybe"),
        ({"panel": "door"}, "door"),
        ({"race": "adam", "focus": "momentum"}, "not in the race"),
        ({"probe": "1"}, "2 numbers"),
        ({"probe": "1~2e6"}, "beyond"),
        ({"chord": "1~2~3"}, "4 numbers"),
        ({"chord": "1~2~3~-2e6"}, "beyond"),
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
        {"gradient": "guess"},
        {"h": 0.0},
        {"seeds": 0},
        {"seeds": 1.5},
        {"cost_grad": float("nan")},
        {"probe": (1e7, 0.0)},
        {"probe": (1.0,)},
        {"chord": ((0.0, 0.0), (0.0, float("inf")))},
        {"chord": ((0.0, 0.0),)},
        {"surface": "formula", "formula": "foo(x)"},
        {"surface": "upload"},
    ],
)
def test_an_impossible_scene_cannot_be_made(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Scene(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "facts", [{"schedule": "magic"}, {"noise": -1.0}, {"knobs": (("zz", 1.0),)}]
)
def test_an_impossible_racer_cannot_be_made(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Racer("adam", **facts)


def test_keys_do_not_collide() -> None:
    """Options, the parts of a scene and the racers' knobs all live in one flat space of keys."""
    options = [key_of(name) for name in (*NUMBERS, *CHOICES)]
    parts = [
        "v",
        "surface",
        "formula",
        "window",
        "file",
        "race",
        "start",
        "schedule",
        "focus",
        "probe",
        "chord",
    ]
    assert len({*options, *parts}) == len(options) + len(parts)
    assert not {"schedule", "noise"} & {k for cls in optim.CLASSES.values() for k in knobs_of(cls)}
    first_words = {key.partition(".")[0] for key in (*options, *parts)}
    assert not first_words & set(optim.CLASSES)


def test_the_options_and_their_defaults_are_those_promised_to_links() -> None:
    """Names and defaults are a promise to links; a field that is no option must be told apart."""
    plain = {f.name for f in dataclasses.fields(Scene)} - {*NUMBERS, *CHOICES}
    assert plain == {
        "surface",
        "surface_knobs",
        "formula",
        "window",
        "grid",
        "race",
        "start",
        "schedule",
        "schedule_knobs",
        "focus",
        "probe",
        "chord",
        "moment",
        "hidden",
        "handout",
    }
    scene = Scene()
    assert all(getattr(scene, name) == words[0] for name, words in CHOICES.items())
    assert all(getattr(scene, name) == limits.default for name, limits in NUMBERS.items())
    assert all(type(getattr(scene, n)) is int for n in ("steps", "seed", "seeds", "batch", "count"))


def test_a_link_with_many_options_can_be_read_by_a_person() -> None:
    racers = (Racer("adamw", (), "cosine", (("floor", 0.1),), 0.5), Racer("adamw", noise=0.0))
    scene = Scene.opening(
        "bowl",
        race=racers,
        by="cost",
        cost_grad=3,
        focus="adamw.2",
        probe=(1, 2.5),
        fair="on",
        chord=((0, 0), (1, 1)),
    )
    assert scene.to_query() == {
        "v": "1",
        "surface": "bowl",
        "race": "adamw~adamw.2",
        "adamw.schedule": "cosine",
        "adamw.schedule.floor": "0.1",
        "adamw.noise": "0.5",
        "adamw.2.noise": "0",
        "cost.grad": "3",
        "fair": "on",
        "by": "cost",
        "focus": "adamw.2",
        "probe": "1~2.5",
        "chord": "0~0~1~1",
    }


def test_a_racer_keeps_only_what_means_something_to_it() -> None:
    assert Racer("nelder_mead", (), "step", (("drop", 0.1),)) == Racer("nelder_mead")
    assert Racer("adam", (), "", (("drop", 0.1),)) == Racer("adam")
    assert Racer("adam", (), "step", (("drop", 0.5),)) == Racer("adam", (), "step")
    for slug, cls in optim.CLASSES.items():
        assert (Racer(slug, noise=1.0).noise is None) == cls.gradient_free


def test_a_racer_that_left_is_forgotten() -> None:
    scene = Scene(race=(Racer("adam"), Racer("adam"), Racer("gd")), focus="adam.2")
    assert scene.focused() == "adam.2"
    shorter = dataclasses.replace(scene, race=scene.race[1:])
    assert (shorter.focus, shorter.focused()) == ("", "adam")
    assert dataclasses.replace(scene, race=()).focused() == ""


def test_a_racers_schedule_and_noise_are_its_own_or_the_races() -> None:
    own = Racer("adam", (), "exponential", (("rate", 0.5),), 0.25)
    scene = Scene(
        race=(own, Racer("gd"), Racer("gd", schedule="constant"), Racer("nelder_mead")),
        schedule="step",
        schedule_knobs=(("drop", 0.1),),
        noise=2.0,
    )
    step = optim.schedules.get("step", drop=0.1)
    wanted = [optim.schedules.get("exponential", rate=0.5), step, None, None]
    assert [scene.racer_schedule(racer) for racer in scene.race] == wanted
    assert [scene.racer_noise(racer) for racer in scene.race] == [0.25, 2.0, 2.0, 2.0]
    assert Scene(race=(Racer("gd"),)).racer_schedule(Racer("gd")) is None


def test_whether_a_scene_is_random() -> None:
    calm, own = Racer("gd"), Racer("gd", noise=0.1)
    assert not Scene(race=(calm,)).is_random()
    assert Scene(race=(calm,), noise=0.1).is_random()
    assert Scene(race=(calm, own)).is_random()
    assert not Scene(race=(Racer("gd", noise=0.0),), noise=0.1).is_random()
    assert not Scene(noise=0.1).is_random()


def test_where_the_gradient_comes_from() -> None:
    assert Scene().difference() is None
    central = Scene(gradient="central", h=0.01).difference()
    assert central == optim.differences.get("central", h=0.01)


@pytest.mark.parametrize("slug", landscapes.names())
def test_the_usual_probe_and_chord(slug: str) -> None:
    scene = Scene.opening(slug)
    assert scene.probed() == scene.start
    a, b = scene.chord_ends()
    assert a == scene.start != b
    there = dataclasses.replace(scene, start=b)
    assert there.chord_ends()[1] != b
    told = dataclasses.replace(scene, probe=(0.0, 0.0), chord=((1.0, 2.0), (3.0, 4.0)))
    assert told.probed() == (0.0, 0.0)
    assert told.chord_ends() == ((1.0, 2.0), (3.0, 4.0))


def grown(facts: dict[str, Any]) -> dict[str, Any]:
    """The stored facts with what was not thought of when they were stored, at its default."""
    race = [dataclasses.asdict(Racer(racer["slug"])) | racer for racer in facts["race"]]
    return dataclasses.asdict(Scene()) | facts | {"race": race}


@pytest.mark.parametrize(("address", "facts"), json.loads(GOLDEN.read_text("utf-8")).items())
def test_golden_links_open_for_ever(address: str, facts: dict[str, Any]) -> None:
    """A link made with a released version shows the same scene in every later one.

    When this fails because a default or an opening race changed: keep the old one for links of
    the old version, and raise `VERSION`. Never edit the file's old entries.
    """
    scene, notes = Scene.from_query(dict(parse_qsl(address)))
    assert notes == ()
    assert json.loads(json.dumps(dataclasses.asdict(scene))) == json.loads(json.dumps(grown(facts)))


# -- what changed since a link was made -----------------------------------------------------


@pytest.mark.parametrize("slug", landscapes.names())
def test_an_old_link_to_a_surface_that_changed_says_so(slug: str) -> None:
    changed = landscapes.CLASSES[slug].changed
    scene, notes = Scene.from_query({"v": "1", "surface": slug})
    assert scene == Scene.opening(slug)
    assert notes == ((changed,) if changed else ())
    assert bool(changed) == (slug in ("network", "skip_connections"))
    assert changed == "" or changed.endswith(".")
    for version in ({"v": "2"}, {}):
        assert Scene.from_query({**version, "surface": slug}) == (scene, ())


def test_a_link_says_the_oldest_version_that_reads_it_the_same() -> None:
    assert Scene.opening("bowl").to_query()["v"] == "1"
    assert Scene.opening("network").to_query()["v"] == "2"
    assert Scene.from_query({"v": "3", "surface": "network"})[1] == (
        "The link is of version “3”; it was read as 2.",
    )
