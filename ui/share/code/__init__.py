"""A race as programs that reproduce it: plain NumPy, PyTorch, and notebooks of both."""
