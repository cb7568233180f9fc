"""The address of the playground: the scene that its page shows."""

from ui.kit.address import Address
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title

SCENE = Address("scene", Scene.from_query, scene_title)
