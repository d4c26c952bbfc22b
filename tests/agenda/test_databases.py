"""The agenda, who serves, the years and the compared regions say the same on both databases."""

from datetime import date
from fractions import Fraction

from figures.conftest import enter, write_regions
from jiedui.agenda import Setting, Tally, serving, tallies, tasks
from jiedui.base.periods import year
from jiedui.book import Book, Change
from jiedui.book.sight import Sight
from jiedui.figures import Figures, Scope
from jiedui.figures.comparison import standings
from jiedui.figures.years import years

TABLES = """
结对台账
签订日期    类别  西部单位  东部单位  西部地区  东部地区    到期日期    协议名称
2021-07-01  县县  平利县府  经开区    平利县    常州经开区  2024-07-20  县县协议

项目台账
项目名称  类别      西部地区  批复日期    竣工日期    状态
茶园      产业发展  八仙镇    2023-01-05  2024-01-02  完工

资金台账
日期        西部地区  资金来源      环节  金额    项目
2023-03-01  八仙镇    省级财政援助  下达  50万元  茶园
2023-05-01  八仙镇    省级财政援助  拨付  20万元  茶园
2023-05-01  岚皋县    省级财政援助  拨付  20万元  —

挂职台账
姓名  类别      派出单位  挂职单位  挂职地区  方向    挂职职务  开始日期    结束日期
陈文  党政干部  甲        乙        平利县    东派西  副县长    2023-07-01  2024-07-10
"""


def test_the_same_on_both_databases(book: Book) -> None:
    write_regions(book)
    enter(book, TABLES)
    book.write("沈审核", "审核", [Change("fund", 2, {"review": "已报"})])
    places = {region.name: region.id for region in book.regions.values()}
    county, other, east = places["平利县"], places["岚皋县"], places["常州经开区"]
    book.sight = Sight((county,), ())
    figures, day = Figures(book), date(2024, 7, 1)
    try:
        found = {task.kind: [due.title for due in task.dues] for task in tasks(figures, Setting(county, day))}
        assert found == {"expiring": ["县县协议"], "unaccepted": ["茶园"], "undisbursed": ["茶园"], "ending": ["陈文"]}
        everything = {name: book.visible(name) for name in book.catalog.ledgers}
        counted = tallies(figures, Setting(county, day), date(2023, 1, 1), everything, {})
        assert Tally("fund", 2, 0, 1) in counted
        assert [each.person for each in serving(figures, [county, east], day)] == ["陈文"]
        assert list(years(book, day)) == [2021, 2022, 2023]
        (own,) = standings(
            figures, book.catalog.indicators["fund_disbursed"], Scope(county, year(2023)), [county], {county: east}
        )
        assert (own.result.value, own.rank, own.partner_value) == (Fraction(200_000), 1, 0)
        assert other not in book.view.partners
        part = figures.part("fund_disbursed", Scope(None, year(2023)), "quarter", "2023Q2")
        assert (part.value, part.records) == (200_000, ("fund:2",))
    finally:
        figures.close()
