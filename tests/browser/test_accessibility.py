"""Every page for those who cannot see it or have no mouse: axe-core, headings, keyboard."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import eventually, give_focus, painted, settle
from playwright.sync_api import Page, expect

from ui.page_list import PAGES

SIZES = {"screen": (1440, 900), "phone": (390, 844)}
SEEN = {"screen": ("light", "dark"), "phone": ("dark", "light")}
"""In which colours, one after the other: another theme is more work than another size."""
TRIES, PAUSE_MS = 4, 500
RUN = "(options) => axe.run(options).then(({ violations }) => violations)"
# Nine tenths of the elements of a page with many formulas are their parts, and all are made alike.
ONE_FORMULA = """() => {
  for (const formula of [...document.querySelectorAll(".katex")].slice(1)) formula.remove();
}"""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""Those of axe-core's that look at colours, of all that are on by default."""
FITS = "document.scrollingElement.scrollWidth <= window.innerWidth"
MOST_STOPS = 9
"""Presses of the Tab key that are not too many on the way to a picture, or its question."""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1]))"""
PATHS = ["" if page is PAGES[0] else page.name for page in PAGES]
MORE = "?surface=linear_classifier&batch=10&panel=ground&critical=show&by=cost&nonsense=1"
"""A link that shows what the first page has beside: samples, tables, boxes, a warning."""
LOCKED = "?ask=own&said=a&lock=rest"
"""A link for a class, once its question is answered."""
PICTURED = ("", "basins", "sweep", "network", MORE, LOCKED)
"""Some of those that show a picture."""
PICTURES = "[data-stage], [data-map]"
FIRST = f"{PICTURES}, [role=radiogroup]"
"""What one comes to first; in a lesson the question stands before the picture."""
DRAWN = f"[...document.querySelectorAll({PICTURES!r})].every(({{ dataset }}) => dataset.drawn)"


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe-core finds, of whatever severity; colours may still be on their way.

    All is looked at in light colours; in others there are the same elements, so only colours are.
    """
    found: list[str] = []
    only = {} if scheme == "light" else {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    for _ in range(TRIES):
        options = {"resultTypes": ["violations"], **only}
        found = [
            f"{each['id']} ({each['impact']}): {node['html'][:200]} {node['failureSummary']}"
            for each in page.evaluate(RUN, options)
            for node in each["nodes"]
        ]
        if not found:
            break
        page.wait_for_timeout(PAUSE_MS)
    return found


def opened(open_page: Callable[..., Page], path: str) -> Page:
    """The page with all it shows."""
    page = open_page(path)
    page.evaluate("document.fonts.ready")
    assert page.locator(PICTURES).count() or path not in PICTURED
    page.wait_for_function(DRAWN)
    formulas = page.locator(".st-key-closer-look")
    if formulas.is_visible() and "panel=" not in path:  # they come when somebody comes near them
        formulas.scroll_into_view_if_needed()
        formulas.get_by_role("heading", name="The methods").wait_for()
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    return page


def stops(page: Page) -> int:
    """Presses of the Tab key from the top of a fresh page to its picture or question."""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    for count in range(2, 60):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean(document.activeElement.closest('{FIRST}'))"):
            return count
    return 60


@pytest.mark.parametrize("path", [*PATHS, MORE, LOCKED])
def test_a_page_keeps_nobody_out(open_page: Callable[..., Page], path: str) -> None:
    """In both themes, on a screen and on a phone; one visit, as opening a page takes longest."""
    page = opened(open_page, path)
    if page.locator(PICTURES).count():
        assert stops(page) <= MOST_STOPS
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        eventually(page, lambda: bool(page.evaluate(FITS)))
        for scheme in SEEN[name]:
            page.emulate_media(color_scheme=scheme)
            painted(page)
            assert violations(page, scheme) == [], f"{name}, {scheme}"
            page.evaluate(ONE_FORMULA)  # all have been looked at once
    ranks = page.evaluate(HEADINGS)
    assert [rank for rank in ranks if rank == 1] == ranks[:1]
    assert all(after <= before + 1 for before, after in pairwise(ranks))


def test_the_options_of_the_map_keep_nobody_out(open_page: Callable[..., Page]) -> None:
    """They are below a button, which a key presses."""
    page = opened(open_page, MORE)
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        painted(page)
        settle(page)  # a change of theme runs the page again
        button, first = page.locator("[data-choose=map]"), page.locator("[data-option=height]")
        give_focus(button)
        page.keyboard.press("Enter")
        expect(first).to_be_focused()
        for scheme in SEEN[name]:
            page.emulate_media(color_scheme=scheme)
            painted(page)
            assert violations(page, scheme) == [], f"{name}, {scheme}"
        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        page.evaluate(ONE_FORMULA)


def test_axe_would_find_something(bare_page: Page) -> None:
    bare_page.evaluate("document.body.innerHTML = '<button></button><h4>no first heading</h4>'")
    assert any(each.startswith("button-name (critical)") for each in violations(bare_page))


def test_axe_would_find_a_colour_that_is_hard_to_read(bare_page: Page) -> None:
    bare_page.evaluate("document.body.innerHTML = '<p style=\"color: #999\">pale</p>'")
    assert [each.split(" ")[0] for each in violations(bare_page, "dark")] == ["color-contrast"]
