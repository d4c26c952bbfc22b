"""The rooms (定房号): which home of its pool a claim gets that is held for any, relatives side by side where possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiedui.planning.allot.choice import Claim, Item, PoolKey, pools_of
from jiedui.planning.allot.lots import shuffled
from jiedui.planning.allot.model import Dwelling, Roster, Rules

Lots = dict[PoolKey, list[str]]


def lot_orders(roster: Roster, rules: Rules, seed: bytes) -> Lots:
    """The lot order of the homes of each pool."""
    pools = pools_of(roster, rules)
    if rules.rooms == "code":
        return pools
    return {pool: shuffled(homes, seed, "lot", *pool) for pool, homes in pools.items()}


def assign_rooms(
    claims: Sequence[Claim], seats: Sequence[Item | None], lots: Lots, roster: Roster, rules: Rules
) -> list[str | None]:
    """The home of each claim that is held."""
    given: list[str | None] = [None if seat is None else seat.home for seat in seats]
    rooms = _Rooms(lots, roster, {home for home in given if home is not None})
    groups: dict[str, list[int]] = {}
    for rank, (claim, seat) in enumerate(zip(claims, seats, strict=True)):
        if seat is not None and rules.groups == "adjacent" and claim.household.group:
            groups.setdefault(claim.household.group, []).append(rank)
    for rank, (claim, seat) in enumerate(zip(claims, seats, strict=True)):
        if seat is None or given[rank] is not None:
            continue
        if (group := groups.get(claim.household.group)) is not None:
            _side_by_side(group, seats, given, rooms)
        else:
            given[rank] = rooms.take(next(rooms.free_homes(seat.pool)))
    return given


def _side_by_side(group: Sequence[int], seats: Sequence[Item | None], given: list[str | None], rooms: _Rooms) -> None:
    """Give all claims of a group that are without a home theirs."""
    for rank in group:
        seat = seats[rank]
        if seat is None or given[rank] is not None:
            continue
        pool = seat.pool
        held = [home for each in group if (home := given[each]) is not None]
        home = rooms.neighbour(pool, held)
        if home is None:
            lacking = sum(
                given[each] is None and (other := seats[each]) is not None and other.pool == pool for each in group
            )
            home = rooms.with_run(pool, lacking)
        given[rank] = rooms.take(home)


class _Rooms:
    """The homes that are still free, by pool in the lot order, and who stands next to whom."""

    def __init__(self, lots: Lots, roster: Roster, named: set[str]) -> None:
        """Take the lot orders; homes held by name are not free."""
        self._lots = lots
        self._at = {home: (pool, number) for pool, homes in lots.items() for number, home in enumerate(homes)}
        self._free = set(self._at) - named
        self._first = dict.fromkeys(lots, 0)
        self._longest = {pool: len(homes) for pool, homes in lots.items()}
        self._homes = roster.homes
        self._standing = {(each.row, each.place): each.code for each in roster.dwellings if each.row}

    def free_homes(self, pool: PoolKey) -> Iterator[str]:
        """The free homes of a pool in the lot order."""
        homes, first = self._lots[pool], self._first[pool]
        while first < len(homes) and homes[first] not in self._free:
            first += 1
        self._first[pool] = first
        return (homes[at] for at in range(first, len(homes)) if homes[at] in self._free)

    def take(self, home: str) -> str:
        """The home, free no longer."""
        self._free.remove(home)
        return home

    def neighbour(self, pool: PoolKey, held: Sequence[str]) -> str | None:
        """The first free home of the pool, in the lot order, next to one of those held."""
        beside = [
            home for each in held for step in (-1, 1) if (home := self._beside(self._homes[each], step)) is not None
        ]
        fitting = [home for home in beside if self._is_free(home, pool)]
        return min(fitting, key=lambda home: self._at[home][1], default=None)

    def with_run(self, pool: PoolKey, wanted: int) -> str:
        """The first free home of the pool with the longest run, runs beyond what is wanted being all alike.

        Runs only become shorter, so what was once found to be the longest bounds every later search.
        """
        wanted = min(wanted, self._longest[pool])
        best, longest = "", 0
        for home in self.free_homes(pool):
            run = self._run(home, pool, wanted)
            if run > longest:
                best, longest = home, run
                if run >= wanted:
                    return best
        self._longest[pool] = longest
        return best

    def _run(self, home: str, pool: PoolKey, enough: int) -> int:
        """How many free homes of the pool stand in one row with this one, itself included, as far as enough."""
        run = 1
        for step in (-1, 1):
            beside = self._beside(self._homes[home], step)
            while run < enough and beside is not None and self._is_free(beside, pool):
                run += 1
                beside = self._beside(self._homes[beside], step)
        return run

    def _beside(self, dwelling: Dwelling, step: int) -> str | None:
        """The home next to one, on the side of the lower places (−1) or the higher (1)."""
        return self._standing.get((dwelling.row, dwelling.place + step)) if dwelling.row else None

    def _is_free(self, home: str, pool: PoolKey) -> bool:
        """Whether a home is free and of this pool."""
        return home in self._free and self._at[home][0] == pool
