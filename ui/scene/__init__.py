"""The scene: what decides a picture, its link, its race, and what is kept of both."""
