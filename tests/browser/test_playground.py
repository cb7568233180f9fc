"""The playground in a real browser, as a visitor uses it."""

from collections.abc import Callable
from typing import Any

from chromium import eventually, give_focus
from playwright.sync_api import Locator, Page

Open = Callable[..., Page]
PATHS = """
() => {
  const { panels: { contour, loss }, race } = document.querySelector("[data-stage]").player;
  const { bounds, height, knobs, glsl } = contour.terrain;
  const lines = [contour, loss].map(({ traces }) => traces.map(({ points }) => [...points].join()));
  const runs = race.runs.map((run) => [run.label, run.words, run.colour, run.dash, run.mark,
    ...["x", "y", "value"].map((name) => [...run[name]].join())]);
  return [bounds, height, knobs, glsl, contour.marks, loss.shown, lines, runs];
}
"""


def drawn(page: Page, after: int = 0) -> int:
    """Wait for a picture newer than number `after`; the number of the one shown."""
    page.wait_for_function(
        "(n) => Number(document.querySelector('[data-stage]')?.dataset.drawn ?? 0) > n", arg=after
    )
    return int(page.locator("[data-stage]").get_attribute("data-drawn") or 0)


def picture(page: Page) -> object:
    """Everything the three plots show, as data."""
    return page.evaluate(PATHS)


def shows(page: Page, wanted: object) -> None:
    """Wait until the plots show this again."""
    eventually(page, lambda: picture(page) == wanted)


def slider(page: Page, label: str) -> Locator:
    return page.locator(f"input[type=range][aria-label='{label}']").first


def formula_box(page: Page) -> Locator:
    return page.get_by_label("f(x, y) =").and_(page.locator("input"))


def view(page: Page) -> Any:
    """The part of the map that is seen, and the camera of the surface."""
    return page.evaluate(
        """() => {
          const { contour, surface } = document.querySelector("[data-stage]").player.panels;
          return [contour.seen, surface.camera];
        }"""
    )


def drag(page: Page, plot: str) -> None:
    box = page.locator(f"[data-plot={plot}]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()


def test_a_moved_slider_changes_picture_and_link_and_keeps_zoom_and_camera(open_page: Open) -> None:
    page = open_page("?surface=himmelblau&race=adam")
    first = drawn(page)
    before, opened = picture(page), view(page)
    drag(page, "contour")
    drag(page, "surface")
    zoomed = view(page)
    assert zoomed[0] != opened[0]
    assert zoomed[1] != opened[1]
    give_focus(slider(page, "Learning rate α"))
    page.keyboard.press("ArrowRight")
    drawn(page, first)
    assert picture(page) != before
    assert "adam.learning_rate=" in page.url
    assert view(page) == zoomed


def test_a_copied_link_shows_the_same_picture_to_a_friend(open_page: Open) -> None:
    mine = open_page("?surface=ravine&race=adam~momentum~adam.2")
    first = drawn(mine)
    give_focus(slider(mine, "Learning rate α"))
    mine.keyboard.press("ArrowLeft")
    drawn(mine, first)
    query = mine.url[mine.url.index("?") :]
    friend = open_page(query)
    drawn(friend)
    assert picture(friend) == picture(mine)
    assert friend.url.endswith(query)


def test_back_undoes(open_page: Open) -> None:
    page = open_page("?surface=bowl")
    first = drawn(page)
    before = picture(page)
    give_focus(slider(page, "Learning rate α"))
    page.keyboard.press("ArrowLeft")
    second = drawn(page, first)
    assert picture(page) != before
    page.go_back()
    drawn(page, second)
    shows(page, before)


def test_own_formula_is_drawn_and_a_wrong_one_is_explained(open_page: Open) -> None:
    page = open_page("?v=1")
    first = drawn(page)
    page.get_by_role("button", name="Edit a copy").click()
    second = drawn(page, first)
    before = picture(page)
    formula_box(page).fill("x^2 + foo(y)")
    page.keyboard.press("Enter")
    page.get_by_text("There is no function 'foo'").wait_for()
    assert picture(page) == before
    formula_box(page).fill("x^2 + 3*y^2 + sin(5*x)")
    page.keyboard.press("Enter")
    drawn(page, second)
    assert picture(page) != before
    assert "formula=x%5E2" in page.url


def test_a_hostile_link_is_shown_as_text_and_loads_nothing(open_page: Open) -> None:
    asked: list[str] = []
    page = open_page("?surface=bowl")
    page.on("request", lambda request: asked.append(request.url))
    evil = "![a](http://example.invalid/a.png)<img src=http://example.invalid/b.png>"
    base = page.url.split("?")[0]
    page.goto(f"{base}?surface=www.evil.com/x&race={evil}&{evil}=1&steps=**bold**&a@b.com=1")
    drawn(page)
    page.get_by_text("which means nothing here").wait_for()
    assert page.get_by_test_id("stAlert").locator("a, img").count() == 0
    assert "**bold**" in page.inner_text("[data-testid=stMain]")
    assert not [url for url in asked if "example.invalid/" in url.split("?")[0]]


def test_phone_width_does_not_scroll_sideways(open_page: Open) -> None:
    page = open_page("?surface=plateau", width=390, height=844)
    first = drawn(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        drawn(page, first if scheme == "dark" else 0)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        widths = page.evaluate(
            "[...document.querySelectorAll('[data-plot]')].map("
            "(p) => p.getBoundingClientRect().right)"
        )
        assert max(widths) <= 390


INK = """() => ["contour", "loss"].map((name) => {
  const canvas = document.querySelector(`[data-plot=${name}] [data-layer=frame]`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let [sum, count] = [0, 0];
  for (let k = 0; k < data.length; k += 4) {
    if (data[k + 3] > 200) [sum, count] = [sum + data[k], count + 1];
  }
  return sum / count;
})"""
"""How light axes and letters are, from 0 to 255."""


def test_a_flip_of_the_system_theme_recolours_the_plots(open_page: Open) -> None:
    page = open_page("?surface=bowl")
    first = drawn(page)
    assert max(page.evaluate(INK)) < 110
    page.emulate_media(color_scheme="dark")
    drawn(page, first)
    eventually(page, lambda: bool(min(page.evaluate(INK)) > 120))


def test_the_loss_can_be_read_against_evaluations(open_page: Open) -> None:
    page = open_page("?surface=rosenbrock&race=newton")
    first = drawn(page)
    page.locator("[data-option=by]").select_option("evaluations")
    drawn(page, first)
    page.wait_for_url("**by=evaluations*")


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(open_page: Open) -> None:
    page = open_page("?surface=ravine")
    drawn(page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll(
             '[data-testid=stSidebar] input, [data-testid=stSidebar] button')]
           .filter((e) => e.offsetParent !== null && e.type !== 'hidden')
           .filter((e) => !(e.ariaLabel || e.innerText || e.title || e.labels?.length
                            || e.getAttribute('aria-labelledby')))
           .map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert nameless == []
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.outerHTML.slice(0, 120)"))
    assert len(reached) >= 10
