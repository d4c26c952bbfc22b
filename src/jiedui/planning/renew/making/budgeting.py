"""Parameters for an invented town of any size: so that a plan exists, and what is wanted is more than can be done.

What grows with the town (money, jobs, floor, households, quota) is per firm, per household or per 亩 of it; the caps of energy
and pollutants fall as the plans of recent years have it, and the roster's own leaving is enough for the first of them.
"""

from __future__ import annotations

from collections import defaultdict

from jiedui.planning.renew.assembling import INDUSTRIAL, MEND
from jiedui.planning.renew.params import Firms, Horizon, Limits, Money, Norms, Params
from jiedui.planning.renew.registers import Registers
from jiedui.planning.renew.town import Newcomers


def params_for(registers: Registers, years: int, first_year: int) -> Params:
    """The parameters of a plan over so many years."""
    horizon = Horizon(first_year=first_year, years=years)
    land = sum(parcel.area for parcel in registers.parcels if parcel.use == INDUSTRIAL)
    return Params(
        plan=horizon,
        money=_money(registers, land, years),
        limits=_limits(registers, years),
        firms=_firms(horizon),
        newcomers=Newcomers(a_year=float(round(7.4 * land, -2))),
    )


def _money(registers: Registers, land: float, years: int) -> Money:
    """A budget of some 2.4 万元 a household and 4 万元 an industrial 亩 and year, and a debt of two years of it."""
    households = sum(hamlet.households for hamlet in registers.hamlets)
    budget = float(round(2.4 * households + 4 * land, -1))
    return Money(budget=(budget,) * years, debt_ceiling=2 * budget)


def _firms(horizon: Horizon) -> Firms:
    """The roster ends with the fourth year, or with the plan."""
    return Firms(scattered_by=horizon.first_year + min(4, horizon.years) - 1)


def _limits(registers: Registers, years: int) -> Limits:
    """Limits a year: the jobs of the roster can go within its years, a tenth of the households can move.

    The quota lent in advance is enough for two building stages, interim places for the firms of the largest block.
    """
    households = sum(hamlet.households for hamlet in registers.hamlets)
    largest = max((hamlet.households for hamlet in registers.hamlets), default=0)
    must_go = [firm for firm in registers.enterprises if firm.scattered and firm.disposal != MEND]
    jobs = sum(firm.staff or 0 for firm in must_go)
    most = max((firm.staff or 0 for firm in registers.enterprises if firm.grade in Firms().closable), default=0)
    floor = sum(firm.floor or 0.0 for firm in registers.enterprises)
    stage = max((max(site.stages) * site.area / site.capacity for site in registers.sites), default=0.0)
    least = {name: _attainable(registers, name) for name in ("energy", "pollutants")}
    return Limits(
        energy=tuple(round(max(0.9, least["energy"], 1.0 - 0.012 * step), 3) for step in range(years)),
        pollutants=tuple(round(max(0.72, least["pollutants"], 1.0 - 0.035 * step), 3) for step in range(years)),
        jobs_a_year=float(max(most, round(1.25 * jobs / min(4, years), -1))),
        households_a_year=max(largest, households // 10),
        interim_floor=float(max(round(1.2 * _largest_block(registers), -2), round(0.02 * floor, -2))),
        quota_advance=float(max(round(2.2 * stage), round(households / 60))),
    )


def _attainable(registers: Registers, name: str) -> float:
    """The share of today's energy or pollutants that is left when seven tenths of what may close have closed."""
    total = sum(getattr(firm, name) or 0.0 for firm in registers.enterprises)
    kept = sum(getattr(firm, name) or 0.0 for firm in registers.enterprises if firm.grade not in Firms().closable)
    return (kept + 0.3 * (total - kept)) / total if total else 1.0


def _largest_block(registers: Registers) -> float:
    """The most floor that the firms of one block need which may not close: all of it is in interim places at first."""
    blocks = {parcel.code: parcel.block for parcel in registers.parcels}
    needs: dict[str, float] = defaultdict(float)
    for firm in registers.enterprises:
        if blocks[firm.parcel] and firm.grade not in Firms().closable:
            needs[blocks[firm.parcel]] += Norms().need * (firm.floor or 0.0)
    return max(needs.values(), default=0.0)
