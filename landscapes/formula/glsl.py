"""A formula in the language of graphics cards (GLSL ES 3.00), and as a list for JavaScript.

Where the surface is not defined the text sets a flag, as no card has to know NaN. The functions it
calls with a final underscore, such as `sin_`, and `undefined`, are those of
ui/browser/player/terrain/elementary.js: they keep NumPy's meaning at their edges, and float32's
accuracy on every card. One exception: the flag stays set where NumPy forgets NaN, 1^NaN and NaN^0.
"""

from functools import lru_cache

from landscapes.base import Operation, Shader
from landscapes.formula.graph import Graph, grow
from landscapes.formula.parse import parse

MOST_OPERATIONS = 600
"""A formula with more has no shader: cards would take long to compile it, and to draw it.
A function counts as `FUNCTION` operations. The built-in surfaces have 70 at most."""
FUNCTION = 12
LARGEST, SMALLEST = 3e38, 1.2e-38
"""Of float32's ordinary numbers."""
_INFIX = {"add": "+", "sub": "-", "mul": "*"}
_BUILT_IN = {"abs", "sign", "min", "max"}
_CHEAP = {*_INFIX, *_BUILT_IN, "neg", "div", "sqrt", "const", "symbol"}


@lru_cache(maxsize=256)
def shader(text: str, symbols: tuple[str, ...] = ()) -> Shader | None:
    """The shader of a formula in x, y and `symbols`; None where it is too large for one."""
    graph = Graph()
    target = grow(graph, parse(text, symbols))
    needed = graph.needed(target)
    if sum(_cost(graph.nodes[i].op) for i in needed) > MOST_OPERATIONS:
        return None
    return _Writer(graph, needed, symbols).written(target)


def _cost(op: str) -> int:
    return 1 if op in _CHEAP else FUNCTION


class _Writer:
    """Writes one formula, a line for each operation."""

    def __init__(self, graph: Graph, needed: list[int], symbols: tuple[str, ...]) -> None:
        self.graph, self.needed, self.symbols = graph, needed, symbols
        self.moving = self._moving()
        self.settled = self._settled()

    def written(self, target: int) -> Shader:
        """The text of the function, and the list."""
        place = {i: k for k, i in enumerate(self.needed)}
        lines = [f"  float n{i} = {self._call(i)};" for i in self.needed if self._is_worked_out(i)]
        count = len(self.symbols) + len(self.settled)
        head = [f"uniform float k[{count}];"] if count else []
        body = ["float loss(float x, float y) {", "  undefined = false;", *lines]
        text = "\n".join([*head, *body, f"  return checked({self._term(target)});", "}", ""])
        program = tuple(self._operation(i, place) for i in self.needed)
        return Shader(text, program, tuple(place[i] for i in self.settled))

    def _moving(self) -> set[int]:
        """What depends on the point."""
        found: set[int] = set()
        for i in self.needed:
            node = self.graph.nodes[i]
            if node.value in ("x", "y") or found.intersection(node.args):
                found.add(i)
        return found

    def _settled(self) -> list[int]:
        """Operations on knobs alone whose values the others use: these come as numbers."""
        users = {a for i in self.moving for a in self.graph.nodes[i].args} | {self.needed[-1]}
        plain = ("const", "symbol")
        still = (i for i in self.needed if i not in self.moving)
        return [i for i in still if i in users and self.graph.nodes[i].op not in plain]

    def _is_worked_out(self, i: int) -> bool:
        return i in self.moving and bool(self.graph.nodes[i].args)

    def _operation(self, i: int, place: dict[int, int]) -> Operation:
        node = self.graph.nodes[i]
        return (node.op, *((place[a] for a in node.args) if node.args else (node.value,)))

    def _term(self, i: int) -> str:
        node = self.graph.nodes[i]
        if node.op == "const":
            return literal(float(node.value))
        if node.value in self.symbols:
            return f"k[{self.symbols.index(str(node.value))}]"
        if node.op == "symbol":
            return str(node.value)
        if i in self.settled:
            return f"k[{len(self.symbols) + self.settled.index(i)}]"
        return f"n{i}"

    def _call(self, i: int) -> str:
        node = self.graph.nodes[i]
        terms = [self._term(a) for a in node.args]
        if node.op in _INFIX:
            return f" {_INFIX[node.op]} ".join(terms)
        if node.op == "neg":
            return f"-{terms[0]}"
        if node.op == "div" and self.graph.value(node.args[1]):
            return f"{terms[0]} / {terms[1]}"
        return f"{node.op}{'' if node.op in _BUILT_IN else '_'}({', '.join(terms)})"


def literal(value: float) -> str:
    """A number as GLSL reads it; one beyond float32 becomes the nearest that float32 has."""
    value = max(-LARGEST, min(LARGEST, value if abs(value) >= SMALLEST else 0.0))
    return f"({value!r})" if value < 0 else repr(value)
