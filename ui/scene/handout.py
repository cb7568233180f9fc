"""What a teacher's link hands out: which controls it leaves free, and a question before the race.

`lock=rest&free=start~adam.learning_rate&omit=surface~results&ask=first&said=b`
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from core.entrants import labels
from core.linked import Facts, Linked, Part, Single, linked, read_parts, words, write_parts
from core.query import Query, finite, show
from core.sentences import N_, sentence
from ui.scene import answers
from ui.scene.control_names import REST, Controls, group_of, is_label

FREE, LOCKED, OMITTED = STATES = "free", "lock", "omit"
LONGEST, LONGEST_CHOICE = 200, 80
"""Letters of a question and of a choice that a teacher wrote."""
FEWEST_CHOICES, MOST_CHOICES = 2, 6
FATES = 4
"""How many ends of a run there are to choose from."""
ASKS: Mapping[str, str] = {
    "none": N_("No question"),
    "first": N_("Who converges first?"),
    "fate": N_("What becomes of one?"),
    "steps": N_("How many steps does one need?"),
    "place": N_("Where does one end?"),
    "own": N_("A question of your own"),
}
ABOUT_ONE = ("fate", "steps", "place")
"""Questions about one racer."""
FEWEST_RACERS = {"first": 2, "own": 0}
"""How many have to race for a question to be one; others need one racer."""


def one_line(text: str) -> str:
    """A stranger's text in one line, without anything that is no letter."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@dataclass(frozen=True)
class OwnWords(Single):
    """A question that a teacher wrote: `ask.says=Which one zigzags?`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        said = one_line(asked.left.pop(key, ""))
        kept = said[:LONGEST].strip()
        if kept != said:
            asked.note(sentence("{key} is too long; it was cut.", key=key))
        return kept

    def _checked(self, value: Any, noun: str) -> Any:
        if value != one_line(value)[:LONGEST].strip():
            raise ValueError(f"{self.name} should be one line of at most {LONGEST} letters")
        return value


@dataclass(frozen=True)
class OwnChoices(Single):
    """Its choices: `ask.choices=Momentum~Adam`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        said = tuple(filter(None, map(one_line, asked.left.pop(key, "").split("~"))))
        kept = kept_choices(said)
        if kept != said:
            asked.note(sentence("{key} are too long or too many; they were cut.", key=key))
        return kept

    def _text(self, value: Any) -> str:
        return "~".join(value)

    def _checked(self, value: Any, noun: str) -> Any:
        if any("~" in one for one in value) or tuple(value) != kept_choices(value):
            raise ValueError(f"{self.name} should be at most {MOST_CHOICES} short lines")
        return tuple(value)


def kept_choices(said: tuple[str, ...]) -> tuple[str, ...]:
    """Choices as they are kept: each once, short, and not too many."""
    short = (one_line(one)[:LONGEST_CHOICE].strip() for one in said)
    return tuple(dict.fromkeys(filter(None, short)))[:MOST_CHOICES]


@dataclass(frozen=True)
class Answer(Single):
    """What was predicted, as lessons have it: `said=b`, `said=120`, `said=0.5_-1`, `said=-`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        text = asked.left.pop(key, "")
        if text and not is_answer(text):
            asked.note(UNFIT)
            return usual
        return text

    def _checked(self, value: Any, noun: str) -> Any:
        if value and not is_answer(value):
            raise ValueError("said is no answer")
        return value


UNFIT = N_("The link's answer fits no question; it is left out.")


def is_answer(text: str) -> bool:
    """Whether this could answer some question."""
    letter = len(text) == 1 and text in answers.LETTERS
    number = finite(text) is not None or answers.place_of(text) is not None
    return text == answers.SHOWN or letter or number


@dataclass(frozen=True)
class Label(Single):
    """The racer that is asked about: `ask.of=adam.2`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        return asked.left.pop(key, "")

    def _checked(self, value: Any, noun: str) -> Any:
        if value and not is_label(value):
            raise ValueError(f"{self.name}: there is no such racer")
        return value


UNASKED = N_("The link asks no such question, so a part of it means nothing.")


@dataclass(frozen=True)
class Handout(Linked):
    """How a scene is handed out. All of it is usual where the link says nothing."""

    noun = "handout"

    free: tuple[str, ...] = linked(Controls(), ())
    lock: tuple[str, ...] = linked(Controls(), ())
    omit: tuple[str, ...] = linked(Controls(), ())
    ask: str = words(*ASKS)
    ask_of: str = linked(
        Label(when=lambda told: told["ask"] in ABOUT_ONE, otherwise=UNASKED), ""
    )  # fmt: skip
    ask_says: str = linked(
        OwnWords(when=lambda told: told["ask"] == "own", otherwise=UNASKED), ""
    )  # fmt: skip
    ask_choices: tuple[str, ...] = linked(
        OwnChoices(when=lambda told: told["ask"] == "own", otherwise=UNASKED), ()
    )  # fmt: skip
    said: str = linked(Answer(when=lambda told: told["ask"] != "none", otherwise=UNASKED), "")

    def state(self, name: str) -> str:
        """Whether a control is free, locked or omitted: by its name, its group, or as the rest."""
        for known in filter(None, (name, group_of(name), REST)):
            for state in STATES:
                if known in getattr(self, state):
                    return state
        return FREE

    def setting(self, name: str, state: str) -> Self:
        """The same with a control in this state; a group takes all that is of it along."""
        kept: dict[str, Any] = {
            each: tuple(n for n in getattr(self, each) if name not in (n, group_of(n)))
            for each in STATES
        }
        kept[state] = (*kept[state], name)
        return replace(self, **kept).pruned()

    def pruned(self) -> Self:
        """The same without names that change nothing."""
        made = self
        for each in STATES:
            for name in getattr(self, each):
                others: Any = tuple(n for n in getattr(made, each) if n != name)
                less = replace(made, **{each: others})
                if less.state(name) == each:
                    made = less
        return made

    def limits(self) -> bool:
        """Whether some control is not free."""
        return bool(self.lock or self.omit)

    def asks(self, racers: int) -> bool:
        """Whether it asks something of a race of so many."""
        return self.ask != "none" and racers >= FEWEST_RACERS.get(self.ask, 1)

    def saying(self, answer: str) -> Self:
        """The same, answered."""
        return replace(self, said=answer)

    def without_question(self) -> Self:
        """The same once the question is over."""
        return replace(self, ask="none", ask_of="", ask_says="", ask_choices=(), said="")


USUAL = Handout()


def fits(handout: Handout, racers: int, steps: float) -> bool:
    """Whether the answer is one to the question, in a race of so many for so many steps."""
    said = handout.said
    if said == answers.SHOWN:
        return True
    if handout.ask == "place":
        return answers.place_of(said) is not None
    if handout.ask == "steps":
        number = finite(said)
        return number is not None and 1 <= number <= max(2, steps)
    own = len(handout.ask_choices) if len(handout.ask_choices) >= FEWEST_CHOICES else 2
    offered = {"first": racers + 1, "fate": FATES, "own": own}
    return len(said) == 1 and said in answers.LETTERS[: offered[handout.ask]]


@dataclass(frozen=True)
class HandedOut(Part):
    """The field `handout` of a scene."""

    among: str
    """The field of the racers, declared before."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it."""
        facts = dict(read_parts(Handout, asked, at, {}, USUAL))
        label = facts.get("ask_of", "")
        if label and label not in labels(told[self.among]):
            asked.note(sentence("{label} is not in the race, so another is asked about.",
                                label=show(label)))  # fmt: skip
            facts["ask_of"] = ""
        handout = Handout(**facts)
        if handout.said and not fits(handout, len(told[self.among]), told["steps"]):
            asked.note(UNFIT)
            handout = handout.saying("")
        return {self.name: handout}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        return write_parts(made.handout, USUAL, at)

    def check(self, made: Any) -> Facts:
        """As it is kept: nobody asks about a racer who left."""
        handout = made.handout
        if handout.ask_of and handout.ask_of not in labels(getattr(made, self.among)):
            handout = replace(handout, ask_of="")
        return {self.name: handout}
