"""Industrial parcels, renewal blocks and enterprises of an invented town.

Parcels of 3–60 亩 (12 on average) with a plot ratio of 0.45–0.85; firms with a tax of 1–10 万元/亩, the best up to 25; a
quarter of them scattered (散乱污), among the small and the poor. Renewed blocks are planned at a plot ratio of 1.5–2.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from jiedui.planning.renew.making.laying import Box
from jiedui.planning.renew.making.setting import Setting
from jiedui.planning.renew.registers import Enterprise, Parcel, RenewalBlock
from jiedui.planning.renew.town import MU

#: The trades of the town: theme, class of GB/T 4754, the word in a firm's name, how common, and how much energy and
#: pollution its value added takes beside the others. Chemicals have no theme: no block takes them in.
_Trade = tuple[str, str, str, int, float, float]
TRADES: tuple[_Trade, ...] = (
    ("电机电器", "3812", "电机", 14, 0.8, 0.6),
    ("电机电器", "3872", "照明", 6, 0.7, 0.5),
    ("塑料制品", "2922", "塑业", 13, 1.3, 1.2),
    ("装备制造", "3489", "机械", 15, 0.9, 0.8),
    ("装备制造", "3515", "装备", 7, 0.9, 0.8),
    ("金属制品", "3311", "金属", 14, 1.5, 1.6),
    ("金属制品", "3392", "铸造", 5, 2.2, 2.4),
    ("木业家居", "2034", "地板", 9, 0.9, 1.3),
    ("电子信息", "3989", "电子", 6, 0.6, 0.5),
    ("纺织服装", "1751", "纺织", 6, 1.2, 1.4),
    ("汽车零部件", "3670", "汽配", 8, 0.9, 0.8),
    ("", "2641", "涂料", 4, 1.6, 2.6),
)
#: The share of firms on the roster, and of land in blocks among industrial parcels.
ROSTER, IN_BLOCKS = 0.25, 0.66
#: The share of the firms with each grade, from the best.
GRADES = (("A", 0.15), ("B", 0.50), ("C", 0.85), ("D", 1.0))
#: What the roster means each of its firms for, and how common that is.
_DISPOSALS = {"关停取缔": 40, "整合搬迁": 30, "升级改造": 12, "": 18}


@dataclass(frozen=True, slots=True)
class Ground:
    """A parcel to be, before it has its place on the map; ``block`` is the number of its block, None outside all."""

    area: float
    plot_ratio: float
    block: int | None


def grounds(setting: Setting) -> list[Ground]:
    """The industrial parcels: first those of the blocks, block by block, then those outside."""
    dice = setting.dice("grounds")
    blocks, industrial = setting.counts.blocks, setting.counts.industrial
    inside = max(blocks, round(industrial * IN_BLOCKS)) if blocks else 0
    weights = [dice.uniform(0.6, 1.5) for _ in range(blocks)]
    numbers = [*range(blocks), *dice.choices(range(blocks), weights, k=inside - blocks)] if blocks else []
    found = [_ground(dice, number) for number in sorted(numbers)]
    return found + [_ground(dice, None) for _ in range(industrial - inside)]


def _ground(dice: Random, block: int | None) -> Ground:
    """One parcel."""
    area = min(60.0, max(3.0, dice.lognormvariate(2.25, 0.65)))
    ratio = min(0.85, max(0.45, dice.gauss(0.62, 0.1)))
    return Ground(round(area, 2), round(ratio, 2), block)


def blocks_of(setting: Setting, found: Sequence[Ground], boxes: Sequence[tuple[Box, str]]) -> list[RenewalBlock]:
    """The blocks, each with its outline and its village: slots of some 22 亩, one theme or two."""
    dice = setting.dice("blocks")
    themes = sorted({theme for theme, *_ in TRADES if theme})
    weights = [sum(trade[3] for trade in TRADES if trade[0] == theme) for theme in themes]
    blocks = []
    for number, (box, region) in enumerate(boxes):
        land = sum(ground.area for ground in found if ground.block == number)
        drawn = dict.fromkeys(dice.choices(themes, weights, k=dice.choice((1, 2, 2))))
        blocks.append(
            RenewalBlock(
                name=setting.names.block(),
                region=region,
                plot_ratio=dice.choice((1.5, 1.6, 1.8, 1.8, 2.0, 2.0, 2.2)),
                slots=max(2, round(land / 22)),
                themes=tuple(drawn),
                clearing=round(land * dice.uniform(4, 9), 2),
                earliest=setting.first_year + dice.choice((0, 0, 0, 1, 1, 2)),
                geometry=box.geojson(),
            )
        )
    return blocks


def enterprises(setting: Setting, parcels: Sequence[Parcel], blocks: Sequence[RenewalBlock]) -> list[Enterprise]:
    """The firms of the industrial parcels, then the roster among them and the grades of all.

    In a block only trades that some block takes in are drawn, rather those of its own themes: none is drawn up around
    firms that have nowhere to go.
    """
    dice = setting.dice("enterprises")
    themes = {block.name: block.themes for block in blocks}
    taken_in = [trade for trade in TRADES if any(trade[0] in block.themes for block in blocks)]
    found: list[Enterprise] = []
    for parcel in parcels:
        own = [trade for trade in taken_in if trade[0] in themes.get(parcel.block, ())]
        found += _firms_on(setting, dice, parcel, own, taken_in if parcel.block else TRADES)
    return _graded(_rostered(dice, found))


def _firms_on(
    setting: Setting, dice: Random, parcel: Parcel, own: Sequence[_Trade], others: Sequence[_Trade]
) -> Iterator[Enterprise]:
    """One firm on most parcels, two or three on some of the larger."""
    number = 1 if parcel.area < 8 else dice.choices((1, 2, 3), (80, 14, 6))[0]
    shares = [dice.uniform(0.6, 1.4) for _ in range(number)]
    left = parcel.area
    for at, share in enumerate(shares):
        land = left if at == number - 1 else round(parcel.area * share / sum(shares), 2)
        left = round(left - land, 2)
        pool = own if own and dice.random() < 0.55 else others
        trade = dice.choices(pool, [each[3] for each in pool])[0]
        yield _firm(setting, dice, trade, parcel, land)


def _firm(setting: Setting, dice: Random, trade: _Trade, parcel: Parcel, land: float) -> Enterprise:
    """One firm, not yet graded."""
    _, industry, word, _, heat, dirt = trade
    tax_per_mu = min(25.0, max(0.3, dice.lognormvariate(1.2, 0.8)))
    tax = round(land * tax_per_mu, 2)
    added = round(tax * dice.uniform(3.2, 5.5), 2)
    sales = round(added * dice.uniform(3.4, 5.2), 2)
    return Enterprise(
        firm=setting.names.firm(setting.places.city, word),
        land=land,
        floor=round(land * MU * (parcel.plot_ratio or 0.6)),
        tax=tax,
        value_added=added,
        staff=max(4, round(land * dice.uniform(1.5, 4.5) + added / 60)),
        energy=round(added * heat * dice.uniform(0.15, 0.5), 1),
        pollutants=round(added * dirt * dice.uniform(0.02, 0.12), 2),
        sales=sales,
        rnd=round(sales * dice.uniform(0.0, 0.045), 2),
        industry=industry,
        parcel=parcel.code,
    )


def _rostered(dice: Random, firms: list[Enterprise]) -> list[Enterprise]:
    """A quarter of the firms on the roster, those with a small yield and little land first; they pollute more."""
    marks = [(firm.tax or 0) / firm.land * firm.land**0.3 * dice.lognormvariate(0, 0.5) for firm in firms]
    order = sorted(range(len(firms)), key=lambda at: marks[at])
    found = list(firms)
    for at in order[: round(len(firms) * ROSTER)]:
        dirt = round((firms[at].pollutants or 0) * 2.2 + firms[at].land * 0.4, 2)
        disposal = dice.choices([*_DISPOSALS], [*_DISPOSALS.values()])[0]
        found[at] = replace(firms[at], scattered=True, pollutants=dirt, disposal=disposal)
    return found


def _graded(firms: list[Enterprise]) -> list[Enterprise]:
    """The firms with the grade of their rank by tax per 亩; one of the roster is D."""
    order = sorted(range(len(firms)), key=lambda at: (firms[at].tax or 0) / firms[at].land, reverse=True)
    found = list(firms)
    for rank, at in enumerate(order):
        by_rank = next(grade for grade, end in GRADES if rank < end * len(firms))
        found[at] = replace(firms[at], grade="D" if firms[at].scattered else by_rank)
    return found
