"""A chart below the text of a step, if its scene asks for one: gradient check or chord."""

import landscapes
import optim
from ui.kit.charts import chart, is_dark
from ui.lesson.visit import Visit
from ui.scene.check import checked
from viz import figures

HEIGHT = 260


def show(visit: Visit) -> None:
    """What the closer look of the playground draws of this scene; a check only after the answer."""
    scene = visit.scene
    if scene is None:
        return
    if scene.panel == "chord":
        looked = landscapes.chord(scene.landscape(), *scene.chord_ends())
        chart(figures.chord_figure(looked, dark=is_dark()), "lesson.chord", HEIGHT, tools=False)
    elif scene.panel == "check" and not visit.held:
        found = optim.check_gradient(checked(scene), *scene.probed())
        figure = figures.check_figure(found, scene.h, scene.gradient, dark=is_dark())
        chart(figure, "lesson.check", HEIGHT, tools=False)
