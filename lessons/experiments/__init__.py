"""What lessons measure that no single race shows, one file a topic."""
