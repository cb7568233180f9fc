"""What stands below the plots, in parts that run alone when a racer's knob is turned."""

from ui.playground import closer_looks, inspector, parts, report
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


@parts.part(parts.RESULTS)
def results(scene: Scene, raced: list[Raced]) -> None:
    """Advice, the table and the race in words."""
    report.advice(scene, raced)
    report.results(scene, raced)
    inspector.words(raced)


@parts.part(parts.CLOSER)
def closer(scene: Scene, raced: list[Raced]) -> None:
    """The closer look."""
    closer_looks.show(scene, raced)
