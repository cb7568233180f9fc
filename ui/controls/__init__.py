"""The controls of a scene, one file a part of the sidebar: each returns the scene as it is set."""
