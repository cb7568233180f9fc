"""The page “Performance profile”."""
