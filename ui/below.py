"""What stands below the plots, in parts that run alone when a racer's knob is turned."""

from ui import inspector, panels, quick, report
from ui.race import Raced
from ui.scene import Scene


@quick.part(quick.RESULTS)
def results(scene: Scene, raced: list[Raced]) -> None:
    """Advice, the table and the race in words."""
    report.advice(scene, raced)
    report.results(scene, raced)
    inspector.words(raced)


@quick.part(quick.CLOSER)
def closer(scene: Scene, raced: list[Raced]) -> None:
    """The closer look."""
    panels.show(scene, raced)
