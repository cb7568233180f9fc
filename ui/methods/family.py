"""The family tree of the methods: who was made from whom, as each method declares it.

It is a list with the lines of the tree behind it; on a narrow page the list alone, indented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import optim
from core.sentences import _

WIDTH, HEIGHT, ACROSS, DOWN = 180, 68, 34, 8
"""Pixels of a method, and between two of them."""


@dataclass(frozen=True)
class Node:
    """A method in its place: columns from the left, rows from above."""

    slug: str
    column: int
    row: float

    @property
    def left(self) -> float:
        """Of its box, in pixels."""
        return self.column * (WIDTH + ACROSS)

    @property
    def top(self) -> float:
        """Of its box, in pixels."""
        return self.row * (HEIGHT + DOWN)


def tree() -> dict[str, Node]:
    """All methods, each after the parent that stands nearest to it."""
    parents = {slug: cls.parents for slug, cls in optim.CLASSES.items()}
    columns = {slug: column(parents, slug) for slug in parents}
    nearest = {s: max(p, key=columns.__getitem__) if p else "" for s, p in parents.items()}
    found: dict[str, Node] = {}
    rows = [0.0]

    def place(slug: str) -> float:
        found[slug] = Node(slug, columns[slug], 0)  # before its children
        below = [place(child) for child in parents if nearest[child] == slug]
        row = (below[0] + below[-1]) / 2 if below else rows[0]
        rows[0] += not below
        found[slug] = Node(slug, columns[slug], row)
        return row

    for slug in parents:
        if not nearest[slug]:
            place(slug)
    return found


def column(parents: Mapping[str, tuple[str, ...]], slug: str) -> int:
    """How many generations are before it, by the longest way."""
    return max((1 + column(parents, parent) for parent in parents[slug]), default=0)


def html() -> str:
    """The tree."""
    nodes = tree()
    wide = max(node.left for node in nodes.values()) + WIDTH
    high = max(node.top for node in nodes.values()) + HEIGHT
    lines = "".join(
        _line(nodes[parent], node, k > 0)
        for node in nodes.values()
        for k, parent in enumerate(_by_nearness(nodes, node.slug))
    )
    items = "".join(map(_item, nodes.values()))
    return (
        f'<div class="family"><div style="--width:{wide}px;--height:{high:.0f}px;'
        f'--wide:{WIDTH}px;--tall:{HEIGHT}px">'
        f'<p aria-hidden="true">{lines}</p>'
        f'<ul aria-label="{escape(_("Family tree"))}">{items}</ul></div></div>'
    )


def _by_nearness(nodes: Mapping[str, Node], slug: str) -> list[str]:
    return sorted(optim.CLASSES[slug].parents, key=lambda parent: -nodes[parent].column)


def _line(parent: Node, child: Node, other: bool) -> str:
    """From a parent across, up or down, and to the child; dashed from any but the nearest parent.

    Two boxes of which one side or two are drawn: what Streamlit shows of HTML has no SVG.
    """
    x0, y0 = parent.left + WIDTH, parent.top + HEIGHT / 2
    x1, y1 = child.left, child.top + HEIGHT / 2
    bend = x1 - ACROSS * (0.75 if other else 0.5)
    kind = " other" if other else ""
    turn = "up" if y1 < y0 else "down"
    return _box(f"across{kind}", x0, bend, y0, y0) + _box(f"{turn}{kind}", bend, x1, y0, y1)


def _box(kind: str, x0: float, x1: float, y0: float, y1: float) -> str:
    where = (
        f"left:{x0:.0f}px;width:{x1 - x0:.0f}px;top:{min(y0, y1):.0f}px;height:{abs(y1 - y0):.0f}px"
    )
    return f'<i class="{kind}" style="{where}"></i>'


def _item(node: Node) -> str:
    cls = optim.CLASSES[node.slug]
    names = ", ".join(_(optim.CLASSES[parent].title) for parent in cls.parents)
    made = f"<small>{escape(_('from {methods}', methods=names))}</small>" if names else ""
    where = f"--depth:{node.column};--left:{node.left}px;--top:{node.top:.0f}px"
    return (
        f'<li style="{where}"><a href="#{anchor(node.slug)}"><b>{escape(_(cls.title))}</b>'
        f"{made}<span>{escape(_(cls.adds))}</span></a></li>"
    )


def anchor(slug: str) -> str:
    """Where on the page a method's entry is."""
    return f"method-{slug}"
