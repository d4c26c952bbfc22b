"""What needs doing, by the rules of the field, from the tables of each test's docstring; nobody sees another's."""

from datetime import date
from fractions import Fraction

from jiedui.agenda import Setting, serving, tallies, tasks
from jiedui.book import Change
from jiedui.book.sight import Sight

DAY = date(2024, 7, 1)


def region(office, name):
    """The id of the region of that name."""
    return next(each.id for each in office.book.regions.values() if each.name == name)


def todo(office, kind, place=None, day=DAY):
    """What of that kind is on the agenda: names, with days and money where these are told."""
    setting = Setting(region(office, place) if place else None, day)
    task = next(each for each in tasks(office, setting) if each.kind == kind)
    return [tuple(each for each in (due.title, due.day, due.amount) if each is not None) for due in task.dues]


def test_agreements_that_run_out_unrenewed(office):
    """
    结对台账
    签订日期    类别  西部单位  东部单位  西部地区  东部地区    到期日期    协议名称
    2021-07-01  镇镇  八仙镇    横山桥镇  八仙镇    横山桥镇    2024-07-01  今日到期
    2021-08-01  村企  五星村    甲公司    五星村    横山桥镇    2024-09-29  九十日内
    2021-08-01  村企  五星村    乙公司    五星村    横山桥镇    2024-09-30  九十一日
    2021-08-01  村企  五星村    丙公司    五星村    横山桥镇    2024-06-30  已经到期
    2021-08-01  村企  五星村    丁公司    五星村    横山桥镇    2024-08-01  续签之前
    2024-06-01  村企  五星村    丁公司    五星村    横山桥镇    2027-06-01  续签之后
    2021-08-01  村企  五星村    戊公司    五星村    横山桥镇    —           没有期限
    """
    told = [("今日到期", date(2024, 7, 1)), ("九十日内", date(2024, 9, 29))]
    assert todo(office, "expiring") == told
    assert todo(office, "expiring", "八仙镇") == told
    assert todo(office, "expiring", "岚皋县") == []


def test_projects_finished_and_not_accepted(office):
    """
    项目台账
    项目名称  类别      西部地区  批复日期    竣工日期    验收日期    状态
    茶园      产业发展  八仙镇    2023-01-05  2024-04-02  —           完工
    步道      乡村建设  八仙镇    2023-01-05  2024-04-03  —           完工
    水厂      乡村建设  平利县    2023-01-05  2023-12-01  —           完工
    学校      公共服务  平利县    2023-01-05  2023-12-01  2024-01-05  验收
    在建      公共服务  平利县    2023-01-05  —           —           在建
    """
    assert todo(office, "unaccepted") == [("水厂", date(2023, 12, 1)), ("茶园", date(2024, 4, 2))]
    assert todo(office, "unaccepted", "八仙镇") == [("茶园", date(2024, 4, 2))]


def test_money_allotted_long_ago_and_not_disbursed(office):
    """
    项目台账
    项目名称  类别      西部地区  批复日期    状态
    茶园      产业发展  八仙镇    2023-01-05  在建
    步道      乡村建设  八仙镇    2023-01-05  在建
    水厂      乡村建设  平利县    2023-01-05  在建

    资金台账
    日期        西部地区  资金来源      环节  金额    项目
    2023-03-01  八仙镇    省级财政援助  下达  50万元  茶园
    2023-05-01  八仙镇    省级财政援助  拨付  20万元  茶园
    2024-06-20  八仙镇    省级财政援助  下达  90万元  茶园
    2024-05-02  八仙镇    省级财政援助  下达  30万元  步道
    2024-06-30  八仙镇    省级财政援助  拨付  30万元  步道
    2024-05-02  平利县    省级财政援助  下达  60万元  水厂
    2024-01-02  平利县    市级财政援助  下达  7万元   —
    """
    assert todo(office, "undisbursed") == [
        ("水厂", Fraction(600_000)),
        ("茶园", Fraction(300_000)),
        ("", Fraction(70_000)),
    ]
    assert todo(office, "undisbursed", "八仙镇") == [("茶园", Fraction(300_000))]
    assert todo(office, "undisbursed", day=date(2024, 6, 30)) == [("茶园", Fraction(300_000)), ("", Fraction(70_000))]


def test_postings_that_end_and_who_serves(office):
    """
    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区    方向    挂职职务  开始日期    结束日期
    陈文  党政干部  甲        乙        平利县      东派西  副县长    2023-07-01  2024-07-01
    王宁  党政干部  甲        乙        八仙镇      东派西  副镇长    2023-02-01  2024-08-30
    李红  党政干部  甲        乙        横山桥镇    西派东  主任助理  2024-02-01  2024-08-31
    何静  党政干部  甲        乙        岚皋县      东派西  副县长    2024-02-01  —

    结对台账
    签订日期    类别  西部单位  东部单位  西部地区  东部地区
    2021-07-01  县县  平利县    经开区    平利县    常州经开区
    """
    assert todo(office, "ending") == [("陈文", date(2024, 7, 1)), ("王宁", date(2024, 8, 30))]
    assert todo(office, "ending", "常州经开区") == [("陈文", date(2024, 7, 1)), ("王宁", date(2024, 8, 30))]
    assert todo(office, "ending", "岚皋县") == []
    pair = [region(office, "平利县"), region(office, "常州经开区")]
    assert [each.person for each in serving(office, pair, DAY)] == ["王宁", "陈文", "李红"]
    assert [each.person for each in serving(office, pair, date(2024, 7, 2))] == ["王宁", "李红"]
    assert serving(office, pair, date(2022, 1, 1)) == []


def test_entries_are_tallied_by_what_they_want(office):
    """
    会议台账
    日期        类别      西部地区  议题  佐证
    2024-01-31  联席会议  平利县    一    纪要.pdf
    2024-02-01  联席会议  平利县    二    —
    2024-03-01  专题会    岚皋县    三    —
    2023-12-31  专题会    平利县    四    —

    宣传台账
    日期        标题  媒体      级别  西部地区  佐证
    2024-01-31  茶香  陕西日报  省级  八仙镇    剪报.pdf
    """
    book = office.book
    book.write("沈审核", "审核", [Change("meeting", 1, {"review": "退回"}), Change("meeting", 3, {"review": "已报"})])
    everything = {name: book.visible(name) for name in book.catalog.ledgers}
    since = date(2024, 1, 1)
    setting = Setting(None, DAY)
    (found,) = tallies(office, setting, since, everything, everything)
    assert (found.ledger, found.unevidenced, found.returned, found.waiting) == ("meeting", 2, 1, 1)
    (own,) = tallies(office, Setting(region(office, "平利县"), DAY), since, {}, everything)
    assert (own.unevidenced, own.returned, own.waiting) == (1, 1, 0)
    book.sight = Sight((region(office, "岚皋县"),), ())
    (theirs,) = tallies(office, setting, since, everything, {})
    assert (theirs.unevidenced, theirs.returned, theirs.waiting) == (1, 0, 1)
