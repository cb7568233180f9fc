"""The page “Experiments with networks”: many weights, many networks, and one loss looked into."""
