"""The options of the pictures in a real browser: at the chart, and below the map's button."""

from collections.abc import Callable
from typing import Any

from chromium import eventually, give_focus, stays
from playwright.sync_api import Locator, Page

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]').player"


def opened(open_page: Open, query: str, **more: Any) -> Page:
    page = open_page(query, **more)
    page.locator("[data-stage][data-drawn]").wait_for()
    return page


def title(page: Page, axis: int) -> str:
    """Of an axis of the chart as it is drawn."""
    return str(page.evaluate(f"{STAGE}.panels.loss.shown[{axis}].title"))


def option(page: Page, name: str) -> Locator:
    return page.locator(f"[data-option={name}]")


def test_the_chart_follows_its_menus_and_no_control_is_sent(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=gd~adam")
    page.evaluate("document.querySelector('section.stSidebar, [data-testid=stSidebar]').stays = 1")
    option(page, "curve").select_option("Gradient")
    page.wait_for_url("**curve=gradient*")
    eventually(page, lambda: "gradient" in title(page, 1))
    give_focus(option(page, "by"))
    page.keyboard.press("ArrowDown")  # by keyboard alone
    page.wait_for_url("**by=evaluations*")
    eventually(page, lambda: "evaluations" in title(page, 0))
    assert page.evaluate("document.activeElement.dataset.option") == "by"
    assert page.evaluate(f"{STAGE}.panels.loss.shown[1].log") is True
    option(page, "loss").select_option("linear")
    eventually(page, lambda: page.evaluate(f"!{STAGE}.panels.loss.shown[1].log"))
    # What was picked is what the menus say after the page was opened anew.
    page.reload()
    page.locator("[data-stage][data-drawn]").wait_for()
    said = [option(page, name).input_value() for name in ("curve", "loss", "by")]
    assert said == ["gradient", "linear", "evaluations"]


def test_costs_are_asked_for_only_where_they_count(open_page: Open) -> None:
    page = opened(open_page, "?surface=bowl&race=gd~newton")
    assert option(page, "cost_hess").count() == 0
    option(page, "by").select_option("cost")
    option(page, "cost_hess").wait_for()
    assert page.evaluate("document.activeElement.dataset.option ?? ''") in ("", "by")
    before = page.evaluate(f"{STAGE}.panels.loss.whole[0].hi")
    option(page, "cost_grad").fill("50")
    option(page, "cost_grad").press("Enter")
    page.wait_for_url("**cost.grad=50*")
    eventually(page, lambda: page.evaluate(f"{STAGE}.panels.loss.whole[0].hi") > 2 * before)
    option(page, "cost_grad").fill("-3")  # beyond its limits: the app is told nothing
    option(page, "cost_grad").press("Enter")
    assert page.evaluate(f"{STAGE}.data.link['cost.grad']") == "50"


def test_the_map_follows_what_its_button_opens(open_page: Open) -> None:
    page = opened(open_page, "?surface=himmelblau&race=adam")
    button = page.get_by_role("button", name="What the map shows")
    assert not page.locator("[data-options=map]").is_visible()
    button.click()
    page.get_by_label("Critical points").check()
    page.wait_for_url("**critical=show*")
    eventually(page, lambda: page.evaluate(f"{STAGE}.panels.contour.marks.points.length") == 9)
    assert page.evaluate(f"{STAGE}.panels.contour.terrain.height.log") is True
    page.get_by_label("Height").select_option("linear")
    page.wait_for_url("**height=linear*")
    eventually(page, lambda: page.evaluate(f"!{STAGE}.panels.contour.terrain.height.log"))
    assert page.locator("[data-options=map]").is_visible()
    page.get_by_label("Arrows of the step").uncheck()
    page.keyboard.press("Tab")  # on to what comes behind it
    page.locator("[data-options=map]").wait_for(state="hidden")
    assert button.get_attribute("aria-expanded") == "false"


def test_on_a_phone_the_options_fit_and_can_be_touched(open_page: Open) -> None:
    phone = {"width": 390, "height": 844, "touch": True}
    page = opened(open_page, "?surface=himmelblau&race=adam&by=cost", **phone)
    page.get_by_role("button", name="What the map shows").tap()
    for box in page.evaluate(
        """() => [...document.querySelectorAll("[data-options] select, [data-options=map], "
          + "[data-options] label, [data-choose]")].map((each) => each.getBoundingClientRect())"""
    ):
        assert box["left"] >= 0
        assert box["right"] <= 390
        assert box["height"] >= 38
    assert page.evaluate(f"{STAGE}.panels.loss.view.box.height") > 150  # the chart has its room
    page.get_by_label("Critical points").tap()
    page.wait_for_url("**critical=show*")


def test_in_a_lecture_the_chart_stands_alone(open_page: Open) -> None:
    page = opened(open_page, "?surface=bowl&race=gd&view=lecture")
    page.locator("[data-stage][data-lecture]").wait_for()
    assert not option(page, "curve").is_visible()


def test_a_picture_that_has_no_options_has_no_button(open_page: Open) -> None:
    page = opened(open_page, "network?samples=60&steps=40&units=8")
    assert not page.locator("[data-choose=map]").is_visible()
    assert not page.locator("[data-options=chart]").is_visible()


def test_a_lamp_in_the_legend_tells_what_is_bound_to_go_wrong(open_page: Open) -> None:
    page = opened(open_page, "?surface=bowl&race=gd~adam&gd.learning_rate=3&steps=30")
    lamp = page.get_by_role("button", name="Advice on Gradient descent")
    note = page.locator("[data-advice-note]")
    assert page.locator("[data-advice]").count() == 1
    assert not note.is_visible()
    give_focus(lamp)
    page.keyboard.press("Enter")
    note.wait_for()
    assert "it must diverge" in note.inner_text()
    assert page.get_by_test_id("stSidebar").get_by_text("it must diverge").count() == 1
    page.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.advice") == "gd"
    # Nobody is told how it ends before it does.
    page.keyboard.press("Enter")
    note.wait_for()
    page.evaluate(f"{STAGE}.playback.go(0)")
    page.get_by_label("Hide the future").check()
    lamp.wait_for(state="detached")
    assert not note.is_visible()


def test_a_racer_picked_in_the_legend_is_the_one_of_the_closer_look(open_page: Open) -> None:
    """The menu is told in the run that sends it: what a callback tells it is lost."""
    page = opened(open_page, "?surface=bowl&race=gd~adam&panel=along")
    page.locator("[data-run=adam]").click()
    page.wait_for_url("**focus=adam*")
    menu = page.get_by_test_id("stSelectbox").last.locator("input")
    eventually(page, lambda: menu.input_value() == "Adam")


def test_the_formulas_come_when_somebody_comes_near_them(open_page: Open) -> None:
    """Below the pictures, where most never look, is what takes a browser longest to draw."""
    page = opened(open_page, "?surface=bowl&race=gd~adam")
    assert stays(page, lambda: page.locator(".katex").count() == 0)
    place = page.locator(".st-key-closer-look")
    place.scroll_into_view_if_needed()
    place.get_by_role("heading", name="The methods").wait_for()
    eventually(page, lambda: place.locator(".katex").count() == 3)
    page.get_by_role("slider", name="Steps").press("ArrowRight")
    page.wait_for_url("**steps=*")
    assert stays(page, lambda: place.locator(".katex").count() == 3)
