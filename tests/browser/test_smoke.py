"""The app opens in a real browser, on a screen and on a phone, at its root and below it."""

import io
import re
from collections.abc import Callable

import pytest
from app_server import Server
from chromium import NO_APP, eventually
from PIL import Image
from playwright.sync_api import Locator, Page, expect

CHARTS = "document.querySelectorAll('.stPlotlyChart .modebar-btn').length > 0"
SHADES = 1000
"""More than there are without a ground, where letters and lines have soft edges."""
HAS_WEBGL = "Boolean(document.createElement('canvas').getContext('webgl'))"


def test_opens_in_the_dark_with_its_title(open_page: Callable[..., Page]) -> None:
    page = open_page(dark=True)
    color = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert max(int(part) for part in color[4:-1].split(",")) < 64
    expect(page).to_have_title(re.compile("^Gradient descent, .* on Ravine – Thalweg$"))
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.get_by_role("link", name="Methods and surfaces").click()
    expect(page).to_have_title("Methods and surfaces – Thalweg")
    page.get_by_role("link", name="Sweep").click()
    expect(page).to_have_title("Sweep: Momentum on Ravine – Thalweg")


def test_without_webgl_plain_figures_are_shown(look_at: Callable[..., Page]) -> None:
    """And what a first visit waits for with a stage is forgotten without one."""
    page = look_at("?panel=chord&race=gd", flat=True, until=CHARTS)
    page.get_by_test_id("stPlotlyChart").nth(3).wait_for()
    assert page.get_by_text("Try the player again").is_visible()
    eventually(page, lambda: page.locator("[data-waits]").count() == 0)


def test_no_chart_offers_to_upload_itself(look_at: Callable[..., Page]) -> None:
    page = look_at("?panel=chord&race=gd", flat=True, until=CHARTS)
    page.locator(".stPlotlyChart .modebar-btn[data-title^=Download]").first.wait_for(
        state="attached"
    )
    expect(page.locator(".modebar-btn[data-title^=Share]")).to_have_count(0)


def test_charts_and_swatches_follow_a_change_of_theme_at_once(
    look_at: Callable[..., Page],
) -> None:
    page = look_at("?panel=chord&race=gd", flat=True, until=CHARTS)
    line = page.locator(".stPlotlyChart path.js-line").first
    swatch = page.locator("[data-testid=stSidebar] [data-testid=stHtml] span").first
    light = [paint(line, "stroke"), paint(swatch, "background-color")]
    page.emulate_media(color_scheme="dark")
    expect(line).not_to_have_css("stroke", light[0])
    expect(swatch).not_to_have_css("background-color", light[1])


def paint(element: Locator, name: str) -> str:
    """A colour as the browser computed it."""
    return str(element.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def test_a_sub_page_can_be_the_first_one_opened_also_below_a_path_prefix(
    open_page: Callable[..., Page], fresh_server: Callable
) -> None:
    server = fresh_server(prefix="lecture/7")
    page = open_page("upload", base=server.url)
    assert "Thalweg" in page.title()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.goto(server.url)
    page.locator("[data-stage][data-drawn]").wait_for()
    assert "Thalweg" in page.title()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in server.log


def test_works_under_uvicorn(open_page: Callable[..., Page], fresh_server: Callable) -> None:
    server = fresh_server(uvicorn=True)
    page = open_page("upload", base=server.url)
    assert "Thalweg" in page.title()
    assert "Traceback" not in server.log


def test_this_browser_draws_3d_and_a_flat_one_does_not(
    open_page: Callable[..., Page], server: Server
) -> None:
    whole = open_page(NO_APP)
    assert whole.evaluate(HAS_WEBGL)
    for base in (None, server.url.replace("127.0.0.1", "localhost")):
        flat = open_page(NO_APP, flat=True, base=base)
        assert not flat.evaluate(HAS_WEBGL)
        flat.reload()
        assert not flat.evaluate(HAS_WEBGL)
    assert whole.evaluate(HAS_WEBGL)


@pytest.mark.parametrize("painted", [True, False])
def test_only_who_asks_for_it_gets_what_the_graphics_card_paints(
    open_page: Callable[..., Page], painted: bool
) -> None:
    page = open_page("?surface=bowl&race=gd", painted=painted)
    page.locator("[data-stage][data-drawn]").wait_for()
    for name in ("contour", "surface"):
        shot = Image.open(io.BytesIO(page.locator(f"[data-plot={name}]").screenshot()))
        width, height = shot.size
        middle = shot.crop((width // 3, height // 3, 2 * width // 3, 2 * height // 3))
        shades = len(middle.convert("RGB").getcolors(maxcolors=2**24) or ())
        assert (shades > SHADES) == painted, (name, shades)
