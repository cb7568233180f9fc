"""The link of a lesson: every visit comes back, and whatever a stranger wrote opens something."""
