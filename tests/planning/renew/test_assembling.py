"""From ledgers and parameters to a town: every sum by hand."""

from dataclasses import replace

import pytest

from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Cluster, Enterprise, Household, Parcel, Registers, RenewalBlock, Village
from jiedui.planning.renew.town import MU

REGISTERS = Registers(
    town="白荡镇",
    parcels=(
        Parcel("G1", "白荡村", 30, "工业", "荡北片区", 0.5),
        Parcel("G2", "白荡村", 10, "工业", "荡北片区", 0.3),
        Parcel("G3", "白荡村", 12, "工业"),
        Parcel("Q1", "白荡村", 99, "耕地"),
    ),
    enterprises=(
        Enterprise("恒川电机", 20, 8000, 60, 300, 80, 120, 10, industry="C3812", parcel="G1", grade="A"),
        Enterprise("五渡地板", 10, None, 9, 40, 20, 30, 4, industry="2034", parcel="G2", grade="C"),
        Enterprise("远棹涂料", 5, 3000, 5, 20, 12, 60, 40, industry="2641", parcel="G3", grade="D", scattered=True),
    ),
    blocks=(
        RenewalBlock("荡北片区", "白荡村", 2.0, 4, ("电机电器",)),
        RenewalBlock("五渡片区", "五渡村", 1.5, 2, ("木业家居", "电机电器"), 75, 2027),
    ),
    hamlets=(
        Village("荷叶浜", "白荡村", 10, 8.0, 33, 8),
        Village("五渡圩", "五渡村", 10, 6.0, 30, 7, consent_year=2028),
    ),
    households=(),
    sites=(Cluster("荡北雅苑", "白荡村", 300, 90, 500, 100, ("卫生室", "幼儿园"), 2026),),
)


def test_a_block_is_the_sum_of_its_parcels() -> None:
    """30 + 10 亩 in four slots; G1 is built over by its plot ratio (10,000 平方米), G2 by its own (2,000)."""
    block = town_of(REGISTERS, Params()).blocks[0]
    assert (block.land, block.slot_land) == (40, 10)
    assert block.slot_floor == pytest.approx(10 * MU * 2.0)
    assert block.old_floor == pytest.approx(30 * MU * 0.5 + 10 * MU * 0.3)
    assert (block.clearing, block.earliest) == (6.0 * 40, 1)


def test_a_block_has_what_its_ledger_says() -> None:
    block = town_of(REGISTERS, Params()).blocks[1]
    assert (block.clearing, block.earliest) == (75, 3)


def test_industrial_land_that_no_firm_occupies_is_other_land() -> None:
    """Of G3 outside all blocks 5 of 12 亩 are occupied."""
    assert town_of(REGISTERS, Params()).other_land == 7


def test_firms_move_where_a_theme_takes_them_in() -> None:
    electric, flooring, paint = town_of(REGISTERS, Params()).firms
    assert electric.targets == ("荡北片区", "五渡片区")
    assert flooring.targets == ("五渡片区",)
    assert paint.targets == ()


def test_the_floor_of_a_firm_follows_from_its_parcel_where_it_is_not_entered() -> None:
    _, flooring, _ = town_of(REGISTERS, Params()).firms
    assert flooring.floor == pytest.approx(10 * MU * 0.3)
    assert flooring.need == pytest.approx(0.9 * flooring.floor)


def test_what_a_firm_wants_goes_before_the_norm() -> None:
    wanting = replace(REGISTERS.enterprises[0], need=5000.0)
    assert town_of(replace(REGISTERS, enterprises=(wanting,)), Params()).firms[0].need == 5000


@pytest.mark.parametrize(
    ("scattered", "disposal", "struck_off", "outcome"),
    [
        (True, "", False, (True, 3, True)),
        (True, "整合搬迁", False, (True, 3, True)),
        (True, "关停取缔", False, (True, 3, False)),
        (True, "升级改造", False, (False, None, True)),
        (True, "整合搬迁", True, (False, None, True)),
        (False, "", False, (False, None, True)),
    ],
)
def test_what_the_roster_means_for_a_firm(
    scattered: bool, disposal: str, struck_off: bool, outcome: tuple[bool, int | None, bool]
) -> None:
    """Whether it may close, its deadline (the third year), whether it may move; graded A, but for the roster."""
    first = replace(REGISTERS.enterprises[0], scattered=scattered, disposal=disposal, struck_off=struck_off)
    (firm,) = town_of(replace(REGISTERS, enterprises=(first,)), Params()).firms
    assert (firm.closable, firm.deadline, bool(firm.targets)) == outcome


def test_a_firm_that_was_closed_is_gone() -> None:
    closed = replace(REGISTERS.enterprises[0], scattered=True, disposal="关停取缔", struck_off=True)
    assert town_of(replace(REGISTERS, enterprises=(closed,)), Params()).firms == ()


def test_grades_of_a_scheme_go_before_those_of_the_ledger() -> None:
    town = town_of(REGISTERS, Params(), {"恒川电机": "D"})
    assert [(firm.grade, firm.closable) for firm in town.firms] == [("D", True), ("C", True), ("D", True)]
    assert town.firms[0].targets == ()


def test_a_hamlet_moves_once_four_in_five_consent() -> None:
    first, second = town_of(REGISTERS, Params()).hamlets
    assert (first.ready, second.ready) == (1, 4)
    assert town_of(REGISTERS, Params.model_validate({"norms": {"consent": 0.9}})).hamlets[0].ready is None


def test_without_a_place_on_the_map_a_hamlet_reaches_the_sites_of_its_village() -> None:
    first, second = town_of(REGISTERS, Params()).hamlets
    assert (first.reach, second.reach) == ({"荡北雅苑": 1.0}, {})


def test_with_places_distance_is_by_road() -> None:
    """A hundredth of a degree of latitude is 1.1132 公里, 1.447 by road; the radius of 3.5 takes in two and not three."""
    site = replace(REGISTERS.sites[0], geometry="POINT(120 31)")
    hamlets = [replace(REGISTERS.hamlets[0], name=f"村{at}", geometry=f"POINT(120 31.0{at})") for at in (1, 2, 3)]
    near, far, beyond = town_of(replace(REGISTERS, hamlets=tuple(hamlets), sites=(site,)), Params()).hamlets
    assert near.reach == {"荡北雅苑": pytest.approx(1.447, abs=1e-3)}
    assert far.reach == {"荡北雅苑": pytest.approx(2.894, abs=1e-3)}
    assert beyond.reach == {}
    assert near.at == (120, 31.01)


def test_old_houses_are_paid_for_by_their_floor() -> None:
    """Of all households where all have one, else of the hamlet, else 210 平方米 a household; 0.055 万元 each."""
    hamlet = REGISTERS.hamlets[0]
    homes = tuple(Household(f"h{at}", "", hamlet.name, 3, 100.0) for at in range(10))
    measured = replace(REGISTERS, hamlets=(replace(hamlet, floor=1500.0),))
    assert town_of(replace(measured, households=homes), Params()).hamlets[0].compensation == pytest.approx(55)
    partly = (replace(homes[0], floor=None), *homes[1:])
    assert town_of(replace(measured, households=partly), Params()).hamlets[0].compensation == pytest.approx(82.5)
    assert town_of(REGISTERS, Params()).hamlets[0].compensation == pytest.approx(115.5)


def test_stages_fill_the_site_and_later_homes_cost_less() -> None:
    """300 homes in stages of 120: the town pays 30 % of 100 万元 a home, a later stage 4 % less than the one before."""
    site = town_of(REGISTERS, Params()).sites[0]
    assert [stage.homes for stage in site.stages] == [120, 120, 60]
    assert [stage.cost for stage in site.stages] == pytest.approx([3600, 3456, 60 * 30 * 0.96**2])
    assert [stage.land for stage in site.stages] == pytest.approx([36, 36, 18])
    assert (site.setup, site.services, site.earliest) == (500, 2, 2)


def test_caps_are_shares_of_today() -> None:
    """210 吨标准煤 and 54 当量 today."""
    rules = town_of(REGISTERS, Params()).rules
    assert rules.energy_cap[-1] == pytest.approx(0.94 * 210)
    assert rules.pollutants_cap[-1] == pytest.approx(0.80 * 54)
