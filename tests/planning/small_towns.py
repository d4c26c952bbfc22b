"""Random towns small enough that all their plans can be tried, yet with something at stake.

Budgets, ceilings, caps and deadlines are drawn about what such a town needs, so that some of them bind, some towns have no
plan at all, and doing nothing is seldom the answer.
"""

from __future__ import annotations

from dataclasses import replace
from math import comb, prod

from hypothesis import strategies as st

from jiedui.planning.renew.town import Block, Firm, Hamlet, Newcomers, Rules, Site, Stage, Town

#: Combinations, before any rule, that are tried within a second.
MOST = 6_000


@st.composite
def towns(draw: st.DrawFn, most: int = MOST) -> Town:
    """A town of up to 6 firms, 4 hamlets, 3 sites, 3 years and 3 blocks, less those that make too much to try."""
    years = draw(st.sampled_from([1, 2, 2, 3, 3, 3]))
    blocks = tuple(draw(_block(f"片区{number}")) for number in range(1, draw(st.integers(1, 3)) + 1))
    names = [block.name for block in blocks]
    sites = tuple(draw(_site(f"集聚区{number}", names)) for number in range(1, draw(st.integers(0, 3)) + 1))
    firms = tuple(draw(_firm(f"企业{number}", names, years)) for number in range(1, draw(st.integers(0, 6)) + 1))
    hamlets = tuple(
        draw(_hamlet(f"自然村{number}", [site.name for site in sites], names, years))
        for number in range(1, draw(st.integers(0, 4)) + 1)
    )
    rules = draw(_rules(years, sum(firm.energy for firm in firms), sum(firm.pollutants for firm in firms)))
    other = draw(st.integers(0, 20))
    return trimmed(Town("小镇", firms, blocks, hamlets, sites, rules, float(other)), most)


def trimmed(town: Town, most: int) -> Town:
    """The town without its last blocks, hamlets and firms, as many as it takes to have few enough combinations."""
    while combinations(town) > most:
        if len(town.blocks) > 1:
            town = _without_block(town, town.blocks[-1].name)
        elif len(town.hamlets) > 2:
            town = replace(town, hamlets=town.hamlets[:-1])
        elif town.firms:
            town = replace(town, firms=town.firms[:-1])
        else:
            town = replace(town, hamlets=town.hamlets[:-1])
    return town


def combinations(town: Town) -> int:
    """How many combinations there are before any rule: paths of firms, moves of hamlets, uses of blocks."""
    years = town.rules.years
    ways = years * (years + 1) // 2
    firms = prod(1 + years * firm.closable + ways * len(firm.targets) for firm in town.firms)
    hamlets = prod(1 + years * len(hamlet.reach) for hamlet in town.hamlets)
    blocks = prod(
        1 + sum(comb(block.slots + years - cleared, block.slots) for cleared in range(1, years + 1))
        for block in town.blocks
    )
    return firms * hamlets * blocks


def _without_block(town: Town, name: str) -> Town:
    """The town without a block: what was on it is outside all blocks, nothing moves into it."""
    firms = tuple(
        replace(
            firm,
            block=None if firm.block == name else firm.block,
            targets=tuple(target for target in firm.targets if target != name),
        )
        for firm in town.firms
    )
    sites = tuple(replace(site, block=None, block_slots=0) if site.block == name else site for site in town.sites)
    hamlets = tuple(replace(each, block=None) if each.block == name else each for each in town.hamlets)
    blocks = tuple(block for block in town.blocks if block.name != name)
    return replace(town, firms=firms, blocks=blocks, sites=sites, hamlets=hamlets)


@st.composite
def _block(draw: st.DrawFn, name: str) -> Block:
    """A block of one to three slots of 5 to 10 亩."""
    slots = draw(st.sampled_from([1, 2, 2, 3]))
    land = slots * draw(st.integers(5, 10))
    return Block(
        name,
        land=float(land),
        old_floor=draw(st.integers(1, 8)) * 1000.0,
        slots=slots,
        plot_ratio=draw(st.sampled_from([1.5, 2.0])),
        clearing=draw(st.integers(0, 6)) * 50.0,
        earliest=draw(st.sampled_from([1, 1, 1, 2])),
    )


@st.composite
def _firm(draw: st.DrawFn, name: str, blocks: list[str], years: int) -> Firm:
    """A firm, often on a block; a poor one may close, and may have to."""
    grade = draw(st.sampled_from("ABCDD"))
    closable = grade in "CD"
    deadline = draw(st.sampled_from([None, None, *range(1, years + 1)])) if grade == "D" else None
    floor = draw(st.integers(5, 40)) * 100.0
    return Firm(
        name,
        block=draw(st.sampled_from([None, *blocks, *blocks])),
        land=float(draw(st.integers(2, 10))),
        floor=floor,
        need=floor * draw(st.sampled_from([0.8, 1.0, 1.5])),
        tax=float(draw(st.integers(0, 30))),
        value_added=float(draw(st.integers(10, 200))),
        jobs=draw(st.integers(2, 40)),
        energy=float(draw(st.integers(10, 200))),
        pollutants=float(draw(st.integers(1, 30))),
        industry="C33",
        grade=grade,
        closable=closable,
        targets=tuple(sorted(draw(st.sets(st.sampled_from(blocks), min_size=grade in "AB", max_size=2)))),
        deadline=deadline,
    )


@st.composite
def _hamlet(draw: st.DrawFn, name: str, sites: list[str], blocks: list[str], years: int) -> Hamlet:
    """A hamlet with some of the sites in reach; some stand on a block, some must move, some never consent."""
    reach = sorted(draw(st.sets(st.sampled_from(sites), min_size=1, max_size=2))) if sites else []
    ready = draw(st.sampled_from([1, 1, 1, 2, None]))
    households = draw(st.integers(5, 40))
    return Hamlet(
        name,
        households=households,
        homestead=float(draw(st.integers(3, 20))),
        compensation=households * float(draw(st.integers(2, 12))),
        reach={site: draw(st.integers(2, 60)) / 10 for site in reach},
        ready=ready,
        deadline=draw(st.sampled_from([None, None, years, years - 1 or None])) if reach and ready == 1 else None,
        block=draw(st.sampled_from([None, None, *blocks])),
    )


@st.composite
def _site(draw: st.DrawFn, name: str, blocks: list[str]) -> Site:
    """A site of up to three stages, on new land or on slots of a block."""
    block = draw(st.sampled_from([None, None, *blocks]))
    homes = draw(st.lists(st.integers(10, 40), min_size=1, max_size=3))
    cost = draw(st.integers(4, 12))
    stages = tuple(
        Stage(each, each * (cost - at / 2), 0.0 if block else each / draw(st.integers(5, 12)))
        for at, each in enumerate(homes)
    )
    return Site(
        name,
        setup=draw(st.integers(0, 5)) * 20.0,
        stages=stages,
        services=draw(st.integers(0, 10)),
        earliest=draw(st.sampled_from([1, 1, 2])),
        block=block,
        block_slots=1 if block else 0,
    )


@st.composite
def _rules(draw: st.DrawFn, years: int, energy: float, pollutants: float) -> Rules:
    """Rules of which some bind: caps about today's sums, budgets about the price of one plant."""
    a_year, shares = st.integers(0, 25), st.sampled_from([0.9, 1.0, 1.0, 1.1, 1.2, 1.5])
    budget, energy_cap, pollutants_cap = (
        draw(st.lists(each, min_size=years, max_size=years)) for each in (a_year, shares, shares)
    )
    return Rules(
        first_year=2026,
        years=years,
        budget=tuple(each * 100.0 for each in budget),
        energy_cap=tuple(each * energy + 20 for each in energy_cap),
        pollutants_cap=tuple(each * pollutants + 5 for each in pollutants_cap),
        debt_ceiling=draw(st.integers(0, 40)) * 100.0,
        debt_rate=draw(st.sampled_from([0.0, 0.05, 0.1])),
        discount=draw(st.sampled_from([0.0, 0.05])),
        tax_share=draw(st.sampled_from([0.0, 0.3, 0.5])),
        jobs_a_year=float(draw(st.integers(10, 60))),
        households_a_year=draw(st.integers(20, 90)),
        interim_floor=draw(st.integers(1, 6)) * 1000.0,
        interim_years=draw(st.integers(0, 2)),
        quota_advance=float(draw(st.integers(0, 6))),
        quota_return=draw(st.integers(1, 3)),
        newcomers=Newcomers(a_year=draw(st.integers(1, 9)) * 1000.0),
    )
