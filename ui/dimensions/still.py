"""What “Many dimensions” shows, standing still in a lesson's file: words, a drawing, a table."""

from collections.abc import Mapping
from html import escape

import landscapes
from core.sentences import _
from ui.dimensions import cost, signs
from ui.dimensions.dimensions import Dimensions
from ui.kit.tables import table_html
from viz.print import log_chart


def still(query: Mapping[str, str]) -> str:
    """The part that a link asks for, as HTML; empty for what takes a training."""
    asked = Dimensions.from_query(query)[0]
    if asked.part == "signs":
        return f"<p>{escape(_(signs.in_words(asked)))}</p>{_chart(asked)}"
    if asked.part == "cost":
        columns = cost.table(asked.weights, 1.0)
        del columns[cost.TIMED]  # another server would write another file
        return table_html(columns)
    return ""


def _chart(asked: Dimensions) -> str:
    known = landscapes.signs
    curves: dict[str, dict[float, float]] = {
        _("eigenvalues"): {n: known.alike(n) for n in signs.SIZES},
        _("by the diagonal (wrong)"): {n: known.by_diagonal(n) for n in signs.SIZES},
    }
    drawn = dict[float, float](signs.shares(asked).items())
    axes = _("dimensions"), _("share with all signs alike")
    return log_chart(curves, {_("drawn"): drawn}, axes)
