"""Tables of results: they wrap, cut nothing at any width, and write numbers in one notation.

On a narrow page each row is a block with the column's name before each value.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from core.sentences import _
from core.written import number

Cell = str | float | None
NARROW = 640
"""Pixels of the table's own width, below which a row is a block."""
STYLE = f"""
.results {{ container-type: inline-size; font-size: 0.9rem; line-height: 1.35; }}
.results table {{ width: 100%; border-collapse: collapse; }}
.results :is(th, td) {{
  padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid rgb(128 128 128 / 0.35); overflow-wrap: break-word;
}}
.results thead th {{ vertical-align: bottom; overflow-wrap: normal; }}
.results .number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.results td.number {{ white-space: nowrap; }}
@container (max-width: {NARROW}px) {{
  .results :is(table, tbody, tr, th, td) {{ display: block; }}
  .results thead {{ display: none; }}
  .results :is(th, td), .results td.number {{
    padding: 0.1rem 0; border: 0; text-align: left; white-space: normal;
  }}
  .results tbody tr {{ padding: 0.6rem 0; border-bottom: 1px solid rgb(128 128 128 / 0.35); }}
  .results td::before {{ content: attr(data-name) ": "; opacity: 0.75; }}
}}
"""


def results_table(columns: Mapping[str, Sequence[Cell]], digits: int = 4) -> None:
    """A table, column by column; the first one names the row. Text is shown as text."""
    st.html(f"<style>{STYLE}</style>{table_html(columns, digits)}")


def table_html(columns: Mapping[str, Sequence[Cell]], digits: int = 4) -> str:
    """The table as HTML; its roles are written out, as blocks would lose them."""
    numeric = {
        name for name, cells in columns.items() if not any(isinstance(c, str) for c in cells)
    }
    head = "".join(
        f'<th role="columnheader" scope="col"{_class(name in numeric)}>{escape(_(name))}</th>'
        for name in columns
    )
    rows = "".join(
        f'<tr role="row">{_row(dict(zip(columns, cells, strict=True)), numeric, digits)}</tr>'
        for cells in zip(*columns.values(), strict=True)
    )
    return (
        '<div class="results"><table role="table"><thead role="rowgroup"><tr role="row">'
        f'{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(cells: Mapping[str, Cell], numeric: set[str], digits: int) -> str:
    first, *others = cells.items()
    said = [f'<th role="rowheader" scope="row">{escape(_written(first[1], digits))}</th>']
    said += [
        f'<td role="cell" data-name="{escape(_(name))}"{_class(name in numeric)}>'
        f"{escape(_written(cell, digits))}</td>"
        for name, cell in others
    ]
    return "".join(said)


def _written(cell: Cell, digits: int) -> str:
    if isinstance(cell, str):
        return _(cell)
    return str(cell) if isinstance(cell, int) else number(cell, digits)


def _class(numeric: bool) -> str:
    return ' class="number"' if numeric else ""
