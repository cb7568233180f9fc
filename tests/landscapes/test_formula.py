"""What a person types: refused in one sentence, or compiled to exactly what it says."""

import math
import subprocess
import sys
import threading
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pseudo_language import spoken, untold
from symbolic_reference import assert_agrees, reference, same_bits, six

import landscapes
from core.sentences import _
from landscapes.formula.latex import latex
from landscapes.formula.tokens import ALIASES, FUNCTIONS

HOSTILE = [
    "__import__('os').system('touch /tmp/x')", "().__class__", "x.real", "x.__class__",
    "(1).__class__", "x[0]", "open(x)", "eval(x)", "exec(x)", "print(x)", "foo(x)", "x(y)",
    "getattr(x, y)", "9**9**9", "9^9^9^9*x", "x*9**9**9", "2**99999", "10**400", "1e400",
    "1e400 - 1e400", "x" * 10_000, "x" + "+x" * 4_999, "(" * 500 + "x" + ")" * 500, "(" * 500,
    ")" * 500, "[" * 500, "-" * 590 + "x", "+" * 590 + "x", "x" + "^x" * 290,
    "sin(" * 100 + "x" + ")" * 100, "inf", "nan", "x*inf", "infinity", "0/0", "1/0", "log(0)",
    "log(-1)", "sqrt(-1)", "exp(1e9)", "(-8)^(1/3)", "0^-1", "x/0", "x/(y - y)", "lambda: 0",
    "lambda x: x", "lambda", "x < y", "x == y", "x != y", "x >= 1", "x is y", "x in y", "'x'",
    '"x"', "'''x'''", "b'x'", "f'{x}'", "f\"{().__class__}\"", "x := 1", "(x := 1)", "x = 1",
    "x if y else 1", "not x", "x and y", "x or y", "~x", "x // y", "x % y", "x @ y", "x & y",
    "x | y", "x << 2", "x >> 2", "x!", "x;y", "x,y", "(x, y)", "()", "[x]", "{x}", "{}", "...",
    "x...", "None", "True", "yield", "await x", "import os", "del x", "*x", "sin(*x)",
    "sin(**x)", "sin(x=1)", "max(x, y, 1)", "min(x)", "sin()", "sin", "sin x", "x sin",
    "x2", "(x)2", "x y", "2 3", "xy", "x(2)", "1/2x", "x/2(y)", "2xy", "x 2", "2pi x", "2e", "2ex",
    "1_000", "0x10", "0b1", "1j", "1e", "1..2", "..", "x\0", "x#comment", "x\\\ny", "`x`",
    "$x", "x?", "@", "", " ", "\n", "\t \r\n", "\u00a0", "ｘ", "x＋y", "𝐱", "x²", "x\u0301",
    "٣*x", "１+x", "x\u200b", "\ufeffx", "ѕin(x)", "х + 1", "µ", "π", "∞", "√x", "\ud800",
    "x +", "x *", "* x", "x + * y", "(x", "x)", "x +)", "(", ")", "x^", "^x", "x***y", "max(x y)",
    "sin((x)", "__builtins__", "_", "__debug__", "self", "k0", "n0", "rescue", "np", "z",
]  # fmt: skip


def within(seconds, call):
    """Run `call`; fail if it hangs. Generous: a guard against hanging, not a measurement."""
    outcome = []

    def run():
        try:
            outcome.append((call(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    assert outcome, f"no answer in {seconds} s"
    return outcome[0]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t[:24]) + f"-{len(t)}")
def test_hostile_text_is_refused_in_one_sentence(text, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("code was made from hostile text")

    monkeypatch.setattr("landscapes.formula.compile.Writer", never)
    error = within(5, lambda: landscapes.from_formula(text))[1]
    assert type(error) is landscapes.FormulaError, error
    sentence = str(error)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 260
    assert error.position is None or 0 <= error.position < len(text)
    with spoken():
        assert untold(_(sentence)) == []


def test_hostile_text_runs_nothing(tmp_path):
    target = tmp_path / "touched"
    for text in (f"__import__('os').mkdir('{target}')", f"open('{target}', 'w')"):
        with pytest.raises(landscapes.FormulaError):
            landscapes.from_formula(text)
    assert not target.exists()


@given(st.text(max_size=80) | st.text("xy0123456789.eE+-*/^(), sincoexplgqrtabm_", max_size=60))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_text_is_refused_or_evaluates(text):
    try:
        surface = landscapes.from_formula(text)
    except landscapes.FormulaError:
        return
    assert all(type(value) is float for value in six(surface, 0.3, -0.7))
    assert surface.latex


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("x + $", 4), ("x + foo(y)", 4), ("x + qq", 4), ("  x + (y", 6), ("x + y)", 5),
        ("x y", 2), ("x*2y2", 3), ("(x)2", 3), ("1/2x", 3), ("1/2^3(x)", 5),
        ("3 + 2e", 5), ("x +", 2), ("sin + 1", 0), ("x + sin(x, y)", 4),
        ("x + 9**9**9", 4), ("x*1e999", 2), ("x * ( )", 4), ("x // y", 3), ("x + y.real", 5),
        ("x^2 + ln(y) + lnn(y)", 14), ("x − ¤", 4), ("x + (0/0)", 5), ("x+\ny @ 1", 5),
    ],
)  # fmt: skip
def test_the_error_points_at_the_character(text, position):
    with pytest.raises(landscapes.FormulaError) as caught:
        landscapes.from_formula(text)
    assert caught.value.position == position
    assert str(caught.value).startswith(f"Character {position + 1}: ")


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("3x", "3*x"), ("2 y", "2*y"), ("3(x+y)", "3*(x+y)"), ("(x+1)(y-2)", "(x+1)*(y-2)"),
        ("2sin(x)", "2*sin(x)"), ("sin(x)cos(y)", "sin(x)*cos(y)"), ("(x+1)y", "(x+1)*y"),
        ("2x^2y", "2*x^2*y"), ("x^2(y+1)", "x^2*(y+1)"), ("1/(2x)", "1/(2*x)"), ("-2x", "-2*x"),
        ("x/2 + 3y", "x/2 + 3*y"), ("x/3*2y", "x/3*2*y"), ("(x/2)(y+3)", "(x/2)*(y+3)"),
        ("2pi*x", "2*pi*x"), ("2e3x", "2000*x"), ("2 e*x", "2*e*x"),
        ("max(2x, 3y)", "max(2*x, 3*y)"),
    ],
)  # fmt: skip
def test_a_product_may_be_written_without_a_sign(text, full):
    mine, wanted = landscapes.from_formula(text), landscapes.from_formula(full)
    assert six(mine, 0.3, -0.7) == six(wanted, 0.3, -0.7)
    assert mine.latex == wanted.latex
    assert mine.text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 + xy", "Character 5: 'xy' is not known; did you mean x*y"),
        ("x2", "Character 1: 'x2' is not known; did you mean x*2 or x^2"),
        ("xsin(y)", "Character 1: There is no function 'xsin'; did you mean x*sin"),
        ("x(y + 1)", "Character 1: x is no function; for a product write x*("),
        ("1/2x", "Character 4: What is divided here? Write * between 2 and x, or brackets"),
        ("x y", "Character 3: Write * between x and y"),
        ("1e", "Character 2: Write 1*e, or a power of ten as in 2e3"),
    ],
)
def test_a_product_that_could_be_something_else_is_refused_with_advice(text, said):
    with pytest.raises(landscapes.FormulaError) as caught:
        landscapes.from_formula(text)
    assert str(caught.value).startswith(said)


def test_a_misspelt_name_gets_a_hint():
    for text, hint in (("sine(x)", "sin"), ("sqr(x)", "sqrt"), ("x + pie", "pi")):
        with pytest.raises(landscapes.FormulaError, match=f"did you mean {hint}\\b"):
            landscapes.from_formula(text)


LARGE = [
    "sin(" * 40 + "x" + ")" * 40,
    "1/(1+x*" * 38 + "x" + ")" * 38,
    "^".join(["x"] * 78),
    "^".join(["(x+y)"] * 40),
    "*".join(["sin(x*y)"] * 49),
    "/".join(["cosh(x+y)"] * 40),
    "-x^" * 38 + "x",
    "max(y,1+" * 38 + "x" + ")" * 38,
    "+".join(["exp(-(x-1.25)^2-(y-2.75)^2)"] * 21),
    "*".join(["(1+x*y)"] * 65),
]


@pytest.mark.parametrize("text", LARGE, ids=lambda t: t[:12])
def test_the_largest_legal_formulas_compile(text):
    assert len(text) <= 600

    def everything():
        surface = landscapes.from_formula(text)
        spread = np.linspace(0.1, 1.3, 5)
        return six(surface, 0.3, 0.7), six(surface, spread, spread), surface.latex

    answer, error = within(5, everything)
    assert error is None, error
    assert all(type(value) is float for value in answer[0])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("x^2 + y^3", "x**2 + y**3"), ("-x^2", "-(x^2)"), ("-x**2", "0 - x*x"),
        ("2^-x", "2^(-x)"), ("x^y^2", "x^(y^2)"), ("x - y - 1", "(x - y) - 1"),
        ("x/y/2", "(x/y)/2"), ("x/2*y", "(x/2)*y"), ("-x*y", "-(x*y)"), ("x - -y", "x + y"),
        ("+x + +y", "x + y"), ("2*x^2", "2*(x^2)"), ("-2^2 + x", "x - 4"), ("ln(y)", "log(y)"),
        ("arctan(x) + arcsin(x/9) + arccos(y/9)", "atan(x) + asin(x/9) + acos(y/9)"),
        ("x − y", "x - y"), ("x × y ÷ 2", "x*y/2"), ("x·y", "x*y"), ("x\n +\t y", "x+y"),
        (".5*x + 1.*y", "0.5*x + y"), ("1e-1*x", "0.1*x"), ("e^x", "exp(1)^x"),
        ("cos(pi)*x", "-x"), ("x^0.5", "sqrt(x)"), ("x^-1", "1/x"), ("x^0", "1"),
        ("max(x, y) + min(x, y)", "x + y"), ("abs(x)*sign(x)", "x"),
    ],
)  # fmt: skip
def test_two_ways_to_write_the_same(text, same):
    one, two = landscapes.from_formula(text), landscapes.from_formula(same)
    for x, y in ((0.3, 0.7), (1.9, 1.25), (2.5, 0.125)):
        assert six(one, x, y) == pytest.approx(six(two, x, y), rel=1e-14, abs=1e-14)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-x^2", -9.0), ("2*x^2", 18.0), ("x^y^2", 81.0), ("x - y - 1", 0.0), ("12/x/y", 2.0),
     ("12/x*y", 8.0), ("-x + y", -1.0), ("2^-1*x", 1.5), ("pi - x", math.pi - 3),
     ("e*y", 2 * math.e),
     ("min(x, y)", 2.0), ("max(x, y)", 3.0), ("sign(-x)", -1.0), ("abs(y - x)", 1.0)],
)  # fmt: skip
def test_values_by_hand(text, value):
    assert landscapes.from_formula(text).fun(3, 2) == value


# For each function two inner values, inside its domain and away from its kinks.
INNER = {"asin": "x/3", "acos": "y/3", "log": "x^2 + 0.5", "sqrt": "x^2 + y + 1"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_derivatives_of_every_function(name):
    inner = INNER.get(name, "x*y + x - 0.3")
    text = f"{name}({inner})" if FUNCTIONS[name] == 1 else f"{name}({inner}, x^2 - y)"
    surface = landscapes.from_formula(text)
    for x, y in ((0.7, 0.4), (-0.6, 0.9), (1.1, -0.85), (0.05, 0.35)):
        assert_agrees(surface, text, {}, x, y)


@pytest.mark.parametrize(
    "text", ["x^y", "(x + y)^3", "x^-2 * y", "2^(x*y)", "x^2.5", "x^65", "x^(-1.5)", "(x*y)^x"]
)
def test_derivatives_of_powers(text):
    surface = landscapes.from_formula(text)
    for x, y in ((0.7, 0.4), (1.3, 0.9), (2.1, 1.75)):
        assert_agrees(surface, text, {}, x, y)


NUMBERS = st.sampled_from(["2", "3", "0.5", "1.7", "0.25", "pi", "e", "7"])
ONE_VALUE = st.sampled_from([name for name, count in FUNCTIONS.items() if count == 1])


def _grow(inner):
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("{}({})".format, ONE_VALUE, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("({})^{}".format, inner, st.sampled_from("234")),
        st.builds("(abs({}) + 0.5)^({})".format, inner, inner),
        st.builds("-{}".format, inner),
    )


FORMULAS = st.recursive(st.sampled_from(["x", "y"]) | NUMBERS, _grow, max_leaves=5)


@given(FORMULAS)
@settings(max_examples=120, deadline=None, derandomize=True)
def test_random_formulas_against_sympy(text):
    try:
        surface = landscapes.from_formula(text)
    except landscapes.FormulaError:
        assume(False)
    for x, y in ((0.37, 0.81), (-1.13, 0.59)):
        mine = six(surface, x, y)
        try:
            true = reference(text)(x, y)
        except (ZeroDivisionError, ValueError, OverflowError):
            continue
        if any(isinstance(v, mpmath.mpc) and v.imag != 0 for v in true):
            continue  # a complex value: the surface is not defined here
        if all(map(math.isfinite, mine)) and max(map(abs, mine)) < 1e8:
            assert_agrees(surface, text, {}, x, y)


@given(FORMULAS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_random_formulas_floats_and_arrays_agree_to_the_last_bit(text):
    try:
        surface = landscapes.from_formula(text)
    except landscapes.FormulaError:
        assume(False)
    x = np.array([0.37, -1.13, 2.0, 0.5, -1.0, 0.0, 1.0, 3.25, -0.4])
    y = np.array([0.81, 0.59, 0.5, 2.0, 0.0, 0.0, -1.0, -2.5, 1e3])
    columns = six(surface, x, y)
    for k, point in enumerate(zip(x, y, strict=True)):
        for column, value in zip(columns, six(surface, *point), strict=True):
            assert same_bits(column[k], value), (text, point)


@pytest.mark.parametrize("text", ["x^y", "y^x", "2^x + y", "x^(1/3) + tanh(y)", "exp(x)^y*sin(y)"])
def test_bits_do_not_depend_on_how_arrays_lie_in_memory(text):
    """NumPy squares or takes roots where an exponent is one number in memory, another last bit."""
    surface = landscapes.from_formula(text)
    wide = np.linspace(0.05, 3.3, 77)
    exponents = np.array([[0.5], [2.0], [-1.0], [1.0], [0.0], [3.0], [0.25]])
    for columns in (six(surface, wide, exponents), six(surface, wide[::-1], exponents)):
        assert columns[0].shape == (7, 77)
    full_x, full_y = (np.array(v) for v in np.broadcast_arrays(wide, exponents))
    layouts = [(wide, exponents), (full_x, full_y), tuple(map(np.asfortranarray, (full_x, full_y)))]
    made = [six(surface, *layout) for layout in layouts]
    for i, j in np.ndindex(7, 77):
        point = six(surface, full_x[i, j], full_y[i, j])
        alone = six(surface, full_x[i : i + 1, j], full_y[i : i + 1, j])
        for which, value in enumerate(point):
            assert same_bits(value, alone[which][0])
            assert all(same_bits(value, columns[which][i, j]) for columns in made)


@pytest.mark.parametrize(
    "text", ["1/x", "log(x)", "sqrt(x)", "x/y", "acos(x)", "(x + 1)^y", "x^2.5"]
)
def test_partial_says_where_a_surface_may_be_undefined(text):
    assert landscapes.from_formula(text).partial


@pytest.mark.parametrize("text", ["x^2 + y^2", "x/2", "exp(x)*sin(y)", "abs(x) + max(x, y)", "x^3"])
def test_whole_surfaces_are_not_partial(text):
    assert not landscapes.from_formula(text).partial


def test_division_by_zero_gives_inf_or_nan_and_no_warning():
    surface = landscapes.from_formula("1/x + y")
    assert surface.fun(0.0, 1.0) == math.inf
    assert surface.grad(0.0, 1.0)[1] == 1.0
    assert math.isnan(landscapes.from_formula("x/y").fun(0.0, 0.0))
    assert math.isnan(landscapes.from_formula("sqrt(x)").fun(-1.0, 0.0))
    assert landscapes.from_formula("log(x)").fun(0.0, 0.0) == -math.inf
    assert landscapes.from_formula("exp(x)").fun(1e6, 0.0) == math.inf
    assert math.isnan(surface.fun(math.nan, 0.0))
    assert surface.fun(np.array([0.0, 2.0]), 1.0).tolist() == [math.inf, 1.5]


def test_the_tip_of_a_cone_has_a_slope_of_zero():
    """sqrt(x^2 + y^2) has no derivative at its tip; zero is a subgradient, nan would end a run."""
    surface = landscapes.from_formula("sqrt(x^2 + y^2)")
    assert surface.grad(0.0, 0.0) == (0.0, 0.0)
    assert [g[0] for g in surface.grad([0.0, 3.0], [0.0, 4.0])] == [0.0, 0.0]
    assert landscapes.from_formula("sqrt(x)").grad(0.0, 1.0) == (math.inf, 0.0)
    assert math.isnan(landscapes.from_formula("sqrt(x)").grad(-1.0, 1.0)[0])


def test_powers_too_large_to_differentiate_are_refused_not_broken():
    with pytest.raises(landscapes.FormulaError):
        landscapes.from_formula("x^1e300")


@pytest.mark.parametrize(
    "bounds",
    [
        ((1, 1), (0, 1)), ((2, 1), (0, 1)), ((0, 1), (0, math.nan)), ((0, math.inf), (0, 1)),
        ((0, 1e9), (0, 1)), ((0, 1),), (0, 1, 0, 1), ((0, 1, 2), (0, 1)), None, "window", (),
        (("a", 1), (0, 1)), ((0, 1e-9), (0, 1)), ((None, 1), (0, 1)),
    ],
)  # fmt: skip
def test_a_bad_window_is_refused(bounds):
    with pytest.raises(landscapes.FormulaError, match=r"^The window .*[^.]\.$"):
        landscapes.from_formula("x + y", bounds=bounds)


def test_a_good_window_and_start_are_kept():
    surface = landscapes.from_formula("x + y", bounds=((-1, 3), ("0", 2)), start=(0.5, 1.0))
    assert surface.bounds == ((-1.0, 3.0), (0.0, 2.0))
    assert surface.start == (0.5, 1.0)
    x, y = landscapes.from_formula("x + y", bounds=((-1, 3), (0, 2))).start
    assert -1 < x < 3
    assert 0 < y < 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(1 - x)^2 + 100*(y - x^2)^2",
         r"\left(1 - x\right)^{2} + 100\,\left(y - x^{2}\right)^{2}"),
        ("x/2 - sin(y)^2", r"\frac{x}{2} - \sin^{2}\left(y\right)"),
        ("sin(x)^-1", r"\sin\left(x\right)^{-1}"),
        ("exp(x)^2", r"\left(e^{x}\right)^{2}"),
        ("1e20^x", r"\left(10^{20}\right)^{x}"),
        ("x*2.5", r"x \cdot 2.5"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("sqrt(abs(x))", r"\sqrt{\left|x\right|}"),
    ],
)  # fmt: skip
def test_latex(text, written):
    assert latex(text) == written


def test_aliases_are_functions():
    for alias, name in ALIASES.items():
        assert name in FUNCTIONS
        assert alias not in FUNCTIONS


def test_importing_landscapes_loads_nothing_heavy():
    code = (
        "import sys, landscapes; s = landscapes.get('ackley'); s.fun(0.1, 0.2); s.latex\n"
        "landscapes.from_formula('x^2 + y').hess(1, 2)\n"
        "print([m for m in ('sympy', 'scipy', 'streamlit', 'plotly') if m in sys.modules])"
    )
    root = Path(landscapes.__file__).parents[1]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_result_is_never_the_callers_own_array() -> None:
    x = np.zeros(3)
    made = landscapes.from_formula("x")
    assert not np.shares_memory(made.fun(x, x), x)


@pytest.mark.parametrize("text", [None, 5, b"x", ["x"]])
def test_a_formula_must_be_text(text: object) -> None:
    with pytest.raises(landscapes.FormulaError, match="text"):
        landscapes.from_formula(text)  # type: ignore[arg-type]
