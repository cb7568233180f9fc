"""A lesson in one file, in a real browser: it opens from a disk and needs no network."""

from pathlib import Path

from chromium import give_focus
from playwright.sync_api import Browser, expect

from ui.kit import language
from ui.lesson.offline import AskedLesson, offline
from ui.lesson.visit import Visit

ORDER = "[...document.querySelectorAll('main > div > div')].map(({ className }) => className)"
STAGE = "document.querySelector('[data-stage]').player"


def test_a_lesson_is_played_from_a_disk_without_a_network(
    chromium: Browser, tmp_path: Path
) -> None:
    """Point, choose, estimate, try: from its first question to its table, then in Korean."""
    (tmp_path / "lesson.html").write_bytes(
        offline(AskedLesson(Visit("saddles"), "https://a.example"))
    )
    context = chromium.new_context(offline=True, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    asked_for, problems = list[str](), list[str]()
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((tmp_path / "lesson.html").as_uri())
    page.locator("[data-stage][data-drawn]").wait_for()
    commit = page.get_by_role("button", name="That is my prediction")
    onward = page.locator(".st-key-lesson-next button")

    # By keyboard the question follows its text, as in the app.
    parts = [f"st-key-lesson-{part}" for part in ("text", "asked", "stage")]
    assert page.evaluate(ORDER) == parts

    # A place, by keys.
    expect(commit).to_be_disabled()
    assert page.evaluate(f"() => {STAGE}.race.steps") == 1
    give_focus(page.locator("[data-start]"))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(commit).to_be_enabled()
    commit.press("Enter")
    page.locator(".note").wait_for()
    assert page.evaluate(f"() => {STAGE}.race.steps") > 10
    assert page.evaluate(f"() => {STAGE}.data.map.guess.words") == ["your prediction"]

    # A choice; in the race where a wrong one would be right, and back.
    onward.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    page.get_by_role("radio").first.press("Space")
    commit.press("Enter")
    page.locator(".choices", has_text="your prediction").wait_for()
    page.locator(".choices", has_text="what happened").wait_for()

    # A number, by keys, on the line and in the chart.
    onward.click()
    slider = page.locator(".estimate input")
    for _ in range(3):
        slider.press("ArrowRight")
    words = slider.get_attribute("aria-valuetext")
    commit.click()
    page.locator(".lesson-mark[data-kind=said]").wait_for()
    for _ in range(3):
        onward.click()
    page.get_by_text("Try a setting:").wait_for()
    page.locator(".st-key-lesson-try-0 button").click()
    page.locator("[data-asked] .note").wait_for()
    page.locator(".st-key-lesson-try-1 button").click()
    page.locator(".note.right").wait_for()
    onward.click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.nth(2)).to_contain_text(words or "?")
    expect(rows.nth(5)).to_contain_text("yes")

    # The same place and the same answers in another language.
    page.get_by_role("button", name="한국어").click()
    korean = language.catalogue("ko")
    page.get_by_text(korean["What you predicted, and what happened"]).wait_for()
    expect(rows.nth(5)).to_contain_text(korean["yes"])
    page.get_by_role("button", name=korean["Back"], exact=True).click()
    page.get_by_role("button", name=korean["Back to the start"], exact=True).wait_for()
    assert not [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))]
    assert problems == []
    context.close()
