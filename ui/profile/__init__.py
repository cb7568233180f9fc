"""The performance profile's page."""
