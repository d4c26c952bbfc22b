"""Whatever stands in a text, it is checked, each statement at its own place, in time that grows with the text alone."""

from collections.abc import Callable
from time import process_time

import pytest

from jiedui.base.problems import Refusal
from jiedui.reports.check import session
from jiedui.reports.check.session import Report

HOSTILE = {
    "control characters": "到位\x00资金\x0120\x0200万元。",
    "right to left": "\u202e到位资金2000万元\u202c。",
    "emoji": "😀到位资金2000万元🎉。",
    "no stop": "到位资金2000万元互访3次转移就业140人",
    "a list without end": "平利县、八仙镇、老县镇2000万元、",
    "brackets": "（（（到位资金2000万元",
    "quotation marks": "“到位资金2000万元“",
    "nothing but line breaks": "\n\r\n\u2028",
    "times without end": "2022年1月5日2021年上半年3次",
    "其中 without end": "其中3次，其中",
    "分别 without end": "分别为3次、4次和5次，",
    "a season before what has no beginning": "结对以来，到位资金环比增长5%。",
    "a half surrogate": "\ud800到位资金2000万元。",
}


@pytest.mark.parametrize("junk", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_checked_in_its_own_places(check: Callable[..., Report], junk: str) -> None:
    text = junk * (3000 // len(junk))
    report = check(text)
    end = 0
    for claim in report.claims:
        assert text[claim.start : claim.end] == claim.text
        assert end <= claim.start < claim.end
        end = claim.end
    for finding in report.findings:
        assert all(0 <= start < stop <= len(text) for start, stop in finding.spans)


#: What once made the time grow with the square of the length; a title's year reaches over all that follows it.
LONG = {
    "one line": ("", "投资5万元建设3个项目"),
    "a run": ("", "3次、"),
    "a phrase without end": ("", "3次的"),
    "paragraphs under a title": ("平利县2022年东西部协作工作总结\n", "到位资金2000万元，互访3次。\n"),
}


@pytest.mark.parametrize(("head", "piece"), LONG.values(), ids=LONG)
def test_time_taken_grows_with_the_text_alone(check: Callable[..., Report], head: str, piece: str) -> None:
    def taken(length: int) -> float:
        text = head + piece * (length // len(piece))
        begun = process_time()
        check(text)
        return process_time() - begun

    taken(100)
    short = taken(1000)  # once: read a second time, its paragraphs are remembered
    assert min(taken(4000), taken(4004)) < 9 * short  # the less of two: what else runs may add, and takes nothing away


def test_what_no_report_says_is_refused_at_once(check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> None:
    begun = process_time()
    with pytest.raises(Refusal) as refusal:
        check("投资5万元" * session.LONGEST)
    assert refusal.value.problems[0].code == "document-long"
    assert process_time() - begun < 1
    monkeypatch.setattr(session, "MOST", 3)
    assert len(check("互访3次、" * 3).claims) == 3
    with pytest.raises(Refusal) as refusal:
        check("互访3次、" * 4)
    assert refusal.value.problems[0].code == "document-statements"
