"""The samples beside a classifier's surface, the lines between the classes, and mini-batches."""

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from app_server import Server
from chromium import give_focus, painted
from playwright.sync_api import Page, Route

import landscapes
from ui.browser import assets

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]')"
SAMPLES = f"{STAGE}.player.samples"
INSTEAD = f"{STAGE}.player.panels.contour.instead"
"""What is painted in place of the ground of all samples, or null."""
IRIS = "?surface=linear_classifier&surface.loss=2"
BATCHES = f"{IRIS}&race=gd~adam&batch=7&steps=60"
MORPH = f"{BATCHES}&ground=batch"


def drawn(page: Page, after: int = 0) -> int:
    page.wait_for_function(f"(n) => Number({STAGE}?.dataset.drawn) > n", arg=after)
    return int(page.evaluate(f"Number({STAGE}.dataset.drawn)"))


def go(page: Page, step: float) -> None:
    page.evaluate(f"(step) => {STAGE}.player.playback.go(step)", step)
    painted(page)


def lines(page: Page) -> Any:
    """Of each racer, the ends of its lines in pixels."""
    return page.evaluate(f"{SAMPLES}.scatter.drawn.map((each) => each.map((line) => line.ends))")


def in_data(facts: Any, px: float, py: float) -> tuple[float, float]:
    """A place of the data view in the two features."""
    across, up = facts["axes"]
    box = facts["box"]
    u = across["lo"] + (px - box["left"]) / box["width"] * (across["hi"] - across["lo"])
    v = up["hi"] - (py - box["top"]) / box["height"] * (up["hi"] - up["lo"])
    return u, v


def relief(page: Page) -> Any:
    """The heights that the map shows, or null."""
    return page.evaluate(f"{SAMPLES}.relief.heights && Array.from({SAMPLES}.relief.heights)")


def at_rest(page: Page, step: int) -> None:
    """Wait until the map shows the surface of the mini-batch of a step."""
    page.wait_for_function(
        f"""(step) => {{
          const {{ relief, batches }} = {SAMPLES};
          const wanted = batches.surface(step)?.heights;
          return wanted && relief.heights && !relief.gliding
            && relief.heights.every((height, k) => Math.abs(height - wanted[k]) < 0.02);
        }}""",
        arg=step,
    )


def test_each_racers_line_moves_with_the_race_and_asks_nobody(open_page: Open) -> None:
    page = open_page(f"{IRIS}&race=gd~momentum~adam&steps=60")
    drawn(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    go(page, 0)
    first = lines(page)
    assert [len(each) for each in first] == [1, 1, 1]
    assert first[0] == first[1] == first[2]  # all start from the same weights
    go(page, 30)
    later = lines(page)
    assert all(line != before for line, before in zip(later, first, strict=True))
    assert later[0] != later[2]
    facts = page.evaluate(
        f"""() => {{
          const {{ facts: {{ axes }}, view: {{ box }}, drawn }} = {SAMPLES}.scatter;
          const at = {STAGE}.player.race.runs.map((run) => [run.x[30], run.y[30]]);
          return {{ axes, box, drawn, at }};
        }}"""
    )
    for (x, y), (line,) in zip(facts["at"], facts["drawn"], strict=True):
        for px, py in line["ends"]:  # in the data's own numbers they lie where x u + y v = 0
            u, v = in_data(facts, px, py)
            assert abs(x * u + y * v) < 1e-4 * abs(x)
            u, v = in_data(facts, px + line["side"][0], py + line["side"][1])
            assert x * u + y * v > 0  # the arrow points to where the score is positive
    go(page, 30.5)
    assert lines(page) != later  # also between two steps
    go(page, 60)
    words = page.locator("[data-right]").inner_text()
    found = re.fullmatch(r"Sorted right, of 100: Gradient descent (\d+), Mom.*, Adam \d+\.", words)
    assert found
    right = page.evaluate(
        f"""() => {{
          const {{ u, v, label }} = {SAMPLES}.facts.scatter;
          const {{ x, y }} = {STAGE}.player.race.runs[0];
          return u.filter((each, k) => x[60] * each + y[60] * v[k] > 0 === (label[k] === 1)).length;
        }}"""
    )
    assert int(found[1]) == right > 50
    assert asked == []


def test_the_samples_of_the_step_have_a_ring(look_at: Open) -> None:
    page = look_at(BATCHES)
    drawn(page)
    place = page.locator("[data-scatter]")
    assert place.get_attribute("data-rings") == "7"
    go(page, 0)
    words = page.locator("[data-batch]")
    assert words.inner_text() == "Step 1, the next, sees 7 of 100 samples, in epoch 1."
    rows = []
    for step in range(14):
        go(page, step)
        rows.append(page.evaluate(f"{SAMPLES}.scatter.ringed"))
        assert place.get_attribute("data-rings") == "7"
    seen = [sample for row in rows for sample in row]
    assert len(set(seen)) == len(seen) == 98  # an epoch is without replacement
    go(page, 14)
    assert "in epoch 2" in words.inner_text()
    go(page, 60)
    assert words.inner_text().startswith("The last step saw 7 of 100")


def test_without_batches_there_are_no_rings_and_without_samples_no_view(open_page: Open) -> None:
    page = open_page(IRIS)
    drawn(page)
    assert page.locator("[data-scatter]").get_attribute("data-rings") == "0"
    assert page.locator("[data-batch]").is_hidden()
    page.goto(f"{page.url.partition('?')[0]}?surface=bowl")
    drawn(page)
    loaded: list[str] = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert [name for name in loaded if name.endswith("stage.js")]
    assert not [
        name for name in loaded if name.endswith(("samples.js", "samples.css", "scatter.js"))
    ]
    assert page.locator("[data-panel=data]").count() == 0


def test_the_map_takes_the_shape_of_each_mini_batch(look_at: Open) -> None:
    page = look_at(MORPH)
    drawn(page)
    go(page, 3)
    at_rest(page, 3)
    third = relief(page)
    assert page.evaluate(f"{INSTEAD} !== null")
    pictures = f"{SAMPLES}.relief.pictures"
    before = page.evaluate(pictures)
    go(page, 4)
    at_rest(page, 4)
    assert page.evaluate(pictures) > before + 2  # it glides
    assert relief(page) != third
    go(page, 60)
    at_rest(page, 59)
    map_of(page, "All samples")
    page.wait_for_function(f"!{SAMPLES}.morphing")
    page.wait_for_url(lambda url: "ground=batch" not in url)
    page.wait_for_function(f"{INSTEAD} === null")
    map_of(page, "This step's batch")
    at_rest(page, 59)


def map_of(page: Page, samples: str) -> None:
    """Choose at the map of which samples it is."""
    page.get_by_role("button", name="What the map shows").click()
    page.get_by_label("Map of").select_option(samples)
    page.keyboard.press("Escape")


def test_less_motion_means_no_gliding(open_page: Open) -> None:
    page = open_page(MORPH)
    page.emulate_media(reduced_motion="reduce")
    drawn(page)
    go(page, 8)
    at_rest(page, 8)
    pictures = f"{SAMPLES}.relief.pictures"
    before = page.evaluate(pictures)
    go(page, 9)
    at_rest(page, 9)
    page.wait_for_timeout(300)
    assert page.evaluate(pictures) == before + 1


def test_surfaces_are_fetched_ahead_while_the_race_plays(open_page: Open) -> None:
    page = open_page(MORPH)
    drawn(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_function(f"Number({STAGE}.dataset.step) === 60")
    assert all("live/batch" in url for url in asked)
    assert len(asked) <= 20  # some steps at a time


def test_without_an_answer_the_ground_of_all_samples_stays(
    look_at: Open, complaints: list[str]
) -> None:
    page = look_at(BATCHES)
    drawn(page)

    def refuse(route: Route) -> None:
        route.fulfill(status=500, body="no")

    page.route(re.compile("live/batch"), refuse)
    map_of(page, "This step's batch")
    page.get_by_text("could not be fetched").wait_for()
    complaints.clear()


def test_what_is_known_stays_on_the_map_when_the_answers_end(
    open_page: Open, complaints: list[str]
) -> None:
    page = open_page(MORPH)
    drawn(page)
    go(page, 3)
    at_rest(page, 3)
    page.route(re.compile("live/batch"), lambda route: route.fulfill(status=500, body="no"))
    go(page, 45)
    page.get_by_text("could not be fetched: the map is of all").wait_for()
    page.wait_for_function(f"!{SAMPLES}.relief.heights")
    page.wait_for_function(f"{INSTEAD} === null")
    go(page, 3)
    at_rest(page, 3)
    assert "The map is of these" in page.locator("[data-batch]").inner_text()
    complaints.clear()


def test_another_landscape_takes_the_mini_batch_off_the_map(look_at: Open) -> None:
    page = look_at(MORPH)
    before = drawn(page)
    go(page, 3)
    at_rest(page, 3)
    page.evaluate(f"window.stage = {STAGE}, null")
    page.get_by_role("combobox").first.click()
    page.keyboard.type("Himmelblau")
    page.keyboard.press("Enter")
    page.wait_for_url("**himmelblau**")
    drawn(page, before)
    assert page.evaluate(f"window.stage === {STAGE}")
    page.wait_for_function(f"{INSTEAD} === null")
    assert page.locator("[data-relieved]").count() == 0
    assert page.locator("[data-batch]").text_content() == ""


def held(page: Page, name: str, act: Callable[[], Any]) -> list[Route]:
    """Do something that asks for `name`, and keep the browser waiting for the answers."""
    routes: list[Route] = []
    page.route(re.compile(name), lambda route: routes.append(route))
    act()
    while not routes:
        page.wait_for_timeout(50)
    return routes


def release(page: Page, name: str, routes: list[Route]) -> None:
    for route in routes:
        route.continue_()
    page.unroute(re.compile(name))


def test_an_answer_that_is_too_late_leaves_nothing_waiting(open_page: Open) -> None:
    page = open_page(MORPH)
    drawn(page)
    routes = held(page, "live/batch", lambda: go(page, 30))
    link = f"{STAGE}.player.data.link"
    page.evaluate(f"{SAMPLES}.batches.update(null, {link}, 60)")  # all samples at each step
    release(page, "live/batch", routes)
    page.wait_for_function(f"!{SAMPLES}.batches.asking")
    assert page.evaluate(f"{SAMPLES}.batches.known.size") == 0
    page.evaluate(f"{SAMPLES}.update({SAMPLES}.source)")
    go(page, 32)
    at_rest(page, 32)


@pytest.fixture
def waiting(bare_page: Page, server: Server) -> list[Route]:
    """The request for the data view's module, not answered yet, of a page that needs it."""
    return held(bare_page, r"/samples\.js", lambda: bare_page.goto(f"{server.url}/{MORPH}"))


def test_pictures_drawn_before_the_data_view_came_share_one(
    bare_page: Page, waiting: list[Route]
) -> None:
    page = bare_page
    for _ in range(3):
        page.evaluate(f"void {STAGE}.player.draw()")
    release(page, r"/samples\.js", waiting)
    drawn(page)
    go(page, 2)
    at_rest(page, 2)
    assert page.locator("[data-batch]").count() == 1
    assert page.locator("[data-panel=data]").count() == 1


def test_a_data_view_that_comes_when_its_stage_is_gone_is_closed(
    bare_page: Page, waiting: list[Route]
) -> None:
    page = bare_page
    page.evaluate(
        f"""() => {{
          [window.player, window.told] = [{STAGE}.player, []];
          window.player.tell = (...told) => window.told.push(told);
        }}"""
    )
    page.get_by_role("link", name="Upload a surface").first.click()
    page.get_by_role("heading", name="Upload a surface").wait_for()
    assert page.evaluate("window.player.closed")
    release(page, r"/samples\.js", waiting)
    page.wait_for_function("window.player.samples?.batches.closed")
    page.wait_for_timeout(300)
    assert page.evaluate("window.told") == []
    assert not page.evaluate("window.player.samples.scatter ?? null")


def test_holes_in_the_heights_neither_stop_the_glide_nor_last(bare_page: Page) -> None:
    page = bare_page
    module = page.evaluate(
        f"new URL({assets.module_url('player/samples/batch_relief.js')!r}, document.baseURI).href"
    )
    found = page.evaluate(
        """async (url) => {
          const { Relief } = await import(url);
          const relief = new Relief({ div: document.createElement("div") }, () => {});
          const pictures = [];
          const arrive = async (...one) => {
            let moved = 0;
            for (let k = 0; k < 99; k++) {
              moved += relief.glide({ one, two: one, share: 0, side: 2 }, 1);
              if (!relief.gliding) break;
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            const near = Array.from(relief.heights, (h) => String(Math.round(100 * h) / 100));
            pictures.push([near.join(" "), moved > 0, Boolean(relief.gliding)]);
          };
          await arrive(0, 1, 2, 3);
          await arrive(NaN, 2, Infinity, -Infinity);
          await arrive(NaN, 2, Infinity, -Infinity);
          await arrive(3, 2, 1, 0);
          return pictures;
        }""",
        module,
    )
    assert [words for words, _, _ in found] == [
        "0 1 2 3", "NaN 2 Infinity -Infinity", "NaN 2 Infinity -Infinity", "3 2 1 0",
    ]  # fmt: skip
    assert all(moved for _, moved, _ in (found[0], found[1], found[3]))
    assert not any(gliding for _, _, gliding in found)


@pytest.mark.parametrize("dark", [False, True])
def test_a_sample_says_what_it_is(open_page: Open, dark: bool) -> None:
    page = open_page(IRIS, dark=dark)
    drawn(page)
    x, y = page.evaluate(
        f"""() => {{
          const {{ place, points }} = {SAMPLES}.scatter;
          const {{ left, top }} = place.getBoundingClientRect();
          return [left + points[0][0], top + points[0][1]];
        }}"""
    )
    page.mouse.move(x, y)
    label = page.locator("[data-sample]")
    label.wait_for()
    assert "versicolor: petal length" in label.inner_text()
    page.mouse.move(x, y - 400)
    label.wait_for(state="hidden")
    assert [each.inner_text() for each in page.locator("[data-classes] span").all()] == [
        "versicolor", "virginica",
    ]  # fmt: skip
    page.get_by_role("button", name="What the map shows").click()
    page.get_by_label("Data", exact=True).and_(page.locator("[data-option]")).uncheck()
    page.wait_for_url("**data=hide*")
    page.locator("[data-panel=data]").wait_for(state="detached")


def test_the_theme_may_change_and_a_racer_may_be_hidden(open_page: Open) -> None:
    page = open_page(f"{IRIS}&race=gd~adam")
    drawn(page)
    painted_as = f"{SAMPLES}.scatter.under.toDataURL()"
    light = page.evaluate(painted_as)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {painted_as} !== light", arg=light)
    assert len(lines(page)) == 2
    page.locator("[data-shows=gd]").click()
    page.wait_for_function(f"{SAMPLES}.scatter.drawn.length === 1")


def test_on_a_phone_the_data_stand_below_the_map(open_page: Open) -> None:
    page = open_page(MORPH, width=390, height=844)
    drawn(page)
    rect = (
        "(node) => { const { x, y, width } = node.getBoundingClientRect(); return [x, y, width]; }"
    )
    (_, high, _), (x, middle, width), (_, low, _) = (
        page.locator(f"[data-panel={name}]").evaluate(rect) for name in ("contour", "data", "loss")
    )
    assert high < middle < low
    assert 0 <= x <= 390 - width
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    go(page, 5)
    at_rest(page, 5)


def test_a_stage_that_goes_takes_everything_with_it(open_page: Open) -> None:
    page = open_page(MORPH)
    drawn(page)
    page.get_by_role("link", name="Upload a surface").first.click()
    page.get_by_role("heading", name="Upload a surface").wait_for()
    assert page.locator("[data-scatter], [data-batch]").count() == 0
    page.get_by_role("link", name="Playground").first.click()
    drawn(page)
    go(page, 2)
    at_rest(page, 2)
    assert page.locator("[data-scatter]").count() == 1


# -- the loss of one sample -----------------------------------------------------------------


def test_a_mark_for_each_sample_lies_on_the_curve_of_its_loss(open_page: Open) -> None:
    page = open_page("?surface=linear_classifier&race=gd~adam&steps=60&focus=adam")
    drawn(page)
    go(page, 20)
    seen = page.evaluate(
        f"""() => {{
          const {{ facts, seen: {{ margins, losses }}, marginLines, view }} = {SAMPLES}.scatter;
          const {{ u, v, label, axes }} = facts;
          const {{ x, y }} = {STAGE}.player.race.runs[1];
          return {{ u, v, label, margins, losses, at: [x[20], y[20]], marginLines, box: view.box,
                    axes }};
        }}"""
    )
    x, y = seen["at"]
    for u, v, label, margin, loss in zip(
        *(seen[name] for name in ("u", "v", "label", "margins", "losses")), strict=True
    ):
        score = x * u + y * v
        assert margin == pytest.approx(score if label == 1 else -score, rel=1e-9)
        assert loss == pytest.approx(max(0.0, 1 - margin), abs=1e-9)
    assert len(seen["marginLines"]) == 2
    for ends, score in zip(seen["marginLines"], (-1, 1), strict=True):
        for px, py in ends:
            u, v = in_data(seen, px, py)
            assert x * u + y * v == pytest.approx(score, abs=1e-3 * abs(x))
    words = page.locator("[data-lost]").inner_text()
    mean = sum(seen["losses"]) / len(seen["losses"])
    assert words.startswith(f"Hinge loss with Adam: mean {mean:.4g},")
    go(page, 40)
    assert page.locator("[data-lost]").inner_text() != words


def test_counting_the_right_class_lifts_every_loss_by_one(open_page: Open) -> None:
    page = open_page("?surface=linear_classifier&race=gd&steps=20&summed=all")
    drawn(page)
    go(page, 20)
    least = page.evaluate(f"Math.min(...{SAMPLES}.scatter.seen.losses)")
    assert least == 1.0
    assert page.locator("[data-lost]").inner_text().endswith("lie at 1.")


def test_the_label_of_a_sample_tells_its_scores_and_its_loss(open_page: Open) -> None:
    page = open_page(f"{IRIS}&race=gd&steps=20")
    drawn(page)
    go(page, 20)
    box = page.locator("[data-scatter]").bounding_box()
    at = page.evaluate(f"{SAMPLES}.scatter.points[5]")
    assert box
    page.mouse.move(box["x"] + at[0], box["y"] + at[1])
    label = page.locator("[data-sample]")
    label.wait_for()
    words = label.inner_text()
    assert re.search(r"score 0 for versicolor, −?[-0-9.]+ for virginica", words)
    share = re.search(r"probability of its own ([0-9.]+) %; loss ([0-9.]+)", words)
    assert share
    assert float(share[2]) == pytest.approx(-math.log(float(share[1]) / 100), abs=0.01)


def test_flowers_held_out_are_outlines_and_their_loss_follows_the_race(open_page: Open) -> None:
    page = open_page(f"{IRIS}&surface.held_out=90&surface.split=10&race=gd&steps=60")
    drawn(page)
    made = landscapes.get("linear_classifier", loss=2, held_out=90, split=10)
    path = page.evaluate(
        f"(({{x, y}}) => [x, y].map((v) => Array.from(v)))({STAGE}.player.race.runs[0])"
    )
    for step in (0, 60):
        go(page, step)
        loss, right = landscapes.held_out(made, path[0][step], path[1][step]) or (0.0, 0)
        told = re.fullmatch(
            r"Held out, 90: Gradient descent loss ([\d.]+), (\d+) right\.",
            page.locator("[data-held]").inner_text(),
        )
        assert told is not None
        assert float(told[1]) == pytest.approx(loss, rel=1e-3)
        assert int(told[2]) == right
    # In the middle of an outline lies paper, in that of a flower of the loss its colour.
    middles = page.evaluate(
        f"""() => {{
          const {{ scatter }} = {SAMPLES};
          const {{ held }} = scatter.facts;
          const ctx = scatter.under.getContext("2d");
          const at = (x, y) => ctx.getImageData(x * scatter.sharp, y * scatter.sharp, 1, 1).data[3];
          const apart = held.u.flatMap((u, k) => {{
            const [x, y] = scatter.view.point(u, held.v[k]);
            const far = ([a, b]) => Math.hypot(a - x, b - y) > 12;
            return scatter.points.every(far) ? [at(x, y)] : [];
          }});
          return [apart, scatter.points.map(([x, y]) => at(x, y))];
        }}"""
    )
    assert max(middles[0]) < 60 < 250 < min(middles[1])
    assert len(middles[0]) > 20
