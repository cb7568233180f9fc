"""Whatever file a module, a style sheet or Python names for the browser, exists on disk."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from over_all import over_all

from ui.browser import assets

ROOT = Path(__file__).resolve().parents[2]
MODULES = [*sorted((ROOT / "ui").rglob("*.js")), *sorted((ROOT / "tests").rglob("*.js"))]
STYLES = sorted((ROOT / "ui").rglob("*.css"))
PAGES = [*sorted((ROOT / "ui").rglob("*.html")), *sorted((ROOT / "tests").rglob("*.html"))]
PYTHON = [path for room in ("ui", "tests") for path in sorted((ROOT / room).rglob("*.py"))]
# import ... from "x", import "x", import("x"), export ... from "x", new URL("x", import.meta.url)
NAMED = re.compile(
    r"""^\s*import\s+"([^"]+)\"|\bfrom\s+"([^"]+)\"|\bimport\(\s*"([^"]+)\"\s*\)"""
    r"""|new URL\(\s*"([^"]+)",\s*import\.meta\.url""",
    re.MULTILINE,
)
IMPORTED = re.compile(r"""@import\s+(?:url\()?["']?([^"')\s;]+)|url\(["']?(?!data:)([^"')]+)""")
TAKING = ("module_url", "loader", "text")
"""The functions of `ui.browser.assets` that take the name of a file."""
COMPONENT = ROOT / "ui" / "browser" / "component.py"
MODULE = Path(assets.__file__)
BROWSER = MODULE.parent
MADE = {
    "words.js": "import(`./words/${language}.js`)",
    "offline_boot.js": "import(data.entry)",
}
"""What is no file: words, which the server makes of the catalogues, and the entry of a page in one
file, which `one_file.page` is told of in Python."""
MADE_OF = {"lesson_file": {"lesson", "player"}}
"""What is put together of other components."""


def slug(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(path: Path) -> str:
    """A module without its comments."""
    return re.sub(r"^\s*//.*$|\s//\s.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)


def named(pattern: re.Pattern[str], text: str) -> list[str]:
    return [next(filter(None, found)) for found in pattern.findall(text)]


def test_the_patterns_find_every_way_of_naming_a_file() -> None:
    text = """import { a } from "./a.js";\nimport {\n  b,\n} from "./b.js";\nimport "./c.js";
      await import("./d.js"); export * from "./e.js"; new URL("./f.css", import.meta.url)"""
    assert named(NAMED, text) == [f"./{letter}.js" for letter in "abcde"] + ["./f.css"]
    text = "@import \"a.css\"; @import url(b.css); .x { background: url('c.svg') }"
    assert named(IMPORTED, text) == ["a.css", "b.css", "c.svg"]


@over_all("path", MODULES, slug)
def test_every_import_exists_on_disk(path: Path) -> None:
    text = code(path)
    names = named(NAMED, text)
    text = text.replace(MADE.get(path.name, "\0"), "")
    assert not [name for name in names if not name.startswith(("./", "../"))]
    assert not [name for name in names if not (path.parent / name).is_file()]
    # Every import names its file itself, so that this test and an editor see it.
    assert len(re.findall(r"\bimport\b", text)) == len(names)


def imported(path: Path) -> list[Path]:
    """The files that a module imports."""
    return [(path.parent / name).resolve() for name in named(NAMED, code(path))]


@over_all("path", [p for p in MODULES if BROWSER in p.parents], slug)
def test_a_component_imports_from_itself_and_from_what_is_shared(path: Path) -> None:
    """`shared` knows neither the player nor the map, and these do not know each other."""
    own = path.relative_to(BROWSER).parts[0]
    tops = {file.relative_to(BROWSER).parts[0] for file in imported(path)}
    assert tops <= {own, "shared", "vendor"} | MADE_OF.get(own, set())


def test_no_circle_of_modules_or_their_folders() -> None:
    files = {path: set(imported(path)) for path in MODULES}
    folders: dict[Path, set[Path]] = {}
    for path, others in files.items():
        folders.setdefault(path.parent, set()).update(
            other.parent for other in others if other.parent != path.parent
        )
    for graph in (files, folders):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(f"a circle: {' <- '.join(map(slug, error.args[1]))}", pytrace=False)


@over_all("path", [*STYLES, *PAGES], slug)
def test_what_styles_and_pages_load_exists_on_disk(path: Path) -> None:
    names = named(IMPORTED, path.read_text("utf-8"))
    assert not [name for name in names if not (path.parent / name).is_file()]


def given_names(path: Path) -> list[ast.expr]:
    """The names of files that a Python file hands to `ui.browser.assets`."""
    tree = ast.parse(path.read_text("utf-8"))
    known = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ui.browser.assets"
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            call = ast.unparse(node.func)
            if call.removeprefix("assets.") in TAKING and (call in known or "." in call):
                found.append(node.args[0])
    return found


def test_every_name_that_python_gives_exists_on_disk() -> None:
    every = {path: given_names(path) for path in PYTHON if path.name != "test_assets.py"}
    names = [(path, each) for path, found in every.items() for each in found]
    literal = [each.value for _, each in names if isinstance(each, ast.Constant)]
    assert len(literal) >= 10
    assert not [name for name in literal if not (assets.HERE / name).is_file()]
    # The app itself makes up no names, but for those of components, which are below.
    makers = (MODULE, COMPONENT)
    own = [each for path, each in names if path.is_relative_to(ROOT / "ui") and path not in makers]
    assert own
    assert all(isinstance(each, ast.Constant) for each in own)


def test_every_component_has_its_files() -> None:
    calls = [
        [ast.literal_eval(each) for each in call.args]
        for path in PYTHON
        if path.is_relative_to(ROOT / "ui" / "browser") and path != COMPONENT
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "component"
    ]
    assert len(calls) >= 8
    for name, *sheets in calls:
        for file in (*sheets, *(f"{name}/{name}.{kind}" for kind in ("js", "html", "css"))):
            assert (assets.HERE / file).is_file(), file


@over_all("path", [*MODULES, *STYLES, *PAGES], slug)
def test_the_first_line_says_what_a_file_holds(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert re.match(r"// \w|/\* \w|<!-- \w|<!doctype html> <!-- \w", first)
