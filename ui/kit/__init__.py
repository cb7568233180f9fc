"""What every page needs and knows no scene: addresses, widgets from knobs, caches, workers."""
