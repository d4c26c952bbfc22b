"""From the ledgers and the parameters to the town that a plan is made from.

    need of a firm       =  what it named, else ``norms.need`` × its floor
    old floor of a block =  Σ over its parcels of the larger of: area × plot ratio, floor of its firms
    other land           =  Σ over industrial parcels outside blocks of what no firm occupies
    cost of a stage      =  homes × cost of a home × (1 − household_share) × (1 − stage_saving) ^ stages before it
    compensation         =  old_house × floor of the old houses
    cap of a year        =  its share × the sum of today

The registers must have passed ``checking.faults_in``: here nothing is looked at twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jiedui.planning.renew.locating import by_road, distance, middle, point_of, ring_of
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Cluster, Enterprise, Household, Parcel, Registers, RenewalBlock, Village
from jiedui.planning.renew.town import MU, Block, Firm, Hamlet, Point, Rules, Site, Stage, Town

#: The use of parcels that is industrial land.
INDUSTRIAL = "工业"
#: What a firm of the roster can be meant for.
CLOSE, MEND = "关停取缔", "升级改造"
#: Distance to a site of its own village where a hamlet or the site has no place on the map, in 公里.
OWN_VILLAGE = 1.0


def town_of(registers: Registers, params: Params, grades: Mapping[str, str] | None = None) -> Town:
    """The town; ``grades`` by firm go before those of the ledger."""
    parcels = {parcel.code: parcel for parcel in registers.parcels}
    firms_on: dict[str, list[Enterprise]] = defaultdict(list)
    for enterprise in registers.enterprises:
        firms_on[enterprise.parcel].append(enterprise)
    by_block = parcels_of_blocks(registers.parcels)
    offers = _Offers(registers.blocks, by_block, params)
    firms = _firms(registers, params, parcels, grades or {}, offers)
    return Town(
        registers.town,
        firms,
        tuple(_block(block, by_block[block.name], firms_on, params) for block in registers.blocks),
        _hamlets(registers, params),
        tuple(_site(site, params) for site in registers.sites),
        rules_of(params, firms),
        _other_land(registers.parcels, firms_on),
    )


def year_of(calendar: int | None, params: Params) -> int | None:
    """The year of the plan, counted from 1; one before the plan is its first."""
    return None if calendar is None else max(1, calendar - params.plan.first_year + 1)


def consents_of(households: Iterable[Household]) -> dict[str, int]:
    """By hamlet with households listed that were asked: how many of them consent."""
    found: dict[str, int] = defaultdict(int)
    for household in households:
        if household.consents is not None:
            found[household.hamlet] += household.consents
    return dict(found)


# --- enterprises ---


def _firms(
    registers: Registers, params: Params, parcels: Mapping[str, Parcel], grades: Mapping[str, str], offers: _Offers
) -> tuple[Firm, ...]:
    """The firms that are still there, with what the rules let each do."""
    there = [each for each in registers.enterprises if not (each.struck_off and each.disposal == CLOSE)]
    return tuple(
        _firm(each, parcels.get(each.parcel), grades.get(each.firm) or each.grade, offers, params) for each in there
    )


def _firm(firm: Enterprise, parcel: Parcel | None, grade: str, offers: _Offers, params: Params) -> Firm:
    """One firm. One of the roster must be gone by the deadline, unless it is mended where it is."""
    floor = floor_of(firm, parcel) or 0.0
    roster = firm.scattered and not firm.struck_off
    must_go = roster and firm.disposal != MEND
    may_move = grade in params.firms.admitted or must_go
    targets = offers.of(firm, parcel) if may_move and not (roster and firm.disposal == CLOSE) else ()
    return Firm(
        name=firm.firm,
        block=(parcel.block or None) if parcel else None,
        land=firm.land,
        floor=floor,
        need=firm.need or params.norms.need * floor,
        tax=firm.tax or 0.0,
        value_added=firm.value_added or 0.0,
        jobs=firm.staff or 0,
        energy=firm.energy or 0.0,
        pollutants=firm.pollutants or 0.0,
        industry=firm.industry,
        grade=grade,
        closable=must_go or grade in params.firms.closable,
        targets=targets,
        deadline=year_of(params.scattered_by, params) if must_go else None,
        entry=firm.entry,
    )


def floor_of(firm: Enterprise, parcel: Parcel | None) -> float | None:
    """The old floor of a firm: as entered, else by the plot ratio of its parcel; None where neither tells."""
    if firm.floor is not None:
        return firm.floor
    ratio = parcel.plot_ratio if parcel else None
    return None if ratio is None else firm.land * MU * ratio


class _Offers:
    """Which blocks take in a firm: those with a theme of its industry, within the radius where both places are known."""

    def __init__(self, blocks: Iterable[RenewalBlock], by_block: Mapping[str, list[Parcel]], params: Params) -> None:
        """Find where the blocks of each theme are, in the order of the ledger."""
        self.params = params
        self.themed: dict[str, dict[str, tuple[int, Point | None]]] = defaultdict(dict)
        for number, block in enumerate(blocks):
            place = place_of(block, by_block[block.name])
            for theme in block.themes:
                self.themed[theme][block.name] = number, place

    def of(self, firm: Enterprise, parcel: Parcel | None) -> tuple[str, ...]:
        """The blocks, in the order of the ledger."""
        at = point_of(parcel.geometry) if parcel else None
        found: dict[str, tuple[int, Point | None]] = {}
        for theme in themes_of(firm.industry, self.params):
            found |= self.themed[theme]
        return tuple(
            sorted((name for name in found if self._near(at, found[name][1])), key=lambda name: found[name][0])
        )

    def _near(self, at: Point | None, place: Point | None) -> bool:
        """Whether a firm there moves here; where a place is not known it does."""
        return not at or not place or distance(at, place) <= self.params.norms.move_radius


def themes_of(industry: str, params: Params) -> set[str]:
    """The themes that take in a class of industry (GB/T 4754, with or without the letter of its section)."""
    digits = industry.lstrip("ABCDEFGHIJKLMNOPQRST")
    return {theme for theme, starts in params.themes.items() if digits and digits.startswith(tuple(starts))}


def parcels_of_blocks(parcels: Iterable[Parcel]) -> defaultdict[str, list[Parcel]]:
    """The parcels by the block that they are in; a block without any has none."""
    found: defaultdict[str, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        found[parcel.block].append(parcel)
    return found


def place_of(block: RenewalBlock, parcels: Iterable[Parcel]) -> Point | None:
    """The middle of a block: of its own outline, else of its parcels."""
    own = point_of(block.geometry)
    if own:
        return own
    points = (point_of(parcel.geometry) for parcel in parcels)
    return middle(point for point in points if point)


# --- land ---


def _block(block: RenewalBlock, own: list[Parcel], firms_on: Mapping[str, list[Enterprise]], params: Params) -> Block:
    """One block, its land the sum of its own parcels."""
    land = sum(parcel.area for parcel in own)
    clearing = params.norms.block_clearing * land if block.clearing is None else block.clearing
    return Block(
        block.name,
        land,
        sum(_old_floor(parcel, firms_on.get(parcel.code, [])) for parcel in own),
        block.slots,
        block.plot_ratio,
        clearing,
        year_of(block.earliest, params) or 1,
        ring_of(block.geometry),
    )


def _old_floor(parcel: Parcel, firms: Iterable[Enterprise]) -> float:
    """What stands on a parcel, in 平方米."""
    by_ratio = parcel.area * MU * (parcel.plot_ratio or 0.0)
    return max(by_ratio, sum(floor_of(firm, parcel) or 0.0 for firm in firms))


def _other_land(parcels: Iterable[Parcel], firms_on: Mapping[str, list[Enterprise]]) -> float:
    """Industrial land outside the blocks that no firm occupies."""
    outside = [parcel for parcel in parcels if parcel.use == INDUSTRIAL and not parcel.block]
    free = (each.area - sum(firm.land for firm in firms_on.get(each.code, [])) for each in outside)
    return round(sum(max(0.0, land) for land in free), 4)


# --- hamlets and sites ---


def _hamlets(registers: Registers, params: Params) -> tuple[Hamlet, ...]:
    """The hamlets, each with the sites in its reach."""
    consents, floors = consents_of(registers.households), _floors(registers.households)
    places = [(site, point_of(site.geometry)) for site in registers.sites]
    return tuple(_hamlet(each, reach_of(each, places, params), consents, floors, params) for each in registers.hamlets)


def reach_of(hamlet: Village, places: Iterable[tuple[Cluster, Point | None]], params: Params) -> dict[str, float]:
    """The sites in reach with their distance: by place within the radius, by village where a place is not known."""
    at = point_of(hamlet.geometry)
    found: dict[str, float] = {}
    for site, place in places:
        if at and place:
            far = by_road(at, place, params.norms.detour)
            found |= {site.name: far} if far <= params.norms.radius else {}
        elif site.region == hamlet.region:
            found[site.name] = OWN_VILLAGE
    return found


def _hamlet(
    hamlet: Village, reach: dict[str, float], consents: Mapping[str, int], floors: Mapping[str, float], params: Params
) -> Hamlet:
    """One hamlet."""
    norms = params.norms
    floor = floors.get(hamlet.name) or hamlet.floor or hamlet.households * norms.house_floor
    return Hamlet(
        hamlet.name,
        hamlet.households,
        hamlet.homestead,
        norms.old_house * floor,
        reach,
        ready_of(hamlet, consents.get(hamlet.name), params),
        year_of(hamlet.must_by, params),
        hamlet.block or None,
        hamlet.entry,
        point_of(hamlet.geometry),
    )


def ready_of(hamlet: Village, listed: int | None, params: Params) -> int | None:
    """The first year in which it may move: the first of all with consent enough, else the one expected, else none."""
    consenting = (hamlet.consenting or 0) if listed is None else listed
    if consenting >= params.norms.consent * hamlet.households - 1e-9:
        return 1
    return year_of(hamlet.consent_year, params)


def _floors(households: Iterable[Household]) -> dict[str, float]:
    """The floor of the old houses by hamlet, of those whose every household has one entered."""
    found: dict[str, float] = defaultdict(float)
    for household in households:
        found[household.hamlet] += float("nan") if household.floor is None else household.floor
    return {hamlet: floor for hamlet, floor in found.items() if floor == floor}  # noqa: PLR0124 - not a number


def _site(site: Cluster, params: Params) -> Site:
    """One site with its stages."""
    norms = params.norms
    home = (norms.home_cost if site.unit_cost is None else site.unit_cost) * (1 - norms.household_share)
    stages = tuple(
        Stage(homes, homes * home * (1 - norms.stage_saving) ** before, site.area * homes / site.capacity)
        for before, homes in enumerate(stages_of(site, params))
    )
    return Site(
        site.name,
        site.setup_cost or 0.0,
        stages,
        len(site.services),
        year_of(site.available_from, params) or 1,
        site.block or None,
        site.block_slots or 0,
        site.entry,
        point_of(site.geometry),
    )


def stages_of(site: Cluster, params: Params) -> tuple[int, ...]:
    """The homes of each stage: as entered, else as many of the usual size as fill the site, the last one smaller."""
    if site.stages:
        return site.stages
    whole, rest = divmod(site.capacity, params.norms.stage_homes)
    return (params.norms.stage_homes,) * whole + ((rest,) if rest else ())


def rules_of(params: Params, firms: Iterable[Firm]) -> Rules:
    """The rules of the office; caps are shares of what the firms use and emit today."""
    money, limits = params.money, params.limits
    there = tuple(firms)
    energy, pollutants = sum(firm.energy for firm in there), sum(firm.pollutants for firm in there)
    return Rules(
        first_year=params.plan.first_year,
        years=params.plan.years,
        budget=money.budget,
        energy_cap=tuple(share * energy for share in limits.energy),
        pollutants_cap=tuple(share * pollutants for share in limits.pollutants),
        debt_ceiling=money.debt_ceiling,
        debt_rate=money.debt_rate,
        discount=money.discount,
        tax_share=money.tax_share,
        jobs_a_year=limits.jobs_a_year,
        households_a_year=limits.households_a_year,
        interim_floor=limits.interim_floor,
        interim_years=limits.interim_years,
        quota_advance=limits.quota_advance,
        quota_return=limits.quota_return,
        prices=params.prices,
        newcomers=params.newcomers,
        moved=params.moved,
    )
