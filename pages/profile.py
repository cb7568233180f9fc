"""The performance profile: ticked optimizers over all surfaces."""

from ui import controls, profile

survey = profile.SURVEY.open()
controls.notes()
survey = profile.controls(survey)
profile.SURVEY.settle(survey)
profile.show(survey)
