"""The settlement, reckoned a second time: in fractions, rounded once a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Any

Row = dict[str, Any]
LINES = ("floor", "entitled", "over", "market", "adjust", "short", "compensation", "bonus", "transition", "moving")
TOTALS = ("pays", "receives", "difference")


def to_the_fen(area: int, price: int) -> int:
    """An area in 0.01 m² at a price in 分 per m², to the 分, the half upwards."""
    return floor(Fraction(area * price, 100) + Fraction(1, 2))


def reckoned(household: Row, homes: Iterable[Row], prices: Row) -> Row:
    """All lines of one household."""
    rooms = list(homes)
    area = sum(each["floor"] for each in rooms)
    beyond = area - household["entitled"]
    steps = [0, *(tier["up_to"] for tier in prices["over"])]
    slices = [max(0, min(beyond, high) - low) for low, high in itertools.pairwise(steps)]
    line = {
        "floor": area,
        "entitled": to_the_fen(area - max(beyond, 0), prices["entitled_price"]),
        "over": [to_the_fen(part, tier["price"]) for part, tier in zip(slices, prices["over"], strict=True)],
        "market": to_the_fen(max(0, beyond - steps[-1]), prices["market_price"]),
        "adjust": sum(to_the_fen(each["floor"], each["adjust"]) for each in rooms),
        "short": to_the_fen(max(0, -beyond), prices["short_price"]),
        "compensation": to_the_fen(household["old"], prices["compensation_price"]),
        "bonus": next((each["amount"] for each in prices["bonuses"] if each["round"] == household["round"]), 0),
        "transition": prices["transition_months"] * prices["transition_price"] * household["people"],
        "moving": prices["moving"],
    }
    pays = line["entitled"] + sum(line["over"]) + line["market"] + line["adjust"]
    receives = sum(line[each] for each in ("short", "compensation", "bonus", "transition", "moving"))
    return {**line, "pays": pays, "receives": receives, "difference": pays - receives}
