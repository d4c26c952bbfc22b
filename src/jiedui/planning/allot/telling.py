"""A draw told step by step: who is called, with which number, what the household gets, what is left after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jiedui.planning.allot.model import Allotted, Dwelling, Roster, Transcript


@dataclass(frozen=True, slots=True)
class Step:
    """One call (叫号): its place among the calls and the drawn number (顺序号), both from 1.

    ``homes`` are what the household gets, ``wishes`` which of its wishes each of them met (0: none); ``left`` counts
    the homes of each kind that are left after it.
    """

    call: int
    number: int
    household: str
    homes: tuple[Dwelling, ...]
    wishes: tuple[int, ...]
    left: Mapping[str, int]


def steps(roster: Roster, transcript: Transcript) -> Iterator[Step]:
    """The calls, one after the other."""
    numbers = {code: number for number, code in enumerate(transcript.order, 1)}
    got: dict[str, list[Allotted]] = {}
    for each in transcript.allotted:
        got.setdefault(each.household, []).append(each)
    left = Counter(dwelling.kind for dwelling in roster.dwellings)
    for call, code in enumerate(transcript.calls, 1):
        given = got.get(code, [])
        homes = tuple(roster.homes[each.home] for each in given)
        left.subtract(home.kind for home in homes)
        yield Step(call, numbers[code], code, homes, tuple(each.wish for each in given), dict(left))


def number_of(transcript: Transcript, household: str) -> int | None:
    """The drawn number of a household; None when it is not in the draw."""
    return transcript.order.index(household) + 1 if household in transcript.order else None
