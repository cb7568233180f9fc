"""The performance profile: ticked optimizers over all surfaces."""

from ui import controls
from ui.profile import page

survey = page.SURVEY.open()
controls.notes()
survey = page.controls(survey)
page.SURVEY.settle(survey)
page.show(survey)
