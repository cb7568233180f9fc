"""A method's rule and a surface's formula traced into one program of array operations."""
