"""Upload a surface: values from a file, to race on."""

from ui import upload

upload.show()
