"""The lines people are shown are what was computed: each one with the numbers of the record."""

import dataclasses
from typing import Any

import numpy as np
import pytest

import landscapes
import optim
from optim import explain
from optim.conditions import schedules
from optim.explain import Formula, Words, read

SURFACES = ("rosenbrock", "ravine", "himmelblau", "saddle", "ackley")
STEPS = 25
OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "noise and schedule": {
        "noise": 0.2,
        "seed": 3,
        "schedule": schedules.get("restarts", period=7),
    },
    "differences": {"gradient": "forward"},
}
CASES = [
    *(optim.get(slug) for slug in optim.names()),
    optim.get("newton", damping=0.5, saddle_free=1, learning_rate=0.3),
    *(optim.get("cg", variant=variant) for variant in (0, 2)),
    optim.get("lbfgs", line_search=0, learning_rate=0.01),
    optim.get("rmsprop", momentum=0.5),
    optim.get("lion", weight_decay=0.3),
    optim.get("radam", beta2=0.6),
    optim.get("random_search", scale=0.5),
]
FUNCTIONS = {
    **{"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power},
    **{"<": np.less, ">": np.greater, "==": np.equal, "neg": np.negative, "where": np.where},
    **{"min": np.minimum, "max": np.maximum, "abs": np.abs, "sign": np.sign, "sqrt": np.sqrt},
}


class Book:
    """The values of a run by name, for one coordinate: arrays over the steps 1 to n."""

    def __init__(self, run: optim.Trajectory, optimizer: optim.Optimizer, c: str) -> None:
        self.run, self.record, self.optimizer, self.c = run, run.record, optimizer, c
        self.made: dict[str, np.ndarray] = {}

    def whole(self, name: str) -> Any:
        """With the entry before the first step; a recorded value before a computed one."""
        if name == "x":
            return getattr(self.run, self.c)
        for key in (f"{name}_{self.c}", name):
            if key in self.record:
                return self.record[key].astype(float)
        return self.made.get(name, getattr(self.optimizer, name, None))

    def value(self, tree: Any) -> Any:
        if isinstance(tree, tuple):
            return FUNCTIONS[tree[0]](*(self.value(part) for part in tree[1:]))
        if not isinstance(tree, str):
            return float(tree)
        if tree == "t":
            return np.arange(1.0, self.run.steps + 1)
        found = self.whole(tree.removesuffix("'"))
        assert found is not None, f"{tree} is nowhere recorded"
        if np.ndim(found) == 0:
            return found
        return found[:-1] if tree.endswith("'") else found[1:]


def check(line: Formula, book: Book) -> None:
    """The right side equals what was recorded; what was not is kept for the lines after it."""
    got = np.broadcast_to(book.value(line.tree), (book.run.steps,)).astype(float)
    want = book.whole(line.name)
    if want is None:
        book.made[line.name] = np.r_[np.nan, got]
        return
    # `step` is a difference of points, so it is rounded as they are.
    size = np.abs(book.whole("x")[1:]) + np.abs(book.whole("x")[:-1])
    tolerance = 1e-15 * size if line.name.startswith("step") else 0.0
    good = np.isfinite(want[1:]) & np.isfinite(got)
    far = np.abs(got - want[1:])[good]
    allowed = (tolerance + 1e-11 * np.maximum(np.abs(got), np.abs(want[1:])) + 1e-300)[good]
    assert (far <= allowed).all(), (line.name, book.c, far.max())
    # nan or infinity only where the run itself had them, or while it ran away
    lost = ~good & np.isfinite(want[1:])
    assert not lost[: book.run.steps - 1].any(), (line.name, book.c)


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("optimizer", CASES, ids=repr)
def test_each_line_gives_what_was_recorded(
    optimizer: optim.Optimizer, options: dict[str, Any]
) -> None:
    for surface in SURFACES:
        run = optim.minimize(
            landscapes.get(surface), optimizer, max_steps=STEPS, gtol=1e-8, **options
        )
        with np.errstate(all="ignore"):
            for c in "xy":
                book = Book(run, optimizer, c)
                for line in map(read, optimizer.explained()):
                    assert_known(line, book)
                    if isinstance(line, Formula) and not line.name.endswith("xy".replace(c, "")):
                        mine = line if not line.name.endswith(f"_{c}") else bare(line)
                        check(mine, book)
                if optimizer.divisor:
                    divisor = book.value(explain.expression(optimizer.divisor))
                    assert (divisor > 0).all()


def bare(line: Formula) -> Formula:
    """`step_x = ...` is the line of `step` for x."""
    return dataclasses.replace(line, name=line.name[:-2])


def assert_known(line: Formula | Words, book: Book) -> None:
    for name in line.names - {"t"}:
        assert book.whole(name.removesuffix("'")) is not None, f"{name} is nowhere recorded"


@pytest.mark.parametrize("slug", optim.names())
def test_every_method_of_ours_is_worked_out_down_to_the_new_point(slug: str) -> None:
    lines = [read(line) for line in optim.get(slug).explained()]
    assert lines
    assert slug == "nelder_mead" or "x" in {
        line.name for line in lines if isinstance(line, Formula)
    }


@pytest.mark.parametrize("schedule", [None, schedules.get("cosine")])
def test_the_rate_recorded_with_a_step_is_the_one_it_used(schedule: Any) -> None:
    run = optim.minimize(
        landscapes.get("bowl"), optim.get("gd", learning_rate=0.3), max_steps=9, gtol=0.0,
        schedule=schedule, noise=0.1,
    )  # fmt: skip
    record = run.record
    assert -record["learning_rate"][1:] * record["g_x"][1:] == pytest.approx(np.diff(run.x))
    factors = [schedule.factor(t, 9) if schedule else 1.0 for t in range(9)]
    assert record["learning_rate"][1:] == pytest.approx(0.3 * np.array(factors))


def test_the_gradient_seen_is_the_slope_and_the_noise() -> None:
    s = landscapes.get("himmelblau")
    run = optim.minimize(s, optim.get("adam"), max_steps=12, noise=0.5, seed=1)
    slope_x, slope_y = s.grad(run.x, run.y)
    assert run.record["g_x"][1:] == pytest.approx(slope_x[:-1] + run.record["noise_x"][1:])
    assert run.record["g_y"][1:] == pytest.approx(slope_y[:-1] + run.record["noise_y"][1:])
    assert np.isnan(run.record["g_x"][0])
    assert "g_x" not in optim.minimize(s, optim.get("nelder_mead"), max_steps=3).record


def test_the_model_of_newton_is_the_hessian_and_its_damping() -> None:
    s = landscapes.get("rosenbrock")
    record = (run := optim.minimize(s, optim.get("newton", damping=2.0), max_steps=6)).record
    hxx, hxy, hyy = s.hess(run.x[:-1], run.y[:-1])
    assert record["hxx"][1:] == pytest.approx(hxx + 2)
    assert record["hxy"][1:] == pytest.approx(hxy)
    assert record["hyy"][1:] == pytest.approx(hyy + 2)


def test_the_moves_of_the_triangle_are_what_they_are_called() -> None:
    run = optim.minimize(landscapes.get("himmelblau"), optim.get("nelder_mead"), max_steps=60)
    r = run.record
    area = np.abs(
        (r["x2"] - r["x1"]) * (r["y3"] - r["y1"]) - (r["x3"] - r["x1"]) * (r["y2"] - r["y1"])
    )
    grown = area[2:] / area[1:-1]
    scale = {1: 1.0, 2: 2.0, 3: 0.5, 4: 0.5, 5: 0.25}
    moves = r["move"][2:]
    assert len(set(moves.tolist())) >= 4
    assert grown == pytest.approx([scale[m] for m in moves.tolist()], rel=1e-6)


def test_random_methods_say_whether_they_took_the_trial() -> None:
    for slug in ("random_search", "local_search"):
        run = optim.minimize(landscapes.get("bowl"), optim.get(slug), max_steps=40)
        moved = (np.diff(run.x) != 0) | (np.diff(run.y) != 0)
        assert run.record["accepted"][1:].tolist() == moved.tolist()
        assert 0 < moved.sum() < 40


@pytest.mark.parametrize(
    "line",
    ["mu", "mu = ", "mu = a.b", "mu = [1]", "mu = where(a, b)", "mu = sqrt(a, b)", "mu = f(a)",
     "mu = 'a'", "mu = a < b < c", "mu = a if b else c", "2 = a", "mu = a @ b"],
)  # fmt: skip
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        read(line)


def test_lines_are_read() -> None:
    assert read("mu = beta1*mu' + (1 - beta1)*g^2") == Formula(
        "mu", ("+", ("*", "beta1", "mu'"), ("*", ("-", 1, "beta1"), ("^", "g", 2)))
    )
    assert read("was {move:up|down}, so {f}.") == Words(
        ("was ", ("move", ("up", "down")), ", so ", ("f", ()), ".")
    )
