"""What the page tells of one statement: its verdict, what was stated and computed, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiedui.figures.model import EntryId
from jiedui.reports.check.explain import shown
from jiedui.reports.check.page import computed
from jiedui.reports.check.session import Claim, Report
from jiedui.reports.check.text.correcting import corrected
from jiedui.reports.html_views import MARKS

#: Records linked from one statement at most; the number of all is told.
LISTED = 12


@dataclass(frozen=True, slots=True)
class Record:
    """An entry behind a verdict: its ledger, its number there, what it is called."""

    ledger: str
    entry: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One statement for the page; ``suggestion`` is what it should have said, ``stated`` what its words mean exactly.

    ``reason`` says why, ``change`` which one change would make it true; ``second`` is the value of the second-best reading.
    """

    number: int
    claim: Claim
    symbol: str
    word: str
    tone: str
    computed: str
    stated: str
    reason: str
    change: str
    suggestion: str | None
    records: tuple[Record, ...]
    second: str

    @property
    def verdict(self) -> str:
        """The verdict by name."""
        return self.claim.checked.verdict

    @property
    def place(self) -> str:
        """Where it stands and what it says, as a form carries it."""
        return f"{self.claim.start}:{self.claim.end}:{self.claim.text}"

    @property
    def more(self) -> int:
        """How many records are behind it beyond those listed."""
        return len(self.claim.records) - len(self.records)


def rows_of(claims: Sequence[Claim]) -> list[Row]:
    """The statements of a report, numbered from 1."""
    return [_row(number, claim) for number, claim in enumerate(claims, 1)]


def _row(number: int, claim: Claim) -> Row:
    """One statement."""
    checked = claim.checked
    symbol, word, tone = MARKS[checked.verdict]
    second = claim.second
    reason, change = _why(claim)
    return Row(
        number=number,
        claim=claim,
        symbol=symbol,
        word=word,
        tone=tone,
        computed=computed(claim),
        stated=_stated(claim),
        reason=reason,
        change=change,
        suggestion=suggestion(claim),
        records=tuple(_records(claim.records[:LISTED], claim.labels)),
        second=shown(second.value, checked.statement) if second and second.value is not None else "",
    )


def _why(claim: Claim) -> tuple[str, str]:
    """Why the verdict is so, and apart from that the one change that would make the statement true."""
    told = f"可能是{claim.slip.words}" if claim.slip else ""
    place = claim.reason.find(told) if told else -1
    return (claim.reason[:place], claim.reason[place:]) if place >= 0 else (claim.reason, "")


def _records(records: Sequence[EntryId], labels: Sequence[str]) -> Iterator[Record]:
    """The records by ledger and number."""
    for record, label in zip(records, labels, strict=False):
        ledger, _, entry = record.partition(":")
        yield Record(ledger, int(entry), label)


def _stated(claim: Claim) -> str:
    """What a qualified statement means exactly: 近2000人 is 1800人 to 2000人; empty for an exact one."""
    statement = claim.checked.statement
    if statement.masked or statement.exact:
        return ""
    low = f"{'＞' if statement.low_open else '≥'}{shown(statement.low, statement)}" if statement.low is not None else ""
    high = (
        f"{'＜' if statement.high_open else '≤'}{shown(statement.high, statement)}"
        if statement.high is not None
        else ""
    )
    return "，".join(filter(None, (low, high)))


def suggestion(claim: Claim) -> str | None:
    """The words that a contradicted statement should have said; None where a number alone does not make it true."""
    checked = claim.checked
    if checked.verdict != "contradicted" or checked.best is None or checked.best.answer.value is None:
        return None
    told = corrected(checked.statement, checked.best.answer.value)
    if told is not None and checked.statement.text not in (told, claim.text):
        return _without_unit(told, checked.statement.text.removeprefix(claim.text))
    return told if told != claim.text else None


def _without_unit(told: str, unit: str) -> str | None:
    """The words for a cell of a table, whose unit stands in its heading; None where the unit would have to change."""
    return told.removesuffix(unit) if told.endswith(unit) else None


def tally(report: Report) -> dict[str, int]:
    """How many statements have each verdict, and how many findings do not hold."""
    counts = {name: sum(each.checked.verdict == name for each in report.claims) for name in MARKS}
    return counts | {"findings": sum(not each.holds for each in report.findings)}
