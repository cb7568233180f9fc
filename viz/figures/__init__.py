"""Plotly figures: arrays in, figures out. One file a figure."""
