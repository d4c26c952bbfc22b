"""The rules of a plan, one function each, in the order of the table in ``docs/renewal.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jiedui.planning.proof.facts import Facts
from jiedui.planning.proof.findings import Finding, within
from jiedui.planning.proof.sums import energy, pollutants
from jiedui.planning.renew.answer import FirmPath
from jiedui.planning.renew.town import Block, Firm, Hamlet, Site

Rule = Callable[[Facts], Iterator[Finding]]


def path(facts: Facts) -> Iterator[Finding]:
    """A firm that left enters in time, among its targets, and does not close as well."""
    for firm in facts.town.firms:
        yield from _path(firm, facts.path(firm), facts.town.rules.interim_years)


def _path(firm: Firm, its: FirmPath, interim_years: int) -> Iterator[Finding]:
    """The path of one firm."""
    if its.closed is not None and (its.left, its.entered, its.block) != (None, None, None):
        yield Finding("path", "proof-path-both", firm.name, its.closed, None, its.left)
    if its.left is not None and its.entered is None:
        yield Finding("path", "proof-path-never", firm.name, its.left, None, None)
    if its.entered is not None and (its.left is None or its.entered < its.left):
        yield Finding("path", "proof-path-before", firm.name, its.entered, its.left, its.entered)
    if its.left is not None and its.entered is not None and its.entered - its.left > interim_years:
        yield Finding("path", "proof-path-long", firm.name, its.entered, interim_years, its.entered - its.left)
    if (its.entered is not None or its.block is not None) and its.block not in firm.targets:
        yield Finding("path", "proof-path-target", firm.name, its.entered, "、".join(firm.targets), its.block)


def keep(facts: Facts) -> Iterator[Finding]:
    """Only firms that may be closed close."""
    for firm in facts.town.firms:
        year = facts.path(firm).closed
        if year is not None and not firm.closable:
            yield Finding("keep", "proof-keep", firm.name, year, None, firm.grade)


def deadline(facts: Facts) -> Iterator[Finding]:
    """A firm with a deadline in the plan's years has left or closed by it."""
    for firm in facts.town.firms:
        last = firm.deadline
        if last is not None and last <= facts.town.rules.years and not facts.gone(firm, last):
            its = facts.path(firm)
            kind = "proof-deadline-never" if its.stays else "proof-deadline-late"
            yield Finding("deadline", kind, firm.name, last, last, its.closed or its.left)


def interim(facts: Facts) -> Iterator[Finding]:
    """Interim places have room for so much floor."""
    limit = facts.town.rules.interim_floor
    for year in facts.years:
        waiting = facts.waiting(year)
        if not within(waiting, limit):
            yield Finding("interim", "proof-interim", facts.town.name, year, limit, waiting)


def clear(facts: Facts) -> Iterator[Finding]:
    """A block is cleared when it may be and nobody is left on it."""
    for block in facts.town.blocks:
        year = facts.decisions.cleared.get(block.name)
        if year is not None:
            yield from _clear(facts, block, year)


def _clear(facts: Facts, block: Block, year: int) -> Iterator[Finding]:
    """One block that is cleared in a year."""
    if year < block.earliest:
        yield Finding("clear", "proof-clear-early", block.name, year, block.earliest, year)
    moved = facts.moved(year)
    firms = [firm.name for firm in facts.town.firms if firm.block == block.name and not facts.gone(firm, year)]
    hamlets = [each.name for each in facts.town.hamlets if each.block == block.name and each not in moved]
    for name in (*firms, *hamlets):
        yield Finding("clear", "proof-clear-left", block.name, year, None, name)


def slots(facts: Facts) -> Iterator[Finding]:
    """What stands on a block comes after its clearing, and there is no more of it than slots."""
    for block in facts.town.blocks:
        sites = [site for site in facts.town.sites if site.block == block.name]
        yield from _after_clearing(facts, block, sites)
        plants = len(facts.decisions.plants.get(block.name, ()))
        sold = len(facts.decisions.sold.get(block.name, ()))
        homes = sum(site.block_slots for site in sites if facts.decisions.stages.get(site.name))
        if plants + sold + homes > block.slots:
            yield Finding("slots", "proof-slots-many", block.name, None, block.slots, plants + sold + homes)


def _after_clearing(facts: Facts, block: Block, sites: list[Site]) -> Iterator[Finding]:
    """Plants, sold slots and stages come in a year after the one of clearing."""
    cleared = facts.decisions.cleared.get(block.name)
    stages = [(site.name, facts.decisions.stages.get(site.name, ())) for site in sites]
    for name, years in (
        (block.name, facts.decisions.plants.get(block.name, ())),
        (block.name, facts.decisions.sold.get(block.name, ())),
        *stages,
    ):
        for year in years:
            if cleared is None or year <= cleared:
                yield Finding("slots", "proof-slots-early", name, year, cleared, year)


def floor(facts: Facts) -> Iterator[Finding]:
    """Nobody has floor in a block that is not built."""
    for block in facts.town.blocks:
        for year in facts.years:
            used = facts.taken(block, year) + facts.newcomers(block, year)
            built = facts.plant_floor(block, year)
            if not within(used, built):
                yield Finding("floor", "proof-floor", block.name, year, built, used)


def market(facts: Facts) -> Iterator[Finding]:
    """Newcomers take no more in a year than the market has, and never less than nothing."""
    limit = facts.town.rules.newcomers.a_year
    for year in facts.years:
        let = facts.all_newly_let(year)
        if not within(let, limit):
            yield Finding("market", "proof-market-much", facts.town.name, year, limit, let)
        for block in facts.town.blocks:
            floor_let = facts.newly_let(block, year)
            if not within(-floor_let, 0.0):
                yield Finding("market", "proof-market-negative", block.name, year, 0.0, floor_let)


def site(facts: Facts) -> Iterator[Finding]:
    """Stages come in their order and not too early, and nobody moves in before there are homes."""
    for each in facts.town.sites:
        years = facts.decisions.stages.get(each.name, ())
        if list(years) != sorted(years):
            yield Finding("site", "proof-site-order", each.name, None, None, "、".join(map(str, years)))
        for early in [year for year in years if year < each.earliest]:
            yield Finding("site", "proof-site-early", each.name, early, each.earliest, early)
        yield from _homes(facts, each)


def _homes(facts: Facts, its: Site) -> Iterator[Finding]:
    """The households of a site and its homes, year by year."""
    for year in facts.years:
        moved = sum(hamlet.households for hamlet in facts.moved(year) if _goes_to(facts, hamlet, its))
        homes = sum(stage.homes for stage in facts.stages(its, year))
        if moved > homes:
            yield Finding("site", "proof-site-homes", its.name, year, homes, moved)


def _goes_to(facts: Facts, hamlet: Hamlet, its: Site) -> bool:
    """Whether a hamlet moves to a site."""
    move = facts.move(hamlet)
    return move is not None and move[0] == its.name


def hamlet(facts: Facts) -> Iterator[Finding]:
    """A hamlet moves within its reach, when its households are ready."""
    for each in facts.town.hamlets:
        move = facts.move(each)
        if move is None:
            continue
        to, year = move
        if to not in each.reach:
            yield Finding("hamlet", "proof-hamlet-reach", each.name, year, "、".join(each.reach), to)
        if each.ready is None or year < each.ready:
            yield Finding("hamlet", "proof-hamlet-ready", each.name, year, each.ready, year)


def must(facts: Facts) -> Iterator[Finding]:
    """A hamlet with a deadline in the plan's years has moved by it."""
    for each in facts.town.hamlets:
        last, move = each.deadline, facts.move(each)
        if last is not None and last <= facts.town.rules.years and (move is None or move[1] > last):
            kind = "proof-must-late" if move else "proof-must-never"
            yield Finding("must", kind, each.name, last, last, move[1] if move else None)


def pace(facts: Facts) -> Iterator[Finding]:
    """Only so many households move in a year."""
    limit = facts.town.rules.households_a_year
    for year in facts.years:
        households = sum(each.households for each in facts.moving(year))
        if households > limit:
            yield Finding("pace", "proof-pace", facts.town.name, year, limit, households)


def land(facts: Facts) -> Iterator[Finding]:
    """Building land taken and quota sold keep to what is reclaimed: in advance, returned in time, and never sold first."""
    rules, town = facts.town.rules, facts.town
    for year in facts.years:
        sold, reclaimed = facts.sold(year), facts.reclaimed(year)
        used = facts.taken_land(year) + sold
        later = facts.reclaimed(min(year + rules.quota_return, rules.years + 1))
        if not within(used, reclaimed + rules.quota_advance):
            yield Finding("land", "proof-land-advance", town.name, year, reclaimed + rules.quota_advance, used)
        if not within(used, later):
            yield Finding("land", "proof-land-return", town.name, year, later, used)
        if not within(sold, reclaimed):
            yield Finding("land", "proof-land-sold", town.name, year, reclaimed, sold)


def caps(facts: Facts) -> Iterator[Finding]:
    """Energy and pollutants keep to the caps of each year."""
    rules = facts.town.rules
    for rule, kind, limits, used in (
        ("energy", "proof-energy", rules.energy_cap, energy),
        ("pollutants", "proof-pollutants", rules.pollutants_cap, pollutants),
    ):
        for year, limit in zip(facts.years, limits, strict=True):
            amount = used(facts, year)
            if not within(amount, limit):
                yield Finding(rule, kind, facts.town.name, year, limit, amount)


def jobs(facts: Facts) -> Iterator[Finding]:
    """Only so many jobs go in a year beyond those that newcomers bring."""
    limit = facts.town.rules.jobs_a_year
    for year in facts.years:
        lost = facts.jobs_closed(year) - facts.jobs_let(year)
        if not within(lost, limit):
            yield Finding("jobs", "proof-jobs", facts.town.name, year, limit, lost)


#: All rules of the answer itself; the one on debt needs the cash and stands with it.
RULES: tuple[Rule, ...] = (
    *(path, keep, deadline, interim, clear, slots, floor, market),
    *(site, hamlet, must, pace, land, caps, jobs),
)
