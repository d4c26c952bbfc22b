"""What an office teaches the checker: a sentence, a correction, the answer; taken back, the answer of before.

The book is in ``conftest.OFFICE``; each test teaches a copy of its own.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.corrections import corrections, revoke_correction
from jiedui.book.verify import verify
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Checker, Report
from jiedui.reports.check.teaching import choices, patterns_in, teach_nothing, teach_phrase, teach_reading

MARKS = {"confirmed": "是", "contradicted": "非", "unsupported": "无", "unverifiable": "隐"}


@dataclass
class Office:
    """An office with its book and a checker, and what it teaches."""

    book: Book
    checker: Checker

    def check(self, text: str) -> Report:
        """A text as the county's report of 2022."""
        day = date(2022, 12, 30)
        return self.checker.check("总结.txt", text, period=parse_period("2022"), region="平利县", clock=day)

    def verdicts(self, text: str) -> str:
        """The verdicts of its statements, a sign each."""
        return "".join(MARKS[claim.checked.verdict] for claim in self.check(text).claims)

    def means(self, text: str, figure: str, *where: str) -> int:
        """Teach what the words mean."""
        made = teach_reading(self.checker.facts, self.book, text, figure, where, actor="何静", reason="本地说法")
        return made.id

    def nothing(self, text: str) -> int:
        """Teach that the words state no quantity."""
        return teach_nothing(self.checker.facts, self.book, text, actor="何静", reason="是名称").id

    def phrase(self, phrase: str, figure: str, *where: str) -> int:
        """Teach what a phrase means."""
        return teach_phrase(self.book, phrase, figure, where, actor="何静", reason="本地说法").id

    def revoke(self, number: int) -> None:
        """Take a correction back."""
        revoke_correction(self.book, number, actor="王复核", reason="说错了")


@pytest.fixture
def office(office_place: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the office's book, open."""
    shutil.copytree(office_place, tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        checker = Checker(book)
        yield Office(book, checker)
        checker.close()


# ---- these words mean that figure


def test_what_a_sentence_means_is_remembered_by_its_words_and_not_by_its_value(office: Office) -> None:
    assert office.verdicts("全年外送劳力140人。") == "无"
    number = office.means("全年外送劳力140人。", "转移就业人数")
    assert office.verdicts("全年外送劳力140人。") == "是"
    assert office.verdicts("2022年累计外送劳力近150名。") == "是"
    assert office.verdicts("全年外送劳力240人。") == "非"
    office.revoke(number)
    assert office.verdicts("全年外送劳力140人。") == "无"


def test_region_and_time_come_from_the_report_also_where_the_figure_was_taught(office: Office) -> None:
    office.means("外送劳力〔数〕人", "转移就业人数")
    assert office.verdicts("八仙镇外送劳力85人，老县镇外送劳力55人。") == "是是"
    assert office.verdicts("一季度外送劳力85人。") == "是"
    assert office.verdicts("一季度外送劳力140人。") == "非"


def test_a_correction_says_nothing_of_other_words(office: Office) -> None:
    office.means("外送劳力〔数〕人", "转移就业人数")
    assert office.verdicts("免费外送劳力140人。") == "无"
    assert office.verdicts("外送劳力140人次。") == "无"
    assert office.verdicts("外送劳力工资140万元。") == "无"


def test_a_pattern_that_begins_anywhere_says_so(office: Office) -> None:
    office.means("…外送劳力〔数〕人", "转移就业人数")
    assert office.verdicts("采取包车方式外送劳力140人。") == "是"


def test_a_figure_may_be_narrowed_by_choices(office: Office) -> None:
    office.means("接回支援〔数〕次", "互访次数", "方向=东访西")
    assert office.verdicts("全年接回支援2次。") == "是"
    assert office.verdicts("全年接回支援3次。") == "非"


def test_a_correction_overrules_the_reading_of_the_catalogue(office: Office) -> None:
    assert office.verdicts("全年开展互访3次。") == "是"
    number = office.means("全年开展互访3次。", "督查次数")
    assert office.verdicts("全年开展互访3次。") == "非"
    assert office.verdicts("全年开展互访2次。") == "是"
    office.revoke(number)
    assert office.verdicts("全年开展互访3次。") == "是"


def test_growth_and_share_go_on_from_the_figure_taught(office: Office) -> None:
    office.means("外送劳力〔数〕人", "转移就业人数")
    assert office.verdicts("全年外送劳力140人，同比增长180%，完成年度任务的70%。") == "是是是"
    assert office.verdicts("全年外送劳力140人，同比增长80%。") == "是非"


def test_a_rate_may_be_taught(office: Office) -> None:
    assert office.verdicts("资金出库率86%。") == "无"
    office.means("资金出库率86%。", "资金拨付率")
    assert office.verdicts("资金出库率86%。") == "是"
    assert office.verdicts("资金出库率96%。") == "非"


def test_the_other_readings_of_a_statement_can_be_chosen(office: Office) -> None:
    claim = office.check("全年两地互访4次。").claims[0]
    assert "互访次数" in [each.target for each in choices(office.book, claim)]
    assert claim.words == "两地互访〔数〕次"


# ---- these words state no quantity


def test_what_is_no_statement_is_set_aside_and_says_by_whom(office: Office) -> None:
    text = "开通“12家”服务热线12个，全年互访3次。"
    before = office.verdicts(text)
    number = office.nothing("服务热线〔数〕个")
    report = office.check(text)
    assert len(report.claims) == len(before) - 1
    assert [claim.text for claim in report.aside] == ["12个"]
    assert report.aside[0].corrections[0].made.actor == "何静"
    office.revoke(number)
    assert office.verdicts(text) == before


def test_a_number_set_aside_changes_nothing_for_its_neighbours(office: Office) -> None:
    text = "全年到位财政援助资金2000万元，沿用旧账2200万元，其中省级1600万元。"
    others = [(claim.text, claim.checked.verdict) for claim in office.check(text).claims if claim.text != "2200万元"]
    office.nothing("沿用旧账〔数〕万元")
    assert [(claim.text, claim.checked.verdict) for claim in office.check(text).claims] == others


def test_what_is_no_statement_takes_no_part_in_findings(office: Office) -> None:
    text = "全年投入1000万元，其中沿用旧账2200万元。"
    assert [found.kind for found in office.check(text).findings] == ["part"]
    office.nothing("沿用旧账〔数〕元")
    assert office.check(text).findings == ()


# ---- this phrase means that figure


def test_a_phrase_means_what_the_office_says(office: Office) -> None:
    assert office.verdicts("全年收到山海情款108万元。") == "无"
    number = office.phrase("山海情款", "社会捐赠资金")
    assert office.verdicts("全年收到山海情款108万元。") == "是"
    assert office.verdicts("老县镇收到山海情款超100万元，6月收到山海情款78万元。") == "是是"
    assert office.verdicts("全年收到山海情款180万元。") == "非"
    office.revoke(number)
    assert office.verdicts("全年收到山海情款108万元。") == "无"


def test_a_phrase_of_the_catalogue_may_mean_something_else_here(office: Office) -> None:
    assert office.verdicts("全年财政援助资金1600万元。") == "非"
    office.phrase("财政援助资金", "财政援助资金", "资金来源=省级财政援助")
    assert office.verdicts("全年财政援助资金1600万元。") == "是"
    assert office.verdicts("全年财政援助资金2000万元。") == "非"


def test_a_longer_phrase_of_the_catalogue_keeps_its_own_meaning(office: Office) -> None:
    office.phrase("援助资金", "社会捐赠资金")
    assert office.verdicts("全年到位财政援助资金2000万元。") == "是"
    assert office.verdicts("全年收到援助资金108万元。") == "是"


# ---- what is told, kept, and refused


def test_the_verdict_says_on_which_correction_it_rests(office: Office) -> None:
    number = office.means("外送劳力〔数〕人", "转移就业人数")
    claim = office.check("全年外送劳力140人，互访3次。").claims[0]
    assert f"依更正{number}：“外送劳力〔数〕人”指转移就业人数，何静 " in claim.reason
    told = answer(office.check("全年外送劳力140人，同比增长180%，互访3次。"))["claims"]
    assert [[each["id"] for each in claim["corrections"]] for claim in told] == [[number], [number], []]


def test_a_correction_is_an_entry_with_its_history(office: Office) -> None:
    number = office.phrase("山海情款", "社会捐赠资金", "形式=资金")
    office.revoke(number)
    assert corrections(office.book) == []
    kept = corrections(office.book, revoked=True)[0]
    assert (kept.words, kept.target, kept.where) == ("山海情款", "社会捐赠资金", ("形式=资金",))
    assert (kept.made.actor, kept.made.reason) == ("何静", "本地说法")
    assert kept.revoked is not None
    assert (kept.revoked.actor, kept.revoked.reason) == ("王复核", "说错了")
    assert list(verify(office.book)) == []


def test_another_process_sees_a_correction_at_once(office: Office) -> None:
    with Book.open(office.book.location.folder) as other:
        teach_phrase(other, "山海情款", "社会捐赠资金", actor="李登记", reason="本地说法")
    assert office.verdicts("全年收到山海情款108万元。") == "是"


def test_the_same_words_are_corrected_once(office: Office) -> None:
    office.means("外送劳力〔数〕人", "转移就业人数")
    with pytest.raises(Refusal, match="外送劳力"):
        office.nothing("外送劳力〔数〕人")


@pytest.mark.parametrize(
    ("teach", "code"),
    [
        (lambda office: office.means("外送劳力〔数〕人", "外送人数"), "correction-target"),
        (lambda office: office.means("外送劳力〔数〕万元", "转移就业人数"), "correction-unit"),
        (lambda office: office.means("外送劳力〔数〕人", "转移就业人数", "西部地区=八仙镇"), "correction-condition"),
        (lambda office: office.means("外送劳力〔数〕人", "转移就业人数", "去向=国外"), "figures-not-a-choice"),
        (lambda office: office.nothing("〔数〕万元"), "correction-wide"),
        (lambda office: office.nothing("互访〔数〕次〔数〕人次"), "correction-words"),
        (lambda office: office.nothing("互访3次、44人次"), "correction-several"),
        (lambda office: office.nothing("携手同心"), "correction-none"),
        (lambda office: office.phrase("款", "社会捐赠资金"), "correction-phrase"),
        (lambda office: office.revoke(7), "correction-missing"),
    ],
)
def test_what_cannot_be_taught_is_refused(office: Office, teach: Callable[[Office], object], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        teach(office)
    assert [problem.code for problem in refusal.value.problems] == [code]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2022年，八仙镇累计接诊群众2800余人次。", "接诊群众〔数〕人次"),
        ("老县镇便民文化广场惠及群众1300余人。", "惠及群众〔数〕人"),
        ("新建12个停车位。", "新建〔数〕个停车位"),
        ("购置260万元的设备。", "购置〔数〕元设备"),
        ("开展义诊活动，接诊2800人次。", "开展义诊活动，接诊〔数〕人次"),
        ("改造低效茶园１２００亩。", "改造低效茶园〔数〕亩"),
    ],
)
def test_the_words_by_which_a_statement_is_found_again(office: Office, text: str, pattern: str) -> None:
    assert patterns_in(office.checker.facts, text) == [pattern]
