"""Rooms for votes: counted once, bounded, closed in time, and shared by processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from ui.votes import rooms
from ui.votes.rooms import NoRoomError, Question, Rooms

ROOT = Path(__file__).resolve().parents[3]
ASKED = Question("steepest", 0)


@pytest.fixture
def made(tmp_path: Path) -> Rooms:
    return Rooms(tmp_path / "rooms.sqlite")


def test_votes_are_counted_once_and_can_be_changed(made: Rooms) -> None:
    code, key = made.open()
    made.ask(code, key, ASKED)
    for voter, choice in (("a", 0), ("b", 1), ("c", 1), ("a", 2), ("b", 1)):
        made.vote(code, voter, ASKED, choice)
    assert made.counts(code, ASKED, 3) == (0, 2, 1)


def test_only_who_opened_a_room_says_what_is_asked(made: Rooms) -> None:
    code, key = made.open()
    with pytest.raises(NoRoomError, match="Only who opened"):
        made.ask(code, "another", ASKED)
    assert made.question(code) == Question()
    made.ask(code, key, ASKED)
    assert made.question(code) == ASKED
    assert made.is_opener(code, key)
    assert not made.is_opener(code, "")
    assert not made.is_opener("NONE", key)


def test_a_vote_counts_for_what_is_asked_now_and_until_the_answer_is_shown(made: Rooms) -> None:
    code, key = made.open()
    made.ask(code, key, ASKED)
    with pytest.raises(NoRoomError, match="Another question"):
        made.vote(code, "a", Question("steepest", 1), 0)
    made.ask(code, key, Question("steepest", 0, shown=True))
    with pytest.raises(NoRoomError, match="closed"):
        made.vote(code, "a", ASKED, 0)
    assert made.counts(code, ASKED, 2) == (0, 0)


def test_a_room_closes_and_takes_its_votes_along(
    made: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, key = made.open()
    made.ask(code, key, ASKED)
    made.vote(code, "a", ASKED, 0)
    later = rooms.time.time() + rooms.SECONDS + 1
    monkeypatch.setattr(rooms.time, "time", lambda: later)
    for call in (lambda: made.question(code), lambda: made.vote(code, "b", ASKED, 0)):
        with pytest.raises(NoRoomError, match="no room"):
            call()
    made.open()
    with made._opened() as found:
        assert found.execute("select count(*) from votes").fetchone() == (0,)
        assert found.execute("select count(*) from open_rooms").fetchone() == (1,)


def test_a_room_that_nobody_uses_closes_early(made: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, minute = rooms.time.time(), 60.0

    def after(minutes: float) -> None:
        monkeypatch.setattr(rooms.time, "time", lambda: begun + minutes * minute)

    after(0)
    (empty, _), (asked, key), (voted, other) = (made.open() for _ in range(3))
    made.ask(voted, other, ASKED)
    made.vote(voted, "a", ASKED, 0)
    after(50)
    made.ask(asked, key, ASKED)
    after(70)
    with pytest.raises(NoRoomError, match="no room"):
        made.question(empty)
    assert made.question(asked) == made.question(voted) == ASKED
    after(120)
    with pytest.raises(NoRoomError, match="no room"):
        made.question(asked)
    made.ask(voted, other, ASKED)
    after(179)
    assert made.question(voted) == ASKED
    made.vote(voted, "b", ASKED, 0)
    after(181)
    with pytest.raises(NoRoomError, match="no room"):
        made.question(voted)


def test_rooms_and_votes_are_bounded(made: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_ROOMS", 2)
    monkeypatch.setattr(rooms, "MOST_VOTES", 2)
    code, key = made.open()
    made.ask(code, key, ASKED)
    for voter in "ab":
        made.vote(code, voter, ASKED, 0)
    with pytest.raises(NoRoomError, match="as it can hold"):
        made.vote(code, "c", ASKED, 0)
    assert made.counts(code, ASKED, 1) == (2,)
    # Who takes room after room closes their own, and none that is voted in.
    empty, _ = made.open()
    other, other_key = made.open()
    with pytest.raises(NoRoomError, match="no room"):
        made.question(empty)
    assert made.question(code) == ASKED
    made.ask(other, other_key, ASKED)
    made.vote(other, "a", ASKED, 0)
    with pytest.raises(NoRoomError, match="taken"):
        made.open()


def test_a_stranger_takes_no_room_of_others(made: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_ROOMS", 5)
    monkeypatch.setattr(rooms, "MOST_OF_ONE", 3)
    lecture, _ = made.open("lecturer")  # who has not asked anything yet
    first, *_more = (made.open("stranger")[0] for _ in range(4))
    with pytest.raises(NoRoomError, match="no room"):
        made.question(first)  # their own gave way
    assert made.question(lecture) == Question()
    for name in ("another", "third"):  # and now that all are taken, one of who has most
        made.open(name)
        assert made.question(lecture) == Question()
    monkeypatch.setattr(rooms, "MOST_ROOMS", 20)
    used = [made.open("school") for _ in range(3)]
    for code, key in used:
        made.ask(code, key, ASKED)
        made.vote(code, "a", ASKED, 0)
    with pytest.raises(NoRoomError, match="your network"):
        made.open("school")


def test_no_voter_and_no_key_is_kept(made: Rooms) -> None:
    code, key = made.open("192.0.2.7")
    made.ask(code, key, ASKED)
    made.vote(code, "a phone's number", ASKED, 0)
    kept = made.path.read_bytes()
    assert key.encode() not in kept
    assert b"192.0.2.7" not in kept
    assert b"a phone's number" not in kept
    assert made.path.stat().st_mode & 0o077 == 0


def test_a_file_that_was_tidied_away_is_made_anew(made: Rooms) -> None:
    code, _key = made.open()
    made.path.unlink()
    with pytest.raises(NoRoomError, match="no room"):
        made.question(code)
    code, key = made.open()
    assert made.is_opener(code, key)
    assert made.path.stat().st_mode & 0o077 == 0


VOTING = """
import sys
from pathlib import Path
from ui.votes.rooms import Question, Rooms
path, code, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i in range(first, first + 50):
    Rooms(path).vote(code, str(i), Question("steepest", 0), i % 2)
"""


def test_no_voice_is_lost_between_processes(made: Rooms) -> None:
    code, key = made.open()
    made.ask(code, key, ASKED)
    commands = [[sys.executable, "-c", VOTING, str(made.path), code, str(50 * k)] for k in range(3)]
    each = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    assert [process.wait() for process in each] == [0, 0, 0]
    assert made.counts(code, ASKED, 2) == (75, 75)
