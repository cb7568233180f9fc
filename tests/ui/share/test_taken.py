"""What can be taken along from maps, network, profile and dimensions: the same as is shown."""

import csv
import io
import json
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlencode

import numpy as np
import pytest
from exports import answer
from PIL import Image

import optim
from ui import exports
from ui.compare import taken as compare_taken
from ui.compare.comparison import Comparison
from ui.dimensions import taken as dimensions_taken
from ui.dimensions.dimensions import Dimensions
from ui.kit.asked_page import NoSuchExportError
from ui.kit.takings import LINKS
from ui.maps import basins_cells, sweep_cells, taken
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.runs import compute
from ui.maps.sweep import Sweep
from ui.network import taken as network_taken
from ui.network.study import Study
from ui.profile import taken as profile_taken
from ui.profile.survey import Survey
from ui.scene.run_race import run_race
from ui.share.code.map_program import Grid, map_program
from ui.walk import taken as walk_taken
from ui.walk.rivals import rivals
from ui.walk.walk import Walk
from viz import print as printed
from viz.print.animation import MOST

PAGES: dict[str, Any] = {
    "basins": taken.offered(Basins()),
    "sweep": taken.offered(Sweep()),
    "network": network_taken.offered(Study()),
    "profile": profile_taken.offered(Survey()),
    "dimensions": dimensions_taken.offered(Dimensions()),
    "compare": compare_taken.offered(Comparison()),
    "walk": walk_taken.offered(Walk()),
}
SMALL = {
    "basins": {"cells": "64", "steps": "60"},
    "sweep": {"cells": "64", "steps": "60"},
    "network": {"race": "gd~adam", "steps": "30", "samples": "60", "units": "4", "cells": "25"},
    "profile": {"methods": "gd~adam"},
    "dimensions": {"count": "100"},
    "compare": {"a": "v=1&race=gd&steps=9", "b": "v=1&race=adam~gd&steps=7"},
    "walk": {"number": "7", "walked": "4000~3000~5000~5000"},
}
GROWING = {"cells": "64"}
IN_BROWSER = {"mp4", "png", "svg"}


class Answer(NamedTuple):
    """What a server answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def get(address: str, **headers: str) -> Answer:
    path, _, query = address.partition("?")
    return Answer(*answer(path, query, **headers))


def names() -> set[str]:
    return {kind.name for kind in exports.KINDS}


@pytest.mark.parametrize("page", PAGES)
def test_whatever_a_menu_offers_is_made_somewhere(page: str) -> None:
    told = PAGES[page]
    files = [kind for kind in told["kinds"] if kind not in IN_BROWSER | set(LINKS)]
    assert {f"{told['name']}.{kind}" for kind in files} | {f"{page}.qr.svg"} == {
        name for name in names() if name.startswith(f"{page}.")
    }
    assert told["page"] == page


@pytest.mark.parametrize(
    "name", [n for n in sorted(names()) if n.partition(".")[0] in SMALL and "qr" not in n]
)
def test_a_file_says_where_it_came_from_and_who_has_it_is_told_so(name: str) -> None:
    page = name.partition(".")[0]
    address = f"/export/{name}?{urlencode(SMALL[page])}"
    first = get(address)
    assert first.status_code == 200
    again = get(address, if_none_match=first.headers["etag"])
    assert again.status_code == 304
    if not name.endswith(".gif"):
        assert f"thalweg-{page}." in first.headers["content-disposition"]
        assert f"http://lab.example:8501/{page}?v=1&" in first.text
    other = get(f"/export/{name}?{urlencode({**SMALL[page], 'nonsense': '<b>'})}")
    assert other.status_code == 422
    assert "<b>" not in other.text or other.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("name", "empty"),
    [("network", {"race": "none"}), ("profile", {"methods": "none"})],
)
def test_where_nothing_runs_a_sentence_says_so(name: str, empty: dict[str, str]) -> None:
    for kind in ("csv", "json"):
        answer = get(f"/export/{name}.{kind}?{urlencode(empty)}")
        assert (answer.status_code, "Pick one or more" in answer.text) == (422, True)


def rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_the_tables_of_a_map_hold_its_cells() -> None:
    page = Basins.from_query(SMALL["basins"])[0]
    ends = basins_cells.basin_ends(page, 64, lambda share: None)
    made = rows(get(f"/export/basins.csv?{urlencode(SMALL['basins'])}").text)
    assert [float(row["end_x"]) for row in made] == ends.x.ravel().tolist()
    told = json.loads(get(f"/export/basins.json?{urlencode(SMALL['basins'])}").content)
    assert np.array_equal(told["steps"], ends.steps)
    assert np.array_equal(np.array(told["loss"], float), ends.fun)
    assert told["status"] == np.array(optim.STATUSES)[ends.code].tolist()
    swept = json.loads(get(f"/export/sweep.json?{urlencode(SMALL['sweep'])}").content)
    page_swept = Sweep.from_query(SMALL["sweep"])[0]
    means = sweep_cells.sweep_means(page_swept, 64, lambda share: None)
    assert np.array_equal(swept["steps"], means.steps)
    assert len(swept["momentum"]) == 64


def test_a_file_is_as_fine_as_the_map_is_by_now() -> None:
    asked = {"surface": "booth", "cells": "128", "steps": "61"}
    address = f"/export/basins.csv?{urlencode(asked)}"
    page = Basins.from_query(asked)[0]
    basins_cells.basin_ends(page, 64, lambda share: None)
    first = get(address)
    assert len(rows(first.text)) == 64 * 64
    assert first.headers["cache-control"] == "no-cache"
    assert get(address, if_none_match=first.headers["etag"]).status_code == 304
    basins_cells.basin_ends(page, 128, lambda share: None)
    finer = get(address, if_none_match=first.headers["etag"])
    assert len(rows(finer.text)) == 128 * 128


def test_to_wait_in_line_for_a_map_is_not_to_compute_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(taken.time, "monotonic", lambda: clock[0])
    tell = taken._patience()
    for at, share in ((60.0, 0.1), (62.0, 0.5), (64.0, 1.0)):  # what is done is not thrown away
        clock[0] = at
        tell(share)
    with pytest.raises(NoSuchExportError, match="takes too long"):
        tell(0.9)


def test_a_map_that_takes_too_long_for_a_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/export/basins.csv?{urlencode({'surface': 'booth', 'cells': '64', 'steps': '63'})}"
    with monkeypatch.context() as patient:
        patient.setattr(taken, "PATIENCE", -1.0)
        answer = get(address)
    assert (answer.status_code, "takes too long" in answer.text) == (422, True)
    assert len(rows(get(address).text)) == 64 * 64  # nothing half done was kept


def test_the_tables_of_a_network_hold_each_kept_step() -> None:
    told = json.loads(get(f"/export/network.json?{urlencode(SMALL['network'])}").content)
    made = rows(get(f"/export/network.csv?{urlencode(SMALL['network'])}").text)
    first = [float(row["loss"]) for row in made if row["learner"] == "gd"]
    assert [each["learner"] for each in told["learners"]] == ["gd", "adam"]
    assert told["learners"][0]["loss"] == first
    assert first[-1] < first[0]


def test_what_would_take_long_or_needs_a_file_is_refused_in_a_sentence() -> None:
    slow = get("/export/profile.csv?budget=1000&count=10&methods=bfgs")
    assert (slow.status_code, "takes too long" in slow.text) == (422, True)
    assert "csv" not in profile_taken.offered(Survey(budget=1000))["kinds"]
    upload = get("/export/basins.gif?surface=upload")
    assert upload.status_code == 422
    assert get("/export/sweep.csv?race=nelder_mead").status_code in (200, 422)
    data = get("/export/basins.py?surface=skip_connections")
    assert (data.status_code, "too large" in data.text) == (422, True)


BASINS = [
    {"race": "momentum"},
    {"race": "adam", "surface": "rosenbrock", "schedule": "cosine"},
    {"race": "newton"},
    {"race": "gd", "noise": "0.5", "seed": "3", "steps": "80"},
    {"race": "gd", "gd.learning_rate": "0.1", "surface": "rosenbrock"},
    {"race": "local_search", "steps": "40"},
    {"race": "bfgs", "steps": "40"},
]


def ran(grid: Grid) -> np.ndarray:
    space: dict[str, Any] = {"__name__": "taken away"}
    exec(compile(map_program(grid), "map.py", "exec"), space)
    return np.moveaxis(space["runs"](), -1, 0)


@pytest.mark.parametrize("query", BASINS, ids=lambda query: " ".join(query.values()))
def test_a_program_of_basins_ends_where_the_map_does(query: dict[str, str]) -> None:
    wanted = exports.READERS["basins"]({"steps": "100"} | query, "http://a")
    grid = Grid(**taken.walks(wanted))
    few = slice(None, None, 3)
    grid = Grid(**{**vars(grid), "across": grid.across[few], "up": grid.up[few]})
    ends = compute(job_of(wanted.shown), grid.across[None, :], grid.up[:, None], {}, lambda s: None)
    x, y, fun, steps = ran(grid)
    assert np.array_equal(steps, ends.steps)
    for mine, others in ((x, ends.x), (y, ends.y), (fun, ends.fun)):
        np.testing.assert_allclose(mine, others, rtol=1e-10, atol=1e-10)


def test_a_program_of_a_sweep_ends_where_the_map_does() -> None:
    wanted = exports.READERS["sweep"]({"steps": "60", "cells": "64"}, "http://a")
    grid = Grid(**taken.walks(wanted))
    knobs = dict(zip(grid.knobs, (grid.across[None, :], grid.up[:, None]), strict=True))
    job = job_of(wanted.shown, grid.knobs)
    ends = compute(job, *wanted.shown.scene.start, knobs, lambda share: None)
    x, _y, fun, steps = ran(grid)
    assert np.array_equal(steps, ends.steps)
    np.testing.assert_allclose(x, ends.x, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(fun, ends.fun, rtol=1e-10, atol=1e-10)


def test_a_film_of_basins_begins_bare_and_ends_with_every_start() -> None:
    made = get(f"/export/basins.gif?{urlencode(GROWING)}").content
    film = Image.open(io.BytesIO(made))
    assert film.size == (720, 540)
    assert len(made) < 2_000_000
    assert film.n_frames > 10
    box = printed.Layout(720, 540, 5).map
    bare, whole = (_frame(film, at)[60 : box.bottom - 40] for at in (0, film.n_frames - 1))
    assert len(np.unique(bare.reshape(-1, 3), axis=0)) == 1
    assert not (whole == bare[0, 0]).all(axis=-1).any()
    small = get(f"/export/basins.gif?{urlencode(GROWING)}&export.width=480").content
    assert Image.open(io.BytesIO(small)).size == (480, 360)


def test_a_film_takes_as_long_as_is_asked() -> None:
    for seconds in (4, 16):
        query = urlencode({**GROWING, "export.seconds": seconds})
        film = Image.open(io.BytesIO(get(f"/export/basins.gif?{query}").content))
        shown = []
        for at in range(film.n_frames - 1):
            film.seek(at)
            shown.append(film.info["duration"])
        assert sum(shown) / 1000 == pytest.approx(seconds, rel=0.15)


def _frame(film: Image.Image, at: int) -> np.ndarray:
    film.seek(at)
    return np.asarray(film.convert("RGB"))


def test_the_table_of_a_comparison_has_every_step_of_both() -> None:
    both = Comparison.from_query(SMALL["compare"])[0]
    made = rows(get(f"/export/compare.csv?{urlencode(SMALL['compare'])}").text)
    told = json.loads(get(f"/export/compare.json?{urlencode(SMALL['compare'])}").content)
    for side in ("a", "b"):
        for one in run_race(both.on(side)):
            mine = [row for row in made if (row["side"], row["racer"]) == (side, one.label)]
            assert [float(row["fun"]) for row in mine] == one.trajectory.fun.tolist()
            assert [int(row["step"]) for row in mine] == [*range(one.trajectory.steps + 1)]
        assert [run["x"] for run in told["runs"][side]] == [
            one.trajectory.x.tolist() for one in run_race(both.on(side))
        ]


def test_the_table_of_a_walk_tells_in_the_dark_what_was_felt_and_by_day_all() -> None:
    link = SMALL["walk"]
    walk = Walk.from_query(link)[0]
    dark = rows(get(f"/export/walk.csv?{urlencode(link)}").text)
    assert [float(row["loss"]) for row in dark] == [
        float(walk.landscape.fun(*at)) for at in walk.points()
    ]
    assert {"x", "y"}.isdisjoint(dark[0])
    assert float(dark[1]["across"]) == 0.4
    day = rows(get(f"/export/walk.csv?{urlencode(link | {'shown': 'on'})}").text)
    assert [(float(row["x"]), float(row["y"])) for row in day[:3]] == list(walk.points())
    ways = [way for way in rivals(walk) for _ in way.x]
    assert [row["walker"] for row in day[3:]] == [str(way.name) for way in ways]
    losses = np.concatenate([way.fun for way in rivals(walk)])
    assert [float(row["loss"]) for row in day[3:]] == losses.tolist()
    felt = rows(get(f"/export/walk.csv?{urlencode(link | {'feel': 'loss'})}").text)
    assert [*felt[0]] == ["walker", "place", "across", "up", "loss"]
    told = json.loads(get(f"/export/walk.json?{urlencode(link)}").content)
    assert [each["loss"] for each in told["places"]] == [float(row["loss"]) for row in dark]


def test_of_an_experiment_its_link_is_a_code() -> None:
    """Its pictures and tables are made of the chart that one sees."""
    found = get("/export/experiments.qr.svg?v=1&show=dropout")
    assert (found.status_code, found.headers["content-type"]) == (200, "image/svg+xml")
    assert get("/export/experiments.qr.svg?show=nothing").status_code == 422


def film(**link: str) -> tuple[list[np.ndarray], Answer]:
    """The pictures of a comparison's GIF, (rows, columns, 3)."""
    made = get(f"/export/compare.gif?{urlencode(link)}")
    assert (made.status_code, made.headers["content-type"]) == (200, "image/gif")
    with Image.open(io.BytesIO(made.content)) as gif:
        return [_picture(gif, k) for k in range(getattr(gif, "n_frames", 1))], made


def _picture(gif: Image.Image, k: int) -> np.ndarray:
    gif.seek(k)
    return np.asarray(gif.convert("RGB"), np.int16)


def test_two_races_are_one_film_in_step_on_one_set_of_axes() -> None:
    """The left half is done after 4 steps and waits; both grounds are the same to the dot."""
    race = "v=1&surface=ravine&race={}&steps={}&start=-1~1&{}"
    still, moving = "gd.learning_rate=0.01", "momentum.learning_rate=0.01"
    pictures, _ = film(a=race.format("gd", 4, still), b=race.format("momentum", 9, moving))
    assert len(pictures) == 1 + 9
    assert {each.shape for each in pictures} == {(360, 720, 3)}
    left = [each[40:, :356] for each in pictures]
    right = [each[40:, 364:] for each in pictures]
    assert (left[3] != left[4]).any()
    assert (left[4] == left[9]).all()
    assert all((one != other).any() for one, other in pairwise(right))
    assert (left[0][:200] == right[0][:200]).all()
    assert (pictures[0][:, 356:364] == pictures[0][0, 0]).all()


def test_maps_are_of_one_size_whatever_races_beside_them() -> None:
    one, eight = "v=1&race=gd&steps=2", "v=1&race=gd~adam~rmsprop~nadam~radam&steps=2"
    pictures, _ = film(a=one, b=eight)
    differ = pictures[0][40:250, :356] != pictures[0][40:250, 364:]
    assert differ.mean() < 0.01, "only the marks at the start may differ"


def test_a_comparison_of_many_long_races_stays_small() -> None:
    methods = "gd~momentum~adam~rmsprop~nesterov~adagrad~nadam~radam"
    links = dict.fromkeys(("a", "b"), f"v=1&surface=himmelblau&race={methods}&steps=2000")
    pictures, made = film(**links)
    assert len(pictures) <= 1 + MOST
    assert len(made.content) < 2_000_000
