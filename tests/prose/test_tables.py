"""Tables in a text: a cell is a statement where a heading, a label or the line above tells its unit."""

import pytest

from jiedui.prose.extract import extract
from jiedui.prose.normalise import normalise
from jiedui.prose.rows import tables_told


def told(text: str) -> list[str]:
    """The lines that the text's tables are told as."""
    return tables_told(normalise(text)).text.strip().splitlines()


TABLES = [
    ("镇|就业（人）|销售（万元）\n八仙镇|85|75.5\n", ["八仙镇就业85人。八仙镇销售75.5万元。"]),
    ("| 镇 | 转移就业人数 |\n|:--|--:|\n| 八仙镇 | 1,085 |\n", ["八仙镇转移就业人数1,085人。"]),
    ("指标\t单位\t目标\t完成\t完成率\n就业\t人\t200\t140\t70\n", ["就业目标200人。就业完成140人。就业完成率70%。"]),
    ("单位：万元\n项目名称\t总投资\t资金\n茶园\t820\t700", ["单位：万元", "茶园总投资820万元。茶园资金700万元。"]),
    ("指标|2021年|2022年\n就业人数|50|140\n", ["2021年就业人数50人。2022年就业人数140人。"]),
    (
        "镇|就业（人）\n八仙镇|85\n老县镇|55\n合计|140\n",
        ["八仙镇就业85人。老县镇就业55人。八仙镇、老县镇，合计就业140人。"],
    ),
    ("镇|就业|销售\n单位|人|万元\n八仙镇|85|75.5\n", ["八仙镇就业85人。八仙镇销售75.5万元。"]),
    ("镇|就业（人）|其中：脱贫（人）\n八仙镇|85|41\n", ["八仙镇就业85人。八仙镇就业脱贫41人。"]),
    (
        "　　　　2021年　　2022年\n采购　　　50万元　75.5万元\n帮助销售　8万元　44.5万元\n合计　　　58万元　120万元\n其中直播　9万元　20万元\n",
        [
            "2021年采购50万元。2022年采购75.5万元。2021年帮助销售8万元。2022年帮助销售44.5万元。",
            "2021年采购、帮助销售，合计58万元。2022年采购、帮助销售，合计120万元。",
            "2021年直播9万元。2022年直播20万元。",
        ],
    ),
    (
        "去向|人数（人）\n转移就业|140\n其中：东部|85\n其中：省内|40\n",
        ["转移就业人数140人。转移就业东部人数85人。转移就业省内人数40人。"],
    ),
    (
        "镇|劳务||消费\n|就业（人）|脱贫（人）|金额（元）\n八仙镇|85|41|9\n",
        ["八仙镇劳务就业85人。八仙镇劳务脱贫41人。八仙镇消费金额9元。"],
    ),
]


@pytest.mark.parametrize(("text", "sentences"), TABLES)
def test_a_cell_is_told_with_its_label_its_heading_and_its_unit(text: str, sentences: list[str]) -> None:
    assert told(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "姓名|电话\n张三|13912345678\n",
        "全年就业140人。\n\t采购\t120万元\n",
        "　　一、资金　　到位2000万元\n　　二、就业　　140人\n",
    ],
)
def test_what_is_no_table_or_has_no_unit_makes_no_statement_of_a_bare_number(text: str) -> None:
    assert all(not statement.text.isdigit() for statement in extract(text).statements)


def test_the_number_keeps_its_place_in_the_text_as_it_came() -> None:
    text = "各镇情况\n镇\t就业（人）\t销售（万元）\n八仙镇\t８５\t75.5\n以上2个镇。"
    found = extract(text).statements
    assert [(text[each.start : each.end], each.dimension, int(each.low or 0)) for each in found] == [
        ("８５", "count", 85),
        ("75.5", "money", 755000),
        ("2个镇", "count", 2),
    ]
