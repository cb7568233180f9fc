"""The installable package: its examples run, and it puts no plain name on anybody's path."""

import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

import landscapes
import optim
from tools.build_package import LIBRARY, requirements, rewritten, write_package
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from viz import open_in_app

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.md"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with this one in it, built as `pip install` would where it can be."""
    folder = tmp_path_factory.mktemp("site")
    try:
        import hatchling.build
    except ImportError:
        write_package(ROOT, folder / "thalweg")
        return folder
    made = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build; hatchling.build.build_wheel({str(made)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    assert hatchling.build
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def run(site: Path, *arguments: str) -> str:
    """What Python prints that finds nothing but installed packages."""
    lines = f"import sys; sys.path.insert(0, {str(site)!r}); sys.path.remove('')"
    module, *rest = arguments
    code = f"{lines}; sys.argv = {['x', *rest]!r}; {module}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_what_the_package_does(site: Path, path: Path) -> None:
    check = (
        "import doctest; found = doctest.testfile(sys.argv[1], module_relative=False);"
        " assert not found.failed; print(found.attempted)"
    )
    assert int(run(site, check, str(path))) >= 5


def test_there_are_five_short_examples() -> None:
    assert len(EXAMPLES) == 5
    assert all(len(path.read_text("utf-8").splitlines()) <= 40 for path in EXAMPLES)


def test_no_plain_name_is_taken(site: Path) -> None:
    """Neither in the folder of packages nor among the loaded modules."""
    tops = {path.name for path in site.iterdir() if not path.name.endswith(".dist-info")}
    assert tops == {"thalweg"}
    code = (
        "from thalweg import landscapes, open_in_app, optim, viz;"
        f" print({{m for m in sys.modules if m.split('.')[0] in {(*LIBRARY, 'ui', 'pages')!r}}},"
        " len(optim.names()), len(landscapes.names()), landscapes.__name__)"
    )
    counts = f"{len(optim.names())} {len(landscapes.names())}"
    assert run(site, code).strip() == f"set() {counts} thalweg.landscapes"


def test_the_libraries_of_the_package_stay_light(site: Path) -> None:
    code = (
        "from thalweg import landscapes, optim;"
        " print('streamlit' in sys.modules, 'scipy' in sys.modules)"
    )
    assert run(site, code).split() == ["False", "False"]


def test_the_command_finds_the_app(site: Path) -> None:
    assert "thalweg [streamlit options]" in run(
        site, "from thalweg.command import main; main()", "--help"
    )
    app = site / "thalweg" / "app"
    for name in ("app.py", "ui/main.py", "pages/playground.py", ".streamlit/config.toml"):
        assert (app / name).read_bytes() == (ROOT / name).read_bytes()
    assert (app / "snippets" / "loss_slice.py").is_file()


def test_the_packed_app_has_all_rooms_and_all_words(site: Path) -> None:
    code = (
        "sys.path.insert(0, 'thalweg/app'); from ui import page_list;"
        " from ui.kit.language import LANGUAGES, catalogue;"
        " print(page_list.__file__, min(len(catalogue(each)) for each in set(LANGUAGES) - {'en'}))"
    )
    place, words = run(site, code).split()
    assert Path(place).is_relative_to(site) or place.startswith("thalweg/app")
    assert int(words) > 500


def test_a_program_gathered_in_the_package_stands_alone_too(site: Path) -> None:
    code = (
        "from thalweg import optim; from thalweg.core.standalone import standalone;"
        " text = standalone({optim.CLASSES['bfgs']: ('initial', 'step')});"
        " assert 'thalweg' not in text; exec(text); print(BFGS().initial()[:4])"
    )
    assert run(site, code).strip() == "(1.0, 0.0, 1.0, 0.0)"


def test_imports_are_rewritten_and_nothing_else() -> None:
    before = "import viz\nfrom optim.run import plan\n    from core import x\nimport optimal\n"
    after = (
        "from thalweg import viz\nfrom thalweg.optim.run import plan\n"
        "    from thalweg.core import x\nimport optimal\n"
    )
    assert rewritten(before) == after
    assert (
        rewritten("'from here to optim'\n# from optim\n") == "'from here to optim'\n# from optim\n"
    )


def test_what_is_needed_is_what_the_app_needs() -> None:
    names = [line.split(">=")[0] for line in requirements(ROOT)]
    assert names[:4] == ["streamlit", "plotly", "numpy", "pillow"]
    assert all(">=" in line and "#" not in line for line in requirements(ROOT))


@pytest.mark.parametrize(
    "made",
    [
        (landscapes.get("himmelblau"), ("adam", {"learning_rate": 0.1}), ("newton", {})),
        (landscapes.get("rosenbrock", b=10 / 3), ("gd", {"learning_rate": 0.003}), ("gd", {})),
        (landscapes.from_formula("x^2 + 3*y^4", ((-1, 2), (-2, 2))), ("gd", {})),
    ],
    ids=("knobs", "a third", "formula"),
)
def test_the_link_of_runs_shows_these_runs(made: tuple, capsys: pytest.CaptureFixture) -> None:
    surface, *methods = made
    made = [optim.get(slug, **knobs) for slug, knobs in methods]
    runs = [optim.minimize(surface, each, (0.1, 1 / 7), max_steps=80) for each in made]
    link = open_in_app(surface, *runs, at="https://a.example/x/")
    assert capsys.readouterr().out == f"{link}\n"
    assert link.startswith(f"https://a.example/x/?v={Scene.versions[-1]}&surface=")
    scene, notes = Scene.from_query(dict(parse_qsl(urlsplit(link).query)))
    assert notes == ()
    for one, run in zip(run_race(scene), runs, strict=True):
        np.testing.assert_array_equal(one.trajectory.x, run.x)
        np.testing.assert_array_equal(one.trajectory.y, run.y)


def test_runs_that_a_link_cannot_tell_are_refused() -> None:
    bowl, gd = landscapes.get("bowl"), optim.get("gd")
    noisy = optim.minimize(bowl, gd, noise=0.1)
    plain, other = optim.minimize(bowl, gd), optim.minimize(bowl, gd, (0.5, 0.5))
    with pytest.raises(ValueError, match="without schedule, noise"):
        open_in_app(bowl, noisy)
    with pytest.raises(ValueError, match="one start"):
        open_in_app(bowl, plain, other)
    with pytest.raises(ValueError, match="one start"):
        open_in_app(bowl)
