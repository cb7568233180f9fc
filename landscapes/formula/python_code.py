"""A formula and its derivatives as Python that stands alone, for NumPy or PyTorch.

The operations are those of the compiled formula, in the same order, so every digit is the same.
"""

import ast
from collections.abc import Mapping
from typing import cast

from landscapes.formula.compile import Writer, with_derivatives

NUMPY = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "pow": "power",
    "min": "minimum", "max": "maximum",
}  # fmt: skip
"""What NumPy calls an operation, where that is another name."""
OWN = {
    "step": "def step(v):\n    return np.heaviside(v, 0.5)",
    "over": "def over(a, b):\n    return np.float64(0.0) if a == 0 and b == 0 else a / b",
    "varying_power": (
        "def varying_power(a, b):\n"
        "    return np.power(np.append(a, 1.0), np.append(b, 1.0))[0]  # rounded as in an array"
    ),
}
"""Operations that NumPy lacks, for single numbers."""
TORCH = {"min": "minimum", "max": "maximum", "varying_power": "pow"}


def python_code(formula: str, knobs: Mapping[str, float]) -> str:
    """The knobs as constants, then `fun`, `grad` and `hess` of single numbers, in NumPy."""
    graph, outputs = with_derivatives(formula, tuple(knobs))
    writer, inner = Writer(graph, tuple(knobs), floats=False), _Numpy(tuple(knobs))
    outer = writer.knob_only(outputs)
    parts = [[f"{name} = {value!r}" for name, value in knobs.items()]]
    parts[0] += [f"n{i} = {inner.written(writer.call(i, set(outer)))}" for i in outer]
    for which, (name, targets) in enumerate(outputs.items()):
        lines = writer.function(name, which, targets, set(outer))
        parts.append([inner.written("\n".join(line[4:] for line in lines))])
    own = [[OWN[name]] for name in sorted(inner.own)]
    return "\n\n\n".join("\n".join(lines) for lines in (*own, *parts) if lines)


def torch_code(formula: str, knobs: Mapping[str, float]) -> str:
    """The knobs as constants, then `fun` of two tensors, which PyTorch differentiates."""
    graph, outputs = with_derivatives(formula, tuple(knobs))
    writer, inner = Writer(graph, tuple(knobs), floats=False), _Torch(tuple(knobs))
    outer = writer.knob_only({"fun": outputs["fun"]})
    head = [f"{name} = torch.tensor({value!r})" for name, value in knobs.items()]
    head += [f"n{i} = {inner.written(writer.call(i, set(outer)))}" for i in outer]
    lines = writer.function("fun", 0, outputs["fun"], set(outer))
    body = inner.written("\n".join(line[4:] for line in lines))
    return "\n\n\n".join([*(["\n".join(head)] if head else []), body])


class _Numpy(ast.NodeTransformer):
    """Kernels of arrays, as the compiler writes them, for two numbers."""

    def __init__(self, knobs: tuple[str, ...]) -> None:
        self.knobs = knobs
        self.own: set[str] = set()
        """Those of `OWN` that are used."""

    def written(self, source: str) -> str:
        """Some source in these words, without brackets that are not needed."""
        return ast.unparse(ast.fix_missing_locations(self.visit(ast.parse(source))))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A knob by its name."""
        number = node.id.removeprefix("k")
        return ast.Name(self.knobs[int(number)]) if number.isdigit() else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """An operation by NumPy's name."""
        name = cast(ast.Name, node.func).id.removesuffix("_")
        arguments = [self.visit(each) for each in node.args]
        return self.called(name, arguments)

    def called(self, name: str, arguments: list[ast.expr]) -> ast.expr:
        """The call itself; what has the shape of x is just a number here."""
        if name == "full":
            return arguments[1]
        if name in OWN:
            self.own.add(name)
            return ast.Call(ast.Name(name), arguments, [])
        return ast.Call(ast.Name(f"np.{NUMPY.get(name, name)}"), arguments, [])

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Numbers in, and plain numbers out."""
        self.generic_visit(node)
        node.body.insert(0, ast.parse("x, y = (np.float64(x), np.float64(y))").body[0])
        last = cast(ast.Return, node.body[-1])
        results = cast(ast.expr, last.value)
        each = results.elts if isinstance(results, ast.Tuple) else [results]
        plain: list[ast.expr] = [ast.Call(ast.Name("float"), [one], []) for one in each]
        last.value = plain[0] if len(plain) == 1 else ast.Tuple(plain, ast.Load())
        return node


class _Torch(_Numpy):
    """The same for two tensors."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Tensors in, tensors out."""
        self.generic_visit(node)
        return node

    def called(self, name: str, arguments: list[ast.expr]) -> ast.expr:
        """Operations of two arguments want tensors on both sides."""
        if name == "full":
            return cast(ast.Expr, ast.parse(f"{ast.unparse(arguments[1])} + 0.0 * x").body[0]).value
        if name in ("min", "max"):
            arguments = [ast.Call(ast.Name("torch.as_tensor"), [one], []) for one in arguments]
        return ast.Call(ast.Name(f"torch.{TORCH.get(name, name)}"), arguments, [])
