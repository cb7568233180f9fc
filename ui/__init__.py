"""Streamlit glue: the link codec, widgets made from knobs, the plot component."""
