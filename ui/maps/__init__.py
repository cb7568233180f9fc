"""The pages “Basins” (which start leads where) and “Sweep” (how a method fares by its knobs)."""
