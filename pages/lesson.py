"""A lesson: predict, see what happens, understand why."""

from ui.kit.address import link_notes
from ui.lesson import page
from ui.lesson.visit_address import LESSON

visit = LESSON.open()
link_notes()
visit, places = page.lay_out(visit)
LESSON.settle(visit)
page.body(visit, places)
