"""The page “Compare”: two races side by side, in step."""
