"""The settlement (结算): what a household pays for its homes and gets for its old house, in exact integers.

money(area, price)  =  ⌊(area · price + 50) / 100⌋        area in 0.01 m², price in 分 per m², to the 分, half upwards
pays      =  entitled area + area above it by tiers, then at the market price + adjustment for the storey
receives  =  area short of the entitlement + old house + bonus for signing in time + transition + moving
"""

from __future__ import annotations

from collections.abc import Iterator

from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.model import (
    PROTOCOL,
    Dwelling,
    Household,
    Prices,
    Roster,
    Rules,
    Settled,
    Settlement,
    Transcript,
)


def money(area: int, price: int) -> int:
    """What an area costs at a price."""
    return (area * price + 50) // 100


def settle(roster: Roster, rules: Rules, transcript: Transcript) -> Settlement:
    """The settlement of every household that got a home, in the order of the calls."""
    got: dict[str, list[Dwelling]] = {}
    for each in transcript.allotted:
        got.setdefault(each.household, []).append(roster.homes[each.home])
    settled = [
        settled_of(roster.by_code[code], got[code], rules.settlement) for code in transcript.calls if code in got
    ]
    return Settlement(protocol=PROTOCOL, draw=roster.draw, transcript_hash=hash_of(transcript), settlements=settled)


def settled_of(household: Household, homes: list[Dwelling], prices: Prices) -> Settled:
    """The settlement of one household."""
    floor = sum(home.floor for home in homes)
    above = max(0, floor - household.entitled)
    pays = {
        "entitled": money(min(floor, household.entitled), prices.entitled_price),
        "market": money(max(0, above - (prices.over[-1].up_to if prices.over else 0)), prices.market_price),
        "adjust": sum(money(home.floor, home.adjust) for home in homes),
    }
    over = list(_tiers(above, prices))
    receives = {
        "short": money(max(0, household.entitled - floor), prices.short_price),
        "compensation": money(household.old, prices.compensation_price),
        "bonus": sum(bonus.amount for bonus in prices.bonuses if bonus.round == household.round),
        "transition": household.people * prices.transition_price * prices.transition_months,
        "moving": prices.moving,
    }
    total, back = sum(pays.values()) + sum(over), sum(receives.values())
    codes = [home.code for home in homes]
    return Settled(
        household=household.code,
        homes=codes,
        floor=floor,
        **pays,
        over=over,
        **receives,
        pays=total,
        receives=back,
        difference=total - back,
    )


def _tiers(above: int, prices: Prices) -> Iterator[int]:
    """What each tier of the area above the entitlement costs."""
    before = 0
    for tier in prices.over:
        yield money(max(0, min(above, tier.up_to) - before), tier.price)
        before = tier.up_to
