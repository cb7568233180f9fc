"""The plots, as two components that share one JavaScript module.

`ground` receives the surface and keeps it in the browser; `stage` receives what moves and draws.
Both mount a few lines of inline code that import the module served from `ui/player/`.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from ui import assets
from viz import pack
from viz.theme import DARK

HERE = Path(__file__).parent
HTML = """
<div data-stage role="group" aria-label="Plots of the race">
  <div data-plot="contour" role="img" aria-label="Contour map with all paths"></div>
  <div data-plot="surface" role="img" aria-label="The surface in three dimensions"></div>
  <div data-plot="loss" role="img" aria-label="Loss curves of all optimizers"></div>
  <div data-probe aria-hidden="true"></div>
</div>
<p data-problem role="alert"></p>
"""


def _loader(module: str, call: str) -> str:
    """Inline code that imports a served module and calls it with the component's arguments.

    A component that is gone before the import arrives is left alone.
    """
    return f"""
const module = import(new URL({assets.module_url(module)!r}, document.baseURI).href);
export default function(component) {{
  let close = () => {{}};
  let gone = false;
  module.then((loaded) => {{ if (!gone) close = {call} ?? close; }}).catch((error) => {{
    console.warn(error);
    const problem = component.parentElement.querySelector("[data-problem]");
    if (problem) problem.textContent = "The pictures could not be loaded. Reload the page.";
  }});
  return () => {{ gone = true; close(); }};
}}
"""


@st.cache_resource
def _components() -> tuple[Any, Any]:
    """Register both components, once a server."""
    make = st.components.v2.component
    ground = make(
        "thalweg_ground", html="<span hidden></span>",
        js=_loader("ground.js", "loaded.remember(component.data.id, component.data.traces)"),
        isolate_styles=False,
    )  # fmt: skip
    stage = make(
        "thalweg_stage", html=HTML, css=(HERE / "stage.css").read_text("utf-8"),
        js=_loader("stage.js", "loaded.show(component.parentElement, component.data)"),
        isolate_styles=False,
    )  # fmt: skip
    return ground, stage


def mount(figures: dict[str, Any], ground_id: str) -> None:
    """Show the figures. Traces named `surface` are sent apart, only when they change."""
    ground, stage = _components()
    packed = {name: pack(figure) for name, figure in figures.items()}
    surfaces = {name: surface for name, (surface, _) in packed.items() if surface}
    moving = {name: rest for name, (_, rest) in packed.items()}
    ground(key="ground", data={"id": ground_id, "traces": surfaces})
    stage(
        key="stage",
        data={
            "figures": moving,
            "ground": ground_id,
            "plotly": assets.plotly_url(),
            "dark": DARK,
        },
    )
