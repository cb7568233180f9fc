"""The doors between rooms, read from the source: who may import whom, and no way round."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from over_all import over_all
from sources import (
    ROOMS,
    ROOT,
    Import,
    every_source,
    imports,
    module_of,
    modules,
    named,
    parse,
    reached,
    slug,
    sources,
    top,
    unseen,
)

# Which rooms a room may import from, beside itself.
DOORS = {
    "core": set[str](),
    "landscapes": {"core"},
    "optim": {"core"},
    "viz": {"core", "landscapes", "optim"},
    "lessons": {"core", "landscapes", "optim", "viz"},
    "ui": {"core", "landscapes", "optim", "viz", "lessons"},
    "pages": {"core", "landscapes", "optim", "viz", "lessons", "ui"},
    "app.py": {"ui"},
    "thalweg.py": set[str](),
    # Beside the app: they may use what anybody may, and nothing of the app uses them.
    "bench": {"core", "landscapes", "optim", "viz", "lessons", "ui", "thalweg"},
    "tools": {"core", "landscapes", "optim", "viz", "lessons", "ui", "thalweg"},
    "snippets": set[str](),
}
# Which packages from outside it may import, beside the standard library.
PACKAGES = {
    "core": {"llvmlite"},
    "landscapes": {"numpy", "scipy", "h5py"},
    "optim": {"numpy"},
    "viz": {"numpy"},
    "lessons": {"numpy"},
    "ui": {"numpy", "streamlit", "starlette", "uvicorn", "distributed", "segno", "babel"},
    "pages": set[str](),
    "app.py": {"streamlit"},
    "thalweg.py": set[str](),
    "bench": {"numpy", "h5py", "starlette", "streamlit", "websockets", "playwright"}
    | {"torch", "jax", "gradfield", "loss_landscapes"},
    "tools": {"numpy", "sklearn", "playwright", "hatchling", "babel", "fontTools"},
    "snippets": {"numpy", "torch"},
}
# Folders that may import more than their room.
FOLDERS = {"viz/figures": {"plotly"}, "viz/print": {"PIL"}}
# Loaded when first asked for: large, and most visits never need them.
LATE = {
    "scipy",
    "h5py",
    "llvmlite",
    "distributed",
    "segno",
    "babel",
    "torch",
    "jax",
    "gradfield",
    "loss_landscapes",
}
# One of ours that cannot even be loaded where a platform has no processes.
NOT_EVERYWHERE = {"ui.kit.processes"}
# The folders of ui, from what knows least to what knows most: one may use those before it.
FLOORS = ("kit", "browser", "scene", "controls", "share")
# Where a module's name is found out when it runs: discovery, and workers that load the rooms.
FOUND_OUT = {
    "core/registry.py": {"importlib.import_module", "pkgutil"},
    "ui/kit/processes.py": {"importlib.import_module", "sys.modules"},
}

FILES = [(room, path) for room in DOORS for path in sources(room)]


def ours(path: Path) -> Iterator[Import]:
    """What a file imports of the project itself."""
    return (each for each in imports(path) if each.module in modules())


@over_all("room, path", FILES, lambda case: slug(case[1]))
def test_imports_go_through_the_doors(room: str, path: Path) -> None:
    allowed = DOORS[room] | PACKAGES[room] | sys.stdlib_module_names | {room}
    for folder, more in FOLDERS.items():
        allowed |= more if slug(path).startswith(f"{folder}/") else set()
    asked = {top(each.module) for each in imports(path)}
    assert asked - ({"?"} if slug(path) in FOUND_OUT else set()) <= allowed


@over_all("path", every_source(), slug)
def test_no_module_is_got_at_behind_an_import(path: Path) -> None:
    """Nor is there an exception that is not needed."""
    assert unseen(path) == FOUND_OUT.get(slug(path), set())


@pytest.mark.parametrize("room", PACKAGES)
def test_every_package_that_a_room_may_import_is_needed(room: str) -> None:
    asked = {top(each.module) for path in sources(room) for each in imports(path)}
    assert PACKAGES[room] <= asked


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_exception_of_a_folder_is_needed(folder: str) -> None:
    assert FOLDERS[folder] <= {
        top(each.module) for path in (ROOT / folder).rglob("*.py") for each in imports(path)
    }


def test_every_module_that_may_be_missing_is_loaded_late() -> None:
    late = {each.module for path in every_source() for each in imports(path) if each.hidden}
    assert late >= LATE | NOT_EVERYWHERE


@over_all("room, path", FILES, lambda case: slug(case[1]))
def test_a_room_is_entered_by_its_door(room: str, path: Path) -> None:
    """Other rooms import what an `__init__` names, and nothing that lies deeper."""
    wrong = [each for each in ours(path) if not is_offered(each)]
    wrong += [each for each in reached(path) if not (is_offered(each) or is_in_offered_file(each))]
    mine = top(module_of(path))
    assert not {f"{each.door}: {each.taken}" for each in wrong if top(each.module) != mine}


def is_offered(asked: Import) -> bool:
    """Whether a room offers this: by its own `__init__`, or by that of a folder that it names."""
    room, _, folder = asked.door.partition(".")
    if room in ("core", "thalweg"):  # each file of core is a small library of its own
        return True
    if room == "ui":  # whose folders are rooms themselves, and its pages are modules
        return folder.count(".") <= 1
    if not folder:
        return not asked.taken or asked.taken in named(room)
    return folder in named(room) and asked.taken in named(asked.door)


def is_in_offered_file(asked: Import) -> bool:
    """Whether a room names this file: `from viz import theme`, then `theme.DARK`."""
    room, _, file = asked.door.partition(".")
    return file in named(room) and (ROOT / room / f"{file}.py").is_file()


@over_all("room, path", FILES, lambda case: slug(case[1]))
def test_no_import_hides_in_a_function(room: str, path: Path) -> None:
    """Except of what is large and rarely needed: hiding one of ours would hide a circle."""
    hidden = {each.module for each in imports(path) if each.hidden and each.module != "?"}
    assert not {module for module in hidden if module in modules()} - NOT_EVERYWHERE
    late = LATE | NOT_EVERYWHERE | sys.stdlib_module_names
    assert room in ("thalweg.py", "bench", "tools") or hidden <= late


@over_all("path", every_source(), slug)
def test_no_file_is_private(path: Path) -> None:
    assert all(not part.startswith("_") or part == "__init__.py" for part in path.parts)


def test_no_name_of_another_file_that_begins_with_an_underscore_is_used() -> None:
    found = [
        f"{slug(path)}:{node.lineno} {alias.name}"
        for path in every_source()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name.startswith("_") and alias.name != "_"  # which tells words in any language
    ]
    found += [
        f"{slug(path)}:{each.line} {each.door}.{each.taken}"
        for path in every_source()
        for each in reached(path)
        if each.taken.startswith("_") and not each.taken.startswith("__") and each.taken != "_"
    ]
    assert found == []


def siblings(module: str, other: str) -> tuple[str, str]:
    """The two names below the folder that both lie in: an import there is an edge between them."""
    mine, its = module.split("."), other.split(".")
    n = 0
    while n < min(len(mine), len(its)) and mine[n] == its[n]:
        n += 1
    return ".".join(mine[: n + 1]), ".".join(its[: n + 1])


def edges() -> dict[str, set[str]]:
    """Between files and folders that lie side by side: who imports from whom.

    A folder's own `__init__` counts as the folder, so a file that imports from the folder it lies
    in is on a circle with it.
    """
    found: dict[str, set[str]] = {}
    for path in every_source():
        module = module_of(path)
        for each in (*ours(path), *reached(path)):
            if each.module != module:
                mine, its = siblings(module, each.module)
                # An `__init__` may import what lies in its folder.
                if not (path.name == "__init__.py" and its.startswith(f"{module}.")):
                    found.setdefault(mine, set()).add(its)
    return found


def test_no_circle_of_files_or_folders() -> None:
    try:
        TopologicalSorter(edges()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}", pytrace=False)


def test_the_folders_of_ui_stand_on_each_other() -> None:
    """kit knows no scene, components in the browser know no page, no page knows another."""
    floor = {name: n for n, name in enumerate(FLOORS)}
    pages = len(FLOORS)
    wrong = []
    for path in sources("ui"):
        mine = module_of(path).split(".")
        if len(mine) < 3 and not (ROOT / "ui" / mine[-1]).is_dir():
            continue  # ui/main.py and its like put it all together
        for each in (*ours(path), *reached(path)):
            its = each.module.split(".")
            if its[0] == "ui" and len(its) > 1 and its[1] != mine[1]:
                below = floor.get(its[1], pages) < floor.get(mine[1], pages)
                wrong += [] if below else [f"{slug(path)}:{each.line} {each.module}"]
    assert wrong == []


def test_every_room_is_known() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests"}
    assert folders <= set(ROOMS) == set(DOORS) - {"app.py", "thalweg.py"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import optim.run.plan", [("optim.run.plan", False)]),
        ("from optim.run import plan", [("optim.run.plan", False)]),
        ("from optim.run.plan import Plan", [("optim.run.plan", False)]),
        ("import numpy.linalg", [("numpy", False)]),
        ("def f():\n    from optim import get", [("optim", True)]),
        ("importlib.import_module('ui.previews')", [("ui.previews", False)]),
        ("lambda: importlib.import_module(name)", [("?", True)]),
    ],
)
def test_imports_are_seen_whatever_their_form(
    code: str, expected: list[tuple[str, bool]], tmp_path: Path
) -> None:
    path = tmp_path / "made.py"
    path.write_text(code, "utf-8")
    assert [(each.module, each.hidden) for each in imports(path)] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import optim\noptim.run.walk", ["optim.run", "optim.run.walk"]),
        ("import optim.run as r\nr.walk.go()", ["optim.run.walk", "optim.run.walk"]),
        ("from optim import run\nrun._secret", ["optim.run"]),
        ("import optim\noptim.get('adam').title", ["optim"]),
        ("from optim import get\nget.walk", []),
    ],
)
def test_what_is_reached_through_a_module_is_seen(
    code: str, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "made.py"
    path.write_text(code, "utf-8")
    assert sorted(each.module for each in reached(path)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import importlib\nimportlib.import_module('ui.previews')", set()),
        ("import importlib.util\nimportlib.util.find_spec('numpy')", set()),
        ("import sys\nsys.platform", set()),
        ("importlib.import_module(name)", {"importlib.import_module"}),
        ("importlib.import_module('.run', 'optim')", {"importlib.import_module"}),
        ("load = importlib.import_module", {"importlib.import_module"}),
        ("import importlib as i", {"importlib"}),
        ("from importlib import import_module as load", {"from importlib"}),
        ("getattr(importlib, 'import_' + 'module')", {"importlib"}),
        ("importlib.util.spec_from_file_location", {"importlib.util.spec_from_file_location"}),
        ("import pkgutil\npkgutil.resolve_name('optim.run:walk')", {"pkgutil"}),
        ("import runpy", {"runpy"}),
        ("sys.modules['optim.run']", {"sys.modules"}),
        ("sys.modules.get('optim.run')", {"sys.modules"}),
        ("getattr(sys, 'modules')", {"sys"}),
        ("from sys import modules", {"from sys"}),
        ("__import__('optim.run')", {"__import__"}),
        ("import builtins\nbuiltins.__import__", {"__import__"}),
    ],
)
def test_ways_round_an_import_are_seen(code: str, expected: set[str], tmp_path: Path) -> None:
    path = tmp_path / "made.py"
    path.write_text(code, "utf-8")
    assert unseen(path) == expected
