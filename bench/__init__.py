"""Side-by-side measurements against rivals: each script is run as `python bench/NAME.py`."""
