"""The least that a Streamlit app can do: a slider and a text. bench/player.py measures it."""

import streamlit as st

value = st.select_slider("Rate", [k / 10 for k in range(50)])
st.write(f"value {value}")
