"""Hamlets, households, sites and the land around them in an invented town.

Hamlets of some 40 households of 3.25 people; 0.55–0.95 亩 of homestead a household; consent of 60–98 %. Sites of up to 550
homes on 0.30–0.42 亩 each; a home costs 70–111 万元 with all that belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from random import Random

from jiedui.planning.renew.making.laying import Box, site_box
from jiedui.planning.renew.making.setting import Setting, shared
from jiedui.planning.renew.registers import Cluster, Household, RenewalBlock, Village

#: Uses of the parcels around, how common, and their area in 亩 from … to.
USES = (
    ("耕地", 36, 12, 60),
    ("永久基本农田", 30, 20, 90),
    ("生态红线", 6, 20, 80),
    ("道路", 10, 3, 12),
    ("公共服务", 10, 4, 20),
    ("空闲", 8, 3, 25),
)
#: The land of the largest site on the map, in 亩.
LARGEST = 236.0
#: Homes that are offered, with their floor in 平方米 and how many people a family has at the least that wants one.
HOMES = (("多层90", 90, 1), ("多层120", 120, 3), ("联排220", 220, 4))
_SERVICES = ("幼儿园", "卫生室", "文化活动室", "农贸市场", "养老服务站", "公交站", "健身广场", "便民服务中心")
_PRIORITIES = {"无": 82, "高龄": 10, "残疾": 4, "烈军属": 2, "特困": 2}
_PEOPLE = {1: 8, 2: 24, 3: 28, 4: 22, 5: 12, 6: 6}


def fields(setting: Setting) -> list[tuple[str, float]]:
    """Use and area of the parcels that are neither industrial nor homesteads."""
    dice = setting.dice("fields")
    weights = [weight for _, weight, _, _ in USES]
    drawn = dice.choices(USES, weights, k=setting.counts.others)
    return [(use, round(dice.uniform(least, most), 2)) for use, _, least, most in drawn]


def homesteads(setting: Setting) -> list[tuple[int, float]]:
    """Households and homestead land of each hamlet; no hamlet is larger than its ground on the map."""
    dice = setting.dice("homesteads")
    counts = setting.counts
    sizes = shared(dice, counts.households, counts.hamlets, 8, 78)
    return [(size, round(min(80.0, size * dice.uniform(0.55, 0.95)), 2)) for size in sizes]


def hamlet_of(setting: Setting, dice: Random, region: str, size: tuple[int, float], box: Box) -> Village:
    """One hamlet, its households not yet counted; a share of those that consent is drawn, 60–98 %."""
    households, homestead = size
    return Village(
        name=setting.names.hamlet(),
        region=region,
        households=households,
        homestead=homestead,
        consenting=round(households * min(0.98, max(0.60, dice.gauss(0.83, 0.09)))),
        geometry=box.geojson(),
    )


def households_of(setting: Setting, dice: Random, hamlet: Village) -> list[Household]:
    """The households of a hamlet; as many as its number say yes consent. Some sign together with their neighbours."""
    asked = [at < (hamlet.consenting or 0) for at in range(hamlet.households)]
    dice.shuffle(asked)
    found = []
    for number, consents in enumerate(asked, 1):
        people = dice.choices([*_PEOPLE], [*_PEOPLE.values()])[0]
        wishes = [kind for kind, _, least in HOMES if people >= least][-2:]
        found.append(
            Household(
                code=f"{hamlet.name}-{number:03d}",
                head=setting.names.person(),
                hamlet=hamlet.name,
                people=people,
                floor=float(max(60, people * dice.randint(48, 78))),
                consents=consents,
                priority=dice.choices([*_PRIORITIES], [*_PRIORITIES.values()])[0],
                wishes=tuple(dice.sample(wishes, len(wishes))),
                group=f"{hamlet.name}联{number // 4}" if number % 4 < 2 and number > 3 else "",
            )
        )
    return found


def counted(hamlet: Village, households: Sequence[Household]) -> Village:
    """The hamlet with people and floor counted from its households."""
    floor = sum(household.floor or 0.0 for household in households)
    return replace(hamlet, people=sum(household.people for household in households), floor=floor)


def bound(setting: Setting, hamlets: list[Village], block_of: Sequence[str], near: Sequence[bool]) -> list[Village]:
    """The hamlets with the year in which consent is expected, the ones that must go, and those in the way of a block.

    One in twenty must go: within the red line or in danger. It is ``near`` a site on new land; its consent is there or
    comes in time.
    """
    dice = setting.dice("bound")
    safe = [at for at, each in enumerate(near) if each]
    must = set(dice.sample(safe, min(len(safe), len(hamlets) // 20)))
    pairs = zip(hamlets, block_of, strict=True)
    return [_bound(setting, dice, hamlet, block, at in must) for at, (hamlet, block) in enumerate(pairs)]


def _bound(setting: Setting, dice: Random, hamlet: Village, block: str, must: bool) -> Village:
    """One hamlet with its years and its block."""
    expected = None
    if (hamlet.consenting or 0) < 0.8 * hamlet.households and (must or dice.random() < 0.7):
        expected = setting.first_year + dice.randint(1, min(4, setting.counts.years - 1) or 1)
    last = setting.first_year + setting.counts.years - 1
    must_by = max(setting.first_year, last - dice.choice((0, 1, 1))) if must else None
    if must_by and expected:
        expected = min(expected, must_by)
    return replace(hamlet, consent_year=expected, must_by=must_by, block=block if dice.random() < 0.35 else "")


def site_of(setting: Setting, dice: Random, region: str, capacity: int, area: float) -> Cluster:
    """A site of so many homes on so much land, not yet on the map; larger ones have more services and stages."""
    stages = shared(dice, capacity, max(1, min(5, round(capacity / 90))), 50, 200)
    services = dice.sample(_SERVICES, min(len(_SERVICES), 2 + capacity // 110 + dice.randint(0, 1)))
    return Cluster(
        name=setting.names.site(),
        region=region,
        capacity=capacity,
        area=round(area, 2),
        setup_cost=round(500 + capacity * dice.uniform(2.0, 3.2), 1),
        unit_cost=round(dice.uniform(70, 111), 1),
        services=tuple(services),
        available_from=setting.first_year + dice.choice((0, 0, 1, 1, 2)),
        stages=tuple(stages),
    )


def on_new_land(setting: Setting, dice: Random, region: str, capacity: int, corner: tuple[float, float]) -> Cluster:
    """A site in the margin of a quarter."""
    area = min(LARGEST, capacity * dice.uniform(0.30, 0.42))
    return replace(site_of(setting, dice, region, capacity, area), geometry=site_box(corner, area).geojson())


def on_block(
    setting: Setting, dice: Random, capacity: int, block: RenewalBlock, land: float, box: Box
) -> Cluster | None:
    """A denser site (0.2 亩 a home) in a corner of a block of so much land; it leaves half of the slots for plants.

    None where the block has no room for sixty homes.
    """
    slot = land / block.slots
    capacity = min(capacity, int(block.slots // 2 * slot / 0.2))
    if capacity < 60:
        return None
    site = site_of(setting, dice, block.region, capacity, capacity * 0.2)
    share = (site.area / land) ** 0.5
    corner = Box(box.x, box.y, box.width * share, box.height * share)
    slots = ceil(site.area / slot - 1e-9)
    return replace(site, block=block.name, block_slots=slots, geometry=corner.geojson())
