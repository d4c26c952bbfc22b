"""One person's year from the ledgers: in order, the person's own entries alone, and how far each lesson has come."""

from datetime import date

import pytest

from figures.conftest import figures, office, scope
from jiedui.base.problems import Refusal
from jiedui.book.sight import Sight
from jiedui.reports.writing.posting import posting_of
from jiedui.reports.writing.timeline import lessons, timeline

__all__ = ["figures", "office", "scope"]


def test_a_year_in_its_order_with_what_came_of_it(office):
    """
    单位
    名称      类型      所在地
    三官村委  村（社区）  八仙镇

    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区    方向    挂职职务  协管工作  开始日期    结束日期
    陈文  党政干部  甲        平利县府  平利县      东派西  副县长    招商      2021-10-08  2022-10-07

    学习台账
    日期        形式      主题    参加人  学时
    2021-10-01  专题讲座  行前    陈文    2
    2022-03-01  专题讲座  茶产业  陈文    2.5
    2022-03-01  专题讲座  茶产业  王宁    2.5

    履职台账
    日期        类别      事项      承担人  角色  成效
    2022-05-01  乡村振兴  茶园改造  陈文    牵头  改造三百亩

    调研台账
    日期        调研对象  对象类型  所在地  调研人  主题  发现的做法
    2022-02-01  三官村委  村        八仙镇  陈文    治理  网格微治理

    互访台账
    日期        方向    层级  西部地区  东部地区    人次  议题  成果
    2022-06-01  东访西  县    八仙镇    常州经开区  5     对接  签约两项
    2022-06-02  东访西  县    岚皋县    常州经开区  5     别县  无
    """
    posting = posting_of(office.book, 1, date(2024, 1, 1))
    told = [(str(each.day), each.ledger, each.title, each.details, each.outcome) for each in timeline(office, posting)]
    assert told == [
        ("2022-02-01", "visit", "三官村委", "村，治理", "网格微治理"),
        ("2022-03-01", "study", "茶产业", "专题讲座，学时 2.5", ""),
        ("2022-05-01", "duty", "茶园改造", "乡村振兴，牵头", "改造三百亩"),
        ("2022-06-01", "exchange", "对接", "东访西，县，人次 5", "签约两项"),
    ]
    early = posting_of(office.book, 1, date(2022, 2, 28))
    assert [each.ledger for each in timeline(office, early)] == ["visit"]
    assert posting_of(office.book, 1, date(2020, 1, 1)).period.days == 1


def test_how_far_each_lesson_has_come(office):
    """
    单位
    名称      类型      所在地
    三官村委  村（社区）  八仙镇

    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区    方向    挂职职务  开始日期
    陈文  党政干部  甲        乙        横山桥镇    西派东  副镇长    2021-10-08

    调研台账
    编号  日期        调研对象  对象类型  所在地  调研人  主题
    V1    2022-02-01  三官村委  村        八仙镇  陈文    治理
    V2    2022-02-02  三官村委  村        八仙镇  王宁    治理

    经验借鉴台账
    日期        来源调研  做法    建议      采纳地区  状态    成效
    2022-02-05  V1        网格    推行网格  八仙镇    见效    全镇推开
    2022-02-06  V1        积分    推行积分  —         未采纳  —
    2022-02-07  V1        夜校    办夜校    平利县    提出    —
    2022-02-08  V2        别人    别人的    平利县    提出    —
    """
    posting = posting_of(office.book, 1, date(2022, 12, 31))
    assert [(each.practice, each.host, each.adopter, each.step, each.result) for each in lessons(office, posting)] == [
        ("网格", "三官村委", "八仙镇", 3, "全镇推开"),
        ("积分", "三官村委", "", None, ""),
        ("夜校", "三官村委", "平利县", 0, ""),
    ]


def test_a_posting_out_of_sight_is_not_there(office):
    """
    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区    方向    挂职职务  开始日期
    陈文  党政干部  甲        乙        岚皋县      东派西  副县长    2021-10-08
    """
    book = office.book
    book.sight = Sight((next(each.id for each in book.regions.values() if each.name == "平利县"),), ())
    with pytest.raises(Refusal) as caught:
        posting_of(book, 1, date(2022, 12, 31))
    assert caught.value.problems[0].code == "book-no-entry"
