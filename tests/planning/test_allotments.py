"""Allotment and the book: the roster as the ledgers have it, objections, what the journal keeps of a draw."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from jiedui.base.problems import Refusal
from jiedui.book import Add, Book, Change
from jiedui.book.evidence import add_evidence
from jiedui.book.verify import verify
from jiedui.planning.allot.checks import problems_of
from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.folder import file_bytes
from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.holding import frozen
from jiedui.planning.allot.model import Transcript
from jiedui.planning.allotments import (
    allotment_named,
    files_of,
    must_be_free,
    read_intended,
    register_draw,
    register_freeze,
    register_settlement,
)
from planning.drawing import FROZEN, rules, sealed

WHO = "李登记"
UNDER = rules("联排", "90", reserve=["高龄"], wishes="kinds")


def household(code: str, **more: object) -> Add:
    """A consenting household of the first hamlet, to be added."""
    values = {"code": code, "head": "张三", "hamlet": 1, "people": 3, "consents": "是", "wishes": ["90"], "round": 1}
    return Add("household", {**values, "certified": Decimal("120.5"), "entitled": 90, **more})  # type: ignore[dict-item]


def dwelling(code: str, **more: object) -> Add:
    """A home of the first site, to be added."""
    return Add("dwelling", {"code": code, "site": 1, "kind": "90", "floor": Decimal("90.25"), **more})  # type: ignore[dict-item]


@pytest.fixture
def book(book_url: str) -> Iterator[Book]:
    """Two hamlets, a site of that name, three households that consent, one that does not, three homes; on each database."""
    with Book.open(book_url) as made:
        place = {"region": 1, "homestead": 5}
        made.write(
            WHO,
            "登记",
            [
                Add("region", {"code": "320412", "name": "试镇", "level": "镇"}),
                Add("hamlet", {**place, "name": "东组", "households": 3}),
                Add("hamlet", {**place, "name": "西组", "households": 5}),
                Add("site", {"name": "试小区", "region": 1, "capacity": 9, "area": 9}),
                Add("site", {"name": "别处", "region": 1, "capacity": 9, "area": 9}),
                household("H1", priority="高龄", group="张", homes=1),
                household("H2", priority="无"),
                household("H3", hamlet=2, wishes=["联排", "90"], people=5),
                household("H4", consents="否", round=None, certified=None, entitled=None),
                dwelling("102", row="1层", place=2, storey="1", reserve="低楼层"),
                dwelling("联1", kind="联排", storey="1—3", adjust=Decimal("-80.5")),
                dwelling("101", row="1层", place=1, storey="1"),
                dwelling("别1", site=2),
            ],
        )
        yield made


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """The codes of a refusal."""
    return [each.code for each in refused.value.problems]


def test_the_roster_is_what_the_ledgers_say_and_names_nobody(book: Book, tmp_path: Path) -> None:
    deed = tmp_path / "确权证.txt"
    deed.write_text("120.50", "utf-8")
    add_evidence(book, "household", 1, deed, actor=WHO)
    what, problems = read_intended(book, UNDER)
    assert problems == problems_of(what) == []
    roster, _, _ = frozen(what, FROZEN)
    assert [each.code for each in roster.households] == ["H1", "H2", "H3"]
    first = roster.by_code["H1"]
    assert (first.priority, first.group, first.entitled, first.old) == ("高龄", "张", 9000, 12050)
    assert first.proofs == [f"确权证.txt {sha256(b'120.50').hexdigest()}"]
    assert roster.by_code["H2"].priority == ""
    assert [(each.code, each.storey, each.place, each.adjust) for each in roster.dwellings] == [
        ("101", 1, 1, 0),
        ("102", 1, 2, 0),
        ("联1", 1, 0, -8050),
    ]
    assert "张三" not in roster.model_dump_json()


def test_only_the_hamlets_asked_for(book: Book) -> None:
    what, _ = read_intended(book, UNDER, ["西组"])
    assert [each.record.code for each in what.households] == ["H3"]
    with pytest.raises(Refusal) as refused:
        read_intended(book, UNDER, ["北组"])
    assert codes(refused) == ["unknown-reference"]


def test_consents_above_households_are_told_at_the_hamlet(book: Book) -> None:
    book.write(WHO, "多登", [household(f"H{at}") for at in (5, 6)])
    _, (problem,) = read_intended(book, UNDER)
    assert problem.words() == "hamlet:1 › 户数：东组同意 4 户，多于户数 3"


def test_what_is_not_filled_in_or_too_fine_is_told_at_its_cell(book: Book) -> None:
    book.write(WHO, "改", [Change("household", 1, {"entitled": None, "certified": Decimal("120.505")})])
    book.write(WHO, "改", [Change("household", 2, {"round": None})])
    apart = rules("联排", "90", reserve=["高龄"], wishes="kinds", rounds="apart")
    _, problems = read_intended(book, apart)
    assert [each.place.words() for each in problems] == [
        "household:1 › 农户台账 › 应安置面积",
        "household:1 › 农户台账 › 旧房确权面积",
        "household:2 › 农户台账 › 签约轮次",
    ]
    assert [each.code for each in problems] == ["allot-blank", "allot-fine-area", "allot-blank"]


def test_an_open_objection_stands_against_the_freeze_until_it_is_decided(book: Book) -> None:
    raised = {"household": 2, "date": date(2026, 11, 10), "by": "王五", "about": "已迁出"}
    book.write(WHO, "异议", [Add("objection", raised)])
    what, _ = read_intended(book, UNDER)
    with pytest.raises(Refusal) as refused:
        must_be_free(book, what)
    assert refused.value.problems[0].words() == "objection:1：还有 1 条异议未处理：处理完才能冻结"
    book.write(WHO, "处理", [Change("objection", 1, {"decision": "不成立", "decided_on": date(2026, 11, 12)})])
    must_be_free(book, what)


def test_the_journal_keeps_freeze_draw_and_settlement(book: Book) -> None:
    what, _ = read_intended(book, UNDER)
    roster, notice, _ = frozen(what, FROZEN)
    files = {name: file_bytes(each) for name, each in {"roster": roster, "rules": UNDER, "freeze": notice}.items()}
    register_freeze(book, WHO, roster, UNDER, notice, files)
    assert allotment_named(book, UNDER.draw) == (1, "冻结")
    with pytest.raises(Refusal) as refused:
        must_be_free(book, what)
    assert codes(refused) == ["allot-drawn"]
    commitments, reveals = sealed(roster, UNDER)
    transcript = draw(roster, UNDER, commitments, reveals, "3875.2604")
    other = transcript.model_copy(update={"root": "ab" * 32})
    with pytest.raises(Refusal) as refused:
        register_draw(book, WHO, other, date(2026, 12, 1), {})
    assert codes(refused) == ["allot-other-notice"]
    register_draw(book, WHO, transcript, date(2026, 12, 1), {"transcript": file_bytes(transcript)})
    register_settlement(book, WHO, UNDER.draw, {})
    values = book.entry("allotment", 1).values
    assert (values["status"], values["seed"], values["transcript_hash"]) == (
        "已结算",
        transcript.seed,
        hash_of(transcript),
    )
    assert Transcript.model_validate_json(files_of(book, 1)["transcript"]) == transcript
    assert list(files_of(book, 1)) == ["roster", "rules", "freeze", "transcript"]
    assert list(verify(book)) == []
    with pytest.raises(Refusal) as refused:
        register_draw(book, WHO, transcript, date(2026, 12, 1), {})
    assert codes(refused) == ["allot-drawn"]


def test_a_draw_that_was_not_frozen_is_not_registered(book: Book) -> None:
    with pytest.raises(Refusal) as refused:
        register_settlement(book, WHO, "没有的", {})
    assert codes(refused) == ["allot-no-draw"]
