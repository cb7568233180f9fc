"""The inspector in a real browser: its numbers are those of the run, and people can get at them."""

import base64
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import optim
from optim.explain import Formula, read
from ui.browser import assets
from ui.playground import inspector
from ui.scene import race
from ui.scene.race import Raced
from ui.scene.racer import Racer
from ui.scene.scene import Scene

Open = Callable[..., Page]
READ = """
async ([url, blob, names]) => {
  const { readInspect } = await import(new URL(url, document.baseURI).href);
  const run = readInspect(Uint8Array.from(atob(blob), (c) => c.charCodeAt(0)));
  const plain = (values) => values && Array.from(values, (v) => (Number.isNaN(v) ? null : v));
  return {
    values: Object.fromEntries(names.map((name) => [name, plain(run.values[name])])),
    parts: Object.fromEntries(Object.entries(run.parts).map(([n, v]) => [n, plain(v)])),
  };
}
"""
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
    raced = race.race(scene)
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
def blank(open_page: Open) -> Page:
    return open_page("methods")


def floats(values: Any) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in values], float)


def near(got: Any, want: Any, name: str) -> None:
    got, want = floats(got), np.asarray(want, float)
    good = np.isfinite(want) & (np.abs(want) < 1e30)
    size = np.abs(want[good]).max(initial=1e-300)
    # Some of these start from float32.
    assert got[good] == pytest.approx(want[good], rel=1e-4, abs=1e-6 * size), name


def test_the_browser_works_out_what_the_run_recorded(blank: Page) -> None:
    options: tuple[dict[str, Any], ...] = ({}, {"noise": 0.5, "schedule": "cosine"})
    for slug in optim.names():
        for surface, facts in (("rosenbrock", options[0]), ("himmelblau", options[1])):
            raced, blob = packed(Scene.opening(surface, race=(Racer(slug),), steps=60, **facts))
            record, run = raced.trajectory.record, raced.trajectory
            lines = [read(line) for line in raced.optimizer.explained()]
            made = [line.name for line in lines if isinstance(line, Formula) and line.name != "x"]
            names = [key for n in made for key in (n, f"{n}_x", f"{n}_y")]
            url = assets.module_url("player/inspector/worked_lines.js")
            found = blank.evaluate(READ, [url, blob, names])
            assert not made or any(found["values"].values())
            for name, values in found["values"].items():
                if values is not None and name in record:
                    near(values[1:], record[name][1:], f"{slug} on {surface}: {name}")
                elif values is not None and f"{name}_x" in record:
                    near(values[1:], record[f"{name}_x"][1:], f"{slug} on {surface}: {name}")
            parts = found["parts"]
            near(parts["step_x"][1:], np.diff(run.x.astype(np.float32)), slug)
            if "g_x" in record:
                near(parts["grad_y"][:-1], record["g_y"][1:], slug)
            else:
                assert parts["grad_x"] is None


def arrows(page: Page, slug: str, surface: str = "rosenbrock") -> tuple[optim.Trajectory, Any]:
    raced, blob = packed(Scene.opening(surface, race=(Racer(slug),), steps=30))
    url = assets.module_url("player/inspector/worked_lines.js")
    return raced.trajectory, page.evaluate(READ, [url, blob, []])["parts"]


def test_what_arrows_are_drawn_from(blank: Page) -> None:
    run, parts = arrows(blank, "adam")
    near(parts["velocity_x"][1:], -run.record["mu_hat_x"][1:], "mu_hat")
    near(parts["scale_y"][1:], np.sqrt(run.record["nu_hat_y"][1:]) + 1e-8, "scale")
    run, parts = arrows(blank, "momentum", "bowl")
    near(parts["velocity_y"][1:], -run.record["velocity_y"][1:], "velocity")
    assert parts["scale_x"] is None
    run, parts = arrows(blank, "newton")
    near(parts["hxx"][:-1], run.record["hxx"][1:], "hxx")
    run, parts = arrows(blank, "bfgs")
    bxx, bxy, byy = (run.record[f"inverse_{n}"] for n in ("xx", "xy", "yy"))
    near(parts["hxx"], byy / (bxx * byy - bxy * bxy), "model of BFGS")
    assert parts["hxy"][0] == 0
    step, x, _ = run.trials
    assert set(parts["trial_step"]) == set(step.tolist())
    assert min(abs(np.array(parts["trial_x"]) - x[0])) < 1e-3


def test_a_step_of_adam_line_by_line(blank: Page) -> None:
    scene = Scene.opening("himmelblau", race=(Racer("adam"),), steps=200)
    (raced,) = race.race(scene)
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
    (raced,) = race.race(scene)
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_a_phone(open_page: Open, dark: bool) -> None:
    page = open_page("methods", width=390, height=844, dark=dark)
    for slug in ("nadam", "radam", "cg", "nelder_mead"):
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
