"""Letters of pictures drawn without a browser: none is missing, whatever the language."""

from itertools import product

import numpy as np
import pytest

import landscapes
import optim
from core.sentences import ENGLISH, _
from tools.make_letters import drawn_words
from ui.kit import language
from ui.maps import taken
from ui.maps.basins import Basins
from ui.maps.sweep import Sweep
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from viz import theme
from viz.browser.basin_map import LOST_KINDS
from viz.print import letters as files
from viz.print.letters import letters

SIZE = 30
NONE = "\uffff"
"""No letter of any font: what is drawn for it is what is drawn for each that is missing."""
ANEW = "make the letters anew: python -m tools.make_letters"
OTHERS = [each for each in language.LANGUAGES if each != ENGLISH]


def missing(text: str) -> set[str]:
    font, written = letters(text, SIZE)
    gone = bytes(font.getmask(NONE))
    return {each for each in written if each.strip() and bytes(font.getmask(each)) == gone}


def said() -> list[str]:
    """What may be drawn: titles, names, results, kinds of cells, counters."""
    scenes = [
        Scene.from_query({"surface": surface, "race": race})[0]
        for surface, race in product(landscapes.names(), ("gd~momentum~adam", "none"))
    ]
    results = [
        theme.outcome_words(status, above) for status in optim.STATUSES for above in (True, False)
    ]
    methods = [each.title for each in optim.CLASSES.values()]
    kinds = [kind.name for kind in LOST_KINDS]
    pages = [taken.title_of(page) for page in (Basins(), Sweep())]
    return [*map(scene_title, scenes), *results, *methods, *kinds, *pages]


@pytest.mark.parametrize("spoken", OTHERS)
def test_no_letter_is_missing_of_what_is_drawn(spoken: str) -> None:
    with language.spoken(spoken):
        told = {_(text) for text in said()}
    assert len(told) > 80
    assert any(files.HANGUL.search(text) for text in told)
    wrong = {text: missing(text) for text in told if missing(text)}
    assert not wrong, ANEW
    # And whatever else may come to be drawn one day, it is no row of boxes.
    every = {each for text in drawn_words(spoken).values() for each in files.HANGUL.findall(text)}
    assert not {each for each in every if missing(each)}, ANEW


def test_what_is_missing_is_found() -> None:
    assert missing("뷁") == {"뷁"}


def test_latin_words_keep_their_letters_and_hangul_is_no_box() -> None:
    plain, korean = (letters(text, SIZE)[0] for text in ("Adam", "모멘텀"))
    assert plain is not korean
    boxes = [np.asarray(korean.getmask(each)) for each in "경사"]
    assert boxes[0].tobytes() != boxes[1].tobytes()


def test_the_file_is_small_and_has_its_license() -> None:
    assert files.FILE.stat().st_size < 150_000
    assert "SIL OPEN FONT LICENSE" in (files.FOLDER / "OFL.txt").read_text("utf-8")
