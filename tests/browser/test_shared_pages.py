"""A page that tests share: whatever one of them leaves behind is seen, and it is not handed on."""

from collections.abc import Callable

from chromium import eventually, give_focus, stays
from playwright.sync_api import Page
from shared_pages import Asked, Shared, state

LINK = "?surface=bowl&race=gd~adam"
TWICE_MS = 600
"""Two clicks in the legend are no double click after so long."""


def test_what_a_test_leaves_behind_is_seen(
    look_at: Callable[..., Page], left_open: dict[Asked, Shared]
) -> None:
    page = look_at(LINK)
    assert not left_open.get((LINK,))  # nobody else has it meanwhile
    before = whole(page)
    changes: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: key(page, "Home"), lambda: key(page, "End")),
        (lambda: button(page, "Zoom into the map"), lambda: button(page, "The whole map")),
        (lambda: racer(page), lambda: racer(page)),
        (lambda: theme(page, "dark"), lambda: theme(page, "light")),
        (lambda: theme(page, "light", "reduce"), lambda: theme(page, "light")),
        (lambda: width(page, 1200), lambda: width(page, 1440)),
    ]
    for act, back in changes:
        act()
        eventually(page, lambda: state(page) != before)
        back()
        eventually(page, lambda: state(page) == before)
    page.evaluate("() => document.querySelector('h1').append('!')")
    assert state(page) != before


def whole(page: Page) -> str:
    """What there is to be seen once nothing more comes by itself."""
    found = [state(page)]

    def is_same() -> bool:
        found.append(state(page))
        return found[-1] == found[-2]

    eventually(page, lambda: stays(page, is_same))
    return found[-1]


def key(page: Page, name: str) -> None:
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press(name)


def button(page: Page, name: str) -> None:
    page.get_by_label(name, exact=True).click()


def racer(page: Page) -> None:
    page.wait_for_timeout(TWICE_MS)
    page.locator("[data-shows=gd]").click()


def theme(page: Page, scheme: str, motion: str = "no-preference") -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion=motion)  # type: ignore[arg-type]


def width(page: Page, wide: int) -> None:
    page.set_viewport_size({"width": wide, "height": 900})
