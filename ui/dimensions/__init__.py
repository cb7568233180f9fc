"""The page “Many dimensions”."""
