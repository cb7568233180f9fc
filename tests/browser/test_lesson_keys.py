"""A lesson by keyboard alone, in Korean: every kind of question, and what controls are called."""

import re
from collections.abc import Callable

from chromium import eventually, settle
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
FOCUSED = """() => {
  const { innerText = "", ariaLabel, type } = document.activeElement;
  const own = document.activeElement.getAttribute("role") ?? type ?? "";
  const asked = document.activeElement.closest(".st-key-lesson-asked") ? "asked" : "";
  // What scrolls has the focus at times, and all words in it.
  return [innerText.length < 60 ? innerText : "", ariaLabel ?? "", own, asked].join(" | ");
}"""
COMMIT, SHOWN, NEXT, SKIP = (
    "이렇게 예측합니다", "바로 보기", "다음", "끝으로"
)  # fmt: skip
FEW = 12  # stops of the Tab key from a heading to a question, from there to its button, and on
# Names that are the same in every language: our own, that of the other one, states of a control.
SAME = re.compile(r"Thalweg|English|\[\w+(=\w+)?\]")
NAMED = re.compile(
    r"- (button|link|slider|radio|checkbox|combobox|textbox|group|region|img|table|menuitem"
    r"|heading)"
)


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Go on by the Tab key, and not far, to something that is called or is like this."""
    for _ in range(FEW):
        if re.search(wanted, page.evaluate(FOCUSED)):
            return
        page.keyboard.press(key)
    raise AssertionError(f"no few Tabs lead to {wanted!r}")


def go_on(page: Page, button: str, key: str = "Tab") -> None:
    """Press a button, which is reached by Tab."""
    expect(page.get_by_role("button", name=button)).to_be_enabled()
    tab_to(page, button, key)
    page.keyboard.press("Enter")


def answer(page: Page, control: str, *keys: str, back: str = "Tab") -> None:
    """Answer the question with these keys at its control, and see what is said to it."""
    tab_to(page, control)
    for key in keys:
        page.keyboard.press(key)
    go_on(page, COMMIT, back)
    skip_the_race(page)


def skip_the_race(page: Page) -> None:
    """The focus is where the race is cut short, then at what is said to the answer."""
    expect(page.get_by_role("button", name=SKIP)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-lesson-reply")).to_be_focused()
    expect(page.locator("[data-panel=loss]")).to_be_visible()


def next_step(page: Page, step: int) -> None:
    """On, to the heading of the next step."""
    go_on(page, NEXT)
    page.wait_for_url(re.compile(f"step={step}"))
    settle(page)
    page.wait_for_selector("[data-stage][data-drawn]")
    expect(page.locator(".st-key-lesson-text h2")).to_be_focused()


def latin_only(page: Page) -> list[str]:
    """Controls whose names have a word, and no letter of Korean."""
    lines = [line.strip() for line in page.locator("body").aria_snapshot().splitlines()]
    named = [(line, SAME.sub("", line.partition('"')[2])) for line in lines if NAMED.match(line)]
    word, korean = re.compile("[A-Za-z]{2}"), re.compile("[가-힣]")
    return [line for line, name in named if word.search(name) and not korean.search(name)]


def test_a_lesson_is_walked_through_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("lesson?lesson=local_minima&lang=ko")
    page.wait_for_selector("[data-stage][data-drawn]")
    assert latin_only(page) == []
    expect(page.locator("[data-panel=loss]")).to_be_hidden()  # it would tell the loss at the start
    page.locator(".st-key-lesson-text h1").click()
    answer(page, "예상한 곳", "Shift+ArrowRight", "Shift+ArrowRight", back="Shift+Tab")
    next_step(page, 2)
    answer(page, r"radio \| asked", "Space", "ArrowDown")
    assert latin_only(page) == []
    next_step(page, 3)
    go_on(page, SHOWN)
    skip_the_race(page)
    next_step(page, 4)
    answer(page, r"range \| asked", *["ArrowRight"] * 4)
    expect(page.locator(".lesson-line")).to_be_visible()
    assert latin_only(page) == []
    page.get_by_role("button", name="메뉴", exact=True).click()  # Streamlit's own
    page.get_by_role("menuitemradio").first.wait_for()
    assert latin_only(page) == []
    page.keyboard.press("Escape")
    said = re.search("said=([^&]*)", page.url)
    assert said
    assert [bool(each) for each in said[1].split("~")] == [True, True, True, True]
    eventually(page, lambda: not page.evaluate("document.documentElement.dataset.racing"))
