"""Losses that are means over data: the data themselves, classifiers, and mini-batches of them."""
