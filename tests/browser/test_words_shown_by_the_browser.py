"""In another language the browser says nothing in English: not in the page, not on its canvases.

Its words are replaced by marked ones, ⟦so⟧, whatever language they would be in. What the server
says is in Korean. So a word in Latin letters without a mark is one that nobody can translate,
unless it is a name.
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from chromium import NO_APP, eventually, settle
from playwright.sync_api import Page, Route, expect

import optim

MARKED = "export default new Proxy({}, { get: (words, text) => `⟦${text}⟧` });"
SPOKEN = re.compile(r"⟦[^⟦⟧]*⟧")
LATIN = re.compile(r"[A-Za-z]{3,}")
KINDS = ["PNG", "SVG", "GIF", "MP4", "CSV", "JSON", "LaTeX", "HTML", "NumPy", "PyTorch"]
KEYS = ["Shift", "Ctrl", "Home", "End", "Enter"]
METHODS = [cls.title for cls in optim.CLASSES.values()]
OTHERS = ["Polyak", "versicolor", "virginica"]
"""People and species."""
WHOLE_WORDS = "word-break", "keep-all"
"""Lines of Korean end between words."""
NAMES = re.compile(
    rf"(?<![A-Za-z])({'|'.join(map(re.escape, (*KINDS, *KEYS, *METHODS, *OTHERS)))})(?![A-Za-z])"
)
"""What is the same in every language."""
CANVASES = """() => {
  window.drawn = new Set();
  for (const name of ["fillText", "strokeText"]) {
    const act = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (text, ...rest) {
      window.drawn.add(text);
      return act.call(this, text, ...rest);
    };
  }
}"""
SHOWN = """(root) => {
  const said = [...window.drawn];
  const names = ["aria-label", "aria-roledescription", "aria-valuetext", "title", "alt"];
  for (const element of document.querySelectorAll(`${root}, ${root} *`)) {
    if (["STYLE", "SCRIPT"].includes(element.tagName)) continue;
    said.push(...names.map((name) => element.getAttribute(name) ?? ""));
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    said.push(...texts.map((node) => node.data));
  }
  return said;
}"""


def english(said: list[str]) -> list[str]:
    """The texts in which a word is left when marked ones and names are taken away."""
    return sorted({text for text in said if LATIN.search(NAMES.sub("", bare(text)))})


def bare(text: str) -> str:
    """A text without its marked parts, which may lie in each other."""
    while (rest := SPOKEN.sub("", text)) != text:
        text = rest
    return text


def opened(open_page: Callable[..., Page], address: str, **options: bool) -> Page:
    """A page in Korean, whose browser says marked words."""
    page = open_page(NO_APP, **options)

    def answer(route: Route) -> None:
        route.fulfill(body=MARKED, content_type="text/javascript")

    page.route("**/shared/words/ko.js", answer)
    page.goto(urljoin(page.url, f"/{address}"))
    settle(page)
    return page


def redrawn(page: Page) -> None:
    """Draw all canvases again, and note what is written on them."""
    page.evaluate(CANVASES)
    page.set_viewport_size({"width": 1300, "height": 860})
    eventually(page, lambda: page.evaluate("window.drawn.size") > 3)


@pytest.mark.parametrize(
    "address",
    [
        "?lang=ko&v=1&surface=rosenbrock&race=nesterov~newton&focus=nesterov",
        "?lang=ko&v=1&surface=linear_classifier&race=gd&batch=10",
    ],
)
def test_the_stage_says_nothing_in_english(open_page: Callable[..., Page], address: str) -> None:
    page = opened(open_page, address)
    page.locator("[data-stage][data-drawn]").wait_for()
    page.get_by_role("button", name="⟦Next line⟧").click()
    page.get_by_role("button", name="⟦One step back⟧").click()
    redrawn(page)
    said = page.evaluate(SHOWN, "[data-stage]")
    assert sum("⟦" in text for text in said) > 60
    assert english(said) == []


@pytest.mark.parametrize("address", ["basins?lang=ko", "sweep?lang=ko"])
def test_the_maps_say_nothing_in_english(open_page: Callable[..., Page], address: str) -> None:
    page = opened(open_page, address, flat=True)
    page.locator("[data-map][data-cells]").first.wait_for()
    redrawn(page)
    page.locator("[data-field]").first.press("ArrowRight")
    said = page.evaluate(SHOWN, "[data-map]")
    assert any("⟦loss" in text for text in said)
    assert english(said) == []
    expect(page.get_by_test_id("stText").locator("span").first).to_have_css(*WHOLE_WORDS)


def test_a_file_that_is_too_large_is_refused_in_the_language(
    open_page: Callable[..., Page],
) -> None:
    page = opened(open_page, "upload?lang=ko", flat=True)
    page.locator("[data-file] input").set_input_files(
        {"name": "empty.csv", "mimeType": "text/csv", "buffer": b""}
    )
    state = page.locator("[data-file] [data-state]")
    eventually(page, lambda: state.text_content() == "⟦The file is empty.⟧")
    expect(page.locator("[data-file] [data-choose]")).to_have_text("⟦Choose a file⟧")
    expect(page.locator("table p").first).to_have_css(*WHOLE_WORDS)


def test_english_needs_no_words(open_page: Callable[..., Page]) -> None:
    page = open_page(NO_APP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(urljoin(page.url, "/upload"))
    settle(page)
    assert any("/shared/words.js" in url for url in asked)
    assert not any("/shared/words/" in url for url in asked)
