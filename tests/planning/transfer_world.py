"""A small pair to plan transfer in: an eastern district with three trades, a western city with two counties and one more.

|        | 用地 | 税收 | 增加值 | 能耗 | 职工 | 建筑面积 |
| 棉纺厂 | 40   | 60   | 700    | 900  | 120  | 20000    |
| 织布厂 | 30   | 45   | 500    | 700  | 90   | 15000    |
| 玩具厂 | 20   | 300  | 2000   | 80   | 200  | 12000    |
| 电子厂 | 10   | 600  | 4000   | 60   | 150  | 8000     |
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from jiedui.catalog import Scheme
from jiedui.catalog.transfers import TransferPolicy
from jiedui.planning.grade.firms import Firms
from jiedui.planning.transfer import Asked, Contact, Inputs, Lead, Match, Place, Settled, Supply, match

EAST, CITY, TEA, STONE, FAR, TOWN = 2, 11, 12, 13, 14, 15
#: The paths of the places, their names and levels.
_PLACES = {
    EAST: ("东湖区", "县", "东部", (1, EAST)),
    CITY: ("西岭市", "市", "西部", (10, CITY)),
    TEA: ("茶山县", "县", "西部", (10, CITY, TEA)),
    STONE: ("石泉县", "县", "西部", (10, CITY, STONE)),
    FAR: ("远山县", "县", "西部", (10, 20, FAR)),
    TOWN: ("茶山镇", "镇", "西部", (10, CITY, TEA, TOWN)),
}
PLACES = {
    id: Place(
        id, name, level, side, path, tuple(_PLACES[each][0] for each in path if each in _PLACES), (f"56{id:04d}",)
    )
    for id, (name, level, side, path) in _PLACES.items()
}
TRADES = {
    "棉纺厂": {"industry": "1711", "land": 40, "tax": 60, "value_added": 700, "energy": 900, "staff": 120, "floor": 20000, "sales": 3000},
    "织布厂": {"industry": "1711", "land": 30, "tax": 45, "value_added": 500, "energy": 700, "staff": 90, "floor": 15000, "sales": 2200},
    "玩具厂": {"industry": "C2451", "land": 20, "tax": 300, "value_added": 2000, "energy": 80, "staff": 200, "floor": 12000, "sales": 6000},
    "电子厂": {"industry": "3989", "land": 10, "tax": 600, "value_added": 4000, "energy": 60, "staff": 150, "floor": 8000, "sales": 15000},
}  # fmt: skip
SCHEME = Scheme.model_validate(
    {
        "name": "test",
        "title": "试",
        "source": "试",
        "cuts": [{"grade": "A", "score": 100}, {"grade": "B", "score": 60}, {"grade": "C", "score": 0}],
        "groups": [
            {
                "title": "全部",
                "items": [{"title": "亩均税收", "of": "tax", "per": "land", "weight": 100, "baseline": 20}],
            }
        ],
    }
)
POLICY = TransferPolicy.model_validate(
    {
        "name": "test",
        "title": "试行承接办法",
        "source": "试",
        "firms": 2,
        "limits": [
            {"title": "水源地不印染", "source": "准入清单", "industries": ["1713"], "regions": ["西岭市"]},
            {"title": "两高不转移", "source": "指导意见", "industries": ["311"]},
        ],
        "links": [{"of": "17", "to": "245", "what": "面料"}, {"of": "398", "to": "245", "what": "电子件"}],
        "materials": [{"words": ["茶"], "industries": ["153"]}],
    }
)


def firms(trades: dict[str, dict[str, Any]], year: int, first: int = 1) -> Firms:
    """Firms of a year, entries and organisations numbered from ``first``."""
    columns = dict.fromkeys(name for trade in trades.values() for name in trade)
    cells = {name: [trade.get(name) for trade in trades.values()] for name in columns}
    numbers = {
        name: np.array([np.nan if cell is None else float(cell) for cell in column])
        for name, column in cells.items()
        if name != "industry"
    }
    ids = list(range(first, first + len(trades)))
    return Firms(year, [id + year * 10 for id in ids], list(trades), numbers, {"industry": cells["industry"]}, {}, ids)


def settled(trades: dict[str, dict[str, Any]] = TRADES, year: int = 2024, region: int = EAST) -> Settled:
    """Firms of a year, all seated in one region."""
    return Settled(firms(trades, year), [region] * len(trades))


def supply(
    id: int, region: int, factor: str, quantity: float, *, detail: str = "", price: float | None = None
) -> Supply:
    """One entry of the ledger of resources."""
    units = {
        "劳动力": "人",
        "工业用地": "亩",
        "标准厂房": "平方米",
        "能耗指标": "吨标准煤",
        "原料": "吨",
        "物流": "吨/日",
    }
    return Supply(id, region, 2024, factor, detail, quantity, units.get(factor, "家"), price)


SUPPLIES = (
    supply(1, TEA, "劳动力", 500, price=36_000),
    supply(2, TEA, "标准厂房", 30_000, price=96),
    supply(3, TEA, "原料", 900, detail="茶鲜叶"),
    supply(4, STONE, "劳动力", 100, price=40_000),
    supply(5, STONE, "工业用地", 100),
    supply(6, EAST, "劳动力", 5000, price=72_000),
    supply(7, EAST, "标准厂房", 50_000, price=240),
)
LEADS = (
    Lead(1, 3, "玩具厂", "2451", EAST, TEA, 2024, "洽谈"),
    Lead(2, 91, "远山玩具厂", "2452", EAST, FAR, 2022, "投产", (("签约", 2022), ("投产", 2023))),
)


def inputs(
    trades: dict[str, dict[str, Any]] = TRADES,
    supplies: Sequence[Supply] = SUPPLIES,
    leads: Sequence[Lead] = LEADS,
    contacts: Sequence[Contact] = (),
) -> Inputs:
    """The world, with what a test changes."""
    return Inputs(PLACES, {2024: settled(trades)}, supplies, leads, contacts)


def planned(given: Inputs | None = None, to: int = TEA, policy: TransferPolicy = POLICY, **more: Any) -> Match:
    """The plan of the world."""
    asked = Asked(to, (EAST,), 2024, weights=2000)
    return match(given or inputs(), policy, SCHEME, replace(asked, **more))
