"""Votes of a lecture in the browser: the lecturer's bars, and the ballot that a phone opens."""

from ui.browser.votes.mount import show

__all__ = ["show"]
