"""Maps that follow a slider while it is dragged, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
MAP = "[data-map][data-drawn]:not([data-small])"
FACTS = f"document.querySelector('{MAP}').dataset"
INK = f"""() => {{
    const canvas = document.querySelector('{MAP} [data-base]');
    const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let k = 0; k < data.length; k += 4) sum = (31 * sum + data[k] + 7 * data[k + 1]) % 1e9;
    return sum;
}}"""


def ready(page: Page, cells: int) -> None:
    """Wait until the app's own map is there with so many cells a side."""
    page.wait_for_function(
        f"Number(document.querySelector('{MAP}')?.dataset.cells ?? 0) === {cells}"
    )


def grip(page: Page, name: str) -> tuple[float, float]:
    """Where the thumb of a slider is; the mouse is down on it."""
    thumb = page.get_by_role("slider", name=name).locator("xpath=../..")
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y


def followed(page: Page, least: int) -> None:
    page.wait_for_function(f"Number({FACTS}.ahead ?? 0) >= {least}")


def kinds(page: Page) -> list[str]:
    """The minima in the legend, in their order, with their colours."""
    rows = page.locator(f"{MAP} [data-legend-table] tbody tr:has(b)")
    return [text.split("\t")[0] for text in rows.all_inner_texts()]


def test_a_basin_map_follows_a_dragged_learning_rate(open_page: Open) -> None:
    page = open_page("basins?cells=256&momentum.learning_rate=0.01")
    ready(page, 256)
    link, before, own = page.url, page.evaluate(INK), page.evaluate(f"{FACTS}.picture")
    minima = kinds(page)
    x, y = grip(page, "Learning rate")
    for k in range(1, 9):
        page.mouse.move(x - 2 * k, y)
        page.wait_for_timeout(40)
    followed(page, 2)
    assert page.evaluate(INK) != before  # the hand still holds it
    assert page.url == link
    assert page.evaluate(f"{FACTS}.picture") == own
    assert kinds(page) == minima
    page.wait_for_timeout(2000)  # it is not taken back while it is held
    assert page.locator(f"{MAP} [data-level]").inner_text().endswith("…")
    page.mouse.up()
    page.wait_for_function(f"{FACTS}.picture !== '{own}'")
    ready(page, 256)
    assert page.locator(f"{MAP} [data-level]").inner_text() == "256 × 256"
    dragged = page.evaluate(INK)
    friend = open_page(f"basins?{page.url.partition('?')[2]}")
    ready(friend, 256)
    assert friend.url == page.url != link
    assert friend.evaluate(f"{FACTS}.picture") == page.evaluate(f"{FACTS}.picture")
    assert friend.evaluate(INK) == dragged


def test_a_slider_that_comes_back_shows_the_map_as_it_was(open_page: Open) -> None:
    page = open_page("basins?cells=128")
    ready(page, 128)
    before, link = page.evaluate(INK), page.url
    x, y = grip(page, "Learning rate")
    page.mouse.move(x - 20, y, steps=4)
    followed(page, 1)
    page.wait_for_function(f"(before) => ({INK})() !== before", arg=before)
    page.mouse.move(x, y, steps=4)
    page.wait_for_function(f"(before) => ({INK})() === before", arg=before)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert page.evaluate(INK) == before
    assert page.url == link


def test_a_sweep_follows_a_dragged_number_of_steps(open_page: Open) -> None:
    page = open_page("sweep?cells=64&methods=none")
    ready(page, 64)
    before = page.evaluate(INK)
    x, y = grip(page, "Steps at most")
    page.mouse.move(x - 60, y, steps=6)
    followed(page, 1)
    assert page.evaluate(INK) != before
    assert "steps=" not in page.url
    page.mouse.up()
    page.wait_for_url("**steps=*")


@pytest.mark.parametrize("breaks", ["route", "sliders"])
def test_without_an_answer_the_map_waits_for_the_app(open_page: Open, breaks: str) -> None:
    page = open_page("basins?cells=64")
    ready(page, 64)
    if breaks == "route":
        page.route("**/live/basins*", lambda route: route.fulfill(status=204))
    else:  # as if Streamlit named its widgets in another way
        page.evaluate(
            "document.querySelectorAll('[class*=st-key-w-]').forEach((each) => each.className = '')"
        )
    own = page.evaluate(f"{FACTS}.picture")
    x, y = grip(page, "Learning rate")
    page.mouse.move(x - 30, y, steps=5)
    page.wait_for_timeout(300)
    assert page.evaluate(f"{FACTS}.ahead") is None
    page.mouse.up()
    page.wait_for_function(f"{FACTS}.picture !== '{own}'")


def test_a_map_that_still_grows_does_not_come_between(open_page: Open) -> None:
    page = open_page("basins?cells=64")
    ready(page, 64)
    long = "surface=rastrigin&race=adam&steps=1000&gtol=1e-08"
    page.goto(f"{page.url.partition('?')[0]}?{long}")  # not waiting until it is done
    page.wait_for_function(f"Number(document.querySelector('{MAP}')?.dataset.cells ?? 0) >= 64")
    x, y = grip(page, "Learning rate")
    page.mouse.move(x - 20, y, steps=4)
    followed(page, 1)
    own = page.evaluate(f"{FACTS}.cells")
    assert int(own) < 512
    page.wait_for_timeout(5000)
    assert page.evaluate(f"{FACTS}.cells") == own
    picture = page.evaluate(f"{FACTS}.picture")
    assert page.locator(f"{MAP} [data-level]").inner_text().endswith("…")
    page.mouse.up()
    page.wait_for_url("**adam.learning_rate=*")
    page.wait_for_function(f"{FACTS}.picture !== '{picture}'")
