"""The page “Neural network”: trained live, seen on planes through its weights."""
