"""Saving what is on the screen, in a real browser: what the two files hold."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from chromium import give_focus
from PIL import Image
from playwright.sync_api import Page

Open = Callable[..., Page]
STAGE = "document.querySelector('[data-stage]')"
SVG = "{http://www.w3.org/2000/svg}"
LINK = "?surface=himmelblau&race=gd~adam~momentum"
BOXES = f"""() => {{
  const top = {STAGE}.getBoundingClientRect();
  return Object.fromEntries(["contour", "surface", "loss"].map((name) => {{
    const box = {STAGE}.querySelector(`[data-plot=${{name}}]`).getBoundingClientRect();
    return [name, [box.left - top.left, box.top - top.top, box.width, box.height]];
  }}));
}}"""
PIXELS = """() => [...document.querySelectorAll("[data-plot] [data-layer]")].map((c) =>
  [c.dataset.layer, c.width, c.height, c.style.width])"""


def drawn(page: Page) -> None:
    page.wait_for_function(f"Number({STAGE}?.dataset.drawn ?? 0) > 0")


def saved(page: Page, kind: str, folder: Path) -> Path:
    """The file that the menu's entry gives."""
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name=kind).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def colours(page: Page) -> list[str]:
    """Of the racers, in the theme."""
    found: list[str] = page.evaluate(
        f"() => {STAGE}.player.race.runs.map((run) => {STAGE}.player.colours(run.colour))"
    )
    return found


def near(pixels: np.ndarray, colour: str) -> int:
    """How many pixels have this colour, as far as smooth edges leave it."""
    wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
    return int((np.abs(pixels[..., :3].astype(int) - wanted).max(axis=-1) < 12).sum())


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
def test_a_png_has_all_pictures_at_twice_the_size(
    look_at: Open, tmp_path: Path, dark: bool
) -> None:
    page = look_at(LINK, dark=dark, painted=True)
    drawn(page)
    before = page.evaluate(PIXELS)
    file = saved(page, "PNG", tmp_path)
    assert file.name == "thalweg-himmelblau.png"
    assert page.evaluate(PIXELS) == before  # the screen is as it was
    image = np.asarray(Image.open(file).convert("RGB"))
    boxes: dict[str, list[float]] = page.evaluate(BOXES)
    width = page.evaluate(f"{STAGE}.clientWidth")
    assert image.shape[1] == 2 * width
    high = max(y + h for _, y, _, h in boxes.values()) - min(y for _, y, _, _ in boxes.values())
    assert image.shape[0] == pytest.approx(2 * high, abs=2 * 94)  # title and legend
    down = image.shape[0] / 2 - max(y + h for _, y, _, h in boxes.values()) - 12
    for name, (x, y, w, h) in boxes.items():
        left, top, right, low = (round(2 * v) for v in (x, y + down, x + w, y + h + down))
        part = image[top:low, left:right]
        for colour in colours(page):
            assert near(part, colour) > 30, (name, colour)
        middle = part[
            part.shape[0] // 3 : -part.shape[0] // 3, part.shape[1] // 3 : -part.shape[1] // 3
        ]
        shades = len(np.unique(middle.reshape(-1, 3), axis=0))
        assert shades > (20 if name == "loss" else 300), name
    assert (image[:68] < 128).any(), "the title"
    legend = image[68:128]
    assert all(near(legend, colour) > 30 for colour in colours(page))


def test_an_svg_has_lines_and_letters_as_such(look_at: Open, tmp_path: Path) -> None:
    page = look_at(LINK, dark=False, painted=True)
    drawn(page)
    file = saved(page, "SVG", tmp_path)
    assert file.name == "thalweg-himmelblau.svg"
    root = ElementTree.parse(file).getroot()
    layers = {each.get("id"): each for each in root.iter(f"{SVG}g") if each.get("id")}
    for name in ("contour", "loss"):
        strokes = [path.get("stroke") for path in layers[f"{name}-lines"].iter(f"{SVG}path")]
        assert set(colours(page)) <= set(strokes), name
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    for word in ("x", "y", "loss"):
        assert any(word in text for text in texts), word
    assert any(text.startswith("Adam – ") for text in texts)
    for name in ("contour-ground", "surface-ground"):
        (image,) = layers[name].iter(f"{SVG}image")
        kind, _, packed = (image.get("href") or "").partition(",")
        assert kind == "data:image/png;base64"
        size = Image.open(io.BytesIO(base64.b64decode(packed))).size
        sides = [2 * float(image.get(side) or 0) for side in ("width", "height")]
        assert size == pytest.approx(sides, abs=1)
    # As a browser draws it, it is the PNG.
    shown = page.evaluate(DRAWN, file.read_text("utf-8"))
    png = Image.open(saved(page, "PNG", tmp_path)).convert("RGB").resize(shown["size"])
    other = Image.open(io.BytesIO(base64.b64decode(shown["png"]))).convert("RGB")
    off = np.abs(np.asarray(png, int) - np.asarray(other, int)).max(axis=-1)
    assert (off > 60).mean() < 0.01


DRAWN = """async (text) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return { size: [width, height], png: canvas.toDataURL().split(",")[1] };
}"""


def test_only_what_is_seen_is_saved(open_page: Open, tmp_path: Path) -> None:
    link = "?surface=bowl&race=gd~adam~newton&hidden=adam&step=0&future=hide"
    page = open_page(link, painted=True)
    drawn(page)
    page.wait_for_function(f"{STAGE}.player.playback.step === 0")
    text = saved(page, "SVG", tmp_path).read_text("utf-8")
    gd, adam, newton = colours(page)
    assert adam not in text
    assert gd in text
    assert newton in text
    assert "converged" not in text
    layers = {each.get("id"): each for each in ElementTree.fromstring(text).iter(f"{SVG}g")}
    assert not [p for p in layers["contour-lines"].iter(f"{SVG}path") if "L" in p.get("d", "")]


def test_the_menu_is_used_by_keyboard(open_page: Open) -> None:
    page = open_page(LINK)
    drawn(page)
    button = page.get_by_role("button", name="Take away")
    give_focus(button)
    page.keyboard.press("Enter")
    focused: Callable[[], Any] = lambda: page.evaluate("document.activeElement.dataset.save")  # noqa: E731
    page.get_by_role("menuitem", name="PNG").wait_for()
    assert focused() == "png"
    step = page.locator("[data-stage]").get_attribute("data-step")
    page.keyboard.press("ArrowDown")
    assert focused() == "svg"
    for scale in ("1", "2", "3", "4"):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.value") == scale
    page.keyboard.press("Enter")  # a choice leaves the menu open
    assert page.evaluate("document.activeElement.getAttribute('aria-checked')") == "true"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.take") == "mp4"
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert focused() == "png"
    page.keyboard.press("Escape")
    assert page.get_by_role("menuitem").count() == 0
    assert page.evaluate("document.activeElement.dataset.view") == "save"
    assert button.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    assert focused() == "png"
    page.keyboard.press("Tab")  # elsewhere
    assert page.get_by_role("menuitem").count() == 0
    assert page.locator("[data-stage]").get_attribute("data-step") == step
    give_focus(button)
    page.keyboard.press("ArrowDown")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "thalweg-himmelblau.png"
    width = page.evaluate(f"{STAGE}.clientWidth")
    made = Image.open(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert made.size[0] == pytest.approx(4 * width, abs=4)
