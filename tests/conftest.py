"""What all tests may use: a browser (chromium.py) and running servers (app_server.py)."""

pytest_plugins = ["app_server", "chromium"]
