"""Components are made known to Streamlit once a server, from the files of their folders."""

from typing import Any

import streamlit as st

from ui.browser.assets import loader, styles, text

UNSEEN = "<span hidden></span>"
"""The whole HTML of what only receives something."""


@st.cache_resource
def component(name: str, *sheets: str) -> Any:
    """The one whose module, HTML and style sheet lie in the folder of its name.

    `sheets`: style sheets it needs before its own.
    """
    own = [text(sheet) for sheet in (*sheets, f"{name}/{name}.css")]
    script = loader(f"{name}/{name}.js", "loaded.show(component)")
    return registered(name, script, text(f"{name}/{name}.html"), styles(*own))


def registered(name: str, script: str, html: str = UNSEEN, css: str | None = None) -> Any:
    """A component that is made up otherwise; the caller keeps it."""
    return st.components.v2.component(
        f"thalweg_{name}", html=html, css=css, js=script, isolate_styles=False
    )
