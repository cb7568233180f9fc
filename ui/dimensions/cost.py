"""“The cost of curvature”: what a Hessian takes, beside a gradient, by the number of weights."""

import streamlit as st

from core.sentences import N_, _, joined, sentence
from core.written import number
from optim import curvature_cost
from ui.dimensions.dimensions import Dimensions
from ui.kit.tables import results_table

TIMED = N_("Time to solve")
"""The column that a server measures."""
BYTES = (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
TIMES = (
    (N_("{n} years"), 31_557_600.0),
    (N_("{n} days"), 86_400.0),
    (N_("{n} h"), 3600.0),
    (N_("{n} min"), 60.0),
    (N_("{n} s"), 1.0),
)


def show(asked: Dimensions) -> None:
    """The table for so many weights."""
    with st.spinner(_("Solving a few systems to see how long it takes …")):
        known = curvature_cost.measured()
    results_table(table(asked.weights, curvature_cost.solve_seconds(asked.weights, known)))
    sizes = joined(
        (
            sentence("{n:,} weights {time}", n=size, time=in_time(seconds))
            for size, seconds in known.items()
        ),
        ", ",
    )
    words = _(
        "Solves measured on this server: {sizes}. Others follow from the nearest of these by N³. "
        "A gradient by backpropagation takes no more operations than 5 losses, whatever N is "
        "(A. Griewank and A. Walther, Evaluating Derivatives, 2008, section 3.3).",
        sizes=sizes,
    )
    st.caption(words)


def table(n: int, solve: float) -> dict[str, list[str]]:
    """What each way takes for `n` weights; `solve`: seconds of a solve."""
    one = in_bytes(8.0 * n)
    pairs, hessian = curvature_cost.pair_bytes(n), curvature_cost.hessian_bytes(n)
    return {
        N_("For a step"): [
            N_("A gradient, by backpropagation"),
            N_("A gradient, by forward differences"),
            N_("A gradient, by central differences"),
            sentence("L-BFGS, {n} pairs of vectors", n=curvature_cost.PAIRS),
            N_("Newton: the Hessian, and one solve"),
        ],
        N_("Losses it takes"): [
            N_("at most 5"),
            f"{curvature_cost.forward_losses(n):,}",
            f"{curvature_cost.central_losses(n):,}",
            N_("at most 5"),
            sentence("{n:,} gradients or so", n=n),
        ],
        N_("Memory"): [one, one, one, in_bytes(pairs), in_bytes(hessian)],
        TIMED: ["–", "–", "–", "–", in_time(solve)],
    }


def in_bytes(size: float) -> str:
    """A size for people: 46.5 MB."""
    for unit, each in BYTES:
        if size >= each:
            return f"{number(size / each, 3)} {unit}"
    return sentence("{n:.0f} bytes", n=size)


def in_time(seconds: float) -> str:
    """A time for people: 8.6 ms, 3.2 h."""
    for unit, each in TIMES:
        if seconds >= each:
            count = seconds / each
            return sentence(unit, n=f"{count:,.0f}" if count >= 1000 else number(count, 2))
    return f"{number(seconds * 1e3, 2)} ms"
