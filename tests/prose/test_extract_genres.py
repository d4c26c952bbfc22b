"""Whole paragraphs of several genres, each with every statement it makes and none besides."""

from fractions import Fraction

import pytest

from jiedui.prose.extract import extract

CITY_REPORT = (
    "全市累计争取各级财政援助资金三千二百六十余万元，县均超5000万元，居全省第3位。人均可支配收入由11230元提高到12560元，"
    "年均增长8.5%，高于全市平均水平1.2个百分点。产业园占地约1.2平方公里，吸纳就业近千人。"
)
OUTLINE = (
    "三、下步打算\n1. 抓项目。计划新建车间3个。\n2. 抓结对。学校分别为12、8和5所。\n（一）资金：1800万，已履约六成。\n"
    "二是抓两个方面，“四个不摘”不松劲。\n"
)
SPEECH = (
    "同志们，一年来，我们走过了不平凡的历程。十几名队员扎根山区，一干就是三年多；今年以来走访群众七八百户，解决难题三五件。"
    "路要一步一步走，事要一件一件办。第一，思想要统一；第二，行动要迅速。"
)
MINUTES = (
    "《关于下达2023年第二批3个项目资金的通知》（云财发〔2023〕12号）要求，6月5日上午9时30分召开会议，到会26人，"
    "审议项目11个，原则同意9个，占八成以上。联系电话：0915-8420000。"
)

PARAGRAPHS = {
    CITY_REPORT: [
        ("三千二百六十余万元", 32_600_000, 32_700_000),
        ("超5000万元", 50_000_000, None),
        ("第3位", 3, 3),
        ("11230元", 11_230, 11_230),
        ("12560元", 12_560, 12_560),
        ("8.5%", Fraction(85, 1000), Fraction(85, 1000)),
        ("1.2个百分点", Fraction(6, 5), Fraction(6, 5)),
        ("约1.2平方公里", 1_150_000, 1_250_000),
        ("近千人", 900, 1000),
    ],
    OUTLINE: [
        ("3个", 3, 3),
        ("12", 12, 12),
        ("8", 8, 8),
        ("5所", 5, 5),
        ("1800万", 18_000_000, 18_000_000),
        ("六成", Fraction(55, 100), Fraction(65, 100)),
    ],
    SPEECH: [("十几名", 11, 19), ("三年多", 36, 48), ("七八百户", 700, 800), ("三五件", 3, 5)],
    MINUTES: [("26人", 26, 26), ("11个", 11, 11), ("9个", 9, 9), ("八成以上", Fraction(4, 5), None)],
}


@pytest.mark.parametrize("text", PARAGRAPHS, ids=["city report", "outline", "speech", "minutes"])
def test_a_paragraph_says_this_and_nothing_else(text: str) -> None:
    assert [(s.text, s.low, s.high) for s in extract(text).statements] == PARAGRAPHS[text]


def test_joined_numbers_share_their_kind() -> None:
    """分别增长26.7%和18.9%: both are growth."""
    assert [s.role for s in extract("收入和支出分别增长26.7%和18.9%").statements] == ["growth", "growth"]
