"""Choosing by sight in a real browser: pictures, keyboard, clicks, themes and phones."""

import re
from collections.abc import Callable

from chromium import eventually, give_focus, painted, settle
from playwright.sync_api import Locator, Page, Route, expect

import landscapes
import optim

Open = Callable[..., Page]
SURFACES, METHODS = 0, 1
# One after the other; how wide each picture is when it is there.
LOOK = """async (all) => {
  const widths = [];
  for (const picture of all) {
    picture.scrollIntoView();
    while (!picture.complete || !picture.naturalWidth) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    widths.push(picture.naturalWidth);
  }
  return widths;
}"""
LOADED = "(all) => all.every((each) => each.complete && each.naturalWidth === 320)"


def dialog(page: Page, which: int) -> Locator:
    """The dialog behind one of the two buttons, with all its cards."""
    page.get_by_role("button", name="Choose by sight").nth(which).click()
    shown = page.get_by_role("dialog")
    expect(shown.locator("[data-card]").first).to_be_visible()
    return shown


def card(shown: Locator, name: str) -> Locator:
    return shown.locator(f'[data-card="{name}"]')


def closed(page: Page) -> None:
    """Wait until the dialog is gone and the page has run."""
    expect(page.locator("[data-gallery]")).to_have_count(0)
    settle(page)


def loaded(page: Page, picture: Locator) -> None:
    """Wait until a picture is there."""
    eventually(page, lambda: picture.evaluate(f"(img) => ({LOADED})([img])"))


def race(page: Page) -> list[str]:
    found = re.search(r"[?&]race=([^&]*)", page.url)
    return found[1].split("~") if found else []


def test_every_picture_loads_when_it_is_looked_at_and_follows_the_theme_at_once(
    look_at: Open,
) -> None:
    page = look_at("?surface=bowl&race=gd")
    for which, names in ((SURFACES, landscapes.names()), (METHODS, optim.names())):
        shown = dialog(page, which)
        expect(shown.locator("[data-card]")).to_have_count(len(names))
        pictures = shown.locator("[data-card] img")
        assert set(pictures.evaluate_all("(all) => all.map((each) => each.loading)")) == {"lazy"}
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            expect(pictures.last).to_have_attribute("src", re.compile(rf"\.{theme}\.png$"))
            assert pictures.evaluate_all(LOOK) == [320] * len(names)
            sources = pictures.evaluate_all("(all) => all.map((each) => each.src)")
            assert all(source.endswith(f".{theme}.png") for source in sources)
        page.wait_for_timeout(1000)  # the app draws its charts anew, but not while it asks
        expect(pictures.first).to_be_visible()
        page.emulate_media(color_scheme="light")
        page.keyboard.press("Escape")
        closed(page)


def test_nothing_moves_while_pictures_load(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd")
    held: list[Callable[[], None]] = []
    held_back = True

    def hold(route: Route) -> None:
        if held_back:
            held.append(route.continue_)
        else:
            route.continue_()

    page.route(re.compile(r"/thumbnails/"), hold)
    shown = dialog(page, SURFACES)
    eventually(page, lambda: len(held) > 3)
    places = "(all) => all.map((each) => JSON.stringify(each.getBoundingClientRect()))"
    cards = shown.locator("[data-card]")
    before = cards.evaluate_all(places)
    held_back = False
    while held:
        held.pop()()
    loaded(page, card(shown, "bowl").locator("img"))
    painted(page)
    assert cards.evaluate_all(places) == before


def test_a_surface_is_picked_by_keyboard_and_by_a_click(look_at: Open) -> None:
    page = look_at("?surface=bowl&race=gd")
    give_focus(page.get_by_role("button", name="Choose by sight").first)
    page.keyboard.press("Enter")
    shown = page.get_by_role("dialog")
    expect(card(shown, "bowl")).to_be_visible()
    for _ in range(10):  # past what else the dialog has
        page.keyboard.press("Tab")
        if page.evaluate("'card' in document.activeElement.dataset"):
            break
    expect(card(shown, "bowl")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(card(shown, "ravine")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(card(shown, "booth")).to_be_focused()
    page.keyboard.press("Enter")
    closed(page)
    expect(page).to_have_url(re.compile(r"surface=booth$"))
    shown = dialog(page, SURFACES)
    expect(card(shown, "booth")).to_have_attribute("aria-current", "true")
    expect(shown.locator('[aria-current="true"]')).to_have_count(1)
    card(shown, "himmelblau").click()
    closed(page)
    expect(page).to_have_url(re.compile(r"surface=himmelblau$"))


def test_methods_are_ticked_and_race_when_it_is_done_or_put_away(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd~adam")
    shown = dialog(page, METHODS)
    expect(shown.locator('[aria-pressed="true"]')).to_have_count(2)
    card(shown, "momentum").click()
    card(shown, "gd").click()
    card(shown, "newton").click()
    expect(card(shown, "gd")).to_have_attribute("aria-pressed", "false")
    expect(shown.locator("[data-count]")).to_have_text("3 ticked; at most 8 race.")
    shown.get_by_role("button", name="Done").click()
    closed(page)
    eventually(page, lambda: race(page) == ["adam", "momentum", "newton"])
    shown = dialog(page, METHODS)
    card(shown, "momentum").press("Space")
    expect(card(shown, "momentum")).to_have_attribute("aria-pressed", "false")
    settle(page)
    page.keyboard.press("Escape")
    closed(page)
    eventually(page, lambda: race(page) == ["adam", "newton"])


def test_when_eight_are_ticked_no_other_can_be(open_page: Open) -> None:
    eight = optim.names()[:8]
    page = open_page(f"?surface=bowl&race={'~'.join(eight)}")
    shown = dialog(page, METHODS)
    other = card(shown, optim.names()[8])
    expect(other).to_have_attribute("aria-disabled", "true")
    give_focus(other)
    page.keyboard.press("Enter")
    expect(other).to_have_attribute("aria-pressed", "false")
    card(shown, eight[0]).click()
    expect(other).not_to_have_attribute("aria-disabled", "true")


def test_on_a_phone_cards_stand_two_a_row_and_nothing_is_cut_off(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd", width=390, height=844, touch=True)
    page.get_by_test_id("stExpandSidebarButton").click()
    shown = dialog(page, METHODS)
    boxes = shown.locator("[data-card]").evaluate_all(
        "(all) => all.map((e) => [e.offsetTop, e.getBoundingClientRect().left,"
        " e.getBoundingClientRect().right, e.offsetHeight, e.scrollWidth - e.clientWidth])"
    )
    assert len({left for _, left, *_ in boxes}) == 2
    assert all(0 <= left < right <= 390 for _, left, right, _, _ in boxes)
    assert all(height >= 44 and not cut for *_, height, cut in boxes)
    done = shown.get_by_role("button", name="Done")
    box = done.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= 844  # in sight, though the list is longer


def test_the_page_of_methods_shows_one_picture_of_each_pair(open_page: Open) -> None:
    page = open_page("methods")
    first = page.locator('img[src*="/methods/gd."]')
    expect(first).to_have_count(2)
    eventually(page, lambda: first.evaluate_all(LOADED))
    mask = "(all) => all.map((each) => getComputedStyle(each).maskImage)"
    assert "rgba(0, 0, 0, 0)" in first.evaluate_all(mask)[1]
    page.emulate_media(color_scheme="dark")
    eventually(page, lambda: "rgba" not in first.evaluate_all(mask)[1])
