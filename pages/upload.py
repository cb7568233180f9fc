"""Upload a surface: values from a file, to race on."""

from ui.upload import page

page.body()
