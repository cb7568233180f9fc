"""The marks of ui/browser/page/place_marks.js are nobody else's, so what they style was marked."""

import re
from pathlib import Path

from ui.browser import assets

BROWSER = Path(assets.__file__).parent
MARKING = BROWSER / "page" / "place_marks.js"
# A lesson in one file has no place_marks.js and says so itself.
SAYS_SO = {"lesson_file.html": {"data-pictured"}}


def names_of(path: Path) -> set[str]:
    """Attributes of data that a file gives to elements or looks for, as HTML spells them."""
    text = path.read_text("utf-8")
    set_by_script = re.findall(r"\bdataset\.(\w+)", text)
    spelled = {"data-" + re.sub("[A-Z]", lambda c: f"-{c[0].lower()}", n) for n in set_by_script}
    return spelled | set(re.findall(r"\bdata-[a-z-]+", text))


def test_no_other_file_uses_the_name_of_a_mark() -> None:
    marks = set(re.findall(r'mark\(\w+, "(data-[a-z-]+)"', MARKING.read_text("utf-8")))
    assert len(marks) == 5
    styled = {name for sheet in BROWSER.rglob("*.css") for name in names_of(sheet)}
    assert marks <= styled
    others = [path for end in ("js", "html") for path in BROWSER.rglob(f"*.{end}")]
    taken = {path.name: names_of(path) & marks for path in others if path != MARKING}
    assert {name: found for name, found in taken.items() if found} == SAYS_SO
