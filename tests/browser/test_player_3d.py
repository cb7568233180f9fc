"""The 3-D view in a real browser: what a click there means, and what hides a path.

The reference is made here anew: the surface, cut finely, and every point of it sent through the
matrix that the graphics card draws with. What lies nearest to the eye at a pixel is what one sees
there.
"""

import math
from collections.abc import Callable
from typing import Any

import pytest
from chromium import give_focus, links_written, painted, settle
from playwright.sync_api import Page

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]')"
FINE = 6
"""Into so many parts the reference cuts each side of a cell."""
TOOLS = """(fine) => {
  const div = document.querySelector("[data-plot=surface]");
  const stage = document.querySelector("[data-stage]").player;
  const { surface } = stage.panels;
  const tools = { div, stage, surface };
  const shares = Array.from({ length: 61 }, (_, k) => k / 60);
  const spread = ([low, high]) => shares.map((share) => low + (high - low) * share);
  const [x, y] = surface.ground.bounds.map(spread);
  const flat = surface.ground.heights(x, y);
  const z = y.map((_, j) => Array.from(flat.slice(61 * j, 61 * j + 61)));
  Object.assign(tools, { x, y, z });
  // Pixels of the window and depth (less is nearer) of a point, by the graphics card's matrix.
  tools.project = (at) => {
    const { matrix, space } = surface.view;
    const p = [...at.map((v, k) => (v - space.middle[k]) * space.scale[k]), 1];
    const row = (r) => p.reduce((sum, value, k) => sum + matrix[4 * k + r] * value, 0);
    const [a, b, c, w] = [0, 1, 2, 3].map(row);
    const box = div.getBoundingClientRect();
    const [u, v] = [(1 + a / w) / 2, (1 - b / w) / 2];
    return [box.left + u * box.width, box.top + v * box.height, c / w];
  };
  // The surface between its points.
  tools.on = (u, v) => {
    const i = Math.min(Math.floor(u), x.length - 2);
    const j = Math.min(Math.floor(v), y.length - 2);
    const [a, b] = [u - i, v - j];
    const mix = (p, q, s) => p + (q - p) * s;
    const height = mix(mix(z[j][i], z[j][i + 1], a), mix(z[j + 1][i], z[j + 1][i + 1], a), b);
    return [mix(x[i], x[i + 1], a), mix(y[j], y[j + 1], b), height];
  };
  // All points of the finely cut surface by the pixel they lie in, seen as the camera stands now.
  tools.seen = () => {
    const { matrix } = surface.view;
    const { left, top } = div.getBoundingClientRect();
    const name = [...matrix, left, top].join();
    if (tools.name === name) return tools.pixels;
    const pixels = new Map();
    for (let v = 0; v <= y.length - 1; v += 1 / fine) {
      for (let u = 0; u <= x.length - 1; u += 1 / fine) {
        const at = tools.on(u, v);
        const [a, b, depth] = tools.project(at);
        const pixel = `${Math.floor(a)} ${Math.floor(b)}`;
        if (pixels.has(pixel)) pixels.get(pixel).push({ at, a, b, depth });
        else pixels.set(pixel, [{ at, a, b, depth }]);
      }
    }
    return Object.assign(tools, { name, pixels }).pixels;
  };
  // What is nearest to the eye of all that lies within a pixel of a place; null beside the surface.
  tools.front = (px, py) => {
    const pixels = tools.seen();
    let best = null;
    for (const i of [-1, 0, 1]) {
      for (const j of [-1, 0, 1]) {
        const near = pixels.get(`${Math.floor(px) + i} ${Math.floor(py) + j}`) ?? [];
        for (const { at, a, b, depth } of near) {
          const away = Math.hypot(a - px, b - py);
          if (away < 1 && (!best || depth < best.depth)) best = { at, depth, away };
        }
      }
    }
    return best;
  };
  window.tools = tools;
}"""
# The sizes of a step of the grid.
CELL = "[tools.x[1] - tools.x[0], tools.y[1] - tools.y[0]]"


def opened(open_page: Open, query: str, **window: Any) -> Page:
    page = open_page(query, **window)
    drawn(page)
    page.evaluate(TOOLS, FINE)
    return page


def drawn(page: Page, after: int = 0) -> int:
    """Wait until the app's picture newer than number `after` is shown; its number."""
    page.wait_for_function(f"(n) => Number({STAGE}?.dataset.drawn ?? 0) > n", arg=after)
    return int(page.locator("[data-stage]").get_attribute("data-drawn") or 0)


def start(page: Page) -> list[float]:
    found: list[float] = page.evaluate(f"{STAGE}.player.race.start")
    return found


def turn(page: Page, azimuth: float, elevation: float, distance: float = 1.0) -> None:
    """Turn the camera, and wait until all is drawn from there."""
    camera = {"azimuth": azimuth, "elevation": elevation, "distance": distance}
    page.evaluate("(camera) => tools.surface.turn(camera)", camera)
    page.wait_for_function("!tools.surface.stale && !tools.surface.motion.moving")


def click_sets(page: Page, at: list[float]) -> list[float]:
    """Click at a place of the window; the start that the app has then."""
    before = drawn(page)
    page.mouse.click(at[0], at[1])
    drawn(page, before)
    return start(page)


def nothing_happens(page: Page, act: Callable[[], Any]) -> None:
    before = start(page)
    act()
    page.wait_for_timeout(500)
    assert start(page) == before


# -- picking ----------------------------------------------------------------------------------


@pytest.mark.parametrize("camera", [(-30, 50, 1), (140, 35, 0.7)])
def test_a_click_on_the_surface_sets_the_start_to_what_is_seen_there(
    open_page: Open, camera: tuple[float, float, float]
) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam&steps=20")
    turn(page, *camera)
    # Points of the grid that nothing hides.
    for i, j in ((30, 30), (20, 6), (48, 12)):
        x, y, *at = page.evaluate(
            "([i, j]) => { const p = [tools.x[i], tools.y[j], tools.z[j][i]];"
            " return [p[0], p[1], ...tools.project(p)]; }",
            [i, j],
        )
        seen = page.evaluate("([x, y]) => tools.front(x, y)?.at", at)
        assert math.dist(seen[:2], (x, y)) < 0.3  # it can be seen
        pixel = page.evaluate(
            """([px, py]) => [[1, 0], [-1, 0], [0, 1], [0, -1]].map(([a, b]) =>
              tools.stage.solid.at(px + a, py + b))""",
            at,
        )
        worth = max(math.dist(each, (x, y)) for each in pixel)
        assert math.dist(click_sets(page, at), (x, y)) < worth
        # The mark of the start stands where the click was.
        box = page.locator("[data-start-solid]").bounding_box()
        assert box
        centre = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert math.dist(centre, at[:2]) < 1
    page.wait_for_url("**start=*")


HILL = "?surface=formula&formula=exp(-3*x^2-3*(y%2B0.7)^2)*2%2B0.2*x^2%2B0.2*y^2&height=linear"
"""A hill in the south and the bottom of a bowl behind it."""


def test_a_hill_hides_the_valley_behind_it_from_clicks(open_page: Open) -> None:
    page = opened(open_page, f"{HILL}&race=adam&steps=20")
    turn(page, 0, 24)
    grid = "([x, y]) => tools.on((x - tools.x[0]) / cell[0], (y - tools.y[0]) / cell[1])"
    page.evaluate(f"() => {{ window.cell = {CELL}; window.place = {grid}; }}")
    for valley in ((0.0, 0.6), (-0.35, 1.2)):
        at = page.evaluate("(p) => tools.project(place(p))", valley)
        front = page.evaluate("([x, y]) => tools.front(x, y)?.at", at)
        assert front[1] < valley[1] - 0.5  # the hill stands before it
        # On a slope seen flatly one pixel is a long way: so it is compared on the screen, in depth.
        found = click_sets(page, at)
        seen = page.evaluate("(p) => tools.project(place(p))", found)
        expected = page.evaluate("(p) => tools.project(p)", front)
        assert math.dist(seen[:2], at[:2]) < 1.5
        assert abs(seen[2] - expected[2]) < abs(at[2] - expected[2]) / 10


@pytest.mark.parametrize(("middle", "half"), [(0, 0.001), (0, 10_000), (10_000, 1)])
def test_the_units_of_the_axes_change_nothing(open_page: Open, middle: int, half: float) -> None:
    low, high, at = middle - half, middle + half, middle + half / 2
    formula = f"(x-{middle})^2%2B(y-{middle})^2&window={low}~{high}~{low}~{high}&height=linear"
    query = f"?surface=formula&formula={formula}&race=gd&steps=20&start={at}~{at}"
    page = opened(open_page, query)
    turn(page, 12, 84)  # into a bowl from high above: nothing hides anything
    places = page.evaluate(
        """() => [6, 20, 30, 44, 54].flatMap((j) => [6, 20, 30, 44, 54].map((i) => {
          const [px, py] = tools.project([tools.x[i], tools.y[j], tools.z[j][i]]);
          return [tools.stage.solid.at(px, py), [tools.x[i], tools.y[j]]];
        }))"""
    )
    assert all(found for found, _ in places)
    assert max(math.dist(*each) for each in places) < half / 100
    assert page.evaluate("tools.surface.hides(...tools.surface.places.at(0, 0))") is False
    assert not page.locator("[data-start-solid][data-behind]").count()


def test_the_mark_of_the_start_stays_in_its_panel(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam&steps=20&start=5~-5")
    mark = page.locator("[data-start-solid]")
    assert mark.is_visible()
    seen = []
    for azimuth, distance in ((-30, 1), (40, 0.25), (200, 0.25), (110, 2)):
        turn(page, azimuth, 40, distance)
        panel = page.locator("[data-plot=surface]").bounding_box()
        assert panel
        px, py, _ = page.evaluate("tools.project([5, -5, tools.z[0][60]])")
        across, down = (px - panel["x"]) / panel["width"], (py - panel["y"]) / panel["height"]
        inside = 0 <= across <= 1 and 0 <= down <= 1
        assert page.evaluate("!tools.stage.solid.element.hidden") == inside
        seen.append(inside)
    assert set(seen) == {True, False}


def test_a_drag_turns_the_scene_and_sets_nothing(open_page: Open) -> None:
    page = opened(open_page, "?surface=bowl&race=gd")
    box = page.locator("[data-plot=surface]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    camera = "JSON.stringify(tools.surface.camera)"
    before = page.evaluate(camera)

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 10, steps=5)
        page.mouse.move(x, y, steps=5)  # also where it comes back
        page.mouse.up()

    nothing_happens(page, drag)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 10, steps=5)
    nothing_happens(page, page.mouse.up)
    page.wait_for_function(f"(before) => {camera} !== before", arg=before)
    # A double click turns back, and leaves the start where it was.
    nothing_happens(page, lambda: page.mouse.dblclick(x, y))
    assert page.evaluate("tools.surface.turned") is False
    # Beside the surface there is nothing to pick.
    nothing_happens(page, lambda: page.mouse.click(box["x"] + 6, box["y"] + 6))


def test_the_start_can_be_dragged_over_the_surface(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam~gd&start=0~-1&steps=40")
    page.locator("[data-start-solid]").wait_for()
    box = page.locator("[data-start-solid]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    written = links_written(page)
    page.mouse.move(x + 3, y + 2)
    page.mouse.down()
    for k in range(1, 7):
        page.mouse.move(x + 3 - 6 * k, y + 2 + 2 * k)
        page.wait_for_timeout(60)
    page.wait_for_function(f"Number({STAGE}.dataset.ahead ?? 0) >= 2")
    assert "start=0~-1" in page.url
    page.mouse.up()
    page.wait_for_function("!location.search.includes('start=0~-1')")
    expected = page.evaluate("([x, y]) => tools.stage.solid.at(x, y)", [x - 36, y + 12])
    assert math.dist(start(page), expected) < 0.05
    assert written() == 1


def test_a_tap_on_the_surface_sets_the_start_on_a_phone(open_page: Open) -> None:
    query = "?surface=himmelblau&race=adam&steps=20"
    page = open_page(query, width=390, height=844, touch=True)
    first = drawn(page)
    page.evaluate(TOOLS, FINE)
    page.evaluate("document.querySelector('[data-panel=surface]').scrollIntoView()")
    page.wait_for_timeout(400)
    at = page.evaluate("tools.project([tools.x[30], tools.y[27], tools.z[27][30]])")
    page.touchscreen.tap(*at[:2])
    drawn(page, first)
    assert math.dist(start(page), (0.0, -0.5)) < 0.1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("[data-legend] button")].filter(
          (b) => b.offsetWidth < 40 || b.offsetHeight < 40).length"""
    )
    assert small == 0


# -- what the ground hides --------------------------------------------------------------------

# Of each step of the first run: whether it is hidden, and whether the reference says so; null
# where that is a matter of a pixel.
BEHIND = """() => {
  const { surface } = tools;
  const { x, y } = surface.race.runs[0];
  const [dx, dy] = [tools.x[1] - tools.x[0], tools.y[1] - tools.y[0]];
  return Array.from(x, (_, k) => {
    const on = tools.on((x[k] - tools.x[0]) / dx, (y[k] - tools.y[0]) / dy);
    const [px, py] = tools.project(on);
    const around = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].map(([a, b]) => {
      const front = tools.front(px + a, py + b);
      return front ? Math.hypot(front.at[0] - on[0], front.at[1] - on[1]) : NaN;
    });
    const [far, near] = [Math.min(...around) > 8 * dx, Math.max(...around) < 4 * dx];
    return [Number(surface.hides(...surface.places.at(0, k))), far ? 1 : near ? 0 : null];
  });
}"""
# How blue the way from a step to the next is drawn, less the red of it: the path is blue.
BLUE = """(k) => {
  const { canvases: [ground], sharp, traces: [{ points }] } = tools.surface;
  const copy = new OffscreenCanvas(ground.width, ground.height).getContext("2d");
  copy.drawImage(ground, 0, 0);
  const [x, y] = [0, 1].map((i) => ((points[2 * k + i] + points[2 * k + 2 + i]) / 2) * sharp);
  const { data } = copy.getImageData(x - 2, y - 2, 5, 5);
  return Math.max(...Array.from({ length: 25 }, (_, i) => data[4 * i + 2] - data[4 * i + 1]));
}"""


def test_a_path_behind_a_hill_is_drawn_faintly(open_page: Open) -> None:
    page = opened(
        open_page, f"{HILL}&race=gd&gd.learning_rate=0.3&start=0.3~-1.9&steps=40", painted=True
    )
    turn(page, -36, 26)
    said = page.evaluate(BEHIND)
    sure = [(mine, reference) for mine, reference in said if reference is not None]
    assert {reference for _, reference in sure} == {0, 1}
    assert all(mine == reference for mine, reference in sure)
    flags = [mine for mine, _ in said]
    hidden = next(k for k in range(4, 40) if flags[k] and flags[k + 1])
    seen = next(k for k in range(40) if not flags[k] and not flags[k + 1])
    assert page.evaluate(BLUE, seen) > 50
    assert page.evaluate(BLUE, hidden) < page.evaluate(BLUE, seen) - 30
    # From above everything is seen.
    turn(page, -36, 85)
    assert not any(mine for mine, _ in page.evaluate(BEHIND))


def test_playing_asks_nothing_of_the_ground(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam~gd&steps=60")
    page.evaluate(
        """() => {
          const { surface } = tools;
          tools.projected = 0;
          const project = surface.project;
          surface.project = function () { tools.projected++; return project.call(this); };
        }"""
    )
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_function(f"Number({STAGE}.dataset.step) >= 12")
    assert page.evaluate("tools.projected") == 0
    turn(page, -50, 30)
    assert page.evaluate("tools.projected") > 0


def test_the_keys_of_the_focused_view_turn_it_and_leave_the_race_alone(look_at: Open) -> None:
    page = opened(look_at, "?surface=himmelblau&race=adam&steps=20")
    give_focus(page.locator("[data-plot=surface]"))
    before, step = page.evaluate(f"[tools.surface.camera, {STAGE}.dataset.step]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    after = page.evaluate("tools.surface.camera")
    assert after["azimuth"] > before["azimuth"]
    assert after["distance"] < before["distance"]
    assert page.evaluate(f"{STAGE}.dataset.step") == step
    page.keyboard.press("0")
    assert page.evaluate("tools.surface.camera") == before


# -- the legend -------------------------------------------------------------------------------

SHOWN = """() => {
  const { panels } = document.querySelector("[data-stage]").player;
  return Object.fromEntries(["contour", "loss", "surface"].map((name) =>
    [name, panels[name].race.runs.map((run) => run.label)]));
}"""
# How much of a canvas is painted: with paths, or in the 3-D view with marks.
INK = """(plot) => {
  const layer = plot === "surface" ? "heads" : "lines";
  const canvas = document.querySelector(`[data-plot=${plot}] [data-layer=${layer}]`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, k) => k % 4 === 3 && value > 0).length;
}"""


def ink(page: Page) -> dict[str, int]:
    painted(page)
    return {name: page.evaluate(INK, name) for name in ("contour", "loss", "surface")}


def test_a_racer_can_be_hidden_everywhere_without_the_server(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=adam~gd~momentum&steps=60&focus=adam")
    first = drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    everybody = ink(page)
    assert page.locator("[data-key] span").count() > 0
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    toggle = page.locator("[data-shows=adam]")
    assert toggle.get_attribute("aria-pressed") == "true"
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "false"
    assert set(map(tuple, page.evaluate(SHOWN).values())) == {("gd", "momentum")}
    fewer = ink(page)
    assert all(fewer[name] < everybody[name] for name in fewer)
    assert page.locator("[data-key] span").count() == 0  # its arrows go, too
    # Told apart without colours: struck out, and a ring on the line.
    assert "line-through" in page.locator("[data-run=adam]").evaluate(
        "(e) => getComputedStyle(e).textDecorationLine"
    )
    assert toggle.locator("circle").evaluate("(e) => getComputedStyle(e).display") == "inline"
    assert asked == []
    assert drawn(page) == first
    # A move of the app keeps it so.
    give_focus(page.locator("input[type=range][aria-label='Learning rate α']").nth(1))
    page.keyboard.press("ArrowRight")
    drawn(page, first)
    assert page.evaluate(SHOWN)["contour"] == ["gd", "momentum"]
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(400)
    assert page.evaluate(SHOWN)["surface"] == ["gd", "momentum"]
    settle(page)  # with the app's last answer the legend is made again
    # By keys; the focus stays on the button, and space does not play the race.
    give_focus(toggle)
    page.keyboard.press(" ")
    assert toggle.get_attribute("aria-pressed") == "true"
    assert toggle.evaluate("(e) => e === document.activeElement")
    assert page.locator("[data-stage]").get_attribute("data-playing") is None
    assert page.evaluate(SHOWN)["loss"] == ["adam", "gd", "momentum"]


def test_a_double_click_shows_one_racer_alone_and_a_second_one_all(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=adam~gd~momentum&steps=20")
    drawn(page)
    line = page.locator("[data-shows=gd]")
    line.dblclick()
    assert page.evaluate(SHOWN)["contour"] == ["gd"]
    page.wait_for_timeout(500)
    line.dblclick()
    assert page.evaluate(SHOWN)["contour"] == ["adam", "gd", "momentum"]
    line.click(modifiers=["Shift"])
    assert page.evaluate(SHOWN)["loss"] == ["gd"]


# -- plain figures, fair races ----------------------------------------------------------------


def test_the_switch_to_plain_figures_and_back(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd&steps=10")
    drawn(page)
    switch = page.get_by_text("Plain pictures")
    switch.click()
    page.get_by_test_id("stPlotlyChart").nth(2).wait_for()
    assert page.locator("[data-stage]").count() == 0
    switch.click()
    drawn(page)
    assert page.get_by_test_id("stPlotlyChart").count() == 0


def test_the_paths_of_a_fair_race_follow_a_dragged_start(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam~gd&fair=on&steps=60")
    drawn(page)
    box = page.locator("[data-start]").bounding_box()
    assert box
    x, y = box["x"] + 14, box["y"] + 14
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 9):
        page.mouse.move(x + 8 * k, y + 5 * k)
        page.wait_for_timeout(40)
    page.wait_for_function(f"Number({STAGE}.dataset.ahead ?? 0) >= 2")
    at = page.evaluate(f"{STAGE}.player.start.at")
    page.wait_for_function(
        f"(x) => Math.abs({STAGE}.player.race.runs[0].x[0] - x) < 1e-3", arg=at[0]
    )
    assert "start=" not in page.url
    before = drawn(page)
    page.mouse.up()
    page.wait_for_url("**start=*")
    drawn(page, before)
    assert page.evaluate(f"{STAGE}.player.guessed") is False
