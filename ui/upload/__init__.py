"""The page “Upload a surface”."""
