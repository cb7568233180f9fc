"""What graphics cards and JavaScript get of a formula: the same operations, and not too many.

That they find the same losses is tested where they run: tests/javascript.
"""

import re

import numpy as np
import pytest

import landscapes
from landscapes.formula.glsl import FUNCTION, LARGEST, MOST_OPERATIONS, literal, shader
from landscapes.formula.graph import _FOLD
from landscapes.formula.landscape import FormulaLandscape
from landscapes.formula.parse import FUNCTIONS

X, Y = np.meshgrid(np.linspace(-1.7, 2.3, 9), np.linspace(-2.2, 1.9, 9))


def worked_out(program, values):
    """The program as NumPy works it out, with every operation's value."""
    found = []
    for op, *args in program:
        if op == "const":
            found.append(args[0])
        elif op == "symbol":
            found.append(values[args[0]])
        else:
            function = _FOLD.get(op) or getattr(np, op)
            found.append(function(*(np.float64(found[k]) for k in args)))
    return found


@pytest.mark.parametrize("slug", landscapes.names())
def test_the_list_of_every_surface_gives_its_losses_to_the_last_bit(slug):
    surface = landscapes.get(slug)
    if not isinstance(surface, FormulaLandscape):
        assert surface.shader is None
        return
    values = {name: getattr(surface, name) for name in surface.knobs} | {"x": X, "y": Y}
    with np.errstate(all="ignore"):
        found = worked_out(surface.shader.program, values)
    assert np.array_equal(found[-1], surface.fun(X, Y), equal_nan=True)
    for k in surface.shader.settled:
        assert np.ndim(found[k]) == 0


@pytest.mark.parametrize("slug", landscapes.names())
def test_the_text_has_a_line_for_each_operation_on_the_point(slug):
    made = landscapes.get(slug).shader
    if made is None:
        return
    lines = re.findall(r"^  float (n\d+) = (.+);$", made.glsl, re.MULTILINE)
    names = [name for name, _ in lines]
    assert len(set(names)) == len(names)
    for k, (_, term) in enumerate(lines):
        assert set(re.findall(r"n\d+", term)) <= set(names[:k])
    operations = [op for op, *_ in made.program if op not in ("const", "symbol")]
    assert len(lines) <= len(operations)
    declared = re.search(r"uniform float k\[(\d+)\];", made.glsl)
    used = [int(k) for k in re.findall(r"k\[(\d+)\](?!;)", made.glsl)]
    count = len(landscapes.get(slug).knobs) + len(made.settled)
    assert (int(declared[1]) if declared else 0) == count
    assert set(used) <= set(range(count))


def test_what_hangs_on_knobs_alone_is_no_work_for_each_pixel():
    made = shader("x*cos(pi*a/180) + y*sin(pi*a/180) + b + sqrt(a*b)", ("a", "b"))
    assert "sin_" not in made.glsl
    assert "cos_" not in made.glsl
    assert "sqrt_" not in made.glsl
    assert "uniform float k[5];" in made.glsl
    assert [made.program[k][0] for k in made.settled] == ["cos", "sin", "sqrt"]
    whole = shader("a*b", ("a", "b"))
    assert "return checked(k[2]);" in whole.glsl


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_of_formulas_has_a_name_on_the_card(name):
    inner = "x" if FUNCTIONS[name] == 1 else "x, y"
    assert re.search(rf"\b{name}_?\({inner}\)", shader(f"{name}({inner})").glsl)


def test_a_divisor_that_is_no_number_is_asked_whether_it_is_zero():
    assert "div_(x, y)" in shader("x/y").glsl
    assert "x / 3.0" in shader("x/3").glsl


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1, "0.1"), (-2.0, "(-2.0)"), (1e300, "3e+38"), (-1e300, "(-3e+38)"), (1e-300, "0.0"),
     (1 / 3, "0.3333333333333333"), (1e-7, "1e-07"), (1e22, "1e+22"), (0.0, "0.0")],
)  # fmt: skip
def test_numbers_are_written_in_full_as_far_as_float32_knows_them(value, text):
    assert literal(value) == text
    assert abs(float(text.strip("()"))) <= LARGEST


def test_a_formula_that_would_take_a_card_long_has_no_shader():
    most = MOST_OPERATIONS // (FUNCTION + 3)
    few, many = (" + ".join(f"sin(x+{k})" for k in range(n)) for n in (most - 1, most + 1))
    assert len(many) <= 600
    assert shader(few) is not None
    assert shader(many) is None
    assert landscapes.from_formula(many).shader is None
    assert shader("+".join(f"(x+{k})^63" for k in range(54))) is None


def test_surfaces_that_differ_in_their_knobs_alone_share_a_shader():
    assert landscapes.get("ravine").shader is landscapes.get("ravine", kappa=3.0).shader
