"""The playground on a phone: controls in a sheet below the picture, names in one row."""

import io
from collections.abc import Callable, Iterator

import pytest
from chromium import eventually, give_focus, painted, settle
from PIL import Image
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
RACE = "?surface=ravine&race=gd~momentum~adam~rmsprop"
WIDTH, HEIGHT = 390, 844
SCROLLING = (
    "[data-legend], [data-welcome], [data-plot], .katex-display, [data-testid=stButtonGroup]"
)
"""What is one row on a phone, with more of it at the side."""
OUTSIDE = f"""() => [...document.querySelectorAll("[data-stage] *, [data-testid=stMain] *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
    && !each.closest("{SCROLLING}") && each.checkVisibility({{ visibilityProperty: true }}))
  .map((each) => each.outerHTML.slice(0, 90))"""
SMALL = """() => ["button", "label", "[data-scrub]"]
  .flatMap((each) => [...document.querySelectorAll(`:is([data-bar], [data-tools=stage]) ${each}`)])
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 90))"""
TOPS = "(all) => all.map((each) => each.getBoundingClientRect().top)"


@pytest.fixture
def phone(look_at: Open, request: pytest.FixtureRequest) -> Iterator[Page]:
    window = {"width": WIDTH, "height": HEIGHT, "touch": True}
    page = look_at(RACE, **window, painted=bool(getattr(request, "param", False)))
    yield page
    if sheet(page).get_attribute("data-collapsed") == "false":
        page.keyboard.press("Escape")
        expect(sheet(page)).to_be_hidden()


def sheet(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def opened(page: Page) -> dict[str, float]:
    """Open the sheet; where it lies when it has come to rest."""
    page.get_by_role("button", name="Controls", exact=True).tap()
    expect(sheet(page)).to_be_visible()
    eventually(page, lambda: abs(lower(sheet(page)) - HEIGHT) < 1)
    box = sheet(page).bounding_box()
    assert box
    return dict(box)


def lower(place: Locator) -> float:
    box = place.bounding_box()
    return box["y"] + box["height"] if box else 0.0


def test_the_sheet_lies_below_the_picture(phone: Page) -> None:
    phone.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 400)")
    box = opened(phone)
    assert (box["x"], box["width"]) == (0, WIDTH)
    assert box["height"] <= 0.46 * HEIGHT + 1
    picture = phone.locator("[data-panel=contour]")
    eventually(phone, lambda: lower(picture) <= box["y"] + 1)
    shown = picture.bounding_box()
    assert shown
    head = phone.get_by_test_id("stHeader").evaluate("(head) => head.clientHeight")
    assert shown["y"] > head - 1


def test_the_picture_follows_a_slider_of_the_sheet(phone: Page) -> None:
    opened(phone)
    stage = phone.locator("[data-stage]")
    knob = sheet(phone).locator("input[type=range][aria-label='Learning rate α']").first
    knob.scroll_into_view_if_needed()
    before = int(stage.get_attribute("data-drawn") or 0)
    give_focus(knob)
    phone.keyboard.press("ArrowRight")
    eventually(phone, lambda: int(stage.get_attribute("data-drawn") or 0) > before)
    expect(sheet(phone)).to_be_visible()


def test_the_picture_may_be_used_above_the_open_sheet(phone: Page) -> None:
    opened(phone)
    stage = phone.locator("[data-stage]")
    before = stage.get_attribute("data-step")
    phone.get_by_role("button", name="One step back").tap()
    eventually(phone, lambda: stage.get_attribute("data-step") != before)
    settle(phone)
    assert sheet(phone).get_attribute("data-collapsed") == "false"
    phone.locator("[data-testid=stMain] h1").evaluate("(title) => title.scrollIntoView()")
    phone.locator("[data-testid=stMain] h1").tap()
    expect(sheet(phone)).to_be_hidden()


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_it_closes_and_gives_the_focus_back(way: str, phone: Page) -> None:
    opened(phone)
    close = phone.get_by_test_id("stSidebarCollapseButton").locator("button")
    expect(close).to_be_focused()
    if way == "button":
        box = close.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        close.tap()
    else:
        phone.keyboard.press("Escape")
    expect(sheet(phone)).to_be_hidden()
    expect(phone.get_by_role("button", name="Controls", exact=True)).to_be_focused()


def test_escape_closes_a_menu_before_the_sheet(phone: Page) -> None:
    opened(phone)
    menu = sheet(phone).get_by_role("combobox", name="Surface")
    give_focus(menu)
    phone.keyboard.press("ArrowDown")
    expect(phone.get_by_role("listbox")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("listbox")).to_be_hidden()
    expect(sheet(phone)).to_be_visible()


def test_its_button_is_always_at_the_lower_edge(phone: Page) -> None:
    button = phone.get_by_role("button", name="Controls", exact=True)
    main = phone.get_by_test_id("stMain")
    for far in (0, 700, 100_000):
        main.evaluate("(main, far) => main.scrollTo(0, far)", far)
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert HEIGHT - 20 < box["y"] + box["height"] <= HEIGHT


def test_pages_without_controls_have_a_sheet_of_pages(open_page: Open) -> None:
    page = open_page("upload", width=WIDTH, height=HEIGHT, touch=True)
    page.get_by_role("button", name="Pages", exact=True).tap()
    page.get_by_role("link", name="Basins").tap()
    page.wait_for_url("**/basins*")
    page.get_by_role("button", name="Controls", exact=True).wait_for()


def test_an_invitation_opens_the_sheet_at_the_surfaces(open_page: Open) -> None:
    page = open_page("", width=WIDTH, height=HEIGHT, touch=True)
    page.locator("[data-try=surface]").tap()
    expect(sheet(page)).to_be_visible()
    expect(sheet(page).get_by_role("combobox", name="Surface")).to_be_focused()


def test_names_stand_in_one_row_and_nothing_else_scrolls_sideways(phone: Page) -> None:
    tops = phone.locator("[data-entry]").evaluate_all(TOPS)
    assert len(tops) == 4
    assert len(set(tops)) == 1
    legend = phone.locator("[data-legend]")
    assert legend.evaluate(
        "(row) => row.scrollWidth > row.clientWidth && getComputedStyle(row).overflowX === 'auto'"
    )
    assert phone.evaluate(OUTSIDE) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == WIDTH


def test_the_order_is_picture_bar_chart_surface(phone: Page) -> None:
    names = ["legend", "panel=contour", "bar", "panel=loss", "panel=surface"]
    tops = [phone.locator(f"[data-{name}]").evaluate_all(TOPS)[0] for name in names]
    assert tops == sorted(tops)
    assert lower(phone.locator("[data-panel=contour]")) < HEIGHT
    assert lower(phone.locator("[data-do=play]")) < HEIGHT
    assert phone.evaluate(SMALL) == []
    assert phone.locator(".modebar").count() == 0


def test_a_start_in_the_corner_of_the_buttons_can_be_touched(phone: Page) -> None:
    ends = """({ player: { start: marker, panels: { contour } } }) => {
      const { at } = marker, [x, y] = contour.shown;
      const corner = [x, y].map(({ lo, hi }) => lo + 0.9 * (hi - lo));
      return [corner, at].map((place) => {
        Object.assign(marker, { at: place });
        marker.place();
        const { x, y, width, height } = marker.element.getBoundingClientRect();
        const here = document.elementFromPoint(x + width / 2, y + height / 2);
        return Boolean(here.closest("[data-start]"));
      });
    }"""
    assert phone.locator("[data-stage]").evaluate(ends) == [True, True]


def test_the_lecture_view_keeps_its_pictures_on_a_phone(phone: Page) -> None:
    before = phone.locator("[data-panel=contour]").bounding_box()
    phone.locator("[data-view=lecture]").tap()
    expect(phone.locator("[data-stage][data-lecture]")).to_be_visible()
    after = phone.locator("[data-panel=contour]").bounding_box()
    assert before
    assert after
    assert after["height"] >= before["height"]
    phone.keyboard.press("Escape")


def test_the_stage_fits_windows_between(open_page: Open) -> None:
    page = open_page(RACE, width=600, height=1000)
    page.wait_for_selector("[data-stage][data-drawn]")
    # A map drawn to scale leaves no hole above the bar.
    hole = """() => {
      const panel = document.querySelector("[data-panel=contour]");
      return panel.clientHeight - panel.querySelector("canvas").clientHeight;
    }"""
    for width in (600, 768, 820, 1024):
        page.set_viewport_size({"width": width, "height": 1000})
        eventually(page, lambda width=width: fits(page, width))
        eventually(page, lambda: page.evaluate(OUTSIDE) == [])
        if width <= 900:
            eventually(page, lambda: page.evaluate(hole) < 80)
        box = page.locator("[data-panel=loss]").bounding_box()
        assert box
        assert box["height"] >= 199  # or its axis has no room for its title


def fits(page: Page, width: int) -> bool:
    """Whether the picture is drawn for a window of this width."""
    painted(page)
    return bool(page.evaluate("document.documentElement.scrollWidth") == width)


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["painted"])
def test_a_ground_partly_under_the_header_is_drawn_whole(phone: Page) -> None:
    ground = phone.locator("[data-panel=contour] canvas").first
    at = ground.bounding_box()
    assert at
    phone.get_by_test_id("stMain").evaluate("(main, far) => main.scrollBy(0, far)", at["y"] - 10)
    eventually(phone, lambda: abs((ground.bounding_box() or at)["y"] - 10) < 1)
    # Its lowest lines, away from the axes.
    dots = Image.open(io.BytesIO(phone.screenshot())).convert("RGB")
    seen = [dots.getpixel((int(at["x"]) + x, int(at["height"]) + 4)) for x in range(5, 45)]
    assert all(max(dot) > 40 for dot in seen)  # type: ignore[arg-type]
