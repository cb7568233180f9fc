"""A lesson in the browser: by keyboard alone, on a phone, on the wall of a lecture room."""

import re
from collections.abc import Callable
from typing import Any

from chromium import eventually, give_focus, settle
from playwright.sync_api import Page, expect

import lessons

Open = Callable[..., Page]
FOUR = "lesson?lesson=steepest&step="
FITS = """() => {
  const place = document.querySelector("[data-testid=stMain]");
  const code = document.querySelector(".lesson-way-in img").getBoundingClientRect();
  const telling = ".st-key-lesson :is(p, li, button, .lesson-way-in span)";
  const words = [...document.querySelectorAll(telling)];
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const sizes = words.filter((e) => e.innerText && size(e) > 0).map(size);
  const least = innerHeight < 900 ? 12 : 20;
  const named = ".st-key-lesson-way button [data-testid=stMarkdownContainer]";
  const isCut = (e) => e.scrollWidth > e.clientWidth + 1;
  const cut = [...document.querySelectorAll(named)].filter(isCut);
  return !cut.length && place.scrollHeight <= place.clientHeight && code.height > 70
    && code.bottom <= innerHeight
    && Math.min(...sizes) >= least;
}"""
APART = """() => {
  const lines = [...document.querySelectorAll(".st-key-lesson-text :is(h1, h2, p)")];
  const boxes = lines.map((each) => each.getBoundingClientRect());
  return boxes.length > 3 && boxes.every(({ top }, k) => !k || top >= boxes[k - 1].bottom);
}"""
OUTSIDE_THEIR_CARDS = """() => {
  const cards = [...document.querySelectorAll('[class*="st-key-course-"]')];
  if (cards.length < 16) return ["too few"];
  const outside = (card) => [...card.querySelectorAll("*")].some(
    (each) => each.getBoundingClientRect().right > card.getBoundingClientRect().right,
  );
  return cards.filter(outside).map((card) => card.innerText);
}"""
CUT = """() => [...document.querySelectorAll(".st-key-lesson-way button *")]
  .filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth)
  .map((each) => each.innerText)"""
BIG = {"width": 1440, "height": 900}
STAGE = "document.querySelector('[data-stage]')?.player"


def stage(page: Page, what: str) -> Any:
    """Something of the stage."""
    return page.evaluate(f"{STAGE}.{what}")


def ready(page: Page) -> None:
    page.wait_for_selector("[data-stage][data-drawn]")
    settle(page)


def held(page: Page) -> bool:
    """Whether the stage waits: no step is taken, and none can be seen."""
    told = (
        f"{STAGE}?.race && [{STAGE}.playback.held, {STAGE}.playback.step, {STAGE}.unseen.checked]"
    )
    return bool(page.evaluate(told) == [True, 0, True])


def tab_to(page: Page, name: str) -> None:
    """Go on by the Tab key until something of this name has the focus."""
    for _ in range(60):
        told = page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel")
        if told and len(told) < 60 and name in told:  # what scrolls has the focus at times
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name!r}")


def test_a_question_is_answered_by_keyboard_alone(open_page: Open) -> None:
    page = open_page(f"{FOUR}3", **BIG)
    ready(page)
    assert held(page)
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press(" ")
    page.keyboard.press("End")
    assert held(page), "keys play before the answer"
    page.locator(".st-key-lesson-text h1").click()
    tab_to(page, "condition number")
    expect(page.locator("[data-term]")).to_contain_text("greatest curvature divided by the least")
    page.keyboard.press("Escape")
    expect(page.locator("[data-term]")).to_be_hidden()
    give_focus(page.locator("input[type=radio]").first)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="That is my prediction")).to_be_enabled()
    tab_to(page, "That is my prediction")
    page.keyboard.press("Enter")
    eventually(page, lambda: stage(page, "playback.held") is False)
    eventually(page, lambda: stage(page, "playback.playing"))
    expect(page.locator(".st-key-lesson-reply")).to_be_hidden()
    tab_to(page, "To its end")
    page.keyboard.press("Enter")
    reply = page.locator(".st-key-lesson-reply")
    expect(reply).to_be_visible()
    expect(reply).to_contain_text("Twice would be the square root of four.")
    expect(reply).to_contain_text("It takes 1443 steps, 4 times as many.")
    expect(page.locator("[data-told]")).to_contain_text("It takes 1443 steps")
    expect(page.locator(".lesson-line")).to_have_attribute(
        "aria-label", re.compile("prediction: 2")
    )
    assert stage(page, "playback.step") == 1443
    assert stage(page, "panels.loss.marks[0].x") == 724
    assert page.url.endswith("lesson=steepest&step=3&said=~~a")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Answer again").focus()  # the last of the reply
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 100
    expect(page.locator("[data-panel=contour]")).to_be_in_viewport(ratio=1)


def test_the_scene_of_a_wrong_answer_and_another_try(open_page: Open) -> None:
    page = open_page(f"{FOUR}3&said=~~a", **BIG)
    ready(page)
    page.get_by_role("button", name="See where it would be so").click()
    eventually(page, lambda: stage(page, "race.runs.length") == 2)
    page.get_by_role("button", name="Back to what happened").click()
    eventually(page, lambda: stage(page, "race.runs.length") == 1)
    page.get_by_role("button", name="Answer again").click()
    eventually(page, lambda: held(page))
    expect(page.locator(".st-key-lesson-reply")).to_have_count(0)


def test_a_goal_is_reached_with_the_hand_on_the_slider(open_page: Open) -> None:
    page = open_page(f"{FOUR}5&surface.kappa=1", **BIG)
    ready(page)
    slider = page.locator("input[type=range][aria-label='Learning rate α']").first
    give_focus(slider)
    for _ in range(7):
        slider.press("ArrowRight")
    expect(
        page.get_by_text("There: on a round bowl every slope points to the middle.")
    ).to_be_visible()
    page.get_by_role("link", name="Open in the playground").click()
    page.wait_for_url(re.compile(r"/\?.*surface.kappa=1"))
    page.go_back()
    page.wait_for_url(re.compile("lesson=steepest&step=5"))


def test_the_end_ticks_the_lesson_in_this_browser(open_page: Open) -> None:
    page = open_page("lessons")
    tick = page.locator("[data-tick=steepest]")
    expect(tick).to_be_attached()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        eventually(page, lambda: page.evaluate(OUTSIDE_THEIR_CARDS) == [])
    assert tick.evaluate("(each) => getComputedStyle(each).visibility") == "hidden"
    page.goto(page.url.replace("lessons", f"{FOUR}6&said=c~b~a~200~1"))
    expect(page.get_by_role("table")).to_contain_text("200 steps")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("cell", name="200 steps")).to_have_css("color", "rgb(17, 17, 17)")
    page.emulate_media(media="screen", color_scheme="light")
    eventually(page, lambda: page.evaluate("localStorage['thalweg.finished']") == '["steepest"]')
    page.get_by_role("link", name="All lessons").click()
    eventually(
        page, lambda: tick.evaluate("(each) => getComputedStyle(each).visibility") == "visible"
    )


def visit(page: Page, link: str) -> None:
    """Go to another link of the page as Back does: that is faster than opening it."""
    go = "(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }"
    page.evaluate(go, link)
    slug, step = re.findall(r"(?:lesson|step)=(\w+)", link)
    expect(page.locator(".st-key-lesson-text")).to_contain_text(
        f"Lesson {lessons.get(slug).number}:"
    )
    expect(page.locator(".st-key-lesson-way")).to_contain_text(f"{step} of")
    settle(page)


def fits(page: Page) -> bool:
    """Whether all is in the window, the class's code too, in type to be read afar."""
    return bool(page.evaluate(FITS))


def test_a_lecture_is_led_by_the_keys_of_a_presenter(open_page: Open) -> None:
    page = open_page(f"{FOUR}3&view=lecture", width=1920, height=1080)
    ready(page)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator(".lesson-way-in")).to_contain_text("/lesson?lesson=steepest&step=3")
    size = "parseFloat(getComputedStyle(document.querySelector('.st-key-lesson-asked p')).fontSize)"
    assert page.evaluate(size) >= 28
    assert page.evaluate(CUT) == []
    assert held(page)
    page.keyboard.press("Control+f")  # the browser's own, to find a word
    assert page.evaluate("document.fullscreenElement") is None
    page.keyboard.press("f")
    eventually(page, lambda: page.evaluate("document.fullscreenElement !== null"))
    page.keyboard.press("f")
    eventually(page, lambda: page.evaluate("document.fullscreenElement === null"))
    page.keyboard.press("PageDown")
    eventually(page, lambda: stage(page, "playback.playing"))
    assert "said=~~-" in page.url
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile("step=4"))
    page.keyboard.press("PageUp")
    page.wait_for_url(re.compile("step=3"))
    assert fits(page)
    for slug, step in (("step_length", 4), ("convex", 3), ("steepest", 5)):
        visit(page, f"lesson?v=1&lesson={slug}&step={step}&said={'-~' * step}&view=lecture")
        eventually(page, lambda: fits(page))
        page.set_viewport_size({"width": 1280, "height": 720})
        eventually(page, lambda: fits(page))
        page.set_viewport_size({"width": 1920, "height": 1080})
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    assert "view=lecture" not in page.url


def test_on_a_phone_the_picture_comes_into_view_when_it_plays(open_page: Open) -> None:
    page = open_page(f"{FOUR}3", width=390, height=844, touch=True)
    ready(page)
    assert page.evaluate(APART), "headings and text lie over each other"
    order = [".st-key-lesson-text", "[data-panel=contour]", ".st-key-lesson-asked"]
    tops = [page.locator(each).evaluate("(e) => e.getBoundingClientRect().top") for each in order]
    assert tops == sorted(tops)
    expect(page.locator("[data-panel=surface]")).to_be_hidden()
    page.get_by_text("condition number").tap()
    expect(page.locator("[data-term]")).to_be_visible()
    box = page.locator("[data-term]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.get_by_text("2 times", exact=True).tap()
    expect(page.locator("[data-term]")).to_be_hidden()
    page.get_by_role("button", name="That is my prediction").tap()
    contour = "(e) => e.getBoundingClientRect().top >= 0"
    eventually(page, lambda: page.locator("[data-panel=contour]").evaluate(contour))
    wide = "document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth"
    assert page.evaluate(wide)


def test_the_front_door_has_its_controls_closed_until_one_goes_in(open_page: Open) -> None:
    page = open_page("", **BIG)
    ready(page)
    side = page.get_by_test_id("stSidebar")
    expect(page.get_by_role("heading", name="How optimizers go downhill")).to_be_visible()
    assert side.get_attribute("data-collapsed") == "true"
    eventually(page, lambda: stage(page, "playback.playing") or stage(page, "playback.step") > 0)
    page.get_by_role("button", name="Open the playground").click()
    expect(page.get_by_role("heading", name="Ravine")).to_be_visible()
    eventually(page, lambda: side.get_attribute("data-collapsed") == "false")


def test_a_scene_of_the_gallery_opens_in_the_playground(open_page: Open) -> None:
    page = open_page("scenes", **BIG)
    card = page.locator("[data-gallery] button").filter(has_text="With β = 0.8")
    card.click()
    page.wait_for_url(re.compile(r"/\?.*surface=double_well"))
    ready(page)
    assert stage(page, "race.runs.length") >= 2


def test_a_scene_that_is_no_race_is_its_own_page_in_a_frame(open_page: Open) -> None:
    page = open_page("lesson?lesson=many_dimensions&step=4&said=~~~-", **BIG)
    frame = page.frame_locator("[data-frame]")
    expect(frame.get_by_role("heading", name="Signs in many dimensions")).to_be_visible()
    expect(frame.get_by_test_id("stHeader")).to_be_hidden()
    tall = "document.querySelector('[data-frame]').clientHeight"
    eventually(page, lambda: page.evaluate(tall) > 500)


def test_a_place_is_pointed_to_by_hand_or_by_keys(open_page: Open) -> None:
    page = open_page("lesson?lesson=local_minima", **BIG)
    ready(page)
    commit = page.get_by_role("button", name="That is my prediction")
    expect(commit).to_be_disabled()
    ring = page.get_by_role("slider", name="Your guess")
    before, start = stage(page, "start.at"), stage(page, "panels.contour.marks.from")
    span = stage(page, "panels.contour.view.span[0]")
    assert abs(before[0] - start[0]) > span / 10, "the ring hides the start"
    give_focus(ring)
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    ring.blur()
    expect(commit).to_be_enabled()
    x, y = stage(page, "start.at")
    assert x > before[0]
    assert y == before[1]
    assert held(page)
    assert stage(page, "panels.contour.marks.from") == start, "the start stays where it is"
    commit.click()
    eventually(page, lambda: (stage(page, "panels.contour.marks.guess") or {}).get("x") == x)
    assert f"said={x:g}_" in page.url


def test_another_page_stands_beside_the_text_once_the_answer_is_given(open_page: Open) -> None:
    page = open_page("lesson?lesson=second_order&step=4&said=-~-~-~-", **BIG)
    within = page.frame_locator("[data-frame]")
    table = within.get_by_role("table")
    expect(table).to_be_visible(timeout=90_000)
    text = page.locator(".st-key-lesson-text").bounding_box()

    def lies_beside_it_in_the_window() -> bool:
        box = table.bounding_box()
        assert text
        assert box
        return box["x"] > text["x"] + text["width"] and box["y"] + box["height"] < BIG["height"]

    eventually(page, lies_beside_it_in_the_window)
