"""The family tree of the methods: as they declare it, without overlaps, each with its link."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui.methods import family

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")
METHODS = list(optim.CLASSES.values())
SAME = [
    ("momentum", {"momentum": 0.0}, "gd", {}),
    ("nesterov", {"momentum": 0.0}, "gd", {}),
    ("adam", {"beta1": 0.0, "beta2": 0.0, "eps": 1e-12}, "lion", {"beta1": 0.0, "beta2": 0.0}),
    ("adamw", {"weight_decay": 0.0}, "adam", {}),
    ("lbfgs", {}, "bfgs", {}),
]
"""With these knobs, what a method adds is nothing: it takes the first steps of another one."""


@pytest.mark.parametrize("cls", METHODS, ids=lambda cls: cls.slug)
def test_each_method_says_for_itself_what_it_adds_and_to_whom(cls: type[optim.Optimizer]) -> None:
    own = vars(cls)
    assert 3 < len(own["adds"]) < 60
    assert not cls.adds.endswith(".")
    base = cls.__mro__[1]
    assert "parents" in own or not getattr(base, "parents", ())
    assert set(cls.parents) <= set(optim.CLASSES) - {cls.slug}


def test_children_stand_right_of_all_their_parents_and_nothing_overlaps() -> None:
    nodes = family.tree()
    assert set(nodes) == set(optim.CLASSES)
    for slug, node in nodes.items():
        assert all(nodes[p].column < node.column for p in optim.CLASSES[slug].parents)
    places = sorted((node.column, node.row) for node in nodes.values())
    for (column, row), (next_column, next_row) in pairwise(places):
        assert column < next_column or next_row - row >= 1
    assert nodes["adam"].column == 3
    assert [slug for slug, node in nodes.items() if node.column == 0] == [
        "gd", "newton", "nelder_mead", "random_search",
    ]  # fmt: skip


@pytest.mark.parametrize(("child", "knobs", "parent", "others"), SAME)
def test_without_what_it_adds_a_method_is_another(
    child: str, knobs: dict[str, Any], parent: str, others: dict[str, Any]
) -> None:
    surface = landscapes.get("bowl")
    rate = {} if child == "lbfgs" else {"learning_rate": 0.03}
    runs = [
        optim.minimize(surface, optim.get(slug, **rate, **given), surface.start, 8)
        for slug, given in ((child, knobs), (parent, others))
    ]
    count = min(len(run.x) for run in runs)
    assert np.allclose(runs[0].x[:count], runs[1].x[:count], rtol=1e-6)
    assert count > 1


def test_each_leads_to_its_entry_on_the_page() -> None:
    app = AppTest.from_file(MAIN, default_timeout=120)
    app.run()
    app.switch_page("../pages/methods.py").run()
    assert not app.exception
    bodies = [each.body for each in app.get("html")]
    tree = next(body for body in bodies if 'class="family"' in body)
    linked = re.findall(r'href="#([^"]+)"', tree)
    there = [name for body in bodies for name in re.findall(r'<div id="([^"]+)"', body)]
    assert sorted(linked) == sorted(there)
    assert len(linked) == len(METHODS)
    assert "from Momentum, RMSProp" in tree
