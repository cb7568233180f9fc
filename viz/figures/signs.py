"""How often all eigenvalues of a random symmetric matrix have one sign, by its size."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace


def signs_figure(
    sizes: Sequence[int],
    exact: Sequence[float],
    by_diagonal: Sequence[float],
    drawn: Mapping[int, float],
    dark: bool = False,
) -> go.Figure:
    """Shares by size on a logarithmic axis: two lines, and marks for what was drawn by chance.

    A share of 0 among those drawn has no place on that axis and is left out.
    """
    at = np.asarray(sizes, np.float32)
    words = _("%{x} dimensions<br>share %{y:.3g}")
    both = ((_("eigenvalues"), exact), (_("by the diagonal (wrong)"), by_diagonal))
    lines = [
        line_trace(name, at, np.asarray(values, np.float32), k, f"<b>{name}</b> {words}")
        for k, (name, values) in enumerate(both)
    ]
    figure = go.Figure([*lines, _drawn(drawn)])
    low = float(np.log10(min(exact)))
    figure.update_layout(
        theme.layout(
            "signs",
            showlegend=True,
            legend={"orientation": "h", "y": 1.01, "yanchor": "bottom", "itemwidth": 40},
            xaxis=theme.axis(_("dimensions"), dtick=1),
            yaxis=theme.axis(
                _("share with all signs alike"),
                type="log",
                range=[low - 0.5, 0.3],
                exponentformat="power",
                dtick=2,
                automargin=True,
            ),
        )
    )
    return themed(figure, dark)


def _drawn(shares: Mapping[int, float]) -> go.Scatter:
    """A mark for each share that is not 0."""
    seen = {n: share for n, share in shares.items() if share > 0}
    return go.Scatter(
        x=list(seen),
        y=list(seen.values()),
        mode="markers",
        name=_("drawn"),
        marker=theme.badge("circle", 11),
        hovertemplate=_("<b>drawn</b> %{x} dimensions<br>share %{y:.3g}") + "<extra></extra>",
    )
