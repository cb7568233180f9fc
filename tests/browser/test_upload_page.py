"""A file from the visitor's disk becomes a surface in the playground."""

import io
import re
from collections.abc import Callable
from urllib.parse import urljoin

import numpy as np
from chromium import NO_APP, eventually, settle
from playwright.sync_api import Page, Route, expect


def npz(size: int) -> bytes:
    x = np.linspace(-1, 1, size)
    file = io.BytesIO()
    np.savez(file, x=x, y=x, loss=np.add.outer(x**2, (x - 0.2) ** 2))
    return file.getvalue()


def test_a_large_surface_is_raced_on(open_page: Callable[..., Page]) -> None:
    page = open_page("upload")
    eventually(page, lambda: page.locator("[data-waits]").count() == 0)  # it waits for no stage
    file = {"name": "mine.npz", "mimeType": "", "buffer": npz(1001)}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
    is_raced_on(page, 1001)


def is_raced_on(page: Page, size: int) -> None:
    """Whether it was read and drawn, and the way to its race."""
    expect(page.get_by_text(f"{size} × {size}")).to_be_visible()
    expect(page.locator("[data-testid=stPlotlyChart]").get_by_text("minimum")).to_be_visible()
    page.get_by_role("button", name="Race on it").click()
    page.wait_for_url(re.compile("surface=upload"))
    settle(page)
    expect(page.get_by_role("heading", name="mine.npz")).to_be_visible()
    expect(page.locator(".results table")).to_be_visible()
    page.locator("[data-view=save]").click()
    with page.expect_download() as saved:
        page.locator("[data-take=csv]").click()
    assert saved.value.suggested_filename == "thalweg-upload.csv"
    assert "racer,step" in saved.value.path().read_text()


def test_a_file_chosen_before_the_page_is_whole_is_raced_on(open_page: Callable[..., Page]) -> None:
    page = open_page(NO_APP)
    held: list[Route] = []
    page.route("**/file/file.js", lambda route: held.append(route))
    page.goto(urljoin(page.url, "/upload"))
    file = {"name": "mine.npz", "mimeType": "", "buffer": npz(21)}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
    eventually(page, lambda: bool(held))
    held[0].continue_()
    is_raced_on(page, 21)


def test_a_link_without_its_file_says_so(
    open_page: Callable[..., Page], complaints: list[str]
) -> None:
    page = open_page("?v=1&surface=upload&file=0123456789abcdef&file.name=mine.npz")
    expect(page.get_by_text("This link needs the file “mine.npz”")).to_be_visible()
    expect(page.get_by_role("heading", name="Rosenbrock valley")).to_be_visible()
