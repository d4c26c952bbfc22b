"""What stands against a freeze: everything in roster and rules that a draw could not serve, each at its place.

One rule, one function; ``RULES`` is their list. Where the records come from a book, their places name the entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from jiedui.base.problems import Place, Problem
from jiedui.planning.allot.model import PROTOCOL, Dwelling, Household, Kind, Roster, Rules

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entered(Generic[T]):
    """A record and the place that it comes from."""

    record: T
    place: Place


@dataclass(frozen=True, slots=True)
class Intended:
    """What is to be frozen."""

    households: Sequence[Entered[Household]]
    dwellings: Sequence[Entered[Dwelling]]
    rules: Rules

    def fits(self, household: Household) -> list[str]:
        """The kinds that are for a household of that many people."""
        return [kind.kind for kind in self.rules.kinds if kind.least <= household.people <= kind.most]


def intended(roster: Roster, rules: Rules) -> Intended:
    """A roster that comes from a file."""
    file = "roster.json"
    households = [Entered(each, Place(file=file, column=each.code)) for each in roster.households]
    dwellings = [Entered(each, Place(file=file, column=each.code)) for each in roster.dwellings]
    return Intended(households, dwellings, rules)


def problems_of(what: Intended) -> list[Problem]:
    """Everything that is wrong, rule by rule."""
    return [problem for rule in RULES for problem in rule(what)]


def roster_of(what: Intended) -> Roster:
    """The roster, sorted as it is to be published."""
    return Roster(
        protocol=PROTOCOL,
        draw=what.rules.draw,
        households=sorted((each.record for each in what.households), key=lambda each: each.code),
        dwellings=sorted((each.record for each in what.dwellings), key=lambda each: each.code),
    )


def _twice(keyed: Iterable[tuple[object, Place]], code: str) -> Iterator[Problem]:
    """A key that stands a second time, at the place of the second, naming the first."""
    first: dict[object, Place] = {}
    for key, place in keyed:
        if key in first:
            yield Problem(code, place, {"what": key, "other": first[key].words()})
        else:
            first[key] = place


def nobody(what: Intended) -> Iterator[Problem]:
    """A draw has households, homes and witnesses."""
    counts = {"户": what.households, "房": what.dwellings, "见证人": what.rules.witnesses}
    for name, found in counts.items():
        if not found:
            yield Problem("allot-nobody", Place(), {"what": name})


def codes_once(what: Intended) -> Iterator[Problem]:
    """Every household and every home has a number of its own, and no home is called like a kind."""
    yield from _twice(((each.record.code, each.place) for each in what.households), "allot-twice")
    yield from _twice(((each.record.code, each.place) for each in what.dwellings), "allot-twice")
    kinds = {each.record.kind for each in what.dwellings}
    for each in what.dwellings:
        if each.record.code in kinds:
            yield Problem("allot-code-is-kind", each.place, {"code": each.record.code})


def places_once(what: Intended) -> Iterator[Problem]:
    """No two homes stand at one place of a row."""
    homes = [(f"{each.record.row} {each.record.place}", each.place) for each in what.dwellings if each.record.row]
    yield from _twice(homes, "allot-place-twice")


def kinds_known(what: Intended) -> Iterator[Problem]:
    """Every kind of home stands in the rules, once."""
    yield from _twice(((kind.kind, _rules("kinds")) for kind in what.rules.kinds), "allot-twice")
    known = {kind.kind for kind in what.rules.kinds}
    for each in what.dwellings:
        if each.record.kind not in known:
            yield Problem("allot-unknown-kind", each.place, {"kind": each.record.kind, "known": "、".join(known)})


def reserves_known(what: Intended) -> Iterator[Problem]:
    """Every reserve stands in the rules, once; no class in two; and no household is to get several homes beside reserves."""
    reserves = what.rules.reserves
    yield from _twice(((reserve.name, _rules("reserves")) for reserve in reserves), "allot-twice")
    classes = ((each, _rules("reserves")) for reserve in reserves for each in reserve.classes)
    yield from _twice(classes, "allot-twice")
    known = {"", *(reserve.name for reserve in reserves)}
    for each in what.dwellings:
        if each.record.reserve not in known:
            yield Problem("allot-unknown-reserve", each.place, {"reserve": each.record.reserve})
    for entered in what.households if reserves else ():
        if entered.record.homes > 1:
            yield Problem("allot-reserve-several", entered.place, {"homes": entered.record.homes})


def wishes_known(what: Intended) -> Iterator[Problem]:
    """A wish is a kind or, if the rules allow it, a home; one that the household is too small or large for is told."""
    kinds: dict[str, Kind] = {kind.kind: kind for kind in what.rules.kinds}
    homes = {each.record.code: each.record.kind for each in what.dwellings} if what.rules.wishes == "homes" else {}
    for each in what.households:
        fitting = what.fits(each.record)
        for wish in each.record.wishes:
            kind = homes.get(wish, wish)
            if kind not in kinds:
                yield Problem("allot-unknown-wish", each.place, {"wish": wish, "known": "、".join(kinds)})
            elif kind not in fitting:
                yield Problem("allot-unfit-wish", each.place, {"wish": wish, "people": each.record.people})


def witnesses_known(what: Intended) -> Iterator[Problem]:
    """Witnesses have names of their own, are bound to households of the roster, and are enough for the quorum."""
    yield from _twice(((each.name, _rules("witnesses")) for each in what.rules.witnesses), "allot-twice")
    codes = {each.record.code for each in what.households}
    for witness in what.rules.witnesses:
        for code in witness.households:
            if code not in codes:
                yield Problem("allot-unknown-household", _rules("witnesses"), {"who": witness.name, "code": code})
    if what.rules.quorum > len(what.rules.witnesses):
        yield Problem("allot-quorum-many", _rules("quorum"), {"quorum": what.rules.quorum})


def times_in_order(what: Intended) -> Iterator[Problem]:
    """Commitments end before the beacon is known, and that before reveals end; the beacon has a shape."""
    rules = what.rules
    if not rules.commit_until < rules.beacon.at < rules.reveal_until:
        yield Problem("allot-times", _rules("beacon"))
    if not rules.beacon.shapes:
        yield Problem("allot-no-shape", _rules("beacon"))


def prices_in_order(what: Intended) -> Iterator[Problem]:
    """Tiers ascend, and a round has one bonus."""
    prices = what.rules.settlement
    ends = [tier.up_to for tier in prices.over]
    if ends != sorted(set(ends)):
        yield Problem("allot-tiers", _rules("settlement"))
    yield from _twice(((bonus.round, _rules("settlement")) for bonus in prices.bonuses), "allot-twice")


def homes_enough(what: Intended) -> Iterator[Problem]:
    """Fewer homes than are to be got: somebody will wait."""
    wanted, there = sum(each.record.homes for each in what.households), len(what.dwellings)
    if there < wanted:
        yield Problem("allot-few-homes", Place(), {"wanted": wanted, "there": there})


def consents_counted(counted: Counter[str], hamlets: Iterable[tuple[str, int, Place]]) -> Iterator[Problem]:
    """A hamlet has no more consenting households than it has households: name, households, place of each."""
    for name, households, place in hamlets:
        if counted[name] > households:
            yield Problem("allot-consent", place, {"name": name, "consenting": counted[name], "households": households})


def _rules(key: str) -> Place:
    """A place in the rules."""
    return Place(file="rules.json", column=key)


RULES: Sequence[Callable[[Intended], Iterator[Problem]]] = (
    nobody,
    codes_once,
    places_once,
    kinds_known,
    reserves_known,
    wishes_known,
    witnesses_known,
    times_in_order,
    prices_in_order,
    homes_enough,
)
