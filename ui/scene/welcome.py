"""What a fresh visit opens on: two methods in a ravine, playing once."""

from ui.scene.moment import Moment
from ui.scene.racer import Racer
from ui.scene.scene import Scene

SAYS = (
    "Two methods run down the same ravine. Gradient descent zigzags between its walls; momentum"
    " gathers speed along its floor."
)
WELCOME = Scene.opening(
    "ravine",
    race=(Racer("gd"), Racer("momentum")),
    moment=Moment(step=0, play="1"),
)
