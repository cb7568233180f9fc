"""What a fresh visit opens on: two methods in a ravine, playing once."""

from core.sentences import N_
from ui.scene import lecture_scenes
from ui.scene.moment import Moment
from ui.scene.racer import Racer
from ui.scene.scene import Scene

SAYS = N_(
    "Two methods run down the same ravine. Gradient descent zigzags between its walls; momentum"
    " gathers speed along its floor."
)
WELCOME = Scene.opening(
    "ravine",
    race=(Racer("gd", (("learning_rate", 0.038),)), Racer("momentum", (("learning_rate", 0.02),))),
    moment=Moment(step=0, play="1"),
)


def words_above(scene: Scene) -> tuple[str, str]:
    """The title above a scene, and what it teaches: the scene itself, or else its surface."""
    landscape = scene.landscape()
    lesson = SAYS if scene == WELCOME else lecture_scenes.lesson_of(scene) or landscape.lesson
    return landscape.title, lesson
