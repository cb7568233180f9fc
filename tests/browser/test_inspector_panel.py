"""The inspector in a real browser: its numbers are those of the run, and people can get at them."""

import base64
import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Locator, Page

import optim
from ui.browser import assets
from ui.playground import inspector
from ui.scene.racer import Racer
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene

Open = Callable[..., Page]
MOUNT = """
async ([url, blob, width]) => {
  const { mountInspector } = await import(new URL(url, document.baseURI).href);
  document.querySelector("#inspector-test")?.remove();
  const root = document.createElement("div");
  root.id = "inspector-test";
  root.style.cssText = `position: fixed; inset: 0 0 auto 0; z-index: 1000000; max-width: ${width}px;
    max-height: 100vh; overflow: auto; background: var(--st-background-color, white)`;
  document.body.append(root);
  window.inspectorTest = mountInspector(root, Uint8Array.from(atob(blob), (c) => c.charCodeAt(0)));
}
"""


def packed(scene: Scene) -> tuple[Raced, str]:
    raced = run_race(scene)
    blob = inspector.inspect(scene, raced)
    assert blob is not None
    return raced[0], base64.b64encode(blob).decode()


def mount(page: Page, scene: Scene, step: int | None = None, width: int = 1000) -> Locator:
    page.evaluate(
        MOUNT, [assets.module_url("player/inspector/inspector.js"), packed(scene)[1], width]
    )
    if step is not None:
        page.evaluate("(k) => inspectorTest.show(k)", step)
    return page.locator("#inspector-test")


@pytest.fixture
def blank(bare_page: Page) -> Page:
    return bare_page


def test_a_step_of_adam_line_by_line(blank: Page) -> None:
    scene = Scene.opening("himmelblau", race=(Racer("adam"),), steps=200)
    (raced,) = run_race(scene)
    record = raced.trajectory.record
    box = mount(blank, scene, 37)
    assert box.get_by_role("heading").inner_text() == "Step 37 of 200 — Adam"
    rules = box.locator("[role=math]").all_inner_texts()
    assert rules == ["g = slope", "μ = β₁·μ′ + (1 − β₁)·g", "ν = β₂·ν′ + (1 − β₂)·g²",
                     "μ̂ = μ / (1 − β₁ᵗ)", "ν̂ = ν / (1 − β₂ᵗ)",
                     "step = −α·μ̂ / (√ν̂ + ε)", "x = x′ + step"]  # fmt: skip
    bold = [t.replace("−", "-") for t in box.locator("li:nth-child(2) b").all_inner_texts()]
    assert [float(t.removeprefix(" = ")) for t in bold] == pytest.approx(
        [record["mu_x"][37], record["mu_y"][37]], rel=1e-4
    )
    sums = box.locator("li:nth-child(4) .inspect-value").all_inner_texts()
    assert all("(1 − 0.9³⁷)" in text for text in sums)
    assert box.locator("[role=math]").nth(3).get_attribute("aria-label") == (
        "mu hat is mu divided by (1 minus beta 1 to the power of t)"
    )
    assert re.search(r"Ground here: .*λ₁ = ", box.inner_text())


def test_one_walks_through_the_lines_with_buttons_and_keys(blank: Page) -> None:
    box = mount(blank, Scene.opening("bowl", race=(Racer("momentum"),)), 5)
    chosen = box.locator("[aria-current=step]")
    assert chosen.count() == 0
    box.get_by_role("button", name="Next line").click()
    assert "g = slope" in chosen.inner_text()
    blank.keyboard.press("ArrowDown")
    assert "v = β·v′ + g" in chosen.inner_text()
    assert "velocity is momentum times velocity before plus g:" in (
        box.locator("[aria-live]").inner_text()
    )
    blank.evaluate("inspectorTest.show(6)")  # the same line of the next step
    assert "v = β·v′ + g" in chosen.inner_text()
    blank.keyboard.press("ArrowUp")
    blank.keyboard.press("ArrowUp")
    assert chosen.count() == 0
    assert box.get_by_text("all 4 lines").is_visible()
    blank.keyboard.press("Tab")
    assert blank.evaluate("document.activeElement.closest('#inspector-test') === null")


def test_a_step_is_read_aloud_once_it_rests_and_never_while_it_plays(blank: Page) -> None:
    box = mount(blank, Scene.opening("himmelblau", race=(Racer("adam"),)))
    voice = box.locator("[aria-live=polite]")
    blank.evaluate("for (let k = 0; k < 9; k++) inspectorTest.show(k, true)")
    blank.wait_for_timeout(1200)
    assert voice.inner_text() == ""
    assert "Step 8 of" in box.get_by_role("heading").inner_text()
    blank.evaluate("inspectorTest.show(12)")
    assert voice.inner_text() == ""
    blank.wait_for_function("document.querySelector('#inspector-test [aria-live]').textContent")
    said = voice.inner_text()
    assert re.fullmatch(
        r"Step 12: x from \S+ to \S+, y from \S+ to \S+, loss \S+, gradient \S+; .*\.", said
    )


def test_the_start_and_the_end_say_so(blank: Page) -> None:
    scene = Scene.opening("bowl", race=(Racer("newton"),))
    (raced,) = run_race(scene)
    box = mount(blank, scene, 0)
    assert box.get_by_role("heading").inner_text() == "Start — Newton"
    assert box.locator("b").all_inner_texts() == [""] * box.locator("b").count()
    blank.evaluate("inspectorTest.show(150)")  # others in the race go on
    steps = raced.trajectory.steps
    assert box.get_by_role("heading").inner_text() == f"Step {steps} of {steps} — Newton"
    assert raced.trajectory.message in box.inner_text()


def test_every_method_fills_every_line(blank: Page) -> None:
    for slug in optim.names():
        box = mount(blank, Scene.opening("himmelblau", race=(Racer(slug),), steps=20), 2)
        text = box.inner_text()
        assert not re.search(r"–|undefined|NaN|…|\[object", text.split("Ground")[1]), text
        assert all(box.locator("b").all_inner_texts()), slug


def test_text_stays_text(blank: Page) -> None:
    evil = "<img src=x onerror=alert(1)>"
    _, blob = packed(Scene.opening("bowl", race=(Racer("gd"),)))
    data = base64.b64decode(blob)
    name = b'"Gradient descent"'
    padded = f'"{evil}"'.encode()
    header = int.from_bytes(data[:4], "little")
    text = data[4 : 4 + header].replace(name, padded)
    first, again = -(-(4 + header) // 4) * 4, -(-(4 + len(text)) // 4) * 4
    made = (len(text).to_bytes(4, "little") + text).ljust(again, b"\0") + data[first:]
    blank.evaluate(
        MOUNT,
        [assets.module_url("player/inspector/inspector.js"), base64.b64encode(made).decode(), 1000],
    )
    box = blank.locator("#inspector-test")
    assert evil in box.get_by_role("heading").inner_text()
    assert box.locator("img").count() == 0


def test_it_fits_a_phone(open_page: Open) -> None:
    page = open_page("upload", width=390, height=844)
    for scheme, slug in product(("light", "dark"), ("nadam", "radam", "cg", "nelder_mead")):
        page.emulate_media(color_scheme=scheme)
        box = mount(page, Scene.opening("rosenbrock", race=(Racer(slug),)), 4, width=390)
        page.wait_for_function(
            "getComputedStyle(document.querySelector('#inspector-test li')).display === 'block'"
        )
        assert box.evaluate("(e) => e.scrollWidth <= e.clientWidth")
        right = box.evaluate(
            "(e) => Math.max(...[...e.querySelectorAll('*')].map("
            "(n) => n.getBoundingClientRect().right))"
        )
        assert right <= 390


def test_closing_leaves_nothing_behind(blank: Page) -> None:
    box = mount(blank, Scene.opening("bowl", race=(Racer("gd"),)), 3)
    blank.evaluate("inspectorTest.show(4); inspectorTest.close()")
    assert box.locator("*").count() == 0
    blank.evaluate("inspectorTest.show(5)")
    blank.wait_for_timeout(900)
    assert box.locator("*").count() == 0


def test_other_numbers_keep_the_line_looked_at(blank: Page) -> None:
    box = mount(blank, Scene.opening("bowl", race=(Racer("adam"),)), 5)
    for _ in range(3):
        box.get_by_role("button", name="Next line").click()
    focused = "document.activeElement.ariaLabel"
    assert blank.evaluate(focused) == "Next line"
    _, blob = packed(Scene.opening("ravine", race=(Racer("adam"),)))
    blank.evaluate(
        "(b) => inspectorTest.update(Uint8Array.from(atob(b), (c) => c.charCodeAt(0)))", blob
    )
    assert "ν = " in box.locator("[aria-current=step]").inner_text()
    assert blank.evaluate(focused) == "Next line"
    blank.evaluate("inspectorTest.update(null)")
    assert not box.locator("section").is_visible()
