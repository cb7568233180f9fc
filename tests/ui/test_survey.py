"""The performance profile's options and its measuring."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import landscapes
import optim
from core.knob import Knob
from ui.profile import page, shipped, survey
from ui.profile.survey import NUMBERS, Survey

SMALL = Survey(methods=("gd", "bfgs"), budget=40, count=2)


def numbers(limits: Knob) -> st.SearchStrategy[int]:
    return st.integers(int(limits.lo), int(limits.hi))


SURVEYS = st.builds(
    Survey,
    methods=st.lists(st.sampled_from(optim.names()), max_size=8, unique=True).map(tuple),
    tau=st.sampled_from(tuple(survey.TAUS)),
    tuned=st.sampled_from(("on", "off")),
    **{name: numbers(limits) for name, limits in NUMBERS.items()},
)


@given(SURVEYS)
def test_a_link_brings_the_survey_back(one: Survey) -> None:
    assert Survey.from_query(one.to_query()) == (one, ())


@given(st.dictionaries(st.sampled_from(("methods", "budget", "tau", "v", "x")), st.text()))
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    Survey.from_query(query)


def test_what_a_link_got_wrong_is_told() -> None:
    made, notes = Survey.from_query({"methods": "gd~nobody~gd", "budget": "1e9", "tau": "0"})
    assert made == Survey(methods=("gd",), budget=int(NUMBERS["budget"].hi))
    assert len(notes) == 3
    _, notes = Survey.from_query({"v": "77"})
    assert notes == ("The link is of version “77”; it was read as 1.",)
    with pytest.raises(ValueError, match="tau"):
        Survey(tau="0")
    with pytest.raises(ValueError, match="name"):
        Survey(methods=("nobody",))
    with pytest.raises(ValueError, match="at most"):
        Survey(methods=("gd", "gd"))


def rows(one: Survey) -> list[list[tuple[float, ...]]]:
    return [costs for _, _, costs in survey.measured(one) if costs]


def test_every_surface_with_a_minimum_is_measured_once() -> None:
    shares = [share for share, _, _ in survey.measured(SMALL)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    found = rows(SMALL)
    assert len(found) == len(survey.surfaces()) < len(landscapes.names())
    for costs in found:
        assert [len(row) for row in costs] == [2, 2]
        assert all(1 <= cost <= 40 or cost == math.inf for row in costs for cost in row)
    assert any(cost < math.inf for costs in found for row in costs for cost in row)


def test_a_looser_target_is_reached_sooner() -> None:
    coarse, finest = (
        [c for costs in rows(replace(SMALL, tau=tau)) for row in costs for c in row]
        for tau in ("coarse", "finest")
    )
    assert all(a <= b for a, b in zip(coarse, finest, strict=True))
    assert sum(map(math.isfinite, coarse)) > sum(map(math.isfinite, finest))


def test_what_is_shipped_is_what_is_measured() -> None:
    """Another processor may round differently, so a few may be off by a little.

    Where this fails after a change to a method or a surface: python -m tools.make_profile.
    """
    usual, made = Survey(), survey.measured_anew(Survey())
    mine, theirs = (
        np.array([[c for s in survey.surfaces() for c in of(s, m)] for m in usual.methods])
        for of in (lambda s, m: made[s][m], lambda s, m: shipped.costs(s, m) or ())
    )
    assert mine.shape == theirs.shape == (6, 5 * len(survey.surfaces()))
    assert (mine == theirs).mean() > 0.97
    ratio, was = (optim.profiles.performance(costs).share for costs in (mine, theirs))
    assert np.abs(ratio[:, [0, -1]] - was[:, [0, -1]]).max() < 0.03


def test_the_file_that_is_shipped_is_read_as_it_was_written() -> None:
    made = {s: {m: shipped.costs(s, m) or () for m in Survey().methods} for s in survey.surfaces()}
    assert shipped.text(made) == shipped.FILE.read_text()
    assert shipped.costs("bowl", "nobody") is None


def test_the_usual_profile_measures_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*how: object) -> tuple[float, ...]:
        raise AssertionError("something was measured")

    monkeypatch.setattr(survey, "_costs", never)
    assert len(rows(Survey())) == len(rows(Survey(methods=("adam",)))) == len(survey.surfaces())
    for other in (Survey(budget=201), Survey(tau="coarse"), Survey(methods=("gd", "newton"))):
        with pytest.raises(AssertionError, match="measured"):
            rows(other)


def test_a_profile_is_drawn_while_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, str]] = []
    monkeypatch.setattr(page, "PAUSE", -1.0)
    monkeypatch.setattr(page, "WORK", math.inf)
    monkeypatch.setattr(page, "_picture", lambda of, costs, key: seen.append((len(costs[0]), key)))
    page.body(SMALL)
    every = [2 * (k + 1) for k in range(len(survey.surfaces()))]
    assert [count for count, _ in seen] == [*every, every[-1]]
    assert seen[-1][1] == "profile"
    assert len({key for _, key in seen}) == len(seen)


def test_a_profile_that_takes_long_is_cut_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, kept, cut, seen = [0.0], set[int](), list[float](), list[int]()

    def slow(_: Survey) -> Iterator[tuple[float, str, list[tuple[float, ...]]]]:
        for k in range(4):
            yield k / 4, "", []
            clock[0] += 0.0 if k in kept else 0.6 * page.WORK
            kept.add(k)
            yield (k + 1) / 4, "", [(1.0,), (2.0,)]

    monkeypatch.setattr(page, "measured", slow)
    monkeypatch.setattr(page.time, "thread_time", lambda: clock[0])
    monkeypatch.setattr(page, "_cut", cut.append)
    monkeypatch.setattr(page, "_picture", lambda of, costs, key: seen.append(len(costs[0])))
    for _ in range(2):
        page.body(SMALL)
    assert (cut, seen) == ([0.5], [2, 4])
