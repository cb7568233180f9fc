"""The page “Links for a class”: what a link leaves free, what it asks first, and how it looks."""
