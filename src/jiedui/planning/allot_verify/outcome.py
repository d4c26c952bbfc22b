"""The outcome, found a second time and in another way: in rounds, in which everyone without a home proposes at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jiedui.planning.allot_verify.digests import Dice

Row = dict[str, Any]
Pool = tuple[str, str]


def order_of(roster: Row, rules: Row, seed: bytes) -> list[str]:
    """The drawn order."""
    codes = [each["code"] for each in roster["households"]]
    if rules["rounds"] == "together":
        return Dice(seed, "order").mixed(codes)
    rounds = {each["code"]: each["round"] for each in roster["households"]}
    found: list[str] = []
    for number in sorted(set(rounds.values())):
        found += Dice(seed, "order", str(number)).mixed([code for code in codes if rounds[code] == number])
    return found


def calls_of(order: Iterable[str], rules: Row, absent: Iterable[str], missing: Iterable[str]) -> list[str]:
    """The calls: a sort by part, which keeps the drawn order within each."""
    silent, away = set(missing), set(absent)
    bound = {code for each in rules["witnesses"] if each["name"] in silent for code in each["households"]}

    def part(code: str) -> int:
        """First, after the first, or last."""
        if rules["abstainers"] == "last" and code in bound:
            return 2
        return 1 if code in away else 0

    there = order if rules["passed"] == "last" else [code for code in order if code not in away]
    return sorted(there, key=part)


def pools(roster: Row, rules: Row) -> dict[Pool, list[str]]:
    """The homes of every pool that has some."""
    reserves = ["", *(each["name"] for each in rules["reserves"])]
    found: dict[Pool, list[str]] = {(kind["kind"], name): [] for kind in rules["kinds"] for name in reserves}
    for each in roster["dwellings"]:
        found.setdefault((each["kind"], each["reserve"]), []).append(each["code"])
    return {pool: homes for pool, homes in found.items() if homes}


def lots_of(roster: Row, rules: Row, seed: bytes) -> dict[Pool, list[str]]:
    """The lot order of every pool."""
    given = pools(roster, rules)
    return given if rules["rooms"] == "code" else {key: Dice(seed, "lot", *key).mixed(given[key]) for key in given}


@dataclass(slots=True)
class Seeker:
    """One claim: whose it is, its place among all, what it still may propose to, and what it is held for."""

    rank: int
    household: Row
    reserve: str
    ahead: list[tuple[Pool, str, int]]
    held: tuple[Pool, str, int] | None = None
    home: str = ""


def seekers(roster: Row, rules: Row, calls: Sequence[str]) -> list[Seeker]:
    """The claims of the households called."""
    table = _Table(roster, rules)
    households = {each["code"]: each for each in roster["households"]}
    found: list[Seeker] = []
    for code in calls:
        household = households[code]
        reserve = table.reserve(household["priority"])
        wanted = table.wanted(tuple(household["wishes"]), household["people"], reserve)
        found += [Seeker(len(found) + number, household, reserve, wanted[::-1]) for number in range(household["homes"])]
    return found


class _Table:
    """What the rules say of kinds and reserves, ready to be looked up."""

    def __init__(self, roster: Row, rules: Row) -> None:
        """Take roster and rules."""
        self._rules = rules
        self._pools = set(pools(roster, rules))
        self._homes = {each["code"]: each for each in roster["dwellings"]}
        self.wanted = cache(self._wanted)

    def reserve(self, priority: str) -> str:
        """The reserve of a priority class, if any."""
        return next((each["name"] for each in self._rules["reserves"] if priority in each["classes"]), "")

    def _wanted(self, wishes: tuple[str, ...], people: int, own: str) -> list[tuple[Pool, str, int]]:
        """The list of a household: pool, home or ``""`` for any, number of the wish."""
        fits = [k["kind"] for k in self._rules["kinds"] if k["least"] <= people <= k["most"]]
        names = [own, "", *(each["name"] for each in self._rules["reserves"])]
        listed = [(wish, number) for number, wish in enumerate(wishes, 1)]
        listed += [(kind, 0) for kind in fits] if self._rules["beyond"] else []
        found: list[tuple[Pool, str, int]] = []
        seen: set[tuple[Pool, str]] = set()
        for wish, number in listed:
            for pool, home in self._proposals(wish, fits, names):
                if (pool, home) not in seen:
                    seen.add((pool, home))
                    found.append((pool, home, number))
        return found

    def _proposals(self, wish: str, fits: list[str], names: list[str]) -> list[tuple[Pool, str]]:
        """What one wish stands for."""
        home = self._homes.get(wish) if self._rules["wishes"] == "homes" else None
        if home is not None and home["kind"] in fits:
            return [((home["kind"], home["reserve"]), wish)]
        return [((wish, name), "") for name in names if (wish, name) in self._pools] if wish in fits else []


@dataclass(slots=True)
class _Side:
    """One pool and those it holds."""

    reserve: str
    size: int
    held: list[Seeker] = field(default_factory=list)

    def value(self, seeker: Seeker) -> tuple[bool, int]:
        """The less, the better."""
        return (not (self.reserve and seeker.reserve == self.reserve), seeker.rank)

    def answer(self, proposing: list[Seeker]) -> list[Seeker]:
        """Keep the best of those held and those proposing, no home by two and no more than there are; the others."""
        kept: list[Seeker] = []
        named: set[str] = set()
        out: list[Seeker] = []
        for seeker in sorted([*self.held, *proposing], key=self.value):
            home = seeker.held[1] if seeker.held else ""
            if len(kept) == self.size or home in named:
                out.append(seeker)
            else:
                kept.append(seeker)
                named |= {home} if home else set()
        self.held = kept
        return out


def settle_in(all_seekers: Sequence[Seeker], given: Mapping[Pool, Sequence[str]]) -> None:
    """Deferred acceptance in rounds: all who are without propose, then every pool that was proposed to answers."""
    sides = {pool: _Side(pool[1], len(homes)) for pool, homes in given.items()}
    waiting = list(all_seekers)
    while waiting:
        proposals: dict[Pool, list[Seeker]] = {}
        for seeker in waiting:
            seeker.held = seeker.ahead.pop() if seeker.ahead else None
            if seeker.held:
                proposals.setdefault(seeker.held[0], []).append(seeker)
        waiting = [out for pool, proposing in proposals.items() for out in sides[pool].answer(proposing)]


def give_rooms(all_seekers: Sequence[Seeker], lots: Mapping[Pool, Sequence[str]], roster: Row, rules: Row) -> None:
    """Give everyone held a home."""
    seated = [seeker for seeker in all_seekers if seeker.held]
    for seeker in seated:
        seeker.home = seeker.held[1] if seeker.held else ""
    house = _House(lots, roster, {seeker.home for seeker in seated})
    relatives: dict[str, list[Seeker]] = {}
    for seeker in seated:
        relatives.setdefault(seeker.household["group"], []).append(seeker)
    for seeker in seated:
        if seeker.home:
            continue
        group = seeker.household["group"] if rules["groups"] == "adjacent" else ""
        for each in relatives[group] if group else [seeker]:
            if not each.home:
                each.home = house.best(each, relatives[group] if group else [])
                house.free.discard(each.home)


class _House:
    """The free homes and their neighbours."""

    def __init__(self, lots: Mapping[Pool, Sequence[str]], roster: Row, taken: set[str]) -> None:
        """All homes of the lots are free but those taken by name."""
        self._lots = {pool: deque(homes) for pool, homes in lots.items()}
        self._pool = {home: pool for pool, homes in lots.items() for home in homes}
        self._number = {home: number for homes in lots.values() for number, home in enumerate(homes)}
        self.free = set(self._pool) - taken
        self._spot = {each["code"]: (each["row"], each["place"]) for each in roster["dwellings"]}
        self._stands = {spot: home for home, spot in self._spot.items() if spot[0]}

    def best(self, seeker: Seeker, relatives: Sequence[Seeker]) -> str:
        """The home that a claim gets."""
        pool = seeker.held[0] if seeker.held else ("", "")
        beside = [home for each in relatives if each.home for home in self._beside(each.home, pool)]
        if beside:
            return min(beside, key=self._number.__getitem__)
        lacking = sum(not each.home and each.held is not None and each.held[0] == pool for each in relatives)
        return self._of_length(pool, max(1, lacking))

    def _beside(self, home: str, pool: Pool) -> list[str]:
        """The free homes of a pool next to a home."""
        row, place = self._spot[home]
        spots = ((row, place - 1), (row, place + 1)) if row else ()
        return [
            near for spot in spots if (near := self._stands.get(spot, "")) in self.free and self._pool[near] == pool
        ]

    def _of_length(self, pool: Pool, most: int) -> str:
        """The first home in the lot order with the longest run, a run of ``most`` being long enough."""
        homes = self._lots[pool]
        while homes and homes[0] not in self.free:
            homes.popleft()
        best, longest = "", 0
        for home in homes:
            if home in self.free and (length := min(most, self._run(home, pool, most))) > longest:
                best, longest = home, length
                if length == most:
                    break
        return best

    def _run(self, home: str, pool: Pool, most: int) -> int:
        """How many free homes of the pool stand together in the row around a home; counting ends beyond ``most``."""
        seen, waiting = {home}, [home]
        while waiting and len(seen) < most:
            for near in self._beside(waiting.pop(), pool):
                if near not in seen:
                    seen.add(near)
                    waiting.append(near)
        return len(seen)
