"""The codec of links, over a toy that has every kind of field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.entrants import Entrants, Focus, labels, labels_of
from core.knob import Knob, Knobbed, knob, knobs_of, like
from core.linked import (
    Facts,
    Linked,
    Part,
    linked,
    parts_of,
    words,
    words_of,
)
from core.parts import Chosen, Knobs, OwnNumber, Slugs, Spot, Spots, Values
from core.query import MAX_SHOWN, Query, edges_of, joined, key_of, text_of

FAR = 100.0
LOUDNESS = Knob(0, 0, 10, "Loudness", name="volume")


@dataclass(frozen=True)
class Flute(Knobbed):
    title = "Flute"
    length: float = knob(60, 10, 100, "Length")
    holes: float = knob(6, 0, 12, "Holes", integer=True)


@dataclass(frozen=True)
class Drum(Knobbed):
    title = "Drum"
    size: float = knob(40, 10, 100, "Size")


@dataclass(frozen=True)
class Gong(Knobbed):
    title = "Gong"


INSTRUMENTS: dict[str, type] = {"flute": Flute, "drum": Drum, "gong": Gong}


NO_BREATH = "{name} needs no breath."
NO_PLAYER = "There is no player {name}; it was left out."
MANY_PLAYERS = "At most {most} players can play; the others were left out."
NO_SOLOIST = "{label} is not in the players; it cannot be looked at."
NO_GUEST = "There is no guest {name}; it was left out."
MANY_GUESTS = "At most {most} guests are compared; the others were left out."


def _blown(player: Facts) -> bool:
    return bool(player["slug"] == "flute")


@dataclass(frozen=True)
class Player(Linked):
    """One who takes part, with an instrument of its own settings."""

    noun = "player"
    slug: str
    knobs: Values = linked(Knobs(INSTRUMENTS), ())
    second: str = linked(Chosen(INSTRUMENTS, none=True), "")
    second_knobs: Values = ()
    volume: float | None = linked(OwnNumber(LOUDNESS), None)
    breath: int | None = linked(
        OwnNumber(Knob(3, 1, 9, "Breath", integer=True), when=_blown, otherwise=NO_BREATH),
        None,
    )

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        return cls(told["slug"])


@dataclass(frozen=True)
class Hall(Part):
    """A name that decides how many seats are usual."""

    decides = True

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        assert unsaid is None
        return {self.name: asked.choice(self.key, ("small", "large"), "small")}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        return {} if made.hall == "small" else {self.key: made.hall}


def refused(slug: str) -> str:
    return "A gong is too loud; it was left out." if slug == "gong" else ""


@dataclass(frozen=True)
class Concert(Linked):
    """All that a link can say."""

    noun = "concert"
    hall: str = linked(Hall(), "small")
    players: tuple[Player, ...] = linked(
        Entrants(Player, INSTRUMENTS, 3, NO_PLAYER, MANY_PLAYERS, refused, "size"), ()
    )
    style: str = linked(Chosen(INSTRUMENTS), "drum")
    style_knobs: Values = ()
    seats: int = knob(50, 1, 1000, "Seats", integer=True)
    price: float = knob(1.5, 0, 99, "Price")
    volume: float = like(LOUDNESS)
    light_colour: str = words("white", "red", "blue")
    mood: str = words("calm", "wild", usual="wild")
    soloist: str = linked(Focus("players", NO_SOLOIST), "")
    door: tuple[float, float] = linked(Spot(FAR), (0.0, 0.0))
    exit: tuple[float, float] | None = linked(Spot(FAR), None)
    stage: tuple[tuple[float, float], ...] | None = linked(Spots(FAR, 3), None)
    guests: tuple[str, ...] = linked(
        Slugs(("ann", "bob", "cleo"), 2, NO_GUEST, MANY_GUESTS), ("ann",)
    )

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        large = told.get("hall") == "large"
        return cls(seats=500, players=(Player("drum", (("size", 99.0),)),)) if large else cls()

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep({"price": min(self.price, 50.0)})

    def ignored(self, told: Facts) -> Iterator[str]:
        if told["price"] > self.price:
            yield f"price = {told['price']:g} is a lot; 50 is asked."


def knobs_for(cls: type) -> st.SearchStrategy[Values]:
    each = {name: values_of(limits) for name, limits in knobs_of(cls).items()}
    return st.fixed_dictionaries({}, optional=each).map(lambda d: tuple(d.items()))


def values_of(limits: Knob) -> st.SearchStrategy[float]:
    if limits.integer:
        return st.integers(int(limits.lo), int(limits.hi)).map(float)
    return st.floats(limits.lo, limits.hi)


@st.composite
def players(draw: st.DrawFn, slugs: tuple[str, ...]) -> Player:
    slug, second = draw(st.sampled_from(slugs)), draw(st.sampled_from(("", *INSTRUMENTS)))
    return Player(
        slug,
        draw(knobs_for(INSTRUMENTS[slug])),
        second,
        draw(knobs_for(INSTRUMENTS[second])) if second else (),
        draw(st.none() | values_of(LOUDNESS)),
        draw(st.none() | st.integers(1, 9)),
    )


POINTS = st.tuples(st.floats(-FAR, FAR), st.floats(-FAR, FAR))


@st.composite
def concerts(draw: st.DrawFn) -> Concert:
    numbers: dict[str, Any] = {n: draw(values_of(k)) for n, k in knobs_of(Concert).items()}
    chosen: dict[str, Any] = {n: draw(st.sampled_from(w)) for n, w in words_of(Concert).items()}
    style = draw(st.sampled_from(tuple(INSTRUMENTS)))
    made = Concert(
        **numbers,
        **chosen,
        hall=draw(st.sampled_from(("small", "large"))),
        players=tuple(draw(st.lists(players(("flute", "drum")), max_size=3))),
        style=style,
        style_knobs=draw(knobs_for(INSTRUMENTS[style])),
        door=draw(POINTS),
        exit=draw(st.none() | POINTS),
        stage=draw(st.none() | st.tuples(POINTS, POINTS, POINTS)),
        guests=tuple(draw(st.lists(st.sampled_from(("ann", "bob", "cleo")), max_size=2,
                                   unique=True))),
    )  # fmt: skip
    return replace(made, soloist=draw(st.sampled_from(("", *labels(made.players)))))


@given(concerts())
def test_a_link_brings_the_value_back(concert: Concert) -> None:
    assert Concert.from_query(concert.to_query()) == (concert, ())


KEYS = st.sampled_from(
    ["v", "players", "flute.length", "flute.holes", "flute.2.second", "flute.second.holes",
     "drum.breath", "flute.breath", "drum.volume", "style", "style.size",
     *(part.key for part in parts_of(Concert))]
)  # fmt: skip
TEXTS = st.text(max_size=20) | st.sampled_from(
    ["flute", "drum~flute.7", "flute~" * 30, "none", "nan", "inf", "-0", "1e999", "1_0", "1~2",
     "1~2~3~4~5~6", "x" * 3000, "large", "ann~bob~cleo~zoe", "9", "0.5", "wild", "<b>", "\x00"]
)  # fmt: skip


@given(
    st.dictionaries(
        KEYS | st.text(max_size=9), TEXTS | st.lists(TEXTS, max_size=3), max_size=10
    )
)  # fmt: skip
def test_whatever_a_link_says_it_is_read(query: dict[str, str | list[str]]) -> None:
    concert, notes = Concert.from_query(query)
    assert Concert.from_query(concert.to_query()) == (concert, ())
    assert len(notes) <= MAX_SHOWN + 1
    assert all(note.endswith(".") and len(note) < 300 for note in notes)


def test_values_that_are_no_text_are_read_as_text() -> None:
    odd: Any = {5: 6, "seats": 7, "price": None, "door": ("1~2",)}
    concert, notes = Concert.from_query(odd)
    assert (concert.seats, concert.door) == (7, (1.0, 2.0))
    assert notes == (
        "price = “None” is not a number; 1.5 is used.",
        "The link says “5”, which means nothing here.",
    )


FAULTS = {
    "v=77": "The link is of version “77”; it was read as 1.",
    "hall=vast": "hall = “vast” is not known; small is used.",
    "seats=many": "seats = “many” is not a number; 50 is used.",
    "seats=7.5": "seats = 7.5 is not a whole number; 8 is used.",
    "seats=0": "seats = 0 is not 1 to 1000; 1 is used.",
    "hall=large&seats=many": "seats = “many” is not a number; 500 is used.",
    "volume=11": "volume = 11 is not 0 to 10; 10 is used.",
    "light.colour=green": "light.colour = “green” is not known; white is used.",
    "mood=": "mood = “” is not known; wild is used.",
    "style=harp": "style = “harp” is not known; drum is used.",
    "style=flute&style.holes=13": "style.holes = 13 is not 0 to 12; 12 is used.",
    "style=flute&style.size=20": "The link says “style.size”, which means nothing here.",
    "door=1": "door needs 2 numbers, not “1”; the usual is used.",
    "door=1~101": "The door lies beyond 100; the usual is used.",
    "stage=1~2~3~4": "stage needs 6 numbers, not “1~2~3~4”; the usual is used.",
    "guests=ann~zoe": "There is no guest “zoe”; it was left out.",
    "guests=ann~bob~cleo": "At most 2 guests are compared; the others were left out.",
    "players=flute~harp": "There is no player “harp”; it was left out.",
    "players=flute~flute~flute~drum": "At most 3 players can play; the others were left out.",
    "players=drum~flute.9": "“flute.9” is read as flute.",
    "players=flute~gong": "A gong is too loud; it was left out.",
    "players=drum&drum.breath=3": "drum needs no breath.",
    "players=drum-breath-3": "drum needs no breath.",
    "players=drum-7": "drum.size = 7 is not 10 to 100; 10 is used.",
    "players=drum~flute-7": "The link says “flute.size”, which means nothing here.",
    "players=drum~flute.9-length-50": "“flute.9” is read as flute.",
    "players=harp-3~drum": "There is no player “harp-3”; it was left out.",
    "players=drum-3-4": "The link says “drum.3”, which means nothing here.",
    "players=drum&drum.second=harp": "drum.second = “harp” is not known; the usual is used.",
    "players=drum&drum.volume=loud": "drum.volume = “loud” is not a number; the usual is used.",
    "players=drum&soloist=flute": "“flute” is not in the players; it cannot be looked at.",
    "price=60": "price = 60 is a lot; 50 is asked.",
    "drum.size=20": "The link says “drum.size”, which means nothing here.",
    "zz=1": "The link says “zz”, which means nothing here.",
}


def said(link: str) -> dict[str, str]:
    return dict(part.split("=") for part in link.split("&"))  # type: ignore[misc]


@pytest.mark.parametrize("link", FAULTS)
def test_each_fault_is_told_in_one_sentence(link: str) -> None:
    assert Concert.from_query(said(link))[1] == (FAULTS[link],)


def test_a_parameter_that_is_said_twice() -> None:
    concert, notes = Concert.from_query({"seats": ["1", "2"]})
    assert concert.seats == 2
    assert notes == ("The link says “seats” more than once; the last one is used.",)


def test_many_faults_make_a_short_list() -> None:
    _, notes = Concert.from_query({f"junk{k}": "1" for k in range(100)})
    assert len(notes) == MAX_SHOWN + 1
    assert notes[-1] == "And 92 more of this kind."


def test_a_link_says_what_differs_in_the_order_of_the_fields() -> None:
    assert Concert().to_query() == {}
    players = (Player("flute", (("holes", 8.0),), "drum", (("size", 20.0),)),
               Player("flute", volume=0.0))  # fmt: skip
    concert = Concert(
        hall="large", players=players, style="flute", style_knobs=(("length", 61.5),), seats=50,
        light_colour="red", soloist="flute.2", exit=(0, -1.5), guests=(),
    )  # fmt: skip
    assert list(concert.to_query().items()) == [
        ("v", "1"), ("hall", "large"), ("players", "flute~flute.2"), ("flute.holes", "8"),
        ("flute.second", "drum"), ("flute.second.size", "20"), ("flute.2.volume", "0"),
        ("style", "flute"), ("style.length", "61.5"), ("seats", "50"), ("light.colour", "red"),
        ("soloist", "flute.2"), ("exit", "0~-1.5"), ("guests", "none"),
    ]  # fmt: skip


def test_many_settings_stand_in_the_list() -> None:
    """The first one without its name; what has a minus in it stands by itself."""
    own = (("size", 12.5),)
    few = Concert(players=(Player("drum", own), Player("flute"), Player("drum", own)))
    assert few.to_query()["players"] == "drum~flute~drum.2"
    one = Player("drum", own, "flute", (("length", 61.5),), 0.25)
    many = Concert(players=(one, Player("flute", volume=1e-7), one), soloist="drum.2")
    behind = "-12.5-second-flute-second.length-61.5-volume-.25"
    assert many.to_query() == {
        "v": "1", "players": f"drum{behind}~flute~drum.2{behind}", "flute.volume": "1e-07",
        "soloist": "drum.2",
    }  # fmt: skip
    assert Concert.from_query(many.to_query()) == (many, ())
    # What stands by itself comes first: a page may turn it while the list stays.
    turned, notes = Concert.from_query(many.to_query() | {"drum.2.size": "20"})
    assert [dict(player.knobs).get("size") for player in turned.players] == [12.5, None, 20.0]
    assert notes == ("The link says “drum.2.size” in a list, too; that is ignored.",)
    # The list itself may say it twice.
    twice, notes = Concert.from_query({"players": "drum-12.5-size-20"})
    assert dict(twice.players[0].knobs) == {"size": 20.0}
    assert notes == ("The link says “drum.size” more than once; the last one is used.",)


def test_what_may_stay_unsaid_depends_on_what_was_told() -> None:
    large, _ = Concert.from_query({"hall": "large"})
    assert (large.seats, large.players) == (500, (Player("drum", (("size", 99.0),)),))
    assert large.to_query() == {"v": "1", "hall": "large"}
    usual, _ = Concert.from_query({"hall": "large", "drum.size": "40"})
    assert usual.players == (Player("drum"),)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"seats": 0}, "concert: seats = 0 is outside 1 to 1000"),
        ({"seats": 1.5}, "whole number"),
        ({"volume": "loud"}, "concert: volume must be a number"),
        ({"mood": "sad"}, "mood must be one of calm, wild"),
        ({"style": "harp"}, "there is no style 'harp'"),
        ({"style": ""}, "there is no style ''"),
        ({"style_knobs": (("holes", 1.0),)}, "no knob 'holes'"),
        ({"door": (0.0, 101.0)}, "the door must lie within -100 to 100"),
        ({"exit": (float("nan"), 0.0)}, "the exit must lie within"),
        ({"stage": ((0.0, 0.0),)}, "stage needs 3 points"),
        ({"guests": ("zoe",)}, "guests: there is none of that name"),
        ({"guests": ("ann", "ann")}, "guests: at most 2, each once"),
        ({"players": (Player("drum"),) * 4}, "players: at most 3"),
    ],
)
def test_an_impossible_value_cannot_be_made(facts: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=re.escape(word)):
        Concert(**facts)


def test_values_are_kept_in_one_form() -> None:
    concert = Concert(seats=7.0, door=(-0.0, 1), style_knobs=(("size", 40.0),))  # type: ignore[arg-type]
    assert type(concert.seats) is int
    assert str(concert.door) == "(0.0, 1.0)"
    assert concert.style_knobs == ()
    assert Concert(players=(Player("drum"),), soloist="flute").soloist == ""
    assert Player("drum", breath=3) == Player("drum")
    assert Player("flute", breath=3).breath == 3
    assert Player("drum", second="", second_knobs=(("size", 20.0),)) == Player("drum")


def test_an_interval_is_cut_to_its_limits() -> None:
    asked = Query({"a": "1~2", "b": "0~20", "c": "3~1", "d": "1", "e": "11~12"})
    assert [asked.interval(key, 0.5, 10) for key in "abcdef"] == [
        (1, 2), (0.5, 10), None, None, None, None
    ]  # fmt: skip
    assert asked.sentences() == (
        "b goes beyond 0.5 to 10; it was cut there.",
        "c = “3~1” is empty; the usual is used.",
        "d needs 2 numbers, not “1”; the usual is used.",
        "e goes beyond 0.5 to 10; it was cut there.",
        "e = “11~12” is empty; the usual is used.",
    )


def test_a_window_is_four_numbers() -> None:
    asked = Query({"a": "1~2~3~-4", "b": "1~2"})
    assert [asked.window(key) for key in "abc"] == [((1, 2), (3, -4)), None, None]
    assert asked.sentences() == ("b needs 4 numbers, not “1~2”; the usual is used.",)
    assert edges_of(((1, 2.5), (3, -4))) == "1~2.5~3~-4"


def test_sentences_on_a_part_come_first_and_all_of_them() -> None:
    asked = Query({})
    for k in range(MAX_SHOWN + 2):
        asked.note(f"{k}.")
    asked.quote(("One.", "Two."))
    assert asked.sentences() == ("One.", "Two.", *(f"{k}." for k in range(MAX_SHOWN)),
                                 "And 2 more of this kind.")  # fmt: skip


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_from_its_text(number: float) -> None:
    assert float(text_of(number)) == number


def test_texts_and_names() -> None:
    assert joined(1, 2.5, -3.0) == "1~2.5~-3"
    assert key_of("light_colour") == "light.colour"
    assert labels_of(("a", "b", "a", "a")) == ("a", "b", "a.2", "a.3")
    assert words_of(Concert) == {"light_colour": ("white", "red", "blue"), "mood": ("calm", "wild")}
