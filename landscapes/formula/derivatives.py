"""Exact derivatives of a formula, by the chain rule from node to node of its graph.

That is forward accumulation (Griewank and Walther, *Evaluating Derivatives*, chapter 3). As nodes
are shared, a derivative costs a constant factor of the function: unlike a symbolic derivative
written out as a formula, it cannot swell.
"""

from landscapes.formula.graph import Graph, Node


def derivative(graph: Graph, target: int, name: str) -> int:
    """The node for the derivative of `target` with respect to the symbol `name`."""
    zero, one = graph.const(0), graph.const(1)
    slopes: dict[int, int] = {}
    for i in graph.needed(target):
        node = graph.nodes[i]
        if node.op in ("const", "symbol"):
            slopes[i] = one if node == Node("symbol", value=name) else zero
        else:
            slopes[i] = _chain(graph, i, node, [slopes[a] for a in node.args])
    return slopes[target]


def _chain(graph: Graph, i: int, node: Node, slopes: list[int]) -> int:
    if all(graph.value(s) == 0 for s in slopes):
        return graph.const(0)
    do, c, args = graph.apply, graph.const, node.args
    match node.op:
        case "add" | "sub" | "neg":
            return do(node.op, *slopes)
        case "mul" if args[0] == args[1]:
            return do("mul", do("mul", c(2), args[0]), slopes[0])
        case "mul":
            return do("add", do("mul", slopes[0], args[1]), do("mul", args[0], slopes[1]))
        case "div" | "over":
            return do(node.op, do("sub", slopes[0], do("mul", i, slopes[1])), args[1])
        case "sqrt":
            return do("over", do("mul", c(0.5), slopes[0]), i)
        case "pow":
            return _chain_pow(graph, i, args, slopes)
        case "min" | "max":
            gap = do("sub", *(args if node.op == "max" else args[::-1]))
            first, second = do("step", gap), do("step", do("neg", gap))
            return do("add", do("mul", first, slopes[0]), do("mul", second, slopes[1]))
    return do("mul", _outer(graph, i, node.op, args[0]), slopes[0])


def _chain_pow(graph: Graph, i: int, args: tuple[int, ...], slopes: list[int]) -> int:
    do, (base, power) = graph.apply, args
    lower = do("pow", base, do("sub", power, graph.const(1)))
    by_base = do("mul", do("mul", power, lower), slopes[0])
    if graph.value(slopes[1]) == 0:
        return by_base
    by_power = do("mul", do("mul", i, do("log", base)), slopes[1])
    return do("add", by_base, by_power)


def _outer(graph: Graph, i: int, op: str, u: int) -> int:
    """The derivative of a function of one value at `u`, where node `i` is its value."""
    do, one = graph.apply, graph.const(1)
    match op:
        case "sin":
            return do("cos", u)
        case "cos":
            return do("neg", do("sin", u))
        case "tan":
            return do("add", one, do("mul", i, i))
        case "asin":
            return do("div", one, _cosine(graph, u))
        case "acos":
            return do("neg", do("div", one, _cosine(graph, u)))
        case "atan":
            return do("div", one, do("add", one, do("mul", u, u)))
        case "sinh":
            return do("cosh", u)
        case "cosh":
            return do("sinh", u)
        case "tanh":
            return do("sub", one, do("mul", i, i))
        case "exp":
            return i
        case "log":
            return do("div", one, u)
        case "abs":
            return do("sign", u)
    return graph.const(0)  # sign and step are flat wherever they have a derivative


def _cosine(graph: Graph, u: int) -> int:
    """sqrt(1 - u^2), which the derivatives of asin and acos divide by."""
    return graph.apply("sqrt", graph.apply("sub", graph.const(1), graph.apply("mul", u, u)))
