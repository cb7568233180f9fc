"""Links to maps: read back as they were written, told what is wrong, and open for ever."""

import dataclasses
import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_golden_map_links import GOLDEN, PAGES, facts_of

import landscapes
import optim
from ui.maps.basins import Basins
from ui.maps.one_method import CELLS, swept_knobs
from ui.maps.sweep import MEASURES, Sweep
from ui.maps.sweep_sides import SCALES, sides_of
from ui.scene.racer import Racer
from ui.scene.scene import Scene

NUMBERS = st.floats(-1e5, 1e5, allow_nan=False).map(lambda v: v + 0.0)


@st.composite
def scenes(draw: Any) -> Scene:
    slug = draw(st.sampled_from(optim.names()))
    knobs = tuple(
        (name, knob.clamp(draw(st.floats(knob.lo, knob.hi))))
        for name, knob in Racer(slug).build().knobs.items()
    )
    return Scene.opening(
        draw(st.sampled_from(landscapes.names())),
        race=(Racer(slug, knobs),),
        start=(draw(NUMBERS), draw(NUMBERS)),
        steps=draw(st.integers(10, 2000)),
        schedule=draw(st.sampled_from(optim.schedules.names())),
        noise=draw(st.floats(0, 100)),
        seed=draw(st.integers(0, 999_999)),
        seeds=draw(st.integers(1, 20)),
    )


def interval(lo: float, hi: float) -> st.SearchStrategy[tuple[float, float]]:
    """Two numbers that are not too close to each other."""
    shares = st.tuples(st.floats(0, 0.4), st.floats(0.6, 1))
    return shares.map(lambda ab: tuple(min(hi, lo + s * (hi - lo)) + 0.0 for s in ab))


VIEWS = st.none() | st.tuples(interval(-50, 20), interval(1, 1.001))
GTOLS = st.floats(1e-12, 1)
BASINS = st.builds(Basins, scenes(), GTOLS, st.sampled_from(CELLS), VIEWS)


@st.composite
def sweeps(draw: Any) -> Sweep:
    scene = draw(scenes())
    knobs = swept_knobs(scene.race[0])
    x, y = sides_of(scene.race[0], *draw(st.permutations([*knobs, "", ""]))[:2])
    ranges = [
        draw(st.none() | interval(knobs[name].lo, knobs[name].hi)) if name else None
        for name in (x, y)
    ]
    scales = [draw(st.sampled_from(SCALES)) for _ in "xy"]
    methods = draw(st.lists(st.sampled_from(optim.names()), max_size=8, unique=True))
    return Sweep(
        scene,
        x,
        y,
        draw(st.sampled_from(MEASURES)),
        draw(st.sampled_from(CELLS)),
        *scales,
        *ranges,
        draw(GTOLS),
        tuple(methods),
    )


@settings(deadline=None)
@given(BASINS)
def test_a_link_brings_the_basins_back(one: Basins) -> None:
    assert Basins.from_query(one.to_query()) == (one, ())


@settings(deadline=None)
@given(sweeps())
def test_a_link_brings_the_sweep_back(one: Sweep) -> None:
    assert Sweep.from_query(one.to_query()) == (one, ())


WORDS = st.sampled_from(
    (
        "himmelblau",
        "ravine",
        "adam",
        "bfgs",
        "0~1",
        "1~0",
        "nan~1",
        "1~2~3~4",
        "1e400~2~3~4",
        "64",
        "momentum",
        "learning_rate",
        "-1~1",
        "0~0~0~0",
        "upload",
        "log",
        "1e-30~1e-29",
    )
)
KEYS = st.sampled_from(
    (
        "surface",
        "race",
        "view",
        "cells",
        "gtol",
        "x",
        "y",
        "x.range",
        "y.range",
        "x.scale",
        "steps",
        "start",
        "methods",
        "measure",
        "adam.learning_rate",
        "file",
        "v",
        "seeds",
        "?",
    )
)


@settings(deadline=None)
@given(st.dictionaries(KEYS, WORDS | st.text(max_size=20)))
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    Basins.from_query(query)
    Sweep.from_query(query)


def test_the_bare_addresses_are_the_showpieces() -> None:
    basins, sweep = Basins(), Sweep()
    assert Basins.from_query({}) == (basins, ())
    assert Sweep.from_query({}) == (sweep, ())
    assert basins.to_query() == sweep.to_query() == {}
    assert (basins.scene.surface, basins.scene.race[0].slug) == ("himmelblau", "momentum")
    assert (sweep.scene.surface, sweep.x, sweep.y) == ("ravine", "learning_rate", "momentum")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"steps": "5000"}, "2000 is used"),
        ({"race": "adam~gd"}, "one optimizer"),
        ({"race": "none"}, "needs an optimizer"),
        ({"view": "1~1~0~2"}, "whole surface"),
        ({"cells": "4096"}, "not known"),
        ({"panel": "chord"}, "means nothing here"),
    ],
)
def test_what_a_link_got_wrong_is_told(query: dict[str, str], words: str) -> None:
    made, notes = Basins.from_query(query)
    assert len(notes) == 1
    assert words in notes[0]
    assert replace(made, scene=replace(made.scene, steps=500, race=Basins().scene.race)) == Basins()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"x": "beta1"}, "no knob"),
        ({"x": "momentum", "y": "momentum"}, "both"),
        ({"x.range": "0.1~0.01"}, "empty"),
        ({"x.range": "0~1"}, "cut there"),
        ({"methods": "gd~nobody"}, "nobody"),
    ],
)
def test_what_a_link_to_a_sweep_got_wrong_is_told(query: dict[str, str], words: str) -> None:
    _, notes = Sweep.from_query(query)
    assert len(notes) == 1
    assert words in notes[0]


def test_impossible_maps_are_refused() -> None:
    for facts in ({"cells": "96"}, {"gtol": 0.0}, {"view": ((0.0, 0.0), (0.0, 1.0))}):
        with pytest.raises(ValueError, match=r"\w"):
            Basins(**facts)  # type: ignore[arg-type]
    for facts in ({"measure": "x"}, {"x_range": (2.0, 1.0)}, {"methods": ("gd", "gd")}):
        with pytest.raises(ValueError, match=r"\w"):
            Sweep(**facts)  # type: ignore[arg-type]


def test_the_rest_of_a_link_to_a_missing_file_is_not_used_for_another_surface() -> None:
    query = {"surface": "upload", "file": "abc", "view": "0~1~0~1", "cells": "64"}
    page, notes = Basins.from_query(query)
    assert len(notes) == 1
    assert page == Basins()


def test_a_batch_size_is_ignored_and_told() -> None:
    for page in (Basins, Sweep):
        made, notes = page.from_query({"surface": "linear_classifier", "batch": "10"})
        assert [note for note in notes if "all samples" in note] == list(notes)
        assert len(notes) == 1
        assert made == page.from_query({"surface": "linear_classifier"})[0]


# -- for ever -------------------------------------------------------------------------------


def grown(page: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """The stored facts with what was not thought of when they were stored, at its default."""
    scene = facts["scene"]
    race = [dataclasses.asdict(Racer(racer["slug"])) | racer for racer in scene["race"]]
    scene = dataclasses.asdict(Scene()) | scene | {"race": race}
    return dataclasses.asdict(page()) | facts | {"scene": scene}


STORED = [
    pytest.param(name, address, facts, id=f"{name}?{address}")
    for name, links in json.loads(GOLDEN.read_text("utf-8")).items()
    for address, facts in links.items()
]


@pytest.mark.parametrize(("name", "address", "facts"), STORED)
def test_golden_links_to_maps_open_for_ever(name: str, address: str, facts: dict[str, Any]) -> None:
    """A link made with a released version shows the same map in every later one.

    When this fails because a default or an opening race changed: keep the old one for links of
    the old version, and raise `VERSION`. Never edit the file's old entries.
    """
    made, notes = PAGES[name].from_query(dict(parse_qsl(address)))
    assert notes == ()
    wanted = grown(PAGES[name], facts)
    assert json.loads(json.dumps(facts_of(made))) == json.loads(json.dumps(wanted))


@pytest.mark.parametrize("name", PAGES)
def test_an_old_link_to_a_surface_that_changed_says_so(name: str) -> None:
    made, notes = PAGES[name].from_query({"v": "1", "surface": "network"})
    assert notes == (landscapes.CLASSES["network"].changed,)
    assert made.to_query()["v"] == "2"
    assert PAGES[name].from_query(made.to_query()) == (made, ())
    assert PAGES[name].from_query({"v": "1", "surface": "bowl"})[1] == ()
