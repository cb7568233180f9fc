"""How a map grows finer: the finest picture ready is shown, and the browser asks for the next."""

import hashlib
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import sentence
from ui.browser import map as cell_map
from ui.maps.store import Tell, finest, following

Make = Callable[[int, Tell], Any]
NO_BAR = 0.7
"""Seconds that work may take without a bar that shows how far it is."""
Acts = tuple[Callable[[], None], Callable[[], None]]


@dataclass(frozen=True)
class Refinement:
    """The levels of one map, and how to compute them."""

    key: str
    """Of the component."""
    levels: tuple[int, ...]
    name: Callable[[int], Hashable]
    """What decides the runs of a level."""
    make: Make
    together: bool
    shade: str = ""
    """What else decides the picture: the same runs may be shown in more than one way."""
    slow: bool = False
    """Whether it is known beforehand that one has to wait."""

    def ready(self, bar: DeltaGenerator) -> tuple[int, Any, int | None]:
        """The level to show, its runs, and the level after it.

        The coarsest is computed here; a finer one only when the browser has drawn the one before
        it and asks. The bar moves after each task. That is where Streamlit stops a run that is
        no longer wanted, since somebody moved a knob or picked something.
        """
        found = finest(self.levels, self.name)
        asked = st.session_state.pop(f"{self.key}.more", None)
        if found is None:
            level = self.levels[0]
            found = level, self._made(level, bar)
        elif asked == self.id(found[0]) and (after := self.after(*found)):
            found = after, self._made(after, bar)
        return *found, self.after(*found)

    def there(self, level: int) -> Any | None:
        """The runs of a level, where somebody has waited for them already."""
        found = finest((level,), self.name)
        return found and found[1]

    def after(self, level: int, ends: Any) -> int | None:
        """The level after this one."""
        return following(self.levels, level, ends, self.together)

    def id(self, level: int) -> str:
        """A short name for a level of this map."""
        facts = repr((self.name(level), self.shade))
        return hashlib.sha256(facts.encode()).hexdigest()[:16]

    def ids(self) -> tuple[str, ...]:
        """Those of all levels."""
        return tuple(map(self.id, self.levels))

    def of(self, picture: str) -> int | None:
        """The level a picture is of; None where it is of another map."""
        return next((level for level in self.levels if self.id(level) == picture), None)

    def size_words(self, level: int, after: int | None, shape: tuple[int, ...]) -> str:
        """How fine a map is, and whether it stays so."""
        size = f"{shape[1]} × {shape[0]}"
        if after is not None:
            return sentence("{size}, refining …", size=size)
        stopped = level < self.levels[-1]
        return sentence("{size}; a finer one would take too long", size=size) if stopped else size

    def asked(self) -> None:
        """The browser has drawn a picture and could draw a finer one."""
        st.session_state[f"{self.key}.more"] = cell_map.told(f"{self.key}.cells", "more")

    def more(self, after: int | None) -> int:
        """What makes the browser ask for the next level: another number in each run of the page.

        That run may have ended the work on the level that was asked for before.
        """
        return 0 if after is None else int(st.session_state.get(f"{self.key}.turn", 1))

    def page_runs(self) -> None:
        """The page runs, as a whole."""
        key = f"{self.key}.turn"
        st.session_state[key] = st.session_state.get(key, 0) + 1

    def _made(self, level: int, bar: DeltaGenerator) -> Any:
        began, words = time.monotonic(), f"{level} × {level} …"
        if self.slow:
            bar.progress(0.0, words)

        def tell(share: float) -> None:
            # Each of these is where Streamlit may stop the run; a short wait shows no bar.
            if not self.slow and time.monotonic() - began < NO_BAR:
                bar.empty()
            else:
                bar.progress(min(1.0, share), words)

        made = self.make(level, tell)
        bar.empty()
        return made


def callbacks(
    refinement: Refinement, pick: Callable[[int, int, int], None], zoom: Callable[[Any], None]
) -> Acts:
    """What to do when somebody picks a cell or a view. Nothing a browser tells is trusted."""

    def on_pick() -> None:
        if (cell := picked_cell(refinement.key, refinement.of)) is not None:
            pick(*cell)

    def on_zoom() -> None:
        told = cell_map.told(refinement.key, "zoom")
        if not isinstance(told, dict):
            return
        try:
            zoom(told.get("sides"))
        except (TypeError, ValueError, OverflowError, IndexError):
            return

    return on_pick, on_zoom


def picked_cell(key: str, size: Callable[[str], int | None]) -> tuple[int, int, int] | None:
    """Cells a side of the picture that somebody clicked, and which column and row that was.

    `size` is that of the picture with an id; None where there is no such picture any more.
    """
    told = cell_map.told(key, "pick")
    try:
        cells = size(str(told["picture"]))
        column, row = int(told["column"]), int(told["row"])
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
    inside = cells is not None and 0 <= column < cells and 0 <= row < cells
    return (cells, column, row) if cells is not None and inside else None
