"""The choice (选房): who is held for which home or for any home of which pool, by deferred acceptance.

A claim is one home that one household is to get; claims are ranked 0, 1, 2 … by the calls. A pool is all homes of one
kind and one reserve. Every claim goes down its household's list; a pool keeps the best of those who propose to it: members of
its reserve first, then by rank (Gale and Shapley 1962; with reserves, Hafalir and others 2013). In a pool, a claim held for *any* home takes none in
particular yet, so that it stands in nobody's way who wishes a certain one: a pool's best are greedy in a matroid, and
therefore no order of proposals and no false wish changes anything for the better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush

from jiedui.planning.allot.model import Household, Roster, Rules

PoolKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a household's list: a pool, a certain home of it or any; and which wish it comes from, 0 beyond them."""

    pool: PoolKey
    home: str | None
    wish: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One home that a household is to get."""

    household: Household
    reserve: str
    items: Sequence[Item]


@dataclass(slots=True)
class _Pool:
    """The claims that a pool holds: how many, by name of the home, and by priority, the worst on top."""

    homes: int
    held: int = 0
    by_home: dict[str, int] = field(default_factory=dict)
    worst: list[tuple[int, int]] = field(default_factory=list)


def pools_of(roster: Roster, rules: Rules) -> dict[PoolKey, list[str]]:
    """The homes of each pool that has some, in the order of kinds, and in each kind the open ones first."""
    found: dict[PoolKey, list[str]] = {
        (kind.kind, reserve): [] for kind in rules.kinds for reserve in ("", *(each.name for each in rules.reserves))
    }
    for dwelling in roster.dwellings:
        found[dwelling.kind, dwelling.reserve].append(dwelling.code)
    return {pool: homes for pool, homes in found.items() if homes}


def claims_of(roster: Roster, rules: Rules, calls: Sequence[str]) -> list[Claim]:
    """The claims of the called households, by rank."""
    pools = pools_of(roster, rules)

    @cache
    def items(wishes: tuple[str, ...], people: int, reserve: str) -> Sequence[Item]:
        """The list of all households that wish the same and are alike."""
        return list_of(wishes, people, reserve, roster, rules, pools)

    claims = []
    for code in calls:
        household = roster.by_code[code]
        reserve = rules.reserve_of.get(household.priority, "")
        claim = Claim(household, reserve, items(tuple(household.wishes), household.people, reserve))
        claims += [claim] * household.homes
    return claims


def list_of(
    wishes: Sequence[str],
    people: int,
    reserve: str,
    roster: Roster,
    rules: Rules,
    pools: dict[PoolKey, list[str]],
) -> list[Item]:
    """What a household proposes to, one after the other."""
    fitting = [kind.kind for kind in rules.kinds if kind.least <= people <= kind.most]
    reserves = dict.fromkeys((reserve, "", *(each.name for each in rules.reserves)))
    found: dict[tuple[PoolKey, str | None], int] = {}
    named = [(number, wish) for number, wish in enumerate(wishes, 1)]
    for number, wish in [*named, *((0, kind) for kind in fitting if rules.beyond)]:
        home = roster.homes.get(wish) if rules.wishes == "homes" else None
        if home is not None and home.kind in fitting:
            found.setdefault(((home.kind, home.reserve), home.code), number)
        elif wish in fitting:
            for each in reserves:
                if (wish, each) in pools:
                    found.setdefault(((wish, each), None), number)
    return [Item(pool, home, number) for (pool, home), number in found.items()]


def choose(claims: Sequence[Claim], pools: dict[PoolKey, list[str]]) -> list[Item | None]:
    """What each claim is held for in the end; None when its list was exhausted."""
    state = {pool: _Pool(len(homes)) for pool, homes in pools.items()}
    seats: list[Item | None] = [None] * len(claims)
    reached = [0] * len(claims)
    for rank in range(len(claims)):
        waiting: int | None = rank
        while waiting is not None:
            items = claims[waiting].items
            if reached[waiting] == len(items):
                seats[waiting] = None
                break
            item = items[reached[waiting]]
            reached[waiting] += 1
            waiting = _propose(waiting, item, claims, state, seats)
    return seats


def _propose(
    rank: int, item: Item, claims: Sequence[Claim], state: dict[PoolKey, _Pool], seats: list[Item | None]
) -> int | None:
    """Let a claim propose; the claim that is rejected, if any."""
    pool = state[item.pool]
    key = _key(rank, item.pool, claims)
    other = pool.by_home.get(item.home) if item.home is not None else None
    if other is None and pool.held == pool.homes:
        other = _worst(pool, item.pool, seats)
    if other is not None:
        if _key(other, item.pool, claims) < key:
            return rank
        _leave(other, pool, seats)
    seats[rank] = item
    pool.held += 1
    if item.home is not None:
        pool.by_home[item.home] = rank
    heappush(pool.worst, (-key, rank))
    return other


def _key(rank: int, pool: PoolKey, claims: Sequence[Claim]) -> int:
    """The place of a claim in a pool's priority, the least first."""
    member = bool(pool[1]) and claims[rank].reserve == pool[1]
    return rank if member else rank + len(claims)


def _worst(pool: _Pool, key: PoolKey, seats: Sequence[Item | None]) -> int:
    """The worst claim that a pool holds; those on top that have left it are dropped."""
    while True:
        rank = pool.worst[0][1]
        seat = seats[rank]
        if seat is not None and seat.pool == key:
            return rank
        heappop(pool.worst)


def _leave(rank: int, pool: _Pool, seats: list[Item | None]) -> None:
    """Take a claim out of its pool."""
    seat = seats[rank]
    seats[rank] = None
    pool.held -= 1
    if seat is not None and seat.home is not None:
        del pool.by_home[seat.home]
