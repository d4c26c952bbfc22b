"""A town as arrays, for the program: one entry a firm, a block, a hamlet's way to a site, a stage.

Years are columns of grids, year t at t − 1. Names are replaced by positions; −1 stands for "none".

Firms are grouped into *kinds* for their places in the plants. Where each firm is a kind of its own it goes into a block as a
whole; a kind of all firms with the same targets is only followed by its floor, which is a valid relaxation: the years are
decided with the floor of the kind, and a block is found for each firm afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.town import Hamlet, Site, Town

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Firms:
    """Arrays over firms; ``first`` is the first year in which one can have entered plants (T + 1: in none)."""

    floor: Numbers
    need: Numbers
    tax: Numbers
    value_added: Numbers
    jobs: Numbers
    energy: Numbers
    pollutants: Numbers
    block: Places
    deadline: Places
    closable: NDArray[np.bool_]
    first: Places
    kind: Places


@dataclass(frozen=True)
class Kinds:
    """Groups of firms with the same targets: their need in all, and the ways (kind, block) with the first year of entering."""

    need: Numbers
    single: NDArray[np.bool_]
    way_kind: Places
    way_block: Places
    way_first: Places


@dataclass(frozen=True)
class Blocks:
    """Arrays over blocks; ``clearing`` is all that clearing costs, demolition included."""

    slots: Places
    slot_land: Numbers
    slot_floor: Numbers
    clearing: Numbers
    earliest: Places


@dataclass(frozen=True)
class Sites:
    """Arrays over sites, and over stages in the order of sites: ``first_stage`` is where a site's begin."""

    earliest: Places
    block: Places
    block_slots: Numbers
    services: Numbers
    first_stage: Places
    stage_site: Places
    stage_rank: Places
    stage_homes: Numbers
    stage_cost: Numbers
    stage_land: Numbers


@dataclass(frozen=True)
class Ways:
    """A hamlet's ways to sites: arrays over the pairs; then what they carry by hamlet."""

    hamlet: Places
    site: Places
    first: Places
    distance: Numbers
    households: Numbers
    homestead: Numbers
    compensation: Numbers
    block: Places
    deadline: Places


@dataclass(frozen=True)
class Frame:
    """All arrays of a town."""

    town: Town
    years: int
    firms: Firms
    kinds: Kinds
    blocks: Blocks
    sites: Sites
    ways: Ways


def framed(town: Town, *, pooled: bool) -> Frame:
    """The arrays; ``pooled`` makes kinds of firms with the same targets, otherwise each firm is a kind of its own."""
    blocks = {block.name: at for at, block in enumerate(town.blocks)}
    firms, kinds = _firms(town, blocks, pooled=pooled)
    return Frame(town, town.rules.years, firms, kinds, _blocks(town), _sites(town, blocks), _ways(town, blocks))


def _numbers(values: Iterable[float]) -> Numbers:
    """An array of numbers."""
    return np.array(list(values), np.float64)


def _places(values: Iterable[int]) -> Places:
    """An array of positions or years."""
    return np.array(list(values), np.int64)


def _firms(town: Town, blocks: dict[str, int], *, pooled: bool) -> tuple[Firms, Kinds]:
    """Arrays over firms, and their kinds."""
    never = town.rules.years + 1
    targets = [tuple(sorted(blocks[name] for name in set(firm.targets))) for firm in town.firms]
    keys: dict[object, int] = {}
    kind = [keys.setdefault(each if pooled else at, len(keys)) for at, each in enumerate(targets)]
    entry = [block.earliest + 1 for block in town.blocks]
    firms = Firms(
        floor=_numbers(firm.floor for firm in town.firms),
        need=_numbers(firm.need for firm in town.firms),
        tax=_numbers(firm.tax for firm in town.firms),
        value_added=_numbers(firm.value_added for firm in town.firms),
        jobs=_numbers(firm.jobs for firm in town.firms),
        energy=_numbers(firm.energy for firm in town.firms),
        pollutants=_numbers(firm.pollutants for firm in town.firms),
        block=_places(-1 if firm.block is None else blocks[firm.block] for firm in town.firms),
        deadline=_places(never if firm.deadline is None else firm.deadline for firm in town.firms),
        closable=np.array([firm.closable for firm in town.firms], bool),
        first=_places(min([never, *(entry[block] for block in each)]) for each in targets),
        kind=_places(kind),
    )
    return firms, _kinds(firms, dict(zip(kind, targets, strict=True)), entry, single=not pooled)


def _kinds(firms: Firms, targets: dict[int, tuple[int, ...]], entry: list[int], *, single: bool) -> Kinds:
    """The kinds of firms and their ways into blocks."""
    size = len(targets)
    return Kinds(
        need=np.bincount(firms.kind, firms.need, size).astype(np.float64),
        single=np.full(size, single),
        way_kind=_places(kind for kind in range(size) for _ in targets[kind]),
        way_block=_places(block for kind in range(size) for block in targets[kind]),
        way_first=_places(entry[block] for kind in range(size) for block in targets[kind]),
    )


def _blocks(town: Town) -> Blocks:
    """Arrays over blocks."""
    demolish = town.rules.prices.demolish
    return Blocks(
        slots=_places(block.slots for block in town.blocks),
        slot_land=_numbers(block.slot_land for block in town.blocks),
        slot_floor=_numbers(block.slot_floor for block in town.blocks),
        clearing=_numbers(block.clearing + demolish * block.old_floor for block in town.blocks),
        earliest=_places(block.earliest for block in town.blocks),
    )


def _first_stages(town: Town) -> list[int]:
    """The first year in which something can be built on a site: on a block, only after clearing it."""
    earliest = {block.name: block.earliest + 1 for block in town.blocks}
    return [max(site.earliest, earliest[site.block] if site.block else 1) for site in town.sites]


def _sites(town: Town, blocks: dict[str, int]) -> Sites:
    """Arrays over sites and stages."""
    stages = [(at, rank, stage) for at, site in enumerate(town.sites) for rank, stage in enumerate(site.stages)]
    counts = [len(site.stages) for site in town.sites]
    return Sites(
        earliest=_places(_first_stages(town)),
        block=_places(-1 if site.block is None else blocks[site.block] for site in town.sites),
        block_slots=_numbers(site.block_slots for site in town.sites),
        services=_numbers(site.services for site in town.sites),
        first_stage=np.cumsum([0, *counts])[: len(counts)].astype(np.int64),
        stage_site=_places(at for at, _, _ in stages),
        stage_rank=_places(rank for _, rank, _ in stages),
        stage_homes=_numbers(stage.homes for _, _, stage in stages),
        stage_cost=_numbers(stage.cost + (0 if rank else town.sites[at].setup) for at, rank, stage in stages),
        stage_land=_numbers(stage.land for _, _, stage in stages),
    )


def _admits(site: Site, hamlet: Hamlet) -> bool:
    """Whether a site can ever take a hamlet: not where its block is cleared only after the hamlet has left it."""
    return bool(site.stages) and site.homes >= hamlet.households and (site.block is None or site.block != hamlet.block)


def _ways(town: Town, blocks: dict[str, int]) -> Ways:
    """A hamlet's ways to sites."""
    never = town.rules.years + 1
    first = _first_stages(town)
    sites = {site.name: at for at, site in enumerate(town.sites)}
    pairs = [
        (at, sites[name], max(hamlet.ready, first[sites[name]]), km)
        for at, hamlet in enumerate(town.hamlets)
        if hamlet.ready is not None
        for name, km in hamlet.reach.items()
        if _admits(town.sites[sites[name]], hamlet)
    ]
    return Ways(
        hamlet=_places(at for at, _, _, _ in pairs),
        site=_places(site for _, site, _, _ in pairs),
        first=_places(first for _, _, first, _ in pairs),
        distance=_numbers(km for _, _, _, km in pairs),
        households=_numbers(each.households for each in town.hamlets),
        homestead=_numbers(each.homestead for each in town.hamlets),
        compensation=_numbers(each.compensation for each in town.hamlets),
        block=_places(-1 if each.block is None else blocks[each.block] for each in town.hamlets),
        deadline=_places(never if each.deadline is None else each.deadline for each in town.hamlets),
    )
