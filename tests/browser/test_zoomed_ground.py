"""A zoomed map of a surface that is no formula, in a real browser: finer than its grid."""

from collections.abc import Callable

import numpy as np
from chromium import eventually
from playwright.sync_api import Page

import landscapes

Open = Callable[..., Page]
PANEL = "document.querySelector('[data-stage]').player.panels.contour"
FINEST = f"""() => {{
  const {{ painted, whole, shown }} = {PANEL};
  const wide = ([low, high]) => high - low;
  const [x] = shown;
  return wide([x.lo, x.hi]) < 0.2 * wide([whole[0].lo, whole[0].hi]) &&
    wide(painted.bounds[0]) < 1.5 * wide([x.lo, x.hi]);
}}"""
"""Whether the ground that is painted was made for the view after all clicks."""


def zoomed(page: Page) -> None:
    page.wait_for_function("Number(document.querySelector('[data-stage]')?.dataset.drawn ?? 0) > 0")
    for _ in range(3):
        page.get_by_label("Zoom into the map").click()


def test_a_zoomed_map_of_samples_shows_what_the_coarse_grid_misses(open_page: Open) -> None:
    page = open_page("?surface=linear_classifier&race=gd")
    zoomed(page)
    page.wait_for_function(FINEST)  # not that of a view on the way there
    surface = landscapes.get("linear_classifier")
    spots: list[list[float]] = page.evaluate(
        f"""() => Array.from({{length: 60}}, (_, k) => {PANEL}.shown.map(({{lo, hi}}, axis) =>
          lo + (hi - lo) * ((k * (axis ? 0.377 : 0.618)) % 1)))"""
    )
    exact = np.array([surface.fun(x, y) for x, y in spots])
    losses = f"""(spots) => spots.map(([x, y]) =>
      [{PANEL}.painted, {PANEL}.terrain].map((ground) => ground.loss(x, y)))"""
    fine, coarse = np.array(page.evaluate(losses, spots)).T
    assert np.abs(fine - exact).mean() < 0.3 * np.abs(coarse - exact).mean()
    page.get_by_label("The whole map").click()
    page.wait_for_function(f"{PANEL}.painted === {PANEL}.terrain")


def test_without_an_answer_the_coarse_ground_stays(open_page: Open, complaints: list[str]) -> None:
    page = open_page("?surface=linear_classifier&race=gd")
    asked = []
    page.route("**/live/ground*", lambda route: (asked.append(route.request.url), route.abort()))
    zoomed(page)
    eventually(page, lambda: bool(asked))
    page.wait_for_function(f"!{PANEL}.closer.connection.works")
    page.get_by_label("Zoom out of the map").click()
    page.wait_for_timeout(400)
    assert len(asked) == 1
    assert page.evaluate(f"{PANEL}.painted === {PANEL}.terrain")
    complaints.clear()


def test_a_formula_asks_nobody(open_page: Open) -> None:
    page = open_page("?surface=bowl&race=gd")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    zoomed(page)
    page.wait_for_timeout(600)
    assert not [url for url in asked if "live/ground" in url]
