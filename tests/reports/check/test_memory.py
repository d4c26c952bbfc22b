"""A draft checked again: what was read of its paragraphs before is not read again, and nothing else is told for that.

The book is the office's year of ``conftest``: in 2022 three visits of 44 people, 140 who found work, 2,000万元 arrived.
"""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from jiedui.reports.check import checker
from jiedui.reports.check.answer import answer
from jiedui.reports.check.memory import Memory, Met
from jiedui.reports.check.session import Checker, Report
from jiedui.reports.check.verdicts import slips

Check = Callable[..., Report]

VISITS, WORK = "两地互访3次、44人次，其中东访西2次。", "转移就业140人，其中脱贫人口78人；东部就业85人，占60.7%。"
FUNDS = "到位财政援助资金2000万元，其中省级1600万元。完成年度任务的105.3%。"
TITLE = "平利县2022年东西部协作工作总结"
#: One draft and what becomes of it under a clerk's hands: each differs from one before in what tells the meaning.
DRAFTS = (
    f"{TITLE}\n\n一、往来\n{VISITS}\n二、劳务\n{WORK}\n三、资金\n{FUNDS}",
    f"{TITLE}\n\n一、往来\n{VISITS.replace('3', '5')}\n二、劳务\n{WORK.replace('140', '410')}\n三、资金\n{FUNDS}",
    f"{TITLE}\n\n一、劳务\n{WORK}\n二、往来\n{VISITS}\n{FUNDS}",
    f"{TITLE}\n\n一、八仙镇\n{WORK}\n二、老县镇\n{WORK}\n三、上半年\n{VISITS}",
    f"{TITLE}\n\n一、八仙镇\n{WORK}\n二、老县镇\n{WORK}\n三、上半年\n分季度看，有增有减。\n{VISITS}",
    f"平利县2022年上半年东西部协作工作总结\n\n一、往来\n{VISITS}\n二、劳务\n{WORK}",
    f"全年工作。分季度看，二季度{WORK}\n{VISITS}{FUNDS}",
    f"{TITLE}\n\n全年工作如下。\n分季度看，二季度较好。\n{VISITS}\n●{WORK}\n●下达1900万元\n●拨付1634万元",
    "全县2个村共接收捐赠108万元，村均54万元。5个镇共接收捐赠108万元，平均每个镇54万元。",
    "全县4个村共接收捐赠108万元，村均27万元。2个镇共接收捐赠108万元，平均每个镇54万元。",
    "选派干部人才4名，其中医疗1名，教育1名。全年培训108人次，其中干部46人次。",
    "全年培训62人次。\n选派干部人才4名，其中医疗2名，教育3名。全年培训108人次，其中干部46人次。",
)


def test_a_draft_is_judged_as_if_none_had_been_read_before(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [(draft, period) for draft in DRAFTS for period in ("2022", "2021")]
    warm = [answer(check(*each)) for each in (*asked, *reversed(asked))]
    monkeypatch.setattr(Memory, "recall", lambda *_: {})
    anew = [answer(check(*each)) for each in asked]
    assert warm == [*anew, *reversed(anew)]


def test_other_numbers_and_what_stands_elsewhere_are_no_reason_to_read_again(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(f"{TITLE}\n{VISITS}\n{WORK}")

    def never(*_: Any) -> NoReturn:
        pytest.fail("read again")

    monkeypatch.setattr(checker, "read", never)
    told = check(f"{TITLE}\n{WORK.replace('140', '410')}\n{VISITS}")
    assert [claim.checked.verdict for claim in told.claims[:5]] == ["contradicted", *["confirmed"] * 4]


def test_what_may_have_been_meant_instead_is_found_out_once_for_a_matter(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    (none,) = check("全年消费协作金额66万元。").claims
    monkeypatch.setattr(slips, "_changes", lambda *_: pytest.fail("found out again"))
    (last_year,) = check("全年消费协作金额50万元。").claims
    assert none.slip is None
    assert last_year.slip is not None
    assert last_year.slip.kind == "period"


def test_what_is_remembered_is_bounded(checker: Checker) -> None:
    known = checker_knowledge(checker)
    memory = Memory(8)
    for number in range(20):
        memory.keep([Met(("paragraph", number), range(2))], known)
        assert len(memory) <= 8
    assert set(memory.recall([Met(("paragraph", 19), range(2))])) == {0, 1}
    assert memory.recall([Met(("paragraph", 1), range(2))]) == {}
    memory.keep([Met(("a long one",), range(3))], known)
    assert memory.recall([Met(("a long one",), range(3))]) == {}


def checker_knowledge(checker: Checker) -> Any:
    """What is known of some statements."""
    checker.check("总结.txt", f"平利县2022年工作总结\n{VISITS}")
    (statements,) = [kept for kept in checker.facts.memory._kept.values() if len(kept) == 3][-1:]
    return dict(enumerate(statements))
