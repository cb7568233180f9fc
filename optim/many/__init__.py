"""Many runs at once: grids of starts and of knobs, step by step together."""
