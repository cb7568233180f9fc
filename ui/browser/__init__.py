"""What runs in the browser: JavaScript and CSS, each component beside the Python that mounts it."""
