"""A figure as text for the browser, the surface apart from what moves."""

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly


def pack(figure: go.Figure) -> tuple[str | None, str]:
    """JSON of the first trace where that is the surface (else None), and of all the rest.

    Arrays travel as base64 in their own number type; what is not finite becomes null.
    """
    plain = figure.to_dict()
    plain["layout"].pop("template", None)
    traces = plain["data"]
    surface = traces.pop(0) if traces and traces[0].get("name") == "surface" else None
    return surface and to_json_plotly(surface), to_json_plotly(plain)
