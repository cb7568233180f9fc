"""The description of what the browser gets (ui/browser/shared/wire.md) is what the writers emit."""

import json
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qsl

import pytest
from made_lesson import among_lessons

import landscapes
import optim
from landscapes import FUNCTIONS
from ui import previews
from ui.browser import file, gallery
from ui.browser import lesson as companion
from ui.browser import map as cell_map
from ui.browser.chart import chart_header
from ui.browser.handout.mount import header as handout_header
from ui.browser.votes.mount import header as votes_header
from ui.browser.walk.mount import sent as walk_sent
from ui.compare import pair
from ui.compare.comparison import SIDES, Comparison
from ui.controls.by_sight import method_groups, surface_groups
from ui.kit.address import CAME_BACK
from ui.kit.takings import takings
from ui.lesson import page as lesson_page
from ui.lesson import stage as lesson_stage
from ui.lesson.visit import Visit
from ui.maps import basins_picture, sweep_picture
from ui.maps.basins import Basins
from ui.maps.sweep import Sweep
from ui.network import player as network
from ui.network.plane_runs import runs as network_runs
from ui.network.plane_view import ground, plane_view
from ui.network.study import Study
from ui.playground import inspector, player
from ui.playground.session_files import WANTED
from ui.scene import samples
from ui.scene.racer import Racer
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME
from ui.walk.page import night
from ui.walk.walk import Walk
from viz import sample
from viz.browser import terrain_bytes

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ui/browser/shared/wire.md").read_text("utf-8")
ASKED = (
    "ask=first",
    "ask=steps",
    "ask=place&said=0_0",
    "ask=own&ask.says=Which%3F&said=a",
)
"""Links that begin with a question, answered or not."""
GRID = b"x,y,loss\n" + b"".join(b"%d,%d,%d\n" % (i, k, i + k) for i in range(5) for k in range(5))
QUICK = Study(units=8, samples=60, steps=40, batch=10, cells="25")
Message = tuple[dict[str, Any], dict[str, str]]
"""A header, and the kind of each part."""


@cache
def tables() -> dict[str, dict[str, set[str]]]:
    """By the name of the table, each field with the kinds its row names."""
    found: dict[str, dict[str, set[str]]] = {}
    for section in re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]:
        name, _, rest = section.partition("\n")
        rows = re.findall(r"^\| (`.*)\|$", rest.split("\n## ")[0], flags=re.MULTILINE)
        for row in rows:
            fields, kinds = row.split("|")[:2]
            for field in re.findall(r"`(.+?)`", fields):
                found.setdefault(name, {})[field] = set(re.findall(r"`(\w\d)`", kinds))
    return found


def unpacked(raw: bytes) -> Message:
    """The header of a message and the kinds of its parts, read as the description says."""
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length], parse_constant=pytest.fail)
    parts = header.pop("parts")
    first = -(-(4 + length) // 4) * 4
    assert raw[4 + length : first] == bytes(first - 4 - length)
    end = first
    for offset, size, _ in parts.values():
        assert (first + offset) % 4 == 0
        assert raw[end : first + offset] == bytes(first + offset - end)
        end = first + offset + size
    assert 0 <= len(raw) - end < 4
    return header, {name: kind for name, (_, _, kind) in parts.items()}


def nested(raw: bytes, name: str) -> bytes:
    """A part that is a message itself."""
    (length,) = struct.unpack_from("<I", raw)
    offset, size, _ = json.loads(raw[4 : 4 + length])["parts"][name]
    first = -(-(4 + length) // 4) * 4 + offset
    return raw[first : first + size]


# -- messages of every kind -----------------------------------------------------------------


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """What components were given, by key."""
    given: dict[str, list[Any]] = {}

    def component(key: str, data: Any, **told: Any) -> None:
        given.setdefault(key, []).append(data)

    for module in ("ui.browser.player.mount", "ui.browser.map.mount"):
        monkeypatch.setattr(f"{module}._components", lambda: (component, component))
    return given


def scenes() -> Iterator[Scene]:
    """Races that differ in what there is to say of them."""
    race = (Racer("gd"), Racer("adam"))
    yield Scene.opening("rosenbrock", race=race, steps=20)
    yield Scene.opening("himmelblau", race=race, steps=20, seeds=3, noise=0.1)
    yield Scene.opening("bowl", race=race, steps=20, curve="distance", by="cost")
    link = "step=3&zoom=0~1~0~1&camera=10~20~2&hidden=gd&play=1&view=lecture&future=hide"
    yield Scene.from_query(dict(parse_qsl(link)))[0]
    yield WELCOME
    for link in ASKED:
        yield Scene.from_query(dict(parse_qsl(f"race=gd~adam&steps=20&lock=view&{link}")))[0]
    yield Scene.opening("linear_classifier", race=race, steps=20, batch=7)


@pytest.fixture
def stages(sent: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the stage gets, on the playground, in lessons and on the page of networks."""
    among_lessons(monkeypatch)
    for scene in scenes():
        raced = run_race(scene)
        player.mount(scene, raced)
    uploaded = Scene.opening("upload", grid=landscapes.from_file("mine.csv", GRID))
    with monkeypatch.context() as back:
        back.setattr(player.st, "session_state", {CAME_BACK: True, WANTED: {"kind": "csv"}})
        player.mount(uploaded, run_race(uploaded))
    both = Comparison(Scene.opening("bowl", steps=20), Scene.opening("bowl", steps=30))
    for side, (header, parts) in pair.messages(both).items():
        pair.put(side, header, parts)
    under = ground(QUICK, 25)
    for visit in (
        Visit("steepest", 3, ("", "", "a")),
        Visit("made", 1),
        Visit("made", 1, ("0_0",)),
    ):
        shown = lesson_stage.race_of(visit)
        assert shown
        lesson_stage.show(visit, *shown)
    network._play(QUICK, plane_view(QUICK), under, network_runs(QUICK))
    keys = [player.PLAYGROUND_STAGE, network.NETWORK_STAGE, lesson_stage.STAGE]
    keys += map(pair.stage, SIDES)
    return [raw for key in keys for raw in sent[key]]


def compare(name: str, given: list[Mapping[str, Any]]) -> None:
    """Every field that is given is described, and every one described is given."""
    assert set().union(*given) == set(tables()[name]), name


def compare_parts(name: str, given: list[dict[str, str]]) -> None:
    """The same of parts, and their kinds."""
    kinds: dict[str, set[str]] = {}
    for parts in given:
        for part, kind in parts.items():
            kinds.setdefault(part, set()).add(kind)
    assert kinds == tables()[name], name


def test_the_stage(stages: list[bytes]) -> None:
    made = [unpacked(raw) for raw in stages]
    compare("stage.header", [header for header, _ in made])
    compare("stage.map", [header["map"] for header, _ in made])
    compare("stage.chart", [header["chart"] for header, _ in made])
    options = [one for header, _ in made for one in header.get("options", ())]
    compare("stage.options", options)
    asks = [header["ask"] for header, _ in made if "ask" in header]
    compare("stage.ask", asks)
    compare("stage.verdict", [ask["verdict"] for ask in asks if "verdict" in ask])
    compare("stage.pair", [header["pair"] for header, _ in made if "pair" in header])
    compare("stage.moment", [header["moment"] for header, _ in made if "moment" in header])
    compare_parts("stage.parts", [parts for _, parts in made])
    preview = previews.race_preview({"surface": "linear_classifier", "batch": "7"})
    assert preview is not None
    header, parts = unpacked(preview)
    assert (set(header), set(parts)) == ({"map", "chart", "ground"}, {"play", "batch"})


def test_the_ground(sent: dict[str, list[Any]]) -> None:
    for surface in ("rosenbrock", "linear_classifier"):
        player.lay(Scene.opening(surface))
    made = [unpacked(raw) for raw in sent["ground"]]
    compare("ground.header", [header for header, _ in made])
    compare_parts("ground.parts", [parts for _, parts in made])
    assert [bool(header["samples"]) for header, _ in made] == [False, True]


def test_the_race(stages: list[bytes]) -> None:
    made = [unpacked(nested(raw, "play")) for raw in stages]
    compare("play.header", [header for header, _ in made])
    compare("play.runs", [run for header, _ in made for run in header["runs"]])
    compare("play.height", [header["height"] for header, _ in made])
    compare_parts(
        "play.parts",
        [{re.sub(r"^\d+", "k", name): kind for name, kind in parts.items()} for _, parts in made],
    )


def test_the_handout() -> None:
    compare("handout.header", [handout_header({"v": "1"}, "A race")])


def test_the_chart() -> None:
    offered = takings("profile", ["csv"], "profile", {"v": "1"})
    compare("chart.header", [chart_header("profile", "A profile", "thalweg-profile", offered)])


def test_the_votes() -> None:
    compare("votes.header", [votes_header("steepest", 0, False)])


def test_the_terrain() -> None:
    made = []
    for slug in ("ravine", "linear_classifier"):
        surface = landscapes.get(slug)
        made.append(unpacked(terrain_bytes(surface, sample(surface.fun, surface.bounds, size=9))))
    headers = [header for header, _ in made]
    compare("terrain.header", headers)
    compare("terrain.choice", [header["choice"] for header in headers])
    compare_parts("terrain.parts", [parts for _, parts in made])
    assert all(set(header["height"]) < set(tables()["play.height"]) for header in headers)
    # Every operation that a formula may have is described, and no other.
    said = TEXT.split("An operation is ")[1].split("each as NumPy")[0]
    named = {*FUNCTIONS, "add", "sub", "mul", "div", "neg", "pow", "step", "over"}
    assert set(re.findall(r"`(\w+)`", said)) | {"cos", "tan", "asin", "acos"} == named


def test_a_part_of_a_ground() -> None:
    answer = previews.closer_ground({"surface": "linear_classifier", "zoom": "0~1~0~1"})
    assert answer is not None
    header, parts = unpacked(answer)
    compare("closer.header", [header])
    compare_parts("closer.parts", [parts])


def test_the_run_that_is_explained() -> None:
    described = tables()["inspect.parts"]
    made = []
    for noise, slug in ((noise, slug) for noise in (0.0, 0.3) for slug in optim.names()):
        scene = Scene.opening("himmelblau", race=(Racer(slug),), steps=12, noise=noise)
        raced = run_race(scene)
        blob = inspector.inspect(scene, raced)
        assert blob is not None
        header, parts = unpacked(blob)
        recorded = set(raced[0].trajectory.record) | {"grad_x", "grad_y"}
        named = {}
        for name, kind in parts.items():
            if name not in described:
                assert name.removesuffix("*") in recorded
                name = "NAME*" if name.endswith("*") else "NAME"
                assert kind in described[name]
            named[name] = kind
        made.append((header, named))
    compare("inspect.header", [header for header, _ in made])
    compare("inspect.lines", [line for header, _ in made for line in header["lines"]])
    compare("inspect.parts", [parts for _, parts in made])
    own = [{name: kind for name, kind in parts.items() if name[:4] != "NAME"} for _, parts in made]
    assert all(kind in described[name] for parts in own for name, kind in parts.items())


def test_mini_batches() -> None:
    scene = Scene.opening("linear_classifier", steps=20, batch=7)
    answer = samples.surfaces(scene.to_query() | {"at": "3"})
    assert answer is not None
    made = [unpacked(samples.parts(scene)["batch"]), unpacked(answer)]
    compare("batch.header", [header for header, _ in made])
    compare_parts("batch.parts", [parts for _, parts in made])


def test_samples() -> None:
    facts = json.loads(samples.facts(Scene.opening("linear_classifier")))
    compare("data.facts", [facts])
    compare("data.scatter", [facts["scatter"]])


MAPS = (basins_picture.BASINS_MAP, sweep_picture.SWEEP_MAP)


@pytest.fixture
def maps(sent: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """What maps get."""
    for page, kind, key in (
        (Basins(), basins_picture, basins_picture.BASINS_MAP),
        (Sweep(), sweep_picture, sweep_picture.SWEEP_MAP),
    ):
        sides: Callable[..., cell_map.Sides] = kind.sides
        seen = kind.refinement_of(page)
        level, ends, _ = seen.ready(Mock())
        view = cell_map.View("", "", (0.0, 0.0), path=((), ()), pictures=seen.ids())
        cell_map.show_view(key, sides(page), view, len, len)
        cell_map.show_cells(key, sides(page), kind.cells_of(page, level, ends), len)
    return sent


def test_maps(maps: dict[str, list[Any]]) -> None:
    made = [unpacked(raw) for key in MAPS for raw in maps[key]]
    compare("map.header", [header for header, _ in made])
    compare("map.axes", [axis for header, _ in made for axis in header["axes"]])
    compare_parts("map.parts", [parts for _, parts in made])


def test_cells(maps: dict[str, list[Any]]) -> None:
    made = [unpacked(maps[f"{key}.cells"][0]) for key in MAPS]
    answers = [previews.basins({}), previews.sweep({})]
    made += [unpacked(answer) for answer in answers if answer is not None]
    assert len(made) == 4
    compare("cells.header", [header for header, _ in made])
    compare("cells.kinds", [kind for header, _ in made for kind in header["kinds"]])
    compare("map.axes", [axis for header, _ in made for axis in header["axes"]])
    compare_parts("cells.parts", [parts for _, parts in made])


def test_the_gallery(sent: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    def component(key: str, data: Any, **told: Any) -> None:
        sent.setdefault(key, []).append(data)

    monkeypatch.setattr("ui.browser.gallery.mount._component", lambda: component)
    for groups in (surface_groups(), method_groups()):
        gallery.show("gallery", gallery.Gallery("All", groups), len)
    made = [unpacked(raw) for raw in sent["gallery"]]
    groups = [group for header, _ in made for group in header["groups"]]
    compare("gallery.header", [header for header, _ in made])
    compare("gallery.groups", groups)
    compare("gallery.cards", [card for group in groups for card in group["cards"]])
    assert not any(parts for _, parts in made)
    address = made[0][0]["groups"][0]["cards"][0]["light"]
    assert re.fullmatch(r"thumbnails/[0-9a-f]{12}/surfaces/\w+\.light\.png", address)


def test_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(
        "ui.browser.file.mount._component", lambda: lambda key, data, **told: sent.append(data)
    )
    file.show("upload", "A surface", 100)
    made = [unpacked(raw) for raw in sent]
    compare("file.header", [header for header, _ in made])
    assert not any(parts for _, parts in made)


def test_a_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []

    def component(key: str, data: Any) -> None:
        given.append(data)

    for name in ("_component", "_frame"):
        monkeypatch.setattr(f"ui.browser.lesson.mount.{name}", lambda: component)
    companion.show(lesson_page.facts(Visit("steepest", 3)))
    companion.frame("./basins?v=1", "A map")
    (told, _), (frame, _) = (unpacked(raw) for raw in given)
    compare("lesson.header", [told])
    compare("lesson.terms", told["terms"])
    compare("frame.header", [frame])


def test_a_walk() -> None:
    made = [unpacked(walk_sent(night(Walk(number=1, shown=shown)))) for shown in ("off", "on")]
    compare("walk.header", [header for header, _ in made])
    day = made[1][0]["day"]
    compare("walk.day", [day])
    assert all(set(path) == {"name", "colour", "dash"} for path in day["paths"])
    assert set(day["own"]) == {"colour", "dash"}
    named = [
        {re.sub(r"\d+$", "k", name): kind for name, kind in parts.items()} for _, parts in made
    ]
    compare_parts("walk.parts", named)
    # Before it is day nothing of the ground is in the message.
    assert (made[0][0]["day"], named[0]) == (None, {"places": "f4"})


def test_every_table_is_compared() -> None:
    source = Path(__file__).read_text("utf-8")
    assert all(f'"{name}"' in source for name in tables())


def test_writers_and_readers_point_to_the_description() -> None:
    first = TEXT.split("## The frame")[0]
    rows = re.findall(r"^\| .+ \| (`.+`) \| (`.+`) \|$", first, re.MULTILINE)
    assert len(rows) == 19
    for writers, readers in rows:
        named = re.findall(r"`(.+?)`", writers)
        named += [f"ui/browser/{name}" for name in re.findall(r"`(.+?)`", readers)]
        for name in named:
            assert "wire.md" in (ROOT / name).read_text("utf-8")[:1500], name
