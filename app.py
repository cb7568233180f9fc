"""The app object, for `streamlit run app.py` and `uvicorn app:app`; the router is ui/main.py."""

from pathlib import Path

import streamlit as st

from ui.previews import ROUTES
from ui.serve import MIDDLEWARE, lifespan

app = st.App(
    Path(__file__).parent / "ui" / "main.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
)
