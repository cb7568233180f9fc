"""Votes in a lecture, in real browsers: the lecturer's page, and phones that know the code."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from chromium import NO_APP
from playwright.sync_api import Browser, Page, Route, expect

Open = Callable[..., Page]
LECTURE = "lesson?v=1&lesson=steepest&view=lecture"


@pytest.fixture
def phones(chromium: Browser) -> Iterator[Callable[[str, int], list[Page]]]:
    """So many phones at an address, each with a memory of its own."""
    opened: list[Page] = []

    def open_them(url: str, count: int) -> list[Page]:
        for _ in range(count):
            context = chromium.new_context(viewport={"width": 390, "height": 700})
            opened.append(context.new_page())
            opened[-1].goto(url)
        return opened

    yield open_them
    for page in opened:
        page.context.close()


def test_a_class_votes_and_sees_the_answer_when_the_lecture_shows_it(
    open_page: Open, phones: Callable[[str, int], list[Page]]
) -> None:
    page = open_page(LECTURE)
    page.get_by_role("button", name="Let the class vote").click()
    code = page.locator("[data-code]")
    expect(code).to_have_text(re.compile("^[A-Z]{4}$"))
    expect(page.get_by_role("img", name="QR code of the ballot")).to_have_js_property(
        "complete", True
    )
    expect(page.locator(".lesson-way-in img")).to_be_hidden()  # one code is enough
    ballot = "http://" + page.locator("[data-address]").inner_text()
    assert ballot.endswith(f"/vote/{code.inner_text()}")
    first, second = phones(ballot, 2)
    for phone, answer in ((first, 1), (second, 2), (first, 2), (first, 0)):
        phone.locator("[data-choices] button").nth(answer).click()
        expect(phone.get_by_role("status")).to_have_text(re.compile("^Counted"))
    counts = page.locator("[data-bars] b")
    expect(counts).to_have_text(["1", "0", "1"])
    expect(page.locator("[data-bars] [data-right]")).to_have_count(0)
    assert "right" not in first.locator("[data-choices]").inner_text()
    page.get_by_role("button", name="Reveal").click()
    expect(page.locator("[data-bars] [data-right]")).to_have_text(re.compile("70 degrees"))
    expect(first.locator("[data-choices] button").nth(2)).to_have_text(re.compile("right$"))
    expect(first.locator("[data-choices] button").nth(2)).to_be_disabled()
    page.get_by_role("button", name="Next").click()
    expect(counts).to_have_text(["0", "0", "0"])
    expect(second.locator("h1")).to_have_text("Which of the two arrives first?")


def test_what_is_asked_comes_there_after_the_line_was_cut(
    open_page: Open, phones: Callable[[str, int], list[Page]], complaints: list[str]
) -> None:
    page = open_page(NO_APP)

    def late(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    page.route("**/votes/votes.js", late)  # nothing can be pressed before it does something
    page.goto(page.url.replace(NO_APP, LECTURE))
    page.get_by_role("button", name="Let the class vote").click()
    expect(page.locator("[data-code]")).not_to_be_empty()
    (phone,) = phones("http://" + page.locator("[data-address]").inner_text(), 1)
    expect(phone.locator("h1")).to_have_text(re.compile("^How far does its first step"))
    cut = []

    def once(route: Route) -> None:
        if route.request.method == "PUT" and not cut:
            cut.append(route.request.post_data)
            route.abort()
        else:
            route.continue_()

    page.route("**/votes/*", once)
    page.get_by_role("button", name="Next").click()
    expect(phone.locator("h1")).to_have_text("Which of the two arrives first?")
    assert cut
    complaints.clear()  # the browser tells of the line that was cut


def test_a_wrong_code_is_told(phones: Callable[[str, int], list[Page]], server: object) -> None:
    (phone,) = phones(f"{server.url}/vote/NONE", 1)  # type: ignore[attr-defined]
    expect(phone.get_by_role("status")).to_have_text(re.compile("^There is no room"))
    expect(phone.get_by_label("Code of the room")).to_be_visible()
    phone.goto(f"{server.url}/vote")  # type: ignore[attr-defined]
    phone.get_by_label("Code of the room").fill("none")
    phone.get_by_role("button", name="Join").click()
    phone.wait_for_url("**/vote/NONE")
