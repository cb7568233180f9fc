"""One run: its loop, what it may cost, what it counted, and why it stopped; and training."""
