"""The pages of the app: what each is called, for the menu, for tabs and for links to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.sentences import N_
from ui.compare.controls import COMPARE
from ui.dimensions.controls import DIMENSIONS
from ui.experiments.controls import EXPERIMENT
from ui.handout.controls import HANDOUT
from ui.kit.address import Address
from ui.kit.tab_title import titled
from ui.lesson.visit_address import LESSON
from ui.maps.basins_controls import BASINS
from ui.maps.sweep_controls import SWEEP
from ui.network.controls import NETWORK
from ui.profile.controls import SURVEY
from ui.scene.address import SCENE
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME
from ui.walk.controls import WALK


@dataclass(frozen=True)
class PageFacts:
    """A page: `name` is that of its script and of its address, except for the first one's."""

    name: str
    title: str
    icon: str
    says: str
    """A sentence or two on what one finds there."""
    address: Address[Any] | None = None
    headline: str = ""
    """The title of its bare address, where that is not its name."""
    in_menu: bool = True
    """Whether the menu has it: it has room for seven. Other pages link to the others."""
    waits: str = ""
    """What its first sight keeps a place for, see ui/browser/page/first_sight.css."""

    def title_of(self, query: Mapping[str, list[str]]) -> str:
        """The title of a link to it: what the link shows, or the page's name."""
        if not query or self.address is None:
            return titled(self.headline or self.title)
        return self.address.title_of(query)

    @property
    def is_scene(self) -> bool:
        """Whether what it shows is a race, and nothing else."""
        return self.address is SCENE

    def scene_of(self, query: Mapping[str, list[str]]) -> Scene:
        """The race in a link to it, for the picture of the link; that of a fresh visit if none."""
        shown = self.address.value_of(query) if query and self.address else WELCOME
        # Of a question of a lesson the picture is not to tell the answer.
        scene = getattr(shown, "begun", getattr(shown, "scene", shown))
        return scene if isinstance(scene, Scene) else WELCOME


PAGES = (
    PageFacts(
        "playground", N_("Playground"), "landscape",
        N_("See how optimizers go down a loss surface: race gradient descent, momentum, Adam and "
        "others, step by step, in 2-D and 3-D, and share the race as a link."),
        SCENE, N_("Optimizers on loss landscapes"), waits="sidebar stage",
    ),
    PageFacts(
        "lesson", N_("Lesson"), "school",
        N_("A lesson on how optimizers go down a loss surface: predict, see what happens, "
        "understand why."),
        LESSON, in_menu=False,
    ),
    PageFacts(
        "lessons", N_("Lessons"), "school",
        N_("Lessons on gradient descent, momentum, Adam and loss surfaces: you predict, the race "
        "decides, two sentences say why."),
    ),
    PageFacts(
        "scenes", N_("Gallery of scenes"), "grid_view",
        N_("Races that make a point, as pictures: plateaus, saddles, ravines, noise, mini-batches, "
        "a network's loss surface."), in_menu=False,
    ),
    PageFacts(
        "basins", N_("Basins"), "grain",
        N_("Which start leads to which minimum: a map of thousands of runs of one optimizer."),
        BASINS, waits="sidebar",
    ),
    PageFacts(
        "sweep", N_("Sweep"), "grid_on",
        N_("How an optimizer fares by two of its settings, such as learning rate and momentum: "
        "a map of thousands of runs."),
        SWEEP, waits="sidebar",
    ),
    PageFacts(
        "network", N_("Neural network"), "graph_3",
        N_("A small neural network learns to read handwritten digits while you watch: the paths of "
        "its weights on a plane through their loss landscape."),
        NETWORK, waits="sidebar",
    ),
    PageFacts(
        "profile", N_("Performance profile"), "leaderboard",
        N_("Optimizers compared over many loss surfaces and starts by performance profiles."),
        SURVEY, in_menu=False,
    ),
    PageFacts(
        "dimensions", N_("Many dimensions"), "deployed_code",
        N_("What two dimensions cannot show: how seldom all curvatures have one sign where there "
        "are many, and what second derivatives cost by the number of weights."),
        DIMENSIONS, in_menu=False,
    ),
    PageFacts(
        "experiments", N_("Experiments with networks"), "science",
        N_("Search in 650 dimensions, dropout, ensembles, many trainings side by side, and what is "
        "computed on the way from a sample's features to the loss."),
        EXPERIMENT, in_menu=False,
    ),
    PageFacts(
        "walk", N_("Walk it yourself"), "hiking",
        N_("Find the way down a loss surface in the dark, step by step, then see what gradient "
        "descent makes of as many evaluations."),
        WALK, in_menu=False, waits="sidebar",
    ),
    PageFacts(
        "upload", N_("Upload a surface"), "upload_file",
        N_("Race optimizers on a loss surface that you measured, such as one of your own network."),
    ),
    PageFacts(
        "compare", N_("Compare"), "compare",
        N_("Two races of optimizers side by side, in step and on one set of axes, and what differs "
        "between them in words."),
        COMPARE, in_menu=False,
    ),
    PageFacts(
        "handout", N_("Links for a class"), "assignment",
        N_("A link that locks or leaves out controls, opens at a step, or asks what one expects "
        "before the race: made here, with a live preview."),
        HANDOUT, in_menu=False, waits="sidebar",
    ),
    PageFacts(
        "methods", N_("Methods and surfaces"), "menu_book",
        N_("Every optimizer and every loss surface explained: formula, settings, convention, "
        "source."),
    ),
)  # fmt: skip


def page_at(path: str) -> PageFacts:
    """The page at an address, below whatever prefix; the first one where there is no such page."""
    name = path.rstrip("/").rpartition("/")[2]
    return next((page for page in PAGES[1:] if page.name == name), PAGES[0])


def page_path(path: str) -> str:
    """What of an address is the name of a page, with the slash before it."""
    name = path.rstrip("/").rpartition("/")[2]
    return f"/{name}" if any(page.name == name for page in PAGES[1:]) else ""
