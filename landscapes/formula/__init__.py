"""From a formula as text to exact derivatives, fast functions and LaTeX."""
