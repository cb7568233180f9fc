"""The player in a real browser: click, drag, keys, play, scrub; and what must not break it."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from chromium import eventually, give_focus, links_written, painted
from playwright.sync_api import Page, Route

from core.written import number
from ui.browser import assets

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]')"
# Pixels of the page for a point of the plane, on the map.
PLACE = """([x, y]) => {
  const { contour } = document.querySelector("[data-stage]").player.panels;
  const box = contour.div.getBoundingClientRect();
  const [px, py] = contour.view.point(x, y);
  return [box.left + px, box.top + py];
}"""


RANGE = f"{STAGE}.player.panels.contour.seen"


def drawn(page: Page, after: int = 0) -> int:
    """Wait until the app's picture newer than number `after` is shown; its number."""
    page.wait_for_function(f"(n) => Number({STAGE}?.dataset.drawn ?? 0) > n", arg=after)
    return int(page.locator("[data-stage]").get_attribute("data-drawn") or 0)


def start(page: Page) -> list[float]:
    found: list[float] = page.evaluate(f"{STAGE}.player.race.start")
    return found


def step(page: Page) -> int:
    return int(page.locator("[data-stage]").get_attribute("data-step") or -1)


def wait_for_start(page: Page, x: float, y: float, near: float = 0.03) -> None:
    page.wait_for_function(
        f"([x, y, d]) => {{ const s = {STAGE}.player.race.start;"
        " return Math.hypot(s[0] - x, s[1] - y) < d; }",
        arg=[x, y, near],
    )


def box_of(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def heads(page: Page) -> Any:
    """What the canvas of the heads shows on the map: the colours that are drawn, and how much."""
    return page.evaluate(
        """() => {
          const c = document.querySelector("[data-plot=contour] [data-layer=heads]");
          const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height);
          let sum = 0;
          for (let k = 0; k < data.length; k += 4) sum += data[k + 3] ? k * (data[k] + 1) : 0;
          return sum;
        }"""
    )


def test_a_click_sets_the_start_and_boxes_and_link_follow(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam")
    first = drawn(page)
    page.mouse.click(*page.evaluate(PLACE, [2.5, -3.0]))
    drawn(page, first)
    wait_for_start(page, 2.5, -3.0)
    page.wait_for_url("**start=*")
    boxes = [page.get_by_label(name) for name in ("Start x", "Start y")]
    eventually(page, lambda: math.dist([float(b.input_value()) for b in boxes], (2.5, -3.0)) < 0.03)
    # A drag zooms, it sets nothing.
    before = start(page)
    x, y = page.evaluate(PLACE, [0, 0])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 70, steps=4)
    whole = page.evaluate(RANGE)
    page.mouse.up()
    assert whole is None
    page.wait_for_function(f"{RANGE} !== null")
    page.wait_for_timeout(400)  # a press sooner would be a double click, which shows all again
    assert start(page) == before
    # Zoomed in, a click means what is seen there; path and marker stand there too.
    x, y = x + 40, y + 30
    shown = page.evaluate(
        f"([x, y]) => {{ const {'{'} contour {'}'} = {STAGE}.player.panels; "
        "const b = contour.div.getBoundingClientRect(); "
        "return contour.view.data(x - b.left, y - b.top); }",
        [x, y],
    )
    page.mouse.click(x, y)
    wait_for_start(page, *shown, 0.01)
    there = f"""() => {{
      const {{ contour }} = {STAGE}.player.panels;
      const box = contour.div.getBoundingClientRect();
      return [box.left + contour.traces[0].points[0], box.top + contour.traces[0].points[1]];
    }}"""
    eventually(page, lambda: math.dist(page.evaluate(there), (x, y)) < 2)
    assert math.dist(box_of(page, "[data-start]"), (x, y)) < 2
    # A number typed moves the marker.
    boxes[0].fill(str(shown[0] + 0.25))
    page.keyboard.press("Enter")
    wait_for_start(page, shown[0] + 0.25, shown[1], 0.01)


def test_paths_follow_a_dragged_start_and_the_link_is_written_once(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam~gd")
    drawn(page)
    written = links_written(page)
    x, y = box_of(page, "[data-start]")
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 9):
        page.mouse.move(x + 8 * k, y + 5 * k)
        page.wait_for_timeout(40)
    # The paths are there before the hand lets go.
    page.wait_for_function(f"Number({STAGE}.dataset.ahead ?? 0) >= 2")
    followed = start(page)
    assert "start=" not in page.url
    page.mouse.up()
    page.wait_for_url("**start=*")
    assert written() == 1
    assert followed != [0.0, 0.0]
    assert math.dist(box_of(page, "[data-start]"), (x + 64, y + 40)) < 3


def test_arrow_keys_move_the_focused_start(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd")
    drawn(page)
    x, y = start(page)
    marker = page.locator("[data-start]")
    give_focus(marker)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    span = page.evaluate(f"{STAGE}.player.panels.contour.view.span")
    page.wait_for_url("**start=*")
    wait_for_start(page, x + 0.01 * span[0], y - 0.1 * span[1], 0.002 * span[0])
    assert marker.get_attribute("role") == "slider"
    told = marker.get_attribute("aria-valuetext") or ""
    assert told == "x {}, y {}".format(*(number(v, 5) for v in start(page)))


def test_playback_by_keys_and_buttons_moves_everything_and_asks_nobody(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=adam~momentum&steps=200")
    drawn(page)
    asked: list[str] = []
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("request", lambda request: asked.append(request.url))
    assert step(page) == 200  # at first, all paths in full
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    assert step(page) == 0
    painted(page)
    at_start = heads(page)
    for key, expected in (("ArrowRight", 1), ("Shift+ArrowRight", 11), ("ArrowLeft", 10)):
        page.keyboard.press(key)
        assert step(page) == expected
    painted(page)
    assert heads(page) != at_start
    assert page.locator(".inspect").get_attribute("data-step") == "10"
    page.get_by_label("One step forward").click()
    assert step(page) == 11
    assert page.locator("[data-count]").inner_text() == "step 11 / 200"
    page.locator("[data-scrub]").fill("37")
    assert step(page) == 37
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press(" ")
    assert page.get_by_label("Pause").is_visible()
    page.wait_for_function(f"Number({STAGE}.dataset.step) > 40")
    page.keyboard.press(" ")
    stopped = step(page)
    page.wait_for_timeout(200)
    assert step(page) == stopped
    page.keyboard.press("End")
    assert step(page) == 200
    page.keyboard.press(" ")  # from the end it plays from the start
    page.wait_for_function(f"Number({STAGE}.dataset.step) < 100")
    assert asked == []


def test_where_a_race_is_stopped_is_read_aloud(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam&steps=200")
    drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    voice = page.locator("[data-inspector] [aria-live]")
    said = f"document.querySelector('{'[data-inspector] [aria-live]'}').textContent"
    page.wait_for_function(f"{said}.startsWith('Start')")
    page.keyboard.press(" ")
    page.wait_for_function(f"Number({STAGE}.dataset.step) > 5")
    # Stopped after a picture of the very step.
    page.evaluate(
        f"""() => {{
          const {{ playback }} = {STAGE}.player;
          playback.position = playback.step;
          playback.tick = () => {{}};
        }}"""
    )
    page.wait_for_timeout(300)
    assert voice.inner_text().startswith("Start")
    page.keyboard.press(" ")
    page.wait_for_function(f"{said}.startsWith('Step {step(page)}:')")


def test_new_data_leaves_step_ground_and_a_playing_race_alone(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=adam&steps=100")
    first = drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.evaluate(
        f"""() => {{ const {{ contour, surface }} = {STAGE}.player.panels;
          window.grounds = 0;
          for (const painter of [contour.painter, surface.painter.ground]) {{
            const {{ draw, set }} = painter;
            if (draw) painter.draw = (...facts) => (grounds++, draw.apply(painter, facts));
            if (set) painter.set = (...facts) => (grounds++, set.apply(painter, facts));
          }} }}"""
    )
    give_focus(page.locator("input[type=range][aria-label='Learning rate α']").first)
    page.keyboard.press("ArrowRight")
    second = drawn(page, first)
    assert step(page) == 7
    assert page.evaluate("grounds") == 0  # neither map nor surface is drawn again
    page.locator("[data-speed]").select_option("0.5")
    page.get_by_label("Play", exact=True).click()
    page.mouse.click(*page.evaluate(PLACE, [0.5, 0.5]))
    drawn(page, second)
    assert page.locator("[data-stage]").get_attribute("data-playing") is not None
    now = step(page)
    page.wait_for_function(f"(n) => Number({STAGE}.dataset.step) > n", arg=now)
    # In a loop, and fast, it comes round again.
    page.locator("[data-speed]").select_option("10")
    page.get_by_label("Loop").check()
    page.wait_for_function(
        f"""() => {{ const now = Number({STAGE}.dataset.step);
          const again = now < window.last; window.last = now; return again; }}"""
    )


def test_less_motion_means_jumps(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=gd&steps=100")
    page.emulate_media(reduced_motion="reduce")
    drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_function(f"Number({STAGE}.dataset.step) >= 4")
    # Never between two steps.
    assert page.evaluate(f"{STAGE}.player.playback.position % 1") == 0


def test_a_click_in_the_legend_or_on_a_curve_picks_who_is_explained(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=gd~adam&steps=100")
    first = drawn(page)
    page.locator("[data-run=adam]").click()
    second = drawn(page, first)
    page.wait_for_url("**focus=adam*")
    assert page.locator("[data-run=adam]").get_attribute("aria-pressed") == "true"
    assert "Adam" in page.locator(".inspect-heading").inner_text()
    x, y = page.evaluate(
        f"""() => {{
          const {{ loss }} = {STAGE}.player.panels;
          const box = loss.div.getBoundingClientRect();
          const {{ points }} = loss.traces[0];
          return [box.left + points[120], box.top + points[121]];
        }}"""
    )
    page.mouse.move(x, y)
    page.get_by_text("Gradient descent, step").wait_for()
    page.mouse.click(x, y)
    drawn(page, second)
    assert page.locator("[data-run=gd]").get_attribute("aria-pressed") == "true"


def test_theme_and_size_of_the_window_may_change(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd")
    drawn(page)
    colour = f"{STAGE}.player.colours({STAGE}.player.race.runs[0].colour)"
    light, before = page.evaluate(colour), heads(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {colour} !== light", arg=light)
    eventually(page, lambda: heads(page) != before)
    width = "document.querySelector('[data-plot=contour]').clientWidth"
    wide = page.evaluate(width)
    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_function(f"(wide) => {width} < wide", arg=wide)
    sizes = """() => [...document.querySelectorAll("[data-layer]")].filter((c) =>
      !c.matches("[data-plot=contour] > [data-layer=ground]")).map((c) =>
      Math.abs(c.clientWidth - c.closest("[data-plot]").clientWidth))"""
    eventually(page, lambda: max(page.evaluate(sizes)) <= 1)
    at = partial(page.evaluate, PLACE, start(page))
    eventually(page, lambda: math.dist(box_of(page, "[data-start]"), at()) < 1.5)


def test_a_tap_sets_the_start_on_a_phone_and_a_swipe_scrolls(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd", width=390, height=844, touch=True)
    first = drawn(page)
    page.evaluate("document.querySelector('[data-panel=contour]').scrollIntoView()")
    page.wait_for_timeout(300)
    page.touchscreen.tap(*page.evaluate(PLACE, [0.5, 0.5]))
    drawn(page, first)
    wait_for_start(page, 0.5, 0.5, 0.05)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(scrolled)
    x, y = page.evaluate(PLACE, [0.2, -0.2])
    hand = page.context.new_cdp_session(page)
    touch = "Input.dispatchTouchEvent"
    hand.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for k in range(1, 12):
        moved = [{"x": x, "y": y - 12 * k}]
        hand.send(touch, {"type": "touchMove", "touchPoints": moved})
        page.wait_for_timeout(16)
    hand.send(touch, {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(f"(before) => {scrolled} > before + 60", arg=before)
    assert math.dist(start(page), (0.5, 0.5)) < 0.05
    small = page.evaluate(
        """() => [...document.querySelectorAll("[data-bar] button")].filter(
          (b) => b.offsetWidth < 40 || b.offsetHeight < 40).length"""
    )
    assert small == 0


# Stages one after the other, as page switches make them. `listening`: on window and document.
LEAKS = """
async ([times, module]) => {
  const stage = await import(module);
  const template = document.createElement("template");
  template.innerHTML = window.html;
  let listening = 0;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const outside = (target) => [window, document, undefined, null].includes(target);
  EventTarget.prototype.addEventListener = function (type, act, options) {
    if (outside(this)) {
      listening++;
      if (options?.signal) add.call(options.signal, "abort", () => listening--);
    }
    return add.call(this ?? window, type, act, options);
  };
  EventTarget.prototype.removeEventListener = function (type, act, options) {
    if (outside(this)) listening--;
    return remove.call(this ?? window, type, act, options);
  };
  const counts = [];
  for (let k = 0; k < times; k++) {
    const parent = document.createElement("div");
    parent.style.width = "400px";
    parent.append(template.content.cloneNode(true));
    document.body.append(parent);
    const close = stage.show({ parentElement: parent, data: window.sent, setTriggerValue() {} });
    const root = parent.querySelector("[data-stage]");
    const begun = performance.now();
    while (!root.dataset.drawn) {
      if (performance.now() - begun > 60000) throw new Error(`stage ${k} was never drawn`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    close();
    parent.remove();
    counts.push([listening, document.querySelectorAll("canvas").length]);
  }
  EventTarget.prototype.addEventListener = add;
  EventTarget.prototype.removeEventListener = remove;
  return counts;
}
"""


def test_forty_stages_leave_no_listener_and_no_canvas_behind(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd&steps=5")
    drawn(page)
    page.evaluate(f"() => {{ window.sent = {STAGE}.player.sent; }}")
    html = assets.text("player/stage.html")
    page.evaluate("(html) => { window.html = html; }", html)
    module = page.evaluate(
        f"new URL({assets.module_url('player/stage.js')!r}, document.baseURI).href"
    )
    # A browser keeps 16 contexts: of more, the first one would be lost, the page's own.
    counts = page.evaluate(LEAKS, [40, module])
    assert max(listening for listening, _ in counts[2:]) <= counts[1][0]
    assert counts[-1][1] == counts[1][1]
    lost = f"{STAGE}.player.panels.contour.painter.gl.isContextLost()"
    assert not page.evaluate(lost)


def test_without_the_module_plain_figures_are_shown(open_page: Open, complaints: list[str]) -> None:
    page = open_page("upload")
    blocked = []

    def block(route: Route) -> None:
        blocked.append(route.request.url)
        route.abort()

    page.route("**/stage.js", block)
    page.get_by_role("link", name="Playground").first.click()
    page.get_by_test_id("stPlotlyChart").nth(2).wait_for()
    assert blocked
    names = page.evaluate(
        """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap(
          (plot) => plot.data.map((trace) => trace.name))"""
    )
    assert any("Momentum" in str(name) for name in names)
    page.unroute("**/stage.js")
    page.get_by_role("button", name="Try the player again").click()
    page.reload()
    drawn(page)
    complaints.clear()


@pytest.mark.parametrize("query", ["?race=none", "?surface=ackley&starts=ring&race=adam"])
def test_unusual_races_are_drawn_too(open_page: Open, query: str) -> None:
    page = open_page(query)
    drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert step(page) in (0, 1)


# -- zoom, lecture view, moments ------------------------------------------------------------


def test_a_double_click_in_a_zoomed_map_shows_all_and_leaves_the_start(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam")
    drawn(page)
    before = start(page)
    page.get_by_label("Zoom into the map").click()
    page.wait_for_function(f"{RANGE} !== null")
    page.mouse.dblclick(*page.evaluate(PLACE, [1.0, 1.0]))
    page.wait_for_function(f"{RANGE} === null")
    page.wait_for_timeout(700)  # a click alone would have moved the start by then
    assert start(page) == before
    assert "start=" not in page.url


def test_a_unit_is_as_long_across_as_up_in_every_window(open_page: Open) -> None:
    page = open_page("?surface=mccormick&race=gd")
    drawn(page)
    unit = f"""() => {{ const {{ box, span }} = {STAGE}.player.panels.contour.view;
      return [box.width / span[0], box.height / span[1]]; }}"""
    for width, height in ((1440, 900), (1280, 720), (1000, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        painted(page)
        across, up = page.evaluate(unit)
        assert across == pytest.approx(up, rel=1e-6)
        assert across > 20


def test_with_the_future_hidden_nothing_is_told_before_it_happens(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=gd~adam&steps=100&step=0&future=hide")
    drawn(page)
    assert step(page) == 0
    legend = page.locator("[data-legend]")
    assert " – " not in legend.inner_text()
    lines = """() => [...document.querySelectorAll("[data-layer=lines]")].map((c) =>
      c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((v) => v > 0))"""
    painted(page)
    assert not any(page.evaluate(lines))
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("End")
    eventually(page, lambda: legend.inner_text().count(" – ") == 2)
    assert all(page.evaluate(lines))
    page.keyboard.press("Home")
    page.keyboard.press("h")  # and now it may be seen
    eventually(page, lambda: any(page.evaluate(lines)))


def test_a_link_to_a_moment_opens_it(open_page: Open) -> None:
    link = "?surface=himmelblau&race=gd~adam&step=12&zoom=-1~1~0~2&hidden=adam&view=lecture"
    page = open_page(f"{link}&camera=40~30~1.5")
    drawn(page)
    stage = f"{STAGE}.player"
    page.wait_for_function(f"{stage}.playback.step === 12")
    assert page.evaluate(RANGE) == [[-1, 1], [0, 2]]
    assert page.evaluate(f"{stage}.hidden.has('adam')")
    assert page.evaluate(f"{stage}.layout.lecturing")
    assert page.evaluate(f"{stage}.panels.surface.camera.elevation") == pytest.approx(30)
    # The link that is copied there is the same moment.
    made = page.evaluate(
        f"""async () => {{ let text = ""; navigator.clipboard.writeText = async (t) => (text = t);
          const acts = {stage}.tools.acts; await acts.link(); return text; }}"""
    )
    for part in ("step=12", "hidden=adam", "view=lecture", "zoom=-1"):
        assert part in made
    # Whoever changes something has left that moment.
    page.keyboard.press("Escape")
    page.evaluate(f"{stage}.tell('start', {{at: [1, 1], live: false}})")
    page.wait_for_url("**start=1~1*")
    assert "step=" not in page.url


def test_in_a_lecture_the_picture_stands_alone_in_large_letters(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd", width=1920, height=1080)
    first = drawn(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("f")
    drawn(page, first - 1)
    page.wait_for_function(f"{STAGE}.hasAttribute('data-lecture')")
    box = page.locator("[data-stage]").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (1920, 1080)
    small = """() => [...document.querySelectorAll("[data-stage] *")].filter((e) =>
      e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) &&
      parseFloat(getComputedStyle(e).fontSize) < 20).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(small) == []
    assert page.evaluate(f"{STAGE}.player.panels.contour.look.text") == 20
    page.keyboard.press("Escape")
    page.wait_for_function(f"!{STAGE}.hasAttribute('data-lecture')")


def test_a_turned_surface_knob_redraws_the_ground_without_asking(open_page: Open) -> None:
    page = open_page("?surface=ravine&race=gd", painted=True)
    drawn(page)
    page.route("**/live/race*", lambda route: route.fulfill(status=204))
    pixels = """() => { const c = document.querySelector("[data-layer=ground]");
      const { contour } = document.querySelector("[data-stage]").player.panels;
      contour.paintGround(true); return c.toDataURL(); }"""
    before = page.evaluate(pixels)
    slider = page.get_by_role("slider", name="Condition number κ")
    give_focus(slider)
    box = slider.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2, steps=4)
    eventually(page, lambda: page.evaluate(pixels) != before)
    assert "kappa" not in page.url
    page.mouse.up()
    page.wait_for_url("**surface.kappa=*")


def test_a_fresh_visit_opens_on_a_race_that_plays_once(open_page: Open) -> None:
    page = open_page("")
    drawn(page)
    page.wait_for_function(f"{STAGE}.hasAttribute('data-playing')")
    racers = page.locator("[data-legend] [data-run]")
    names = racers.evaluate_all("all => all.map((e) => e.dataset.run)")
    assert names == ["gd", "momentum"]
    assert page.locator("[data-welcome] button").count() == 3
    page.get_by_role("button", name="drag the diamond").click()
    assert page.evaluate("document.activeElement.hasAttribute('data-start')")
    assert page.url.endswith("/")
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    drawn(page)
    assert not page.evaluate(f"{STAGE}.hasAttribute('data-playing')")
    assert step(page) == 0


def test_another_step_leaves_the_rest_of_the_page_as_it_is_styled(look_at: Open) -> None:
    """Some :has() in a style sheet has thousands of elements styled anew for each picture."""
    page = look_at("?surface=bowl&race=gd")
    everything = page.evaluate("document.querySelectorAll('*').length")
    session, events, ends = page.context.new_cdp_session(page), [], []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda told: ends.append(told))
    page.locator("[data-stage]").focus()
    wanted = {"includedCategories": ["devtools.timeline"], "excludedCategories": ["*"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": wanted})
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight", "End"):
        page.keyboard.press(key)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    session.send("Tracing.end")
    eventually(page, lambda: len(ends) == 1)
    session.detach()
    styled = [
        each["args"]["elementCount"]
        for each in events
        if each["name"] == "UpdateLayoutTree" and "elementCount" in each.get("args", {})
    ]
    assert len(styled) >= 3
    assert max(styled) < 0.1 * everything
