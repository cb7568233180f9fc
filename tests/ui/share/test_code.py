"""Exported programs: run by themselves, they take the very steps that the app took."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from exports import export

import landscapes
import optim
from core.standalone import standalone
from tests.optim import make_references
from ui.scene.run_race import Raced
from ui.share.asked import asked
from ui.share.code import numpy_program, torch_program

FLOWERS = {"surface": "linear_classifier", "surface.loss": "2", "surface.reg": "0.01"}
DIGITS = {"surface": "digits_plane", "surface.l1_ratio": "0.5", "surface.reg": "0.01"}
RATES = {"surface": "ravine", "race": "gd~adam~momentum"}
WRITTEN_OUT = [name for name in landscapes.names() if landscapes.get(name).python]
CASES = [
    *({"surface": "himmelblau", "race": name, "seed": "4"} for name in optim.names()),
    *({"surface": name, "steps": "40"} for name in WRITTEN_OUT),
    {"surface": "himmelblau", "race": "cg~bfgs~nelder_mead~local_search", "noise": "0.5"},
    {"surface": "rosenbrock", "race": "adam~backtracking", "gradient": "forward", "noise": "0.1"},
    {**FLOWERS, "race": "gd~adam~bfgs~newton", "batch": "10", "seed": "2"},
    {**FLOWERS, "race": "gd~gd.2~adam", "gd.2.batch": "10", "adam.batch": "3", "seed": "2"},
    {**DIGITS, "race": "gd~lbfgs~local_search", "batch": "10", "gradient": "central"},
    *({**RATES, "schedule": name} for name in optim.schedules.names()),
    {**RATES, "schedule": "restarts", "fair": "on", "steps": "50"},
    {**RATES, "adam.schedule": "cosine", "gd.noise": "0.3", "seed": "9"},
    {"surface": "rosenbrock", "race": "gd", "gd.learning_rate": "1"},
    {"surface": "formula", "formula": "abs(x)^y + max(x, y)^2 + y^4 + log(x + 9)", "race": "adam"},
    {"surface": "formula", "formula": "3", "race": "gd~newton"},
    {"surface": "bowl", "race": ""},
]


def names(case: dict[str, str]) -> str:
    return " ".join(case.values())


@pytest.mark.parametrize("case", CASES, ids=names)
def test_a_program_takes_the_same_steps(case: dict[str, str]) -> None:
    wanted = asked(case, "http://a")
    space = {"__name__": "taken away"}
    exec(compile(numpy_program.numpy_program(wanted), "race.py", "exec"), space)
    paths = space["race"]()
    assert list(paths) == [one.name for one in wanted.raced]
    for one in wanted.raced:
        mine = np.stack([one.trajectory.x, one.trajectory.y], axis=-1)
        np.testing.assert_array_equal(paths[one.name], mine, one.name)


def test_a_program_stands_alone(tmp_path: Path) -> None:
    """It is started in an empty folder, where nothing of this project can be found."""
    status, headers, body = export("py", {"surface": "rosenbrock", "race": "bfgs~adam"})
    assert status == 200
    assert "attachment" in headers["content-disposition"]
    (tmp_path / "race.py").write_bytes(body)
    command = [sys.executable, "-I", "race.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("BFGS: ")
    assert " steps to (1, 1), loss " in lines[0]
    imported = {
        alias.name
        for node in ast.walk(ast.parse(body))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported == {"math", "numpy"}


@pytest.mark.parametrize("surface", [n for n in landscapes.names() if n not in WRITTEN_OUT])
def test_what_is_too_large_is_said_in_a_sentence(surface: str) -> None:
    status, _, body = export("py", {"surface": surface, "steps": "1"})
    assert status == 422
    assert landscapes.get(surface).title in body.decode()


def test_words_from_a_link_stay_words() -> None:
    hostile = asked({"surface": "bowl"}, 'http://a"""; import os; """')
    tree = ast.parse(numpy_program.numpy_program(hostile))
    assert "import os" in (ast.get_docstring(tree) or "")
    assert isinstance(tree.body[1], ast.Import)


def cells(ending: str, case: dict[str, str]) -> list[dict]:
    status, _, body = export(ending, case)
    assert status == 200
    book = json.loads(body)
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    return book["cells"]


def test_a_notebook_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    head, *rest = cells("ipynb", {"surface": "himmelblau", "race": "adam~newton"})
    assert head["cell_type"] == "markdown"
    assert set(head["attachments"]) == {"race.png"}
    assert all(cell["cell_type"] == "code" and cell["outputs"] == [] for cell in rest)
    space: dict = {"__name__": "notebook"}
    for cell in rest:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "Adam",
        "Newton",
    ]


@pytest.mark.parametrize("method", make_references.METHODS)
def test_a_twin_in_pytorch_is_the_one_that_made_the_references(method: str) -> None:
    spec = make_references.METHODS[method]
    call = optim.get(spec.slug, **spec.knobs).torch()
    if ":" in spec.torch_class:  # it comes in a package of its own
        assert call == ""
        return
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    assert ast.unparse(tree.func) == f"torch.optim.{spec.torch_class}"
    said = {key.arg: ast.literal_eval(key.value) for key in tree.keywords}
    assert {name: said.get(name) for name in spec.torch_args} == spec.torch_args
    usual = {"lr": optim.get(spec.slug).learning_rate, "betas": (0.9, 0.999), "momentum": 0.0}
    rest = {name: value for name, value in said.items() if name not in spec.torch_args}
    defaults = {k.default for k in optim.CLASSES[spec.slug]().knobs.values()}
    for name, value in rest.items():
        assert value == usual.get(name) or set(np.ravel(value)) <= defaults, name


def test_every_method_with_references_of_torch_has_a_twin_and_no_other() -> None:
    made = {s.slug for s in make_references.METHODS.values() if ":" not in s.torch_class}
    plain = {"lbfgs": {"line_search": 0}}
    with_twin = {n for n in optim.names() if optim.get(n, **plain.get(n, {})).torch()}
    assert with_twin == made
    assert optim.get("lbfgs").torch() == ""
    assert optim.get("nesterov", momentum=0).torch() == ""


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"race": "newton"}, "none of these methods"),
        ({"race": "adam", **FLOWERS}, "no formula"),
        ({"race": "adam", "gradient": "central"}, "for NumPy only"),
    ],
)
def test_without_a_twin_it_is_said_why(case: dict[str, str], why: str) -> None:
    status, _, body = export("torch.py", case)
    assert (status, why in body.decode()) == (422, True)


def test_who_has_no_twin_is_named_in_the_program() -> None:
    text = torch_program.torch_program(asked({"race": "adam~newton"}, "http://a"))
    assert "# Newton: PyTorch has no such method." in text
    assert text.count("paths['") == 1


TWINS = "gd~momentum~nesterov~adagrad~rmsprop~adadelta~adam~amsgrad"
MORE_TWINS = "adamw~adamax~nadam~radam~rprop~lbfgs"
TORCH_SURFACES = [name for name in landscapes.names() if landscapes.get(name).torch]
NOISY = {**RATES, "schedule": "cosine", "noise": "0.1", "seed": "3"}
TORCH_CASES = [
    *({"surface": s, "race": TWINS} for s in TORCH_SURFACES),
    *({"surface": s, "race": MORE_TWINS, "lbfgs.line_search": "0"} for s in TORCH_SURFACES),
    *({**RATES, "race": "momentum~adam", "schedule": s} for s in ("cosine", "restarts", "warmup")),
    NOISY,
]


def points(one: Raced) -> np.ndarray:
    return np.stack([one.trajectory.x, one.trajectory.y], axis=-1)


def test_every_twin_runs_on_every_surface() -> None:
    """So the cases below are all pairs there are."""
    plain = {"lbfgs": {"line_search": 0}}
    every = [n for n in optim.names() if optim.get(n, **plain.get(n, {})).torch()]
    assert sorted(f"{TWINS}~{MORE_TWINS}".split("~")) == sorted(every)


@pytest.mark.parametrize("case", TORCH_CASES, ids=names)
def test_a_program_for_torch_takes_the_same_steps(case: dict[str, str]) -> None:
    """To 1e-10 as long as its head says, and then no further off than rounding carries a run."""
    pytest.importorskip("torch")
    wanted = asked(case, "http://a")
    text, rounding = torch_program.torch_program(wanted), optim.rounding
    space = {"__name__": "taken away"}
    exec(compile(text, "race.py", "exec"), space)
    paths, scene = space["race"](), wanted.scene
    assert set(paths) == {one.name for one in wanted.raced}
    for one in wanted.raced:
        mine, alike = points(one), torch_program.steps_alike(scene, one)
        off = np.abs(paths[one.name] - mine).max(axis=1) / (1 + np.abs(mine).max(axis=1))
        assert off[: alike + 1].max() <= rounding.AGREED, one.name
        told = f" {one.name} {alike} of {one.trajectory.steps}"
        assert (told in text) == (alike < one.trajectory.steps)
        if case is NOISY or "schedule" in case:
            assert alike == one.trajectory.steps
            continue
        carried = rounding.spread(one.trajectory, scene.landscape(), one.optimizer)
        worst = int(np.argmax(off / np.maximum(rounding.AGREED, rounding.MARGIN * carried)))
        assert off[worst] <= max(rounding.AGREED, rounding.MARGIN * carried[worst]), one.name


def test_the_head_of_a_program_says_how_far_it_agrees() -> None:
    calm = torch_program.torch_program(asked({"surface": "rosenbrock", "race": "adam"}, "http://a"))
    told = ast.get_docstring(ast.parse(calm)) or ""
    assert "the paths agree with the app's to 1e-10 of 1 + |x|." in told
    case = {"surface": "rastrigin", "race": "nesterov~adam~newton"}
    wild = torch_program.torch_program(asked(case, "http://a"))
    told = ast.get_docstring(ast.parse(wild)) or ""
    alike = torch_program.steps_alike(asked(case, "").scene, asked(case, "").raced[0])
    assert 0 < alike < 20
    assert f"only for so many steps: Nesterov {alike} of 200." in told


def test_a_notebook_for_torch_is_its_program_in_pieces() -> None:
    case = {"surface": "rastrigin", "race": "nesterov~adam"}
    head, *rest = cells("torch.ipynb", case)
    wanted = asked(case, "http://lab.example:8501")
    *pieces, _start = torch_program.parts(wanted)
    assert ["".join(cell["source"]) for cell in rest[:-1]] == pieces
    assert torch_program.agreement(wanted) in "".join(head["source"])


def test_a_notebook_for_torch_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    _head, *rest = cells("torch.ipynb", {"surface": "himmelblau", "race": "adam~newton"})
    space: dict = {"__name__": "notebook"}
    for cell in rest:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["Adam"]


def test_what_is_gathered_is_only_what_is_needed() -> None:
    text = standalone({optim.CLASSES["adamw"]: ("rule", "coordinate")})
    tree = ast.parse(text)
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert classes == ["Optimizer", "Elementwise", "Adam", "AdamW"]
    assert "latex" not in text
    assert "from optim" not in text
    space: dict = {}
    exec(text, space)
    made = space["AdamW"](learning_rate=0.5)
    assert made.rule(1.0, made.coordinate(), 2.0) == optim.get("adamw", learning_rate=0.5).rule(
        1.0, (0.0, 0.0, 1.0, 1.0), 2.0
    )
