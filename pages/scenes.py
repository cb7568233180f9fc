"""The gallery of scenes: races that make a point."""

from ui.scenes import page

page.body()
