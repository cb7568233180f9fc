"""What `pip install .` packs: the libraries as `thalweg.landscapes` and so on, and the app.

The folders of the repository have plain names, such as `optim`, that would be in the way on anybody
else's path. So below the package `thalweg` all imports are rewritten. The app itself is packed as
it is, into a folder that only its own process looks into.
"""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ImportError:  # outside of a build; the functions below need neither
    BuildHookInterface = MetadataHookInterface = object

LIBRARY = ("core", "landscapes", "optim", "viz")
APP = (*LIBRARY, "lessons", "locale", "ui", "pages", "snippets")
APP_FILES = ("app.py", ".streamlit/config.toml", "LICENSE")
OWN = "tools/installed"
"""Files of the package that the repository has no use for."""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")
_FROM = re.compile(rf"^(\s*)from ({'|'.join(LIBRARY)})(?=[. ])", re.MULTILINE)
_IMPORT = re.compile(rf"^(\s*)import ({'|'.join(LIBRARY)})$", re.MULTILINE)


class PackedLibrary(BuildHookInterface):  # type: ignore[misc]  # a plain object without hatchling
    """Writes the package to a folder beside, and has that packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are gathered."""
        self.made = Path(tempfile.mkdtemp())
        write_package(Path(self.root), self.made / "thalweg")
        build_data["force_include"][str(self.made / "thalweg")] = "thalweg"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """When the wheel is there."""
        shutil.rmtree(self.made)


class Dependencies(MetadataHookInterface):  # type: ignore[misc]
    """What the app needs is listed once, in requirements.txt."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Tell what is needed."""
        metadata["dependencies"] = requirements(Path(self.root))


def requirements(root: Path) -> list[str]:
    """The lines of requirements.txt without their comments."""
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    bare = (line.partition("#")[0].strip() for line in lines)
    return [line for line in bare if line]


def write_package(root: Path, package: Path) -> None:
    """The whole package, below a folder that is not there yet."""
    shutil.copytree(root / OWN, package, ignore=LEFT_OUT)
    for room in LIBRARY:
        shutil.copytree(root / room, package / room, ignore=LEFT_OUT)
    for path in package.rglob("*.py"):
        path.write_text(rewritten(path.read_text("utf-8")), "utf-8")
    for room in APP:
        shutil.copytree(root / room, package / "app" / room, ignore=LEFT_OUT)
    for name in APP_FILES:
        target = package / "app" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target)


def rewritten(source: str) -> str:
    """The same with imports of the libraries from the package."""
    return _IMPORT.sub(r"\1from thalweg import \2", _FROM.sub(r"\1from thalweg.\2", source))
