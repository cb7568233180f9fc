"""The player's side of the server: what it hears, what it answers, and that it caches frames."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from ui import previews
from ui.kit import address as state
from ui.kit import plain_pictures
from ui.kit.language import spoken
from ui.playground import player
from ui.scene import frames, pictures
from ui.scene.racer import Racer
from ui.scene.run_race import as_found, run_race
from ui.scene.scene import Scene

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")


def drawn(**query: str) -> tuple[Scene, dict[str, Any]]:
    scene, notes = Scene.from_query(query)
    assert notes == ()
    raced = run_race(scene)
    runs = pictures.runs(scene, raced)
    return scene, frames.frames(scene, runs, pictures.chart_of(scene, raced))


def test_a_moved_knob_leaves_what_is_marked_as_it_is() -> None:
    before = drawn(race="adam")[1]
    after = drawn(race="adam", **{"adam.learning_rate": "0.2"})[1]
    assert after["map"] == before["map"]
    assert after["chart"] != before["chart"]


def test_what_is_marked_changes_the_frame() -> None:
    plain = drawn(surface="himmelblau")[1]
    for query in ({"critical": "show"}, {"panel": "ground"}, {"panel": "chord"}):
        assert drawn(surface="himmelblau", **query)[1]["map"] != plain["map"]


def test_frames_and_surfaces_hold_no_path() -> None:
    scene, framed = drawn(surface="bowl", race="adam")
    assert "Adam" not in repr(framed)
    assert frames.ground(scene) == frames.ground(drawn(surface="bowl", race="gd~newton")[0])


# -- previews -------------------------------------------------------------------------------


APP = Starlette(routes=previews.ROUTES)


def asked(address: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the server answers."""
    sent = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    asyncio.run(APP(scope | {"root_path": "", "headers": []}, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize("prefix", ["", "/lecture/7"])
def test_a_link_is_answered_with_its_race(prefix: str) -> None:
    link = "surface=bowl&race=gd~adam&start=0.5~0.25"
    status, headers, body = asked(f"{prefix}/live/race?{link}")
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert b'"ground":' in body
    scene, _ = Scene.from_query({"surface": "bowl", "race": "gd~adam", "start": "0.5~0.25"})
    raced = run_race(scene)
    same = frames.moves(scene, pictures.runs(scene, raced), pictures.chart_of(scene, raced))
    assert same in body


def test_nonsense_is_answered_too() -> None:
    assert asked("/live/race?surface=../x&steps=NaN&race=%00&f=1")[0] == 200


def test_a_fair_race_is_answered_with_the_knobs_found_before() -> None:
    query = {"surface": "ravine", "race": "gd~momentum~lbfgs", "fair": "on", "steps": "80"}
    scene, _ = Scene.from_query(query)
    raced = run_race(scene)
    link = as_found(scene, raced).to_query()
    assert Scene.from_query(link)[1] == ()
    assert "momentum.learning_rate" in link
    assert link["fair"] == "on"
    same = frames.moves(scene, pictures.runs(scene, raced), pictures.chart_of(scene, raced))
    # From the start they were found for: the very same race
    assert same in previews.race_preview(link)
    # From another start they stay as they are, within the same budget; nothing is searched for.
    moved, _ = Scene.from_query(link | {"start": "1~1"})
    before = {each.label: each.optimizer for each in raced}
    for each in run_race(moved, tune=False):
        assert each.optimizer == before[each.label]
        assert each.trajectory.cost[-1] <= 80
        assert each.found == ()


def test_the_switch_to_plain_figures_is_kept_on_other_pages() -> None:
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not app.get("plotly_chart")
    _switch(app).set_value(True).run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 3
    app.switch_page("../pages/methods.py").run()
    app.switch_page("../pages/playground.py").run()
    assert _switch(app).value is True
    assert len(app.get("plotly_chart")) == 3
    _switch(app).set_value(False).run()
    assert not app.get("plotly_chart")


def _switch(app: AppTest) -> Any:
    return next(each for each in app.toggle if each.label == "Plain pictures")


def test_a_busy_server_says_so_instead_of_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "WAIT_FOR_TURN", 0.01)
    for _ in range(2):
        previews.AT_ONCE.acquire()
    try:
        assert asked("/live/race")[0] == 204
    finally:
        previews.AT_ONCE.release(2)
    assert asked("/live/race")[0] == 200


# -- what the stage tells -------------------------------------------------------------------


def told(monkeypatch: pytest.MonkeyPatch, what: str, value: Any) -> dict[str, Any]:
    """The session after the stage told something."""
    scene = Scene.opening("bowl")
    session: dict[str, Any] = {player.PLAYGROUND_STAGE: {what: value}, "scene": scene}
    monkeypatch.setattr("streamlit.session_state", session)
    monkeypatch.setattr("streamlit.rerun", lambda: session.update(rerun=True))
    getattr(player, f"_{what}_picked")()
    return session


def test_a_picked_start_changes_scene_and_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    session = told(monkeypatch, "start", {"at": [0.5, -1], "live": False})
    assert session["scene"].start == (0.5, -1.0)
    assert (session["w.start.x"], session["w.start.y"]) == (0.5, -1.0)
    assert session["rerun"]


def test_while_it_moves_only_the_plots_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    session = told(monkeypatch, "start", {"at": [0.5, -1], "live": True})
    assert session["scene"].start == (0.5, -1.0)
    assert "rerun" not in session


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"at": None},
        {"at": [1]},
        {"at": [1, 2, 3]},
        {"at": ["a", 1]},
        {"at": [float("nan"), 0]},
        {"at": [1e9, 0]},
        [1, 2],
        "start",
    ],
)
def test_a_start_that_is_none_is_ignored(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    session = told(monkeypatch, "start", value)
    assert session["scene"] == Scene.opening("bowl")


def test_a_picked_racer_is_looked_at_and_a_stranger_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    last = Scene.opening("bowl").labels()[-1]
    assert told(monkeypatch, "focus", last)["scene"].focused() == last
    for stranger in ("nobody", None, ["adam"], {"a": 1}):
        assert told(monkeypatch, "focus", stranger)["scene"] == Scene.opening("bowl")


def test_where_the_player_fails_plain_figures_are_shown() -> None:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.session_state[plain_pictures.PLAIN] = True
    app.run()
    assert not app.exception
    assert any("player again" in button.label for button in app.button)
    assert len(app.get("plotly_chart")) == 3


# -- a browser that is behind ---------------------------------------------------------------


def test_a_move_that_comes_with_an_old_address_is_not_undone() -> None:
    """The browser sends the address it knows; two quick moves outrun the one just written."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.query_params["race"] = "adam"
    app.run()
    old = dict(app.query_params)
    for race in ("adam~gd", "adam~gd~newton"):
        app.multiselect[0].set_value(race.split("~")).run()
        assert app.query_params["race"] in (race, [race])
        app.query_params.clear()
        app.query_params.update({k: v[0] if isinstance(v, list) else v for k, v in old.items()})
    # Nothing was moved: this is Back.
    app.run()
    assert app.multiselect[0].value == ["adam"]
    assert state.WRITTEN_BEFORE >= 2


# -- what is kept of what was sent ----------------------------------------------------------


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Header and parts of each race that the stage was sent."""
    sent: list[Any] = []
    monkeypatch.setattr(player.player, "put", lambda *told: sent.append(told[1:3]))
    return sent


def test_the_next_who_shows_a_scene_is_sent_the_same(
    put: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Scene.opening("bowl", steps=23, start=(0.123, 0.5))
    player.mount(made, run_race(made))
    monkeypatch.setattr(player, "sent", lambda *_: pytest.fail("it was made again"))
    player.mount(replace(made), run_race(made))
    first, second = put
    assert first == second
    assert first[1] is second[1]


def test_each_language_is_sent_its_own_words(put: list[Any]) -> None:
    made = Scene.opening("bowl", steps=23, start=(0.124, 0.5))
    for language in ("en", "ko", "en"):
        with spoken(language):
            player.mount(made, run_race(made))
    english, korean, again = put
    assert english[1] is again[1]
    assert [each["label"] for each in english[0]["options"]] != [
        each["label"] for each in korean[0]["options"]
    ]
    assert english[1]["inspect"] != korean[1]["inspect"]


def test_what_a_long_race_is_sent_is_not_kept(put: list[Any]) -> None:
    made = Scene.opening("bowl", race=(Racer("random_search"),) * 8, steps=5000)
    player.mount(made, raced := run_race(made))
    player.mount(made, raced)
    assert put[0][1] is not put[1][1]
