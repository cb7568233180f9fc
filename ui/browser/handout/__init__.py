"""A link to be handed out, as a component: its copies, its code for phones, and how it looks."""

from ui.browser.handout.mount import show

__all__ = ["show"]
