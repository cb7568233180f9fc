"""The neural network's page in a real browser."""

import re
from collections.abc import Callable

import pytest
from chromium import settle
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
QUICK = "network?v=1&units=8&samples=60&steps=200&batch=10&cells=25"
STAGE = "document.querySelector('[data-stage]')"
FITS = "document.scrollingElement.scrollWidth <= window.innerWidth"


def ready(page: Page) -> None:
    """Wait until the pictures are there."""
    page.locator("[data-stage][data-drawn]").wait_for()


def named(page: Page, index: int) -> str:
    return page.locator("[data-run]").nth(index).inner_text()


def test_its_link_opens_on_a_server_nobody_visited_and_it_plays(
    open_page: Open, fresh_server: Callable
) -> None:
    server = fresh_server()
    page = open_page(QUICK, base=server.url)
    ready(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "right in test" in named(page, 0)
    count = page.locator("[data-count]")
    expect(count).to_have_text("step 200 / 200")
    page.get_by_role("button", name="Back to the start").click()
    expect(count).to_have_text("step 0 / 200")
    page.get_by_role("button", name="One step forward").click()
    expect(count).to_have_text("step 2 / 200")  # every second step is kept
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(f"Number({STAGE}.dataset.step) > 5")
    assert "Traceback" not in server.log


def test_the_start_stays_where_it_is(open_page: Open) -> None:
    page = open_page(QUICK)
    ready(page)
    before = page.evaluate(f"{STAGE}.player.race.start")
    told = f"(({STAGE}.player.tell = (...told) => (window.told ??= []).push(told)), null)"
    page.evaluate(told)
    for plot in ("contour", "surface"):
        box = page.locator(f"[data-plot={plot}]").bounding_box()
        assert box
        page.mouse.dblclick(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.evaluate(f"{STAGE}.player.start.set([1, 2], false)")
    assert page.evaluate(f"{STAGE}.player.start.at") == before
    assert page.evaluate("window.told ?? []") == []
    marker = page.locator("[data-start]")
    expect(marker).to_have_attribute("tabindex", "-1")
    expect(marker).to_have_css("pointer-events", "none")
    # Nor does anything say so.
    expect(marker).to_have_role("img")
    expect(marker).to_have_accessible_name(re.compile(r"Start point: x \S+, y \S+"))
    for name in ("aria-valuenow", "aria-valuetext"):
        assert marker.get_attribute(name) is None
    for plot in ("contour", "surface"):
        label = page.locator(f"[data-plot={plot}]").get_attribute("aria-label")
        assert label
        assert "start" not in label


def test_another_optimizer_trains_and_is_looked_at(open_page: Open) -> None:
    page = open_page(f"{QUICK}&race=gd")
    ready(page)
    settle(page)  # what still comes may take the menu away under the hand
    page.get_by_role("combobox", name="Optimizers").first.click()
    page.get_by_role("option", name="Adam", exact=True).click()
    page.wait_for_url("**race=gd~adam*")
    page.locator("[data-run]").nth(1).wait_for()
    page.keyboard.press("Escape")
    page.locator("[data-run]").nth(1).click()
    page.wait_for_url("**focus=adam*")
    page.get_by_text("of the motion of Adam").wait_for()


def test_a_preset_shows_a_sharper_minimum(open_page: Open) -> None:
    page = open_page(QUICK)
    ready(page)
    page.get_by_role("button", name="Small against large batches").click()
    page.wait_for_url("**panel=sharp*")
    page.get_by_text("times as sharp").wait_for()
    page.locator("[data-run]").nth(0).get_by_text("batch 5").wait_for()


def test_a_slow_slice_ends_fine(open_page: Open) -> None:
    page = open_page("network?units=48&depth=3&samples=750&steps=50&cells=51")
    page.wait_for_function(f"{STAGE}?.player?.data?.ground?.endsWith(' 51')")
    ready(page)


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_it(open_page: Open, dark: bool) -> None:
    page = open_page(f"{QUICK}&panel=sharp&inside=on", width=390, height=844, dark=dark)
    ready(page)
    assert page.evaluate(FITS)
    assert page.get_by_role("button", name="Play", exact=True).is_visible()


def test_without_the_player_there_are_plain_figures(open_page: Open) -> None:
    page = open_page(QUICK)
    ready(page)
    page.evaluate(f"{STAGE}.player.tell('failed', 'for a test')")
    page.get_by_text("Plain pictures").wait_for()
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(4)
