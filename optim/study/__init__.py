"""What is learned from runs: fair races, advice and theory, performance profiles, checks."""
