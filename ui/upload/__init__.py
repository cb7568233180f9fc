"""The page on which a surface file is uploaded."""
