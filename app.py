"""The app object, for `streamlit run app.py` and `uvicorn app:app`; the router is ui/main.py."""

import streamlit as st

from ui.previews import ROUTES
from ui.serve import MAIN, MIDDLEWARE, lifespan

app = st.App(MAIN, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
