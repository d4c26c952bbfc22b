"""Parameters fit the invented town: its roster can close and its caps be kept, by the checker that knows no generator."""

from collections import defaultdict
from dataclasses import replace

import pytest

from jiedui.planning.proof import breaches
from jiedui.planning.renew.answer import Decisions, FirmPath
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.town import Firm, Hamlet, Site, Town


def closings(town: Town) -> dict[str, FirmPath]:
    """The roster closed in equal parts by its deadline; after it, other firms that may close, where a cap asks for it."""
    rules = town.rules
    closed: dict[str, int] = {}
    jobs: dict[int, float] = defaultdict(float)
    for firm in sorted((each for each in town.firms if each.deadline), key=lambda each: -each.jobs):
        year = min(range(1, (firm.deadline or 0) + 1), key=lambda each: jobs[each])
        closed[firm.name], jobs[year] = year, jobs[year] + firm.jobs
    others = sorted((each for each in town.firms if each.closable and not each.deadline), key=_worth)
    for year in range(1, rules.years + 1):
        while _over(town, closed, year):
            firm = next(
                each for each in others if each.name not in closed and jobs[year] + each.jobs <= rules.jobs_a_year
            )
            closed[firm.name], jobs[year] = year, jobs[year] + firm.jobs
    return {name: FirmPath(closed=year) for name, year in closed.items()}


def _worth(firm: Firm) -> float:
    """Jobs that go with a unit of pollution."""
    return firm.jobs / max(firm.pollutants, 0.01)


def _over(town: Town, closed: dict[str, int], year: int) -> bool:
    """Whether a cap is not kept at the end of a year."""
    there = [firm for firm in town.firms if closed.get(firm.name, 99) > year]
    energy, pollutants = sum(firm.energy for firm in there), sum(firm.pollutants for firm in there)
    return energy > town.rules.energy_cap[year - 1] or pollutants > town.rules.pollutants_cap[year - 1]


SIZES = [(1.0, 20241231), (1.0, 7), (0.3, 1), (0.1, 2), (0.05, 3), (0.02, 4)]


@pytest.mark.parametrize(("scale", "seed"), SIZES)
def test_the_roster_and_the_caps_can_be_kept(scale: float, seed: int) -> None:
    town = make_town(scale, seed)
    free = replace(town, hamlets=tuple(replace(hamlet, deadline=None) for hamlet in town.hamlets))
    decisions = Decisions(closings(town), quota_sold=(0.0,) * town.rules.years)
    assert [finding.words() for finding in breaches(free, decisions)] == []


@pytest.mark.parametrize(("scale", "seed"), SIZES)
def test_hamlets_that_must_move_find_room_on_new_land(scale: float, seed: int) -> None:
    """Each by itself: a site in reach that is open by then, and quota lent in advance for the stage that it needs."""
    town = make_town(scale, seed)
    sites = {site.name: site for site in town.sites if site.block is None}
    for hamlet in town.hamlets:
        if hamlet.deadline:
            near = [sites[name] for name in hamlet.reach if name in sites]
            assert any(_takes_in(site, hamlet, town.rules.quota_advance) for site in near), hamlet.name


def _takes_in(site: Site, hamlet: Hamlet, quota: float) -> bool:
    """Whether the stages that the hamlet needs are built in time and on quota lent in advance."""
    homes, land = 0, 0.0
    for stage in site.stages:
        if homes < hamlet.households:
            homes, land = homes + stage.homes, land + stage.land
    return homes >= hamlet.households and site.earliest <= (hamlet.deadline or 0) and land <= quota
