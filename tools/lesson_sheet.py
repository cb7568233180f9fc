"""Photograph every step of every lesson, before and after its answer, on one sheet.

    PYTHONPATH=. python -m tools.lesson_sheet sheet       and open sheet/index.html

Each lesson is seen on a laptop, on a phone and on the wall of a lecture room, in both languages and
both themes, though not in every combination. Beside the pictures it tells what one cannot see in
them: what lies outside of the window though one must press it, and text that is cut.

The app is started for it, or is the one at `--app`. Needs Playwright and a Chromium, as the browser
tests do.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

import lessons
import thalweg
from lessons import Ask, Choose, Estimate, Goal, Lesson, Point
from tools.app_sheet import THEMES, running, sheet
from ui.lesson.visit import Visit
from ui.scene import answers

Theme = Literal["light", "dark"]
REST = 1200
"""Milliseconds after which the picture is whole."""
THERE = (
    "() => document.querySelector('[data-stage]')?.dataset.drawn"
    " || document.querySelector('[data-frame], .st-key-lesson-asked table, [data-testid=stAlert]')"
)
CUT = """() => {
  const hides = (e) => getComputedStyle(e).overflowX === "hidden";
  const cut = (e) => e.scrollWidth > e.clientWidth + 1 && hides(e);
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const seen = (e) => e.clientWidth > 2 && e.checkVisibility();
  const all = [...document.querySelectorAll(".st-key-lesson *")].filter((e) => own(e) && seen(e));
  const wide = document.querySelector("[data-testid=stMain]");
  const out = all.filter(cut).map((e) => `cut: ${e.innerText}`);
  const off = (e) => e.getBoundingClientRect().right > innerWidth + 1;
  const past = all.filter((e) => off(e) && !e.closest("[data-legend], .katex"));
  out.push(...past.map((e) => `over the edge: ${e.innerText}`));
  if (wide.scrollWidth > wide.clientWidth + 1) out.push("scrolls sideways");
  const pressed = "[role=radiogroup], .st-key-lesson-commit, .st-key-lesson-reveal";
  for (const e of document.querySelectorAll(pressed))
    if (e.getBoundingClientRect().bottom > innerHeight) out.push(`below the fold: ${e.innerText}`);
  return out;
}"""


@dataclass(frozen=True)
class Look:
    """How somebody looks at a lesson."""

    name: str
    size: tuple[int, int]
    language: str
    theme: Theme
    view: str = "page"

    @property
    def is_phone(self) -> bool:
        """Whether one scrolls to see the rest."""
        return self.name == "phone"


def looks(number: int) -> tuple[Look, ...]:
    """At one lesson: every size; from one lesson to the next languages and themes change."""
    day, night = THEMES if number % 4 < 2 else THEMES[::-1]
    one, other = ("en", "ko") if number % 2 else ("ko", "en")
    return (
        Look("laptop", (1440, 900), one, day),
        Look("phone", (390, 844), other, night),
        Look("wall", (1920, 1080), one, night, "lecture"),
    )


def wrong(ask: Ask | None) -> Iterator[str]:
    """An answer of each kind that is not right."""
    match ask:
        case Choose():
            yield from (answers.letter(k) for k, c in enumerate(ask.choices) if not c.right)
        case Estimate():
            lo, hi = ask.lo, ask.close[0]
            yield f"{math.sqrt(lo * hi) if ask.logarithmic else (lo + hi) / 2:.3g}"
        case Point():
            yield from (answers.written(*p.at) for p in ask.places if not p.right)


def right(ask: Ask | None) -> str:
    """The answer that is right."""
    match ask:
        case Choose():
            return next(answers.letter(k) for k, c in enumerate(ask.choices) if c.right)
        case Estimate():
            return f"{ask.right:g}"
        case Point():
            return next(answers.written(*p.at) for p in ask.places if p.right)
        case Goal():
            return answers.REACHED
    return ""


def visits(lesson: Lesson, look: Look) -> Iterator[tuple[str, Visit]]:
    """What is seen on the way through, each with a name: a step, then what is said to an answer."""
    visit = Visit(lesson=lesson.slug, view=look.view)
    for k, step in enumerate(lesson.steps, 1):
        visit = visit.at(k)
        yield f"{k}", visit
        bad = list(wrong(step.ask))
        if look.view == "lecture":
            visit = visit.solved() if isinstance(step.ask, Goal) else visit.saying("-")
        elif look.is_phone or not bad:
            solved = visit.solved()
            visit = solved.saying(right(step.ask)) if step.ask else visit
        else:
            visit = visit.saying(bad[k % len(bad)])
        if step.ask:
            yield f"{k}-answered", visit
        if visit.other and k % 2:
            yield f"{k}-other", replace(visit, shows="other")
    yield "end", visit.at(len(lesson.steps) + 1)


def photographs(page: Page, address: str, look: Look, file: Path) -> Iterator[str]:
    """Of one address: names of files; on a phone one more a screen further down."""
    page.goto(address)
    page.wait_for_function(THERE, timeout=60_000)
    page.wait_for_timeout(REST)
    for found in page.evaluate(CUT):
        print(f"{file.stem}: {found}", flush=True)
    main = "document.querySelector('[data-testid=stMain]')"
    for screen in range(3 if look.is_phone else 2):
        name = f"{file.stem}-{screen}.jpg" if screen else f"{file.stem}.jpg"
        page.screenshot(path=file.with_name(name), type="jpeg", quality=80)
        yield name
        before = page.evaluate(f"{main}.scrollTop")
        page.evaluate(f"{main}.scrollBy(0, innerHeight - 150)")
        if page.evaluate(f"{main}.scrollTop") < before + 30:
            return
        page.wait_for_timeout(200)


def seen(
    browser: Browser, url: str, lesson: Lesson, folder: Path, only: str
) -> dict[str, list[str]]:
    """A lesson as everybody sees it: rows of the sheet."""
    rows = {}
    for look in looks(lesson.number):
        if only not in ("", look.name):
            continue
        width, height = look.size
        page = browser.new_page(
            viewport={"width": width, "height": height}, has_touch=look.is_phone,
            is_mobile=look.is_phone, reduced_motion="reduce", color_scheme=look.theme,
        )  # fmt: skip
        files: list[str] = []
        for name, visit in visits(lesson, look):
            query = urlencode(visit.to_query() | {"lang": look.language}, safe="~")
            file = folder / f"{lesson.number:02}-{look.name}-{name}.jpg"
            files += photographs(page, f"{url}/lesson?{query}", look, file)
        page.close()
        rows[f"{lesson.title}, {look.name}, {look.language}, {look.theme}"] = files
    return rows


def main() -> None:
    """Make the sheet."""
    parser = argparse.ArgumentParser(description="Photograph every step of every lesson.")
    parser.add_argument("folder", type=Path, help="where the sheet is to be")
    parser.add_argument("--app", default="", help="the address of an app that runs already")
    parser.add_argument("--only", nargs="+", default=lessons.names(), help="these lessons")
    parser.add_argument("--look", default="", help="laptop, phone or wall alone")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {}
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    with running(asked.app) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        for slug in asked.only:
            rows |= seen(browser, url, lessons.get(slug), asked.folder, asked.look)
        browser.close()
    (asked.folder / "index.html").write_text(sheet(rows), "utf-8")
    print(asked.folder / "index.html")


if __name__ == "__main__":
    main()
