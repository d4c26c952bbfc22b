"""What goes wrong in reports: each fault makes a true number false, and is left out where it would stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from checkbench.reports import Told
from checkbench.wording import Saying, plain, say


@dataclass(frozen=True)
class Beside:
    """What a clerk may have mixed a number up with, and the true number itself."""

    true: Fraction
    last_year: Fraction | None = None
    neighbour: Fraction | None = None
    whole: Fraction | None = None
    target: Fraction | None = None


Fault = Callable[[Saying, Beside, Random], Saying | None]


def off_by_one(saying: Saying, _: Beside, draw: Random) -> Saying | None:
    """One more or one less; not a round number, which may be meant as one."""
    if saying.manner != "exact" or saying.dimension not in ("count", "visits", "rank") or saying.value < 2:
        return None
    other = saying.value + (1 if saying.dimension == "rank" else draw.choice((-1, 1)))
    return None if other % 100 == 0 else replace(saying, value=other)


def digits_swapped(saying: Saying, _: Beside, draw: Random) -> Saying | None:
    """Two neighbouring digits have changed places."""
    if saying.manner not in ("exact", "over", "near", "above", "about", "around", "broken"):
        return None
    text = plain(saying.printed)
    places = [
        at
        for at in range(len(text) - 1)
        if text[at : at + 2].isdigit() and text[at] != text[at + 1] and (at or text[1] != "0")
    ]
    if not places or saying.dimension == "rank":
        return None
    at = draw.choice(places)
    other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return replace(saying, value=Fraction(other) * saying.scale)


def wrong_scale(saying: Saying, _: Beside, __: Random) -> Saying | None:
    """亿 for 万, or 万 for 亿."""
    if saying.dimension != "money" or saying.manner == "between":
        return None
    return replace(saying, yi=not saying.yi, value=saying.value / 10_000 if saying.yi else saying.value * 10_000)


def of_last_year(saying: Saying, beside: Beside, draw: Random) -> Saying | None:
    """Last year's number."""
    return _another(saying, beside.last_year, draw)


def of_the_neighbour(saying: Saying, beside: Beside, draw: Random) -> Saying | None:
    """The number of the town or county beside it."""
    return _another(saying, beside.neighbour, draw)


def of_the_plan(saying: Saying, beside: Beside, draw: Random) -> Saying | None:
    """What was to be done, told as done."""
    return _another(saying, beside.target, draw)


def above_the_whole(saying: Saying, beside: Beside, draw: Random) -> Saying | None:
    """A part greater than its whole."""
    if beside.whole is None or saying.manner != "exact":
        return None
    more = beside.whole * draw.randint(105, 130) / 100
    return replace(saying, value=Fraction(round(more / saying.scale)) * saying.scale)


def wrong_unit(saying: Saying, _: Beside, __: Random) -> Saying | None:
    """人 for 人次."""
    return replace(saying, dimension="count", unit="人") if saying.dimension == "visits" else None


def points_for_percent(saying: Saying, _: Beside, __: Random) -> Saying | None:
    """百分点 for per cent."""
    if saying.dimension != "ratio" or saying.manner != "exact":
        return None
    return replace(saying, dimension="points", unit="个百分点", value=saying.value * 100)


def wrong_side(saying: Saying, _: Beside, __: Random) -> Saying | None:
    """超 for 近, 近 for 超."""
    sides = {"near": "above", "above": "near", "over": "near", "broken": "near"}
    return replace(saying, manner=sides[saying.manner]) if saying.manner in sides else None  # type: ignore[arg-type]


def _another(saying: Saying, value: Fraction | None, draw: Random) -> Saying | None:
    """Another value in the same unit."""
    return say(value, saying.dimension, saying.unit, draw, vague=0) if value else None


FAULTS: dict[str, Fault] = {
    "off by one": off_by_one,
    "digits swapped": digits_swapped,
    "wrong scale": wrong_scale,
    "last year": of_last_year,
    "neighbour": of_the_neighbour,
    "plan as done": of_the_plan,
    "above the whole": above_the_whole,
    "wrong unit": wrong_unit,
    "points for per cent": points_for_percent,
    "wrong side": wrong_side,
}
#: Faults that make the matter another one: a checker may say that the book has nothing of it.
ELSEWHERE = frozenset({"wrong unit", "points for per cent"})


#: Faults that few numbers can have: tried first half the time, so that there are enough of them.
RARE = frozenset({"neighbour", "plan as done", "above the whole", "wrong unit", "points for per cent", "wrong side"})


def _drawn(draw: Random) -> list[str]:
    """The faults in the order in which they are tried."""
    names = draw.sample(sorted(FAULTS), len(FAULTS))
    return sorted(names, key=lambda name: name not in RARE) if draw.random() < 0.5 else names


def spoilt(told: Told, beside: Beside, draw: Random, only: str | None = None) -> Told:
    """The number with a fault that can befall it, drawn at random; as it was where none can."""
    names = [only] if only else _drawn(draw)
    for name in names:
        saying = FAULTS[name](told.saying, beside, draw) if told.saying else None
        if saying is not None and (name in ELSEWHERE or not saying.holds(beside.true)):
            accepted = ("unsupported",) if name in ELSEWHERE else ()
            return replace(told, saying=saying, verdict="contradicted", fault=name, accepted=accepted)
    return told
