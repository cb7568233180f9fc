"""Rooms for votes: who opened one says what is asked, whoever knows the code says one thing to it.

A room holds counts and no names: a voter is a number that a phone made up, and is forgotten with
the room. All servers of one machine share a small database, as a class reaches any of them; where
several machines serve one address, THALWEG_ROOMS names a file that they share.
"""

import contextlib
import hashlib
import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.sentences import N_

PLACE = "THALWEG_ROOMS"
"""In the environment: the file of the rooms."""
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of a code: none that reads like another, or like a digit."""
CODE_LETTERS = 4
SECONDS = 3 * 3600.0
"""A room closes so long after it was opened: a lecture ends."""
UNUSED_SECONDS = 3600.0
"""One in which nobody has voted closes so long after something was last asked in it."""
MOST_ROOMS = 200
MOST_OF_ONE = 20
"""From one address: a school may share one, and a stranger takes no more than a tenth of all."""
MOST_VOTES = 4000
"""To one question: more is no class. A room has at most `MOST_QUESTIONS` times as many."""
MOST_QUESTIONS = 40
MOST_CHOICES = 8
TABLES = """
create table if not exists open_rooms (
  code text primary key, key text, opener text, opened real, until real,
  lesson text, step integer, shown integer);
create table if not exists votes (
  code text, lesson text, step integer, voter text, choice integer,
  primary key (code, lesson, step, voter)) without rowid;
"""


UNUSED = """
select code from open_rooms as room
where code not in (select code from votes) and (? = '' or opener = ?)
order by (select count(*) from open_rooms where opener = room.opener) desc, opened limit 1
"""
TAKEN = N_("All rooms are taken; one is free again within three hours.")
TAKEN_BY_ONE = N_("Too many rooms were opened from your network; one is free within three hours.")


class NoRoomError(ValueError):
    """Why a room is not to be had, in a sentence for people."""


@dataclass(frozen=True)
class Question:
    """What is asked in a room right now: a step of a lesson, and whether its answer is shown."""

    lesson: str = ""
    step: int = 0
    shown: bool = False


class Rooms:
    """The rooms in one file, which any number of processes may use at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._make()

    def _make(self) -> None:
        """The file and its tables, unless they are there."""
        with contextlib.closing(sqlite3.connect(self.path, timeout=5.0)) as found:
            found.executescript(TABLES)
        self.path.chmod(0o600)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own: a thread's must not serve another."""
        if not self.path.exists():  # a machine tidies its folder of temporary files
            self._make()
        found = sqlite3.connect(self.path, timeout=5.0)
        try:
            # Nobody waits for a disk: a power cut ends the lecture anyway.
            found.execute("pragma synchronous = off")
            with found:
                yield found
        finally:
            found.close()

    def open(self, address: str = "") -> tuple[str, str]:
        """A new room for who asks from an address: its code, and the key to say what is asked."""
        now, key, opener = time.time(), secrets.token_urlsafe(16), _digest(address)
        with self._opened() as found:
            found.execute("begin immediate")
            gone = "select code from open_rooms where until < ?"
            found.execute(f"delete from votes where code in ({gone})", (now,))  # noqa: S608, our own words
            found.execute("delete from open_rooms where until < ?", (now,))
            held = dict(found.execute("select code, opener from open_rooms").fetchall())
            if list(held.values()).count(opener) >= MOST_OF_ONE:
                self._free(found, opener, TAKEN_BY_ONE)
            elif len(held) >= MOST_ROOMS:
                self._free(found, "", TAKEN)
            code = next(code for code in iter(_any_code, "") if code not in held)
            row = code, _digest(key), opener, now, now + UNUSED_SECONDS, "", 0, 0
            found.execute("insert into open_rooms values (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return code, key

    def _free(self, found: sqlite3.Connection, opener: str, else_says: str) -> None:
        """Close a room without a vote, the oldest of one opener, or of who has most of them."""
        row = found.execute(UNUSED, (opener, opener)).fetchone()
        if row is None:
            raise NoRoomError(else_says)
        found.execute("delete from open_rooms where code = ?", row)

    def question(self, code: str) -> Question:
        """What is asked in a room; raises NoRoomError where there is none."""
        with self._opened() as found:
            return self._question(found, code)

    def _question(self, found: sqlite3.Connection, code: str) -> Question:
        asked = "select lesson, step, shown from open_rooms where code = ? and until >= ?"
        row = found.execute(asked, (code, time.time())).fetchone()
        if row is None:
            raise NoRoomError(N_("There is no room with this code; it may have closed."))
        return Question(str(row[0]), int(row[1]), bool(row[2]))

    def ask(self, code: str, key: str, question: Question) -> None:
        """Say what is asked now; only who opened the room may."""
        with self._opened() as found:
            self._question(found, code)
            if not self._is_opener(found, code, key):
                raise NoRoomError(N_("Only who opened this room can say what is asked in it."))
            row = question.lesson, question.step, question.shown, code
            found.execute(
                "update open_rooms set lesson = ?, step = ?, shown = ? where code = ?", row
            )
            self._keep(found, code, UNUSED_SECONDS)

    def _keep(self, found: sqlite3.Connection, code: str, seconds: float) -> None:
        """A room that is used stays open a while longer, though not for ever."""
        row = time.time() + seconds, SECONDS, code
        found.execute(
            "update open_rooms set until = max(until, min(?, opened + ?)) where code = ?", row
        )

    def is_opener(self, code: str, key: str) -> bool:
        """Whether this is the key of the room."""
        with self._opened() as found:
            return self._is_opener(found, code, key)

    def _is_opener(self, found: sqlite3.Connection, code: str, key: str) -> bool:
        row = found.execute("select key from open_rooms where code = ?", (code,)).fetchone()
        return row is not None and secrets.compare_digest(str(row[0]), _digest(key))

    def vote(self, code: str, voter: str, question: Question, choice: int) -> None:
        """Count one voice for one choice; whoever votes again changes their vote."""
        with self._opened() as found:
            found.execute("begin immediate")
            now = self._question(found, code)
            if (now.lesson, now.step) != (question.lesson, question.step):
                raise NoRoomError(N_("Another question is asked by now."))
            if now.shown:
                raise NoRoomError(N_("The answer has been shown: the vote is closed."))
            self._check_room_for_one_more(found, code, question)
            row = code, question.lesson, question.step, _digest(code + voter), choice
            found.execute("insert or replace into votes values (?, ?, ?, ?, ?)", row)
            self._keep(found, code, SECONDS)

    def _check_room_for_one_more(
        self, found: sqlite3.Connection, code: str, question: Question
    ) -> None:
        here = "select count(*) from votes where code = ?"
        (all_votes,) = found.execute(here, (code,)).fetchone()
        row = code, question.lesson, question.step
        (votes,) = found.execute(f"{here} and lesson = ? and step = ?", row).fetchone()
        if votes >= MOST_VOTES or all_votes >= MOST_VOTES * MOST_QUESTIONS:
            raise NoRoomError(N_("This room has as many votes as it can hold."))

    def counts(self, code: str, question: Question, choices: int) -> tuple[int, ...]:
        """How many chose each of so many answers."""
        with self._opened() as found:
            self._question(found, code)
            asked = (
                "select choice, count(*) from votes where code = ? and lesson = ? and step = ?"
                " group by choice"
            )
            row = code, question.lesson, question.step
            counted = dict(found.execute(asked, row).fetchall())
        return tuple(int(counted.get(i, 0)) for i in range(choices))


def _any_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))


def _digest(text: str) -> str:
    """What is kept in place of a key or a voter."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def usual_place() -> Path:
    """The file of this machine's rooms."""
    named = os.environ.get(PLACE, "")
    owner = os.getuid() if hasattr(os, "getuid") else 0
    return Path(named or Path(tempfile.gettempdir()) / f"thalweg-rooms-{owner}.sqlite")
