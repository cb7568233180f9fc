"""The page “Gallery of scenes”."""
