"""The one change that would make a false statement true, found and computed anew.

The office's year is in ``conftest.OFFICE``; each case is a false sentence, the kind of slip and a word of its telling.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from jiedui.base.units import Dimension
from jiedui.reports.check import checker as checking
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Report
from jiedui.reports.check.text.accounts import account
from jiedui.reports.check.text.evidence import Surroundings

SLIPS = [
    ("全年到位财政援助资金2000亿元。", "scale", "一万倍"),
    ("全年采购和帮助销售平利农特产品1200万元。", "scale", "十倍"),
    ("启明电机到位投资1890万元。", "digits", "颠倒"),
    ("全年到位财政援助资金2100万元。", None, ""),
    ("资金拨付率96%。", None, ""),
    ("全年采购和帮助销售平利农特产品50万元。", "period", "上年"),
    ("启明电机6月投产，到位投资3600万元。", "stage", "协议投资"),
    ("社会各界捐赠资金120.5万元。", "stage", "社会帮扶款物"),
    ("新签结对协议3对，其中村村结对1对。", "narrowing", "镇镇"),
    ("八仙镇转移就业55人。", "place", "老县镇"),
    ("全年到位财政援助资金1600万元。", "record", "漏计"),
    ("全年采购和帮助销售平利农特产品120万元，增长2.4倍。", "base", "是"),
]


@pytest.mark.parametrize(("sentence", "kind", "word"), SLIPS, ids=lambda each: str(each)[:24])
def test_a_false_statement_names_its_slip(
    check: Callable[..., Report], sentence: str, kind: str | None, word: str
) -> None:
    claim = next(each for each in reversed(check(sentence).claims))
    assert claim.checked.verdict == "contradicted"
    if kind is None:
        assert claim.slip is None
        return
    assert claim.slip is not None
    assert claim.slip.kind == kind
    assert word in claim.slip.words
    assert word in claim.reason


def test_persons_told_for_attendances_are_named_and_not_accused(check: Callable[..., Report]) -> None:
    (claim,) = check("全年培训108人。").claims
    assert claim.checked.verdict == "unsupported"
    assert claim.slip is not None
    assert (claim.slip.kind, claim.slip.value) == ("unit", Fraction(108))
    assert "人次" in claim.reason


@pytest.mark.parametrize(("sentence", "other"), [("人", "visits"), ("人次", "count")])
def test_a_relative_clause_narrows_persons_and_attendances_alike(
    check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, sentence: str, other: Dimension
) -> None:
    """使用财政援助资金的 narrows in words of another ledger, whichever of the two is told; the twin has an account of its own."""
    seen: list[Surroundings] = []
    monkeypatch.setattr(checking, "find_twin", lambda _reader, around, _numbers: seen.append(around))
    check(f"培训使用财政援助资金的200{sentence}。")
    check(f"转移就业使用财政援助资金的200{sentence}。")
    assert seen
    for around in seen:
        twin = replace(around, statement=around.statement._replace(dimension=other))
        accounts = [account(each, "training") for each in (around, twin)]
        assert accounts[0] is not accounts[1]
        assert [each.narrowed_by_others for each in accounts] == [True, True]


def test_the_slip_is_told_as_data(check: Callable[..., Report]) -> None:
    (told,) = answer(check("八仙镇转移就业55人。"))["claims"]
    assert told["slip"]["kind"] == "place"
    assert told["slip"]["value"] == "55"
    assert "老县镇" in told["slip"]["definition"]


def test_the_second_best_reading_says_why_it_lost(check: Callable[..., Report]) -> None:
    claim = check("八仙镇转移就业85人，消费方面采购和帮助销售120万元。").claims[-1]
    assert "八仙镇" not in claim.figure
    assert claim.second is not None
    assert "八仙镇" in claim.second.figure
    assert not claim.second.holds
    assert claim.second.why == "地区范围不如前者贴合"


def test_a_record_is_told_by_its_number_where_it_has_one(check: Callable[..., Report]) -> None:
    (claim,) = check("全年两地互访3次。").claims
    assert claim.labels == claim.records == ("exchange:1", "exchange:2", "exchange:3")


def test_what_is_wrong_twice_of_one_figure_names_a_slip_of_its_own_each_time(check: Callable[..., Report]) -> None:
    sentences = ("全年采购和帮助销售平利农特产品50万元。", "全年采购和帮助销售平利农特产品1200万元。")
    together = check("\n".join(sentences)).claims
    alone = [claim for sentence in sentences for claim in check(sentence).claims]
    assert [claim.slip for claim in together] == [claim.slip for claim in alone]
    assert [claim.slip.kind for claim in together if claim.slip] == ["period", "scale"]
