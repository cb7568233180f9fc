"""The performance profile: ticked optimizers over all surfaces."""

from ui.kit.address import link_notes
from ui.profile import page
from ui.profile.controls import SURVEY

survey = SURVEY.open()
link_notes()
survey = page.lay_out(survey)
SURVEY.settle(survey)
page.body(survey)
