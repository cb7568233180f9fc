"""The page “Walk it yourself”."""
