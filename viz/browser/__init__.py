"""Bytes that our own components in the browser draw: races, maps, samples."""
