"""Walk it yourself in a real browser: clicks and keys are steps, the dark holds, day comes."""

from collections.abc import Callable

import pytest
from chromium import eventually, give_focus
from playwright.sync_api import Page, expect

from ui.walk.walk import Walk

Open = Callable[..., Page]
STOOD = "[data-walk][data-stood='{n}']"
LIGHT = """() => {
  const canvas = document.querySelector("[data-walk] [data-ground]");
  const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return dots.some((v) => v !== 0);
}"""

TOO_WIDE = """() => [...document.querySelectorAll("[data-walk] *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).length"""


def walked(page: Page) -> Walk:
    query = dict(part.split("=", 1) for part in page.url.partition("?")[2].split("&"))
    made, notes = Walk.from_query(query)
    assert notes == ()
    return made


def test_a_walk_by_mouse_and_keys_until_it_is_day(open_page: Open) -> None:
    page = open_page("walk?v=1&number=4&budget=5")
    page.wait_for_selector(STOOD.format(n=1))
    field = page.locator("[data-walk] [data-field]")
    box = field.bounding_box()
    assert box
    # Two clicks at once are two steps, though the server has not answered the first.
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*middle)
    page.mouse.click(middle[0] + 40, middle[1])
    page.wait_for_selector(STOOD.format(n=3))
    give_focus(field)
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(STOOD.format(n=4))
    eventually(page, lambda: len(walked(page).places) == 4)
    first, second, third = walked(page).walked
    assert first == pytest.approx((5000, 5000), abs=10)
    assert (second[1] == first[1], third[0] < second[0], third[1] > second[1]) == (True,) * 3
    here = page.locator("[data-here]")
    expect(here).to_contain_text("Place 4: loss")
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Look closer")).to_have_attribute("aria-pressed", "true")
    assert not page.evaluate(LIGHT)
    page.get_by_role("button", name="Show the ground").click()
    page.wait_for_selector("[data-walk][data-day]")
    eventually(page, lambda: page.evaluate(LIGHT))
    expect(here).to_contain_text(walked(page).landscape.title)
    expect(page.locator("[data-ways] li")).to_have_count(3)
    # By day a click is no step, and all of it opens again by its link.
    field.click(position={"x": 200, "y": 100})
    link = page.url
    page.get_by_role("button", name="Walk again").click()
    page.wait_for_selector(STOOD.format(n=1) + ":not([data-day])")
    page.goto(link)
    page.wait_for_selector("[data-walk][data-day]" + STOOD.format(n=4).removeprefix("[data-walk]"))


def test_on_a_phone_a_tap_is_a_step_and_nothing_is_too_wide(open_page: Open) -> None:
    page = open_page("walk?v=1&number=9", width=390, height=844, touch=True)
    page.wait_for_selector(STOOD.format(n=1))
    page.locator("[data-walk] [data-field]").tap(position={"x": 150, "y": 120})
    page.wait_for_selector(STOOD.format(n=2))
    assert page.evaluate(TOO_WIDE) == 0
