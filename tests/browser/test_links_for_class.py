"""Two races in step, and the page that makes links for a class, in a real browser."""

from collections.abc import Callable
from urllib.parse import urlencode

from chromium import give_focus
from playwright.sync_api import Page, expect

A = "v=1&surface=bowl&race=gd~adam&steps=40"
B = "v=1&surface=bowl&race=gd~adam&steps=90&adam.learning_rate=0.5"
STEPS = "[...document.querySelectorAll('[data-stage]')].map((one) => Number(one.dataset.step))"
MAPS = "[...document.querySelectorAll('[data-stage]')].map(({ player }) => player.panels.contour)"
FRAME_IN = """(html) => {
  const made = new DOMParser().parseFromString(html, "text/html");
  return made.querySelector("iframe").src;
}"""
ASKS = "Which one converges in the fewest steps?"
FOLLOWED = """() => {
  const of = (selector) => document.querySelector(selector);
  return of("[data-preview]").src === of("[data-text=link]").value;
}"""


def test_two_races_go_in_step_by_the_keys_and_the_zoom_of_either(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"compare?{urlencode({'a': A, 'b': B})}")
    stages = page.locator("[data-stage][data-drawn]")
    expect(stages).to_have_count(2)
    page.wait_for_function("document.querySelector('[data-pair=b]')?.player.playback.leader")
    first, second = stages.nth(0), stages.nth(1)
    assert page.evaluate(STEPS) == [90, 90]  # both go as far as the longer race
    for stage, keys, step in (
        (second, ["Home"], 0), (second, ["Shift+ArrowRight", "ArrowRight"], 11),
        (first, ["ArrowLeft"], 10), (first, ["End"], 90),
    ):  # fmt: skip
        give_focus(stage)
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_function(f"JSON.stringify({STEPS}) === '[{step},{step}]'")
    give_focus(second)
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    expect(first).to_have_attribute("data-playing", "")
    expect(second).to_have_attribute("data-playing", "")
    page.keyboard.press(" ")
    expect(first).not_to_have_attribute("data-playing", "")
    one, other = page.evaluate(STEPS)
    assert one == other
    page.keyboard.press("+")
    seen = page.evaluate(f"{MAPS}.map(({{ shown }}) => shown)")
    assert seen[0] == seen[1] != page.evaluate(f"{MAPS}[0].whole")
    expect(first.get_by_role("group", name="Playback")).to_be_visible()
    expect(second.get_by_role("group", name="Playback")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_preview_is_the_very_link_and_follows_what_is_chosen(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"handout?{A}&ask=first")
    link = page.get_by_label("Link", exact=True)
    inside = page.frame_locator("[data-preview]")
    expect(inside.locator("[data-question]")).to_have_text(ASKS)
    assert page.locator("[data-preview]").get_attribute("src") == link.input_value()
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Locked").first.click()
    expect(link).to_have_value(f"{page.url.split('handout')[0]}?{A}&lock=rest&ask=first")
    page.wait_for_function(FOLLOWED)
    inside.get_by_role("button", name="Just show me").click()
    expect(inside.get_by_role("button", name="Open the full playground")).to_be_visible()
    expect(inside.get_by_test_id("stSidebar").get_by_role("combobox").first).to_be_disabled()
    frame = page.get_by_label("Frame for a page").input_value()
    source = page.evaluate(FRAME_IN, frame)
    assert source == f"{link.input_value()}&embed=true"
    page.get_by_role("button", name="In a frame").click()
    expect(page.locator("[data-preview]")).to_have_attribute("src", source)
    # Who looks in a language that the address says sees the preview in it; the link has none.
    page.evaluate("history.replaceState(history.state, '', `${location.href}&lang=ko`)")
    page.get_by_role("button", name="As a page").click()
    expect(page.locator("[data-preview]")).to_have_attribute("src", f"{link.input_value()}&lang=ko")
    assert "lang" not in link.input_value()
    image = page.get_by_role("img", name="QR code of the link")
    assert image.evaluate("(image) => image.complete && image.naturalWidth > 0")
