"""The 3-D view in a real browser: what a click there means, and what hides a path.

The reference is made here anew: the drawn grid, cut finely, and every point of it sent through
plotly's matrices. What lies nearest to the eye at a pixel is what one sees there.
"""

import math
from collections.abc import Callable
from typing import Any

import pytest
from chromium import links_written, painted, settle
from playwright.sync_api import Page

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]')"
FINE = 6
"""Into so many parts the reference cuts each side of a cell."""
TOOLS = """(fine) => {
  const div = document.querySelector("[data-plot=surface]");
  const stage = document.querySelector("[data-stage]").player;
  const scene = div._fullLayout.scene._scene;
  const times = (m, v) => [0, 1, 2, 3].map((r) => [0, 1, 2, 3].reduce(
    (sum, c) => sum + m[4 * c + r] * v[c], 0));
  const tools = { div, stage, scene };
  // Pixels of the window and depth (less is nearer) of a point of the scene, by plotly's matrices.
  tools.project = ([x, y, z]) => {
    const { model, view, projection } = scene.glplot.cameraParams;
    const [sx, sy, sz] = scene.dataScale;
    const [a, b, c, w] = times(projection, times(view, times(model, [x * sx, y * sy, z * sz, 1])));
    const box = div.getBoundingClientRect();
    const [u, v] = [(1 + a / w) / 2, (1 - b / w) / 2];
    return [box.left + u * box.width, box.top + v * box.height, c / w];
  };
  const { x, y, z } = div._fullData.find((each) => each.type === "surface");
  Object.assign(tools, { x, y, z });
  // The surface between its points.
  tools.on = (u, v) => {
    const i = Math.min(Math.floor(u), x.length - 2);
    const j = Math.min(Math.floor(v), y.length - 2);
    const [a, b] = [u - i, v - j];
    const mix = (p, q, s) => p + (q - p) * s;
    const height = mix(mix(z[j][i], z[j][i + 1], a), mix(z[j + 1][i], z[j + 1][i + 1], a), b);
    return [mix(x[i], x[i + 1], a), mix(y[j], y[j + 1], b), height];
  };
  // plotly's three matrices in one, by rows, for points of the scene.
  tools.rows = () => {
    const { model, view, projection } = scene.glplot.cameraParams;
    const columns = [0, 1, 2, 3].map((k) => {
      const unit = [0, 0, 0, 0];
      unit[k] = k < 3 ? scene.dataScale[k] : 1;
      return times(projection, times(view, times(model, unit)));
    });
    return [0, 1, 2, 3].map((r) => columns.map((column) => column[r]));
  };
  // What is nearest to the eye of all that lies within a pixel of a place; null beside the surface.
  tools.front = (px, py) => {
    const box = div.getBoundingClientRect();
    const rows = tools.rows();
    let best = null;
    for (let v = 0; v <= y.length - 1; v += 1 / fine) {
      for (let u = 0; u <= x.length - 1; u += 1 / fine) {
        const at = tools.on(u, v);
        const [a, b, c, w] = rows.map((r) => r[0] * at[0] + r[1] * at[1] + r[2] * at[2] + r[3]);
        const away = Math.hypot(box.left + ((1 + a / w) / 2) * box.width - px,
          box.top + ((1 - b / w) / 2) * box.height - py);
        if (away < 1 && (!best || c / w < best.depth)) best = { at, depth: c / w, away };
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


def turn(page: Page, **camera: Any) -> None:
    """Change the camera, wait until plotly has drawn that and the paths have followed."""
    page.evaluate(
        """async (camera) => {
          const before = String(tools.rows());
          await Plotly.relayout(tools.div, camera);
          const same = () => {
            const { rows } = tools.stage.panels.surface.view;
            const is = (row, r) => row.every((v, k) => Math.abs(v - rows[r][k]) < 1e-6);
            return tools.rows().every(is);
          };
          for (let k = 0; String(tools.rows()) === before || !same(); k++) {
            if (k > 500) throw new Error("the paths did not follow the camera");
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }""",
        {f"scene.camera.{name.replace('_', '.')}": value for name, value in camera.items()},
    )


def eye(x: float, y: float, z: float) -> dict[str, float]:
    return {"x": x, "y": y, "z": z}


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


@pytest.mark.parametrize("projection", ["perspective", "orthographic"])
def test_a_click_on_the_surface_sets_the_start_to_what_is_seen_there(
    open_page: Open, projection: str
) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam&steps=20")
    if projection == "orthographic":
        turn(page, projection_type=projection)
    # Points of the grid that nothing hides, as plotly's matrices have them.
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
    turn(page, eye=eye(0.0, -1.9, 1.0))
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


@pytest.mark.parametrize(
    ("middle", "half", "projection"),
    [(0, 0.001, "orthographic"), (0, 10_000, "perspective"), (10_000, 1, "orthographic")],
)
def test_the_units_of_the_axes_change_nothing(
    open_page: Open, middle: int, half: float, projection: str
) -> None:
    low, high, at = middle - half, middle + half, middle + half / 2
    formula = f"(x-{middle})^2%2B(y-{middle})^2&window={low}~{high}~{low}~{high}&height=linear"
    query = f"?surface=formula&formula={formula}&race=gd&steps=20&start={at}~{at}"
    page = opened(open_page, query)
    # Into a bowl from high above: nothing hides anything.
    camera = {"eye": eye(0.01, 0.3, 2.4)}
    turn(page, **camera, **({"projection_type": projection} if projection[0] == "o" else {}))
    page.wait_for_timeout(300)
    places = page.evaluate(
        """() => [6, 20, 30, 44, 54].flatMap((j) => [6, 20, 30, 44, 54].map((i) => {
          const [px, py] = tools.project([tools.x[i], tools.y[j], tools.z[j][i]]);
          return [tools.stage.solid.at(px, py), [tools.x[i], tools.y[j]]];
        }))"""
    )
    assert all(found for found, _ in places)
    assert max(math.dist(*each) for each in places) < half / 100
    assert page.evaluate("tools.stage.panels.surface.traces[0].behind[0]") == 0
    assert not page.locator("[data-start-solid][data-behind]").count()


def test_the_mark_of_the_start_stays_in_its_panel(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam&steps=20&start=5~-5")
    mark = page.locator("[data-start-solid]")
    assert mark.is_visible()
    turn(page, eye=eye(0.6, -0.6, 0.4))
    shown = "(() => { tools.stage.solid.place(); return !tools.stage.solid.element.hidden; })()"
    seen = []
    for x, y, z in ((0.35, 0.35, 0.3), (0.6, -0.6, 0.4), (-0.5, 0.5, 0.3), (1.25, -1.25, 1.25)):
        turn(page, eye=eye(x + 1e-3, y, z))
        panel = page.locator("[data-plot=surface]").bounding_box()
        assert panel
        start = "[5, -5, tools.on(tools.x.length - 1, 0)[2]]"
        px, py, depth = page.evaluate(f"tools.project({start})")
        across, down = (px - panel["x"]) / panel["width"], (py - panel["y"]) / panel["height"]
        inside = 0 <= across <= 1 and 0 <= down <= 1 and depth < 1
        assert page.evaluate(shown) == inside
        seen.append(inside)
    assert set(seen) == {True, False}


def test_plotly_itself_sees_the_same_within_its_own_grid(open_page: Open) -> None:
    """plotly tells the point of its grid nearest to what its own picking picture shows."""
    page = opened(open_page, "?surface=himmelblau&race=none")
    page.evaluate("tools.div.on('plotly_hover', ({ points: [p] }) => { tools.hovered = p; })")
    box = page.locator("[data-plot=surface]").bounding_box()
    assert box
    compared = 0
    for u, v in ((0.5, 0.3), (0.6, 0.42), (0.35, 0.35), (0.68, 0.3), (0.52, 0.5)):
        x, y = box["x"] + u * box["width"], box["y"] + v * box["height"]
        page.evaluate("tools.hovered = null")
        page.mouse.move(x, y)
        page.wait_for_function("tools.hovered", timeout=10_000)
        found = page.evaluate("([x, y]) => tools.stage.solid.at(x, y)", [x, y])
        told, cell = page.evaluate(f"[[tools.hovered.x, tools.hovered.y], {CELL}]")
        assert max(abs(a - b) / c for a, b, c in zip(found, told, cell, strict=True)) < 1.2
        compared += 1
    assert compared == 5


def test_a_drag_turns_the_scene_and_sets_nothing(open_page: Open) -> None:
    page = opened(open_page, "?surface=bowl&race=gd")
    box = page.locator("[data-plot=surface]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    camera = "JSON.stringify(tools.div._fullLayout.scene._scene.getCamera().eye)"
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
  const { panels } = tools.stage;
  const [line] = panels.surface.traces;
  const { x, y } = panels.surface.race.runs[0];
  const [dx, dy] = [tools.x[1] - tools.x[0], tools.y[1] - tools.y[0]];
  return Array.from(x, (_, k) => {
    const on = tools.on((x[k] - tools.x[0]) / dx, (y[k] - tools.y[0]) / dy);
    const [px, py, depth] = tools.project(on);
    const around = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].map(([a, b]) => {
      const front = tools.front(px + a, py + b);
      return front ? Math.hypot(front.at[0] - on[0], front.at[1] - on[1]) : NaN;
    });
    const [far, near] = [Math.min(...around) > 8 * dx, Math.max(...around) < 4 * dx];
    return [line.behind[k], far ? 1 : near ? 0 : null];
  });
}"""
# How strongly the lines of the 3-D view are drawn on the way from a step to the next.
ALPHA = """(k) => {
  const { surface } = tools.stage.panels;
  const { points } = surface.traces[0];
  const context = surface.lines.getContext("2d");
  const [x, y] = [0, 1].map((i) => (points[2 * k + i] + points[2 * k + 2 + i]) / 2);
  const { data } = context.getImageData(x - 2, y - 2, 5, 5);
  return Math.max(...data.filter((_, i) => i % 4 === 3));
}"""


def test_a_path_behind_a_hill_is_drawn_faintly(open_page: Open) -> None:
    page = opened(open_page, f"{HILL}&race=gd&gd.learning_rate=0.3&start=0.3~-1.9&steps=40")
    turn(page, eye=eye(-1.1, -1.5, 0.9))
    page.wait_for_timeout(300)
    said = page.evaluate(BEHIND)
    sure = [(mine, reference) for mine, reference in said if reference is not None]
    assert {reference for _, reference in sure} == {0, 1}
    assert all(mine == reference for mine, reference in sure)
    flags = [mine for mine, _ in said]
    hidden = next(k for k in range(4, 40) if flags[k] and flags[k + 1])
    seen = next(k for k in range(40) if not flags[k] and not flags[k + 1])
    assert page.evaluate(ALPHA, seen) > 200
    assert 30 < page.evaluate(ALPHA, hidden) < 130
    # From above everything is seen.
    turn(page, eye=eye(0.01, -0.3, 2.4))
    page.wait_for_timeout(300)
    assert not any(page.evaluate("Array.from(tools.stage.panels.surface.traces[0].behind)"))


def test_playing_asks_nothing_of_the_ground(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam~gd&steps=60")
    page.evaluate(
        """() => {
          const { surface } = tools.stage.panels;
          tools.projected = 0;
          const project = surface.project;
          surface.project = function () { tools.projected++; return project.call(this); };
        }"""
    )
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_function(f"Number({STAGE}.dataset.step) >= 12")
    assert page.evaluate("tools.projected") == 0
    turn(page, eye=eye(-1.2, -1.2, 0.9))
    assert page.evaluate("tools.projected") > 0


# -- the legend -------------------------------------------------------------------------------

SHOWN = """() => {
  const { panels } = document.querySelector("[data-stage]").player;
  return Object.fromEntries(["contour", "loss", "surface"].map((name) =>
    [name, panels[name].race.runs.map((run) => run.label)]));
}"""
# How much of a canvas is painted.
INK = """(plot) => {
  const canvas = document.querySelector(`[data-plot=${plot}] [data-layer=lines]`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, k) => k % 4 === 3 && value > 0).length;
}"""


def ink(page: Page) -> dict[str, int]:
    painted(page)
    return {name: page.evaluate(INK, name) for name in ("contour", "loss", "surface")}


def test_a_racer_can_be_hidden_everywhere_without_the_server(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=adam~gd~momentum&steps=60&focus=adam")
    first = drawn(page)
    page.locator("[data-stage]").focus()
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
    page.locator("input[type=range][aria-label='Learning rate α']").nth(1).focus()
    page.keyboard.press("ArrowRight")
    drawn(page, first)
    assert page.evaluate(SHOWN)["contour"] == ["gd", "momentum"]
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(400)
    assert page.evaluate(SHOWN)["surface"] == ["gd", "momentum"]
    settle(page)  # with the app's last answer the legend is made again
    # By keys; the focus stays on the button, and space does not play the race.
    toggle.focus()
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
    page = open_page("?surface=himmelblau&race=adam~gd&fair=on&steps=60", flat=True)
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
