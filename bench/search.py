"""A search for what breaks: mutated links, formulas of any shape, damaged files.

    python bench/search.py --links 100000 --formulas 20000 --files 5000

Nothing may raise but the errors that say what is wrong, and nothing may take longer than a second.
What ever failed becomes a test. `files` is the number for each format.
"""

import ast
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import landscapes
import optim
from bench import hostile
from bench.timing import chosen
from ui.page_list import PAGES

TOO_LONG = 1.0
"""Seconds of processor."""
GD = optim.get("gd")
MANY_STEPS, AT_ONCE = 20_000, 1e150
"""Runs of so many steps are worth compiling; with so large a tolerance they end at once."""
X, Y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9))


@dataclass(frozen=True)
class Sizes:
    """How much is tried."""

    links: int = 2000
    formulas: int = 500
    files: int = 200
    seed: int = 0


TINY = Sizes(links=40, formulas=15, files=10)


def open_link(link: str) -> None:
    """What every page makes of a link, and that its own link of it opens without a word."""
    query = parse_qs(link, keep_blank_values=True)
    asked = {key: values if len(values) > 1 else values[0] for key, values in query.items()}
    for page in PAGES:
        page.title_of(query)
        if page.address is not None:
            value, _ = page.address.read(asked)
            again, notes = page.address.read(value.to_query())
            if value.to_query() and (again != value or notes):
                raise AssertionError(f"{page.name}: {value.to_query()} is read otherwise: {notes}")


def use_formula(text: str) -> None:
    """All that is made of a formula: values, derivatives, LaTeX, the shader, programs, runs.

    Many runs at once go through machine code, where that is there (`optim/native`).
    """
    try:
        made = landscapes.from_formula(text, bounds=((-2, 2), (-2, 2)))
    except landscapes.FormulaError:
        return
    made.fun(0.3, -0.7), made.grad(0.3, -0.7), made.hess(0.3, -0.7)
    made.fun(X, Y), made.grad(X, Y), made.hess(X, Y)
    str(made.latex), made.shader  # made when it is looked at
    for program in (made.python, made.torch):
        ast.parse(program)
    optim.minimize_many(made, GD, X, Y, max_steps=MANY_STEPS, gtol=AT_ONCE)


def read_file(name: str, data: bytes) -> None:
    """What is made of a file."""
    try:
        landscapes.inspect_file(name, data)
        made = landscapes.from_file(name, data)
        made.fun(X, Y)
    except landscapes.SurfaceFileError:
        return


def tried(name: str, count: int, one: Callable[[], str]) -> Counter[str]:
    """Do it so often, and print how it went; what failed, with its reason."""
    failed: Counter[str] = Counter()
    slowest, what = 0.0, ""
    for _ in range(count):
        began = time.process_time()
        try:
            said = one()
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            failed[said[:300]] += 1
        took = time.process_time() - began
        if took > slowest:
            slowest, what = took, said
        failed[f"{took:.1f} s: {said[:200]}"] += took > TOO_LONG
    failed = +failed
    print(f"{name}: {count} tried, {sum(failed.values())} failed, slowest {1e3 * slowest:.0f} ms")
    print(f"  slowest: {what[:160]!r}")
    for reason, times in failed.most_common(10):
        print(f"  {times} x {reason!r}")
    return failed


def search(sizes: Sizes) -> dict[str, Counter[str]]:
    """Everything, with what failed by kind."""
    chance = random.Random(sizes.seed)

    def link() -> str:
        made = hostile.link(chance)
        _blaming(made, lambda: open_link(made))
        return made

    def formula() -> str:
        made = hostile.formula(chance)
        _blaming(made, lambda: use_formula(made))
        return made

    def file(ending: str) -> str:
        data = hostile.damaged(chance, hostile.surface_file(ending))
        _blaming(repr(data)[:200], lambda: read_file(f"a{ending}", data))
        return repr(data)

    found = {"links": tried("links", sizes.links, link)}
    found["formulas"] = tried("formulas", sizes.formulas, formula)
    for ending in hostile.FORMATS:
        read_file(f"a{ending}", hostile.surface_file(ending))  # loads what that needs
        found[ending] = tried(ending, sizes.files, lambda ending=ending: file(ending))  # type: ignore[misc]
    return found


def _blaming(text: str, work: Callable[[], None]) -> None:
    """Do it; an error names what it was about."""
    try:
        work()
    except Exception as error:
        raise RuntimeError(f"{type(error).__name__} {error} at {text}") from error


def main() -> None:
    """Search and print."""
    np.seterr(all="ignore")
    if any(search(chosen(__doc__ or "", Sizes(), TINY)).values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
