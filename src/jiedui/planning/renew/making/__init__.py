"""Invented towns of any size, in realistic proportions: for trying a plan, for measuring, for the demonstration.

``make_registers`` gives what the ledgers of such a town hold, ``make_params`` parameters that fit it: a plan exists, and not
all that is wanted can be done. ``make_town`` is the town that a plan is made from, of both. Scale 1 is the standard town.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.making import country, industry
from jiedui.planning.renew.making.budgeting import params_for
from jiedui.planning.renew.making.laying import hamlet_box
from jiedui.planning.renew.making.mapping import Laid, laid_out
from jiedui.planning.renew.making.setting import STANDARD, Counts, Places, Setting, counts_of, shared
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Cluster, Household, Parcel, Registers, RenewalBlock, Village
from jiedui.planning.renew.town import Town

__all__ = ["STANDARD", "Counts", "Places", "counts_of", "make_params", "make_registers", "make_town"]

#: The year in which plans of invented towns begin, and their seed.
FIRST_YEAR, SEED = 2025, 20241231
#: How far, in 公里 between quarters, a hamlet is from a site that is surely in its reach.
NEAR = 1.5


def make_town(scale: float = 1.0, seed: int = SEED, counts: Counts | None = None, places: Places | None = None) -> Town:
    """The town of that scale (or of these counts) and seed, the same on every machine."""
    registers = make_registers(scale, seed, counts, places)
    return town_of(registers, make_params(registers))


def make_params(registers: Registers, years: int = STANDARD.years, first_year: int = FIRST_YEAR) -> Params:
    """Parameters that fit a town of that size."""
    return params_for(registers, years, first_year)


def make_registers(
    scale: float = 1.0,
    seed: int = SEED,
    counts: Counts | None = None,
    places: Places | None = None,
    first_year: int = FIRST_YEAR,
) -> Registers:
    """What the ledgers of the town hold. Raises ValueError for a scale that is not above 0."""
    setting = Setting(seed, counts or counts_of(scale), places or Places(), first_year)
    found = industry.grounds(setting)
    laid = laid_out(setting, found)
    blocks = industry.blocks_of(setting, found, laid.blocks)
    parcels = list(_industrial(found, laid, blocks))
    sites = list(_sites(setting, laid, blocks, _land_of_blocks(parcels)))
    hamlets, households, homesteads = _hamlets(setting, laid, blocks, sites)
    return Registers(
        setting.places.town,
        (*parcels, *homesteads, *_around(laid)),
        tuple(industry.enterprises(setting, parcels, blocks)),
        tuple(blocks),
        tuple(hamlets),
        tuple(households),
        tuple(sites),
    )


def _industrial(found: Sequence[industry.Ground], laid: Laid, blocks: Sequence[RenewalBlock]) -> Iterator[Parcel]:
    """The industrial parcels."""
    for number, (ground, (box, region)) in enumerate(zip(found, laid.industrial, strict=True), 1):
        block = "" if ground.block is None else blocks[ground.block].name
        yield Parcel(f"G{number:04d}", region, ground.area, "工业", block, ground.plot_ratio, box.geojson())


def _around(laid: Laid) -> Iterator[Parcel]:
    """Fields, red lines, roads and the rest."""
    for number, (use, area, box, region) in enumerate(laid.fields, 1):
        yield Parcel(f"Q{number:04d}", region, area, use, geometry=box.geojson())


def _land_of_blocks(parcels: Sequence[Parcel]) -> Mapping[str, float]:
    """The land of each block, in 亩."""
    found: dict[str, float] = defaultdict(float)
    for parcel in parcels:
        found[parcel.block] += parcel.area
    return found


def _hamlets(
    setting: Setting, laid: Laid, blocks: Sequence[RenewalBlock], sites: Sequence[Cluster]
) -> tuple[list[Village], list[Household], list[Parcel]]:
    """Hamlets, their households, their homestead parcels. One hamlet in three beside a block stands in its way."""
    dice, sizes = setting.dice("hamlets"), country.homesteads(setting)
    hamlets: list[Village] = []
    households: list[Household] = []
    homesteads: list[Parcel] = []
    for number, ((quarter, place), size) in enumerate(zip(laid.hamlets, sizes, strict=True), 1):
        box, region = hamlet_box(laid.corners[quarter], place, size[1]), laid.regions[quarter]
        hamlet = country.hamlet_of(setting, dice, region, size, box)
        own = country.households_of(setting, dice, hamlet)
        hamlets.append(country.counted(hamlet, own))
        households += own
        homesteads.append(Parcel(f"Z{number:04d}", region, size[1], "宅基地", geometry=box.geojson()))
    beside = [blocks[quarter].name if quarter < len(blocks) else "" for quarter, _ in laid.hamlets]
    free = [laid.sites[number] for number, site in enumerate(sites) if not site.block]
    near = [any(laid.apart(quarter, site) <= NEAR for site in free) for quarter, _ in laid.hamlets]
    return country.bound(setting, hamlets, beside, near), households, homesteads


def _sites(
    setting: Setting, laid: Laid, blocks: Sequence[RenewalBlock], land: Mapping[str, float]
) -> Iterator[Cluster]:
    """The sites: homes for nine households in ten; one site in six on a block, where it leaves room for plants."""
    counts, dice = setting.counts, setting.dice("sites")
    sizes = shared(dice, max(counts.sites * 40, round(counts.households * 0.9)), counts.sites, 60, 550)
    for number, (quarter, size) in enumerate(zip(laid.sites, sizes, strict=True)):
        block = blocks[quarter] if quarter < len(blocks) and number % 2 == 0 else None
        inside = block and country.on_block(setting, dice, size, block, land[block.name], laid.blocks[quarter][0])
        region, corner = laid.regions[quarter], laid.corners[quarter]
        yield inside or country.on_new_land(setting, dice, region, size, corner)
