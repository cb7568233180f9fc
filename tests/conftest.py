"""What all tests may use: a browser (chromium.py), pages shared in it, running servers."""

pytest_plugins = ["app_server", "chromium", "shared_pages"]
