"""What a reader of some regions sees, and what a writer of them may change; the same on both databases."""

from datetime import date
from decimal import Decimal

import pytest

from book.conftest import WHO, WHY, region
from jiedui.base.problems import Refusal
from jiedui.book import Add, Book, Change, Withdraw
from jiedui.book.layout import LIVE
from jiedui.book.sight import Sight

#: The regions of the land below, by id.
SHAANXI, ANKANG, PINGLI, BAXIAN, HANYIN, JIANGSU, CHANGZHOU, ZONE, BRIDGE, HANYIN_TOWN = range(1, 11)


@pytest.fixture
def land(book: Book) -> Book:
    """平利县 (八仙镇) and 汉阴县 (汉阳镇) below 安康市; 常州经开区 (横山桥镇), linked with 平利县 alone.

    互访: 1 平利↔常州经开区, 2 汉阴↔常州经开区, 3 汉阴↔常州市. 资金: 1 八仙镇, 2 汉阴县. 单位: 1 八仙茶厂, 2 汉阴茶厂,
    3 横山电子. 人员: 1 属平利县, 2 属汉阴县, 3 不属任何地区. 学习: 每人一次.
    """
    book.write(
        WHO,
        WHY,
        [
            region("陕西省", "省"),
            region("安康市", "市", -1),
            region("平利县", "县", -2, side="西部"),
            region("八仙镇", "镇", -3),
            region("汉阴县", "县", -2, side="西部"),
            region("江苏省", "省"),
            region("常州市", "市", -6),
            region("常州经开区", "县", -7, side="东部"),
            region("横山桥镇", "镇", -8),
            region("汉阳镇", "镇", -5),
        ],
    )
    day = date(2022, 3, 5)
    visit = {"date": day, "direction": "西访东", "level": "县", "heads": 5}
    fund = {"date": day, "source": "省级财政援助", "stage": "到位", "amount": Decimal(10_000)}
    firms = [("八仙茶厂", BAXIAN), ("汉阴茶厂", HANYIN), ("横山电子", BRIDGE)]
    people = [("王茶", PINGLI), ("李阴", HANYIN), ("赵无", None)]
    pact = {"signed_on": day, "kind": "县县", "west": PINGLI, "east": ZONE}
    parties = {"west_party": "平利县政府", "east_party": "经开区管委会"}
    book.write(
        WHO,
        WHY,
        [
            *(Add("organisation", {"name": name, "kind": "企业", "region": at}) for name, at in firms),
            Add("organisation", {"name": "平利县政府", "kind": "党政机关", "region": PINGLI}),
            Add("organisation", {"name": "经开区管委会", "kind": "党政机关", "region": ZONE}),
            *(Add("person", {"name": name, "home": at}) for name, at in people),
            Add("pairing", {**pact, **parties}),
            Add("exchange", {**visit, "west": PINGLI, "east": ZONE}),
            Add("exchange", {**visit, "west": HANYIN, "east": ZONE}),
            Add("exchange", {**visit, "west": HANYIN, "east": CHANGZHOU}),
            Add("fund", {**fund, "west": BAXIAN}),
            Add("fund", {**fund, "west": HANYIN}),
            *(
                Add("study", {"date": day, "kind": "培训会", "topic": "茶", "person": name, "home": at})
                for name, at in people
            ),
        ],
    )
    return book


def seen(book: Book, ledger: str) -> list[int]:
    return [int(str(id)) for id, *_ in book.rows(ledger, ("code",), LIVE)]


def sees(*regions: int) -> Sight:
    return Sight(regions, regions)


def test_the_command_line_sees_everything(land: Book) -> None:
    assert seen(land, "exchange") == [1, 2, 3]
    assert seen(land, "fund") == [1, 2]


def test_a_county_sees_its_own_and_its_partner_but_not_the_neighbour(land: Book) -> None:
    land.sight = sees(PINGLI)
    assert seen(land, "exchange") == [1]
    assert seen(land, "fund") == [1]
    assert seen(land, "organisation") == [1, 3, 4, 5]
    assert land.view.partners == (ZONE,)


def test_a_town_below_a_linked_county_sees_only_itself(land: Book) -> None:
    land.sight = sees(BAXIAN)
    assert seen(land, "exchange") == []
    assert seen(land, "fund") == [1]
    assert seen(land, "organisation") == [1]


def test_a_city_sees_both_its_counties(land: Book) -> None:
    land.sight = sees(ANKANG)
    assert seen(land, "exchange") == [1, 2, 3]
    assert seen(land, "fund") == [1, 2]


def test_the_eastern_side_sees_what_it_takes_part_in(land: Book) -> None:
    land.sight = sees(ZONE)
    assert seen(land, "exchange") == [1, 2]
    assert seen(land, "fund") == [1]


def test_where_a_ledger_names_no_region_an_entry_lies_at_its_home(land: Book) -> None:
    land.sight = sees(PINGLI)
    assert seen(land, "person") == [1, 3]
    assert seen(land, "study") == [1, 3]


def test_counties_are_public_and_towns_are_not(land: Book) -> None:
    land.sight = sees(PINGLI)
    named = {land.regions[id].name for id in seen(land, "region")}
    assert {"汉阴县", "常州经开区", "横山桥镇", "八仙镇"} <= named
    assert "汉阳镇" not in named


def test_an_entry_that_is_not_visible_is_not_there(land: Book) -> None:
    land.sight = sees(PINGLI)
    assert [entry.id for entry in land.entries("fund", [1, 2])] == [1]
    with pytest.raises(Refusal, match="没有"):
        land.entry("fund", 2)


def test_a_reader_without_regions_sees_what_is_nobodys(land: Book) -> None:
    land.sight = Sight((), ())
    assert seen(land, "fund") == []
    assert seen(land, "study") == [3]


def test_every_ledger_has_a_condition_that_the_database_takes(land: Book) -> None:
    for sight in (sees(PINGLI), sees(BAXIAN, BRIDGE), Sight((), ())):
        land.sight = sight
        for ledger in land.ledgers:
            own = {row[0] for row in land.rows(ledger, ())}
            changeable = land.view.changeable(land.table(ledger))
            table = land.table(ledger).sql
            mine = {
                row[0] for row in land.store.read(f"SELECT id FROM {table} WHERE {changeable.where}", changeable.params)
            }
            assert mine <= own, ledger


def test_a_writer_changes_only_the_own_region(land: Book) -> None:
    land.sight = sees(PINGLI)
    land.write(WHO, WHY, [Change("fund", 1, {"note": "核"})])
    with pytest.raises(Refusal, match="不属于您负责的地区（平利县）"):
        land.write(WHO, WHY, [Change("fund", 2, {"note": "核"})])
    with pytest.raises(Refusal, match="不属于您负责的地区"):
        land.write(WHO, WHY, [Withdraw("fund", 2)])


def test_nobody_writes_into_or_moves_to_another_region(land: Book) -> None:
    land.sight = sees(PINGLI)
    fund = {"date": date(2022, 5, 1), "source": "省级财政援助", "stage": "到位", "amount": Decimal(1), "west": HANYIN}
    with pytest.raises(Refusal, match="新记录不属于"):
        land.write(WHO, WHY, [Add("fund", fund)])
    with pytest.raises(Refusal, match="将不属于"):
        land.write(WHO, WHY, [Change("fund", 1, {"west": HANYIN})])
    assert land.entry("fund", 1).values["west"].id == BAXIAN  # type: ignore[union-attr]


def test_a_clerk_of_a_town_writes_nothing_for_the_county_above(land: Book) -> None:
    fund = {"date": date(2022, 3, 5), "source": "省级财政援助", "stage": "到位", "amount": Decimal(1), "west": PINGLI}
    land.sight = sees(BAXIAN)
    with pytest.raises(Refusal, match="新记录不属于"):
        land.write(WHO, WHY, [Add("fund", fund)])
    with pytest.raises(Refusal, match="将不属于"):
        land.write(WHO, WHY, [Change("fund", 1, {"west": PINGLI})])


def test_a_clerk_registers_a_village_below_the_own_region_and_its_entry_at_once(land: Book) -> None:
    land.sight = sees(PINGLI)
    fund = {"date": date(2022, 5, 1), "source": "省级财政援助", "stage": "到位", "amount": Decimal(1), "west": -1}
    land.write(WHO, WHY, [region("狮坪村", "村", BAXIAN), Add("fund", fund)])
    assert seen(land, "fund") == [1, 3]
    with pytest.raises(Refusal, match="新记录不属于"):
        land.write(WHO, WHY, [region("天星村", "村", HANYIN_TOWN)])


def test_what_a_clerk_enters_in_such_a_ledger_belongs_to_the_own_region(land: Book) -> None:
    land.sight = sees(HANYIN)
    land.write(WHO, WHY, [Add("study", {"date": date(2022, 4, 1), "kind": "培训会", "topic": "稻", "person": "李阴"})])
    assert seen(land, "study") == [2, 3, 4]
    land.sight = sees(PINGLI)
    assert seen(land, "study") == [1, 3]


def test_a_reader_of_a_region_who_writes_none_changes_nothing(land: Book) -> None:
    land.sight = Sight((PINGLI,), ())
    assert seen(land, "fund") == [1]
    with pytest.raises(Refusal, match="不属于您负责的地区（—）"):
        land.write(WHO, WHY, [Change("fund", 1, {"note": "核"})])
