"""What the ground is like: critical points, curvature at a point, and chords."""
