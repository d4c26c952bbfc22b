"""The draw (抽签): from what was frozen, committed, revealed and made public to who gets which home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from jiedui.planning.allot.calling import calls, drawn_order
from jiedui.planning.allot.choice import Claim, Item, choose, claims_of, pools_of
from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.model import (
    PROTOCOL,
    Allotted,
    Commitments,
    Lot,
    Reveals,
    Roster,
    Rules,
    Transcript,
)
from jiedui.planning.allot.rooms import Lots, assign_rooms, lot_orders
from jiedui.planning.allot.sealing import missing, seed_of


def outcome(
    roster: Roster, rules: Rules, called: Sequence[str], lots: Lots
) -> tuple[list[Claim], list[Item | None], list[str | None]]:
    """Claims, what each is held for, and the home it gets."""
    claims = claims_of(roster, rules, called)
    seats = choose(claims, pools_of(roster, rules))
    return claims, seats, assign_rooms(claims, seats, lots, roster, rules)


def draw(
    roster: Roster, rules: Rules, commitments: Commitments, reveals: Reveals, beacon: str, absent: Collection[str] = ()
) -> Transcript:
    """The transcript; what goes in has been checked (:mod:`jiedui.planning.allot.checks`)."""
    seed = seed_of(commitments, reveals, beacon)
    silent = missing(commitments, reveals)
    order = drawn_order(roster, rules, seed)
    away = set(absent)
    called = calls(order, rules, away, silent)
    lots = lot_orders(roster, rules, seed)
    claims, seats, homes = outcome(roster, rules, called, lots)
    allotted = [
        Allotted(household=claim.household.code, home=home, wish=seat.wish)
        for claim, seat, home in zip(claims, seats, homes, strict=True)
        if seat is not None and home is not None
    ]
    got = Counter(each.household for each in allotted)
    given = {each.home for each in allotted}
    return Transcript(
        protocol=PROTOCOL,
        draw=roster.draw,
        root=commitments.root,
        rules_hash=commitments.rules_hash,
        commitments_hash=hash_of(commitments),
        reveals_hash=hash_of(reveals),
        beacon=beacon,
        missing=silent,
        absent=[household.code for household in roster.households if household.code in away],
        seed=seed.hex(),
        order=order,
        calls=called,
        lots=[Lot(kind=kind, reserve=reserve, homes=homes) for (kind, reserve), homes in lots.items()],
        allotted=allotted,
        unallotted=[code for code in called if got[code] < roster.by_code[code].homes],
        left=[dwelling.code for dwelling in roster.dwellings if dwelling.code not in given],
    )
