"""The basin map and the sweep in a real browser."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from chromium import give_focus, painted, settle
from PIL import Image
from playwright.sync_api import Page

import landscapes
import optim
from core.written import place as written

Open = Callable[..., Page]
# One that was not drawn yet does not know whether it is the small one.
MAP = "[data-map][data-drawn]:not([data-small])"
SMALL = "[data-map][data-small]"
CELLS = "Number(document.querySelector('[data-map]')?.dataset.cells ?? 0)"


def ready(page: Page, cells: int) -> None:
    """Wait until the map is drawn with so many cells a side."""
    page.wait_for_function(f"{CELLS} === {cells}")


def picture(page: Page) -> str:
    return page.locator(MAP).get_attribute("data-picture") or ""


def another(page: Page, before: str) -> str:
    """Wait for another picture; its id."""
    page.wait_for_function(
        "(id) => (document.querySelector('[data-map]')?.dataset.picture ?? id) !== id", arg=before
    )
    return picture(page)


def place(page: Page, across: float, up: float, which: str = MAP) -> tuple[float, float]:
    """Pixels of a place on the map, in shares of it from below left."""
    field = page.locator(f"{which} [data-field]")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    left, right, top, bottom = 58, 10, 8, 44
    x = box["x"] + left + across * (box["width"] - left - right)
    return x, box["y"] + top + (1 - up) * (box["height"] - top - bottom)


def click(page: Page, across: float, up: float) -> None:
    page.mouse.click(*place(page, across, up))


def query(page: Page) -> dict[str, str]:
    parts = page.url.partition("?")[2].split("&")
    return dict(part.split("=", 1) for part in parts if part)


def test_a_basin_map_appears_coarse_and_is_refined_in_place(open_page: Open) -> None:
    page = open_page("basins?surface=himmelblau&race=gd&gd.learning_rate=0.0123")
    seen = page.evaluate(
        f"""async () => {{
            const seen = [];
            while (seen.at(-1) !== 512) {{
                const now = {CELLS};
                if (now && seen.at(-1) !== now) seen.push(now);
                await new Promise(requestAnimationFrame);
            }}
            return seen;
        }}"""
    )
    assert seen[-1] == 512
    assert seen == sorted(seen)
    shares = page.locator(f"{MAP} [data-legend-table] tbody tr td:last-child").all_inner_texts()
    assert sum(float(text.strip("< %")) for text in shares) == pytest.approx(100, abs=0.3)


def test_a_clicked_start_is_run_and_equals_minimize(open_page: Open) -> None:
    page = open_page("basins?cells=128")
    ready(page, 128)
    click(page, 0.3, 0.2)
    page.wait_for_url("**start=*")
    x, y = (float(v) for v in query(page)["start"].split("~"))
    assert (x, y) == pytest.approx((-2, -3), abs=0.1)
    run = optim.minimize(landscapes.get("himmelblau"), optim.get("momentum"), (x, y), 500, 1e-4)
    page.get_by_text(f"From {written(x, y)}: {run.message}").wait_for()
    page.mouse.move(*place(page, 0.3, 0.2))
    tip = page.locator(f"{MAP} [data-tip]")
    tip.wait_for()
    assert f"{run.steps} steps" in tip.inner_text()
    # Where the view zooms under a pointer that rests, the label says what lies there now.
    before = tip.inner_text()
    page.locator(f"{MAP} [data-field]").press("+")
    page.wait_for_function(
        "([tip, before]) => document.querySelector(tip).innerText !== before",
        arg=[f"{MAP} [data-tip]", before],
    )
    page.locator(f"{MAP} [data-field]").press("0")
    page.get_by_role("link", name="Open in the playground").click()
    page.wait_for_selector("[data-stage][data-drawn]")
    assert query(page)["start"] == f"{x!r}~{y!r}"
    assert query(page)["race"] == "momentum"
    assert query(page)["steps"] == "500"


def test_zoom_computes_what_is_seen_and_a_double_click_shows_all_again(look_at: Open) -> None:
    page = look_at("basins?cells=64", until=f"{CELLS} === 64")
    ready(page, 64)
    whole = picture(page)
    page.mouse.move(*place(page, 0.25, 0.25))
    page.mouse.down()
    page.mouse.move(*place(page, 0.5, 0.5), steps=4)
    page.mouse.up()
    near = another(page, whole)
    view = [float(v) for v in query(page)["view"].split("~")]
    assert view == pytest.approx([-2.5, 0, -2.5, 0], abs=0.05)
    page.mouse.dblclick(*place(page, 0.5, 0.5))
    assert another(page, near) == whole
    assert "view" not in query(page)
    assert "start" not in query(page)  # a double click picks nothing


def test_keys_walk_pick_and_zoom(look_at: Open) -> None:
    page = look_at("basins?cells=64", until=f"{CELLS} === 64")
    ready(page, 64)
    give_focus(page.locator(f"{MAP} [data-field]"))
    page.keyboard.press("ArrowRight")  # onto the cell of the start
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowDown")
    assert "steps" in page.locator(f"{MAP} [data-here]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**start=*")
    before = picture(page)
    give_focus(page.locator(f"{MAP} [data-field]"))
    page.keyboard.press("+")
    another(page, before)
    assert "view" in query(page)


def test_a_turned_knob_leaves_the_old_map_behind(open_page: Open) -> None:
    page = open_page("basins?race=adadelta&steps=2000")  # slow: it is still being refined
    page.wait_for_function(f"{CELLS} > 0")
    before = picture(page)
    slider = page.get_by_role("slider", name="Momentum").or_(
        page.locator("input[type=range]").first
    )
    give_focus(slider.first)
    page.keyboard.press("ArrowLeft")
    another(page, before)
    page.wait_for_function(f"{CELLS} === 64 || {CELLS} === 128")


def test_a_link_restores_the_map(open_page: Open) -> None:
    mine = open_page("basins?cells=64")
    ready(mine, 64)
    click(mine, 0.7, 0.6)
    mine.wait_for_url("**start=*")
    x, y = (float(v) for v in query(mine)["start"].split("~"))
    words = f"From {written(x, y)}: "
    mine.get_by_text(words).wait_for()
    friend = open_page("basins?" + mine.url.partition("?")[2])
    ready(friend, 64)
    friend.get_by_text(words).wait_for()
    assert picture(friend) == picture(mine)
    assert friend.url == mine.url


def test_the_run_of_a_cell_stands_beside_the_map(look_at: Open) -> None:
    page = look_at("sweep?cells=64", until=f"{CELLS} === 64")
    ready(page, 64)
    page.wait_for_timeout(300)
    fields = [found.bounding_box() for found in page.locator("[data-field]").all()]
    (map_, run) = (box for box in fields if box is not None)
    assert run["x"] > map_["x"] + map_["width"]
    assert run["y"] + run["height"] < 900
    assert abs(run["y"] - map_["y"]) < 100


def test_maps_are_saved_as_csv_and_png(look_at: Open) -> None:
    page = look_at("sweep?cells=64", until=f"{CELLS} === 64")
    ready(page, 64)
    with page.expect_download() as table:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(table.value.path()).read_text())))
    assert len(rows) == 64 * 64
    assert table.value.suggested_filename == "sweep-64.csv"
    assert set(rows[0]) == {"learning_rate", "momentum", "status", "steps", "loss"}
    wide = page.locator(f"{MAP} [data-field]").bounding_box()["width"]  # type: ignore[index]
    sizes = []
    for scale in (1, 3):
        page.get_by_role("button", name="Take away").click()
        page.get_by_role("menuitemradio", name=f"{scale}×").click()
        with page.expect_download() as image:
            page.get_by_role("menuitem", name="PNG").click()
        assert image.value.suggested_filename == "sweep-ravine-momentum.png"
        sizes.append(Image.open(io.BytesIO(Path(image.value.path()).read_bytes())).size)
    assert sizes[0][0] == pytest.approx(wide, abs=1)
    assert sizes[1] == pytest.approx([3 * side for side in sizes[0]], abs=3)
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as drawing:
        page.get_by_role("menuitem", name="SVG").click()
    svg = Path(drawing.value.path()).read_text()
    assert "Sweep: Momentum on Ravine" in svg
    assert "Converged" in svg
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as told:
        page.get_by_role("menuitem", name="JSON").click()
    assert len(json.loads(Path(told.value.path()).read_text())["momentum"]) == 64


def test_a_cell_of_the_sweep_is_run(look_at: Open) -> None:
    page = look_at("sweep?cells=64", until=f"{CELLS} === 64")
    ready(page, 64)
    click(page, 0.602, 0.508)
    page.wait_for_url("**momentum.momentum=*")
    rate, beta = (float(query(page)[f"momentum.{n}"]) for n in ("learning_rate", "momentum"))
    run = optim.minimize(
        landscapes.get("ravine"), optim.get("momentum", learning_rate=rate, momentum=beta),
        None, 500, 1e-4,
    )  # fmt: skip
    page.get_by_text(run.message).wait_for()
    page.mouse.move(*place(page, 0.602, 0.508))
    assert f"{run.steps} steps" in page.locator(f"{MAP} [data-tip]").inner_text()
    page.get_by_role("link", name="Open in the playground").click()
    page.wait_for_selector("[data-stage][data-drawn]")
    assert float(query(page)["momentum.momentum"]) == beta


def test_the_run_of_a_cell_is_drawn_and_a_click_on_it_moves_the_start(open_page: Open) -> None:
    page = open_page("sweep?cells=64&methods=none")
    ready(page, 64)
    page.wait_for_selector(f"{SMALL}[data-drawn]")
    before = picture(page)
    page.mouse.click(*place(page, 0.75, 0.25, SMALL))
    another(page, before)  # all runs start there
    x, y = (float(v) for v in query(page)["start"].split("~"))
    assert (x, y) == pytest.approx((1, -1), abs=0.05)
    run = optim.minimize(
        landscapes.get("ravine"), optim.get("momentum", learning_rate=0.02), (x, y), 500, 1e-4
    )
    page.get_by_text(run.message).wait_for()


# From now on a second lasts ten pictures of the screen, however long these take. After each one it
# is noted how much of the canvas above the map is painted.
WATCH = """() => {
  const canvas = document.querySelector("[data-over]");
  const ink = () => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let k = 3; k < data.length; k += 4) drawn += data[k] > 0;
    return drawn;
  };
  const next = requestAnimationFrame.bind(window);
  let clock = performance.now();
  performance.now = () => clock;
  window.requestAnimationFrame = (act) => next(() => act(clock));
  window.seen = [];
  const tick = () => {
    clock += 100;
    window.seen.push(ink());
    next(tick);
  };
  next(tick);
}"""
RESTS = "seen.length > 20 && new Set(seen.slice(-20)).size === 1"


def test_a_path_grows_from_its_start(open_page: Open) -> None:
    page = open_page("basins?cells=64")
    ready(page, 64)
    page.evaluate(WATCH)
    page.wait_for_function(RESTS)
    page.evaluate("() => { window.seen = window.seen.slice(-1); }")
    click(page, 0.05, 0.5)
    page.wait_for_function(f"new Set(seen).size > 3 && {RESTS}")
    seen = page.evaluate("seen")
    last = seen[-1]
    turn = min(range(len(seen)), key=lambda k: seen[k] if seen[k] != seen[0] else float("inf"))
    assert seen[turn] < last
    assert len({n for n in seen[turn:] if n < last}) >= 2


def test_a_zoomed_map_is_as_fine_as_the_whole_one(open_page: Open) -> None:
    page = open_page("basins?cells=128&view=-0.5~0.5~-0.5~0.5")
    ready(page, 128)
    click(page, 0.3, 0.6)
    page.wait_for_url("**start=*")
    x, y = (float(v) for v in query(page)["start"].split("~"))
    assert abs(x - -0.2) < 0.5 / 128 + 1e-9
    assert abs(y - 0.1) < 0.5 / 128 + 1e-9
    page.mouse.move(*place(page, 0.3, 0.6))
    run = optim.minimize(landscapes.get("himmelblau"), optim.get("momentum"), (x, y), 500, 1e-4)
    tip = page.locator(f"{MAP} [data-tip]")
    tip.wait_for()
    assert f"{run.steps} steps" in tip.inner_text()


def test_an_uploaded_surface_is_mapped(open_page: Open) -> None:
    x = np.linspace(-1, 1, 31)
    file = io.BytesIO()
    np.savez(file, x=x, y=x, z=np.add.outer(x**2, -x))
    page = open_page("upload")
    buffer = {"name": "slope.npz", "mimeType": "application/octet-stream"}
    page.set_input_files("input[type=file]", {**buffer, "buffer": file.getvalue()})
    page.get_by_role("button", name="Race on it").click()
    page.wait_for_selector("[data-stage][data-drawn]")
    for name, cells in (("Basins", 512), ("Sweep", 256)):
        page.get_by_role("link", name=name).click()
        # The map of the page before still grows, and may have as many cells for a moment.
        own = f".st-key-{name.lower()}-map [data-map][data-cells='{cells}']"
        page.wait_for_selector(own)  # a map that still gets finer would close the menu
        page.get_by_role("heading", name=re.compile(f"^{name}( of attraction)?: ")).wait_for()
        settle(page)
        before = picture(page)
        page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]").first.click()
        page.keyboard.type("slope")
        page.get_by_role("option", name="File: slope.npz").click()
        another(page, before)
        page.get_by_role("heading", name="slope.npz").wait_for()
        page.get_by_role("cell", name="Left the domain").wait_for()


def test_a_slow_surface_says_so_above_the_map_and_can_be_left(open_page: Open) -> None:
    page = open_page("basins?cells=64")
    ready(page, 64)
    slow = "surface=digits_plane&steps=2000&gtol=1e-12"
    page.goto(f"{page.url.partition('?')[0]}?{slow}")  # not waiting until it is done
    page.get_by_text("takes long to evaluate").wait_for()
    # The bar may be gone by the next look.
    above = page.wait_for_function(
        """() => {
          const top = (what) => document.querySelector(what)?.getBoundingClientRect().top;
          const [bar, map] = [top("[data-testid=stProgress]"), top("[data-map] [data-field]")];
          return bar === undefined || map === undefined ? null : { bar, map };
        }"""
    ).json_value()
    assert above["bar"] < above["map"]
    page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]").first.click()
    page.keyboard.type("bowl")
    page.get_by_role("option").first.click()
    page.get_by_role("heading", name="on Bowl").wait_for()
    page.wait_for_function(f"{CELLS} >= 64")


@pytest.mark.parametrize("name", ["basins", "sweep"])
def test_maps_fit_a_phone(open_page: Open, name: str) -> None:
    page = open_page(f"{name}?cells=64", width=390, height=844)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        painted(page)
        ready(page, 64)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        right = "document.querySelector('[data-field]').getBoundingClientRect().right"
        assert page.evaluate(right) <= 390


def test_a_method_that_branches_says_so_and_is_mapped_one_by_one(open_page: Open) -> None:
    page = open_page("basins?race=bfgs&steps=50")
    page.get_by_text("one by one").wait_for()
    ready(page, 48)


def test_a_pick_while_the_map_grows_does_not_stop_it(open_page: Open) -> None:
    # Asked to get finer while somebody looks, so that it grows however fast the machine is.
    page = open_page("basins?race=adadelta&steps=2000&gtol=1e-12&cells=64")
    ready(page, 64)
    page.get_by_role("radio", name="512").or_(page.get_by_role("button", name="512")).first.click()
    click(page, 0.4, 0.4)
    page.wait_for_url("**start=*")
    before = page.evaluate(CELLS)
    assert before < 512
    page.wait_for_function(f"{CELLS} > {before}")
