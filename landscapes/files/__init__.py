"""Surfaces from files of other tools: their kinds, what they hold, a spline."""
