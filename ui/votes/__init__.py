"""Votes in a lecture: a room by a short code, what is asked in it, and how many said what."""
