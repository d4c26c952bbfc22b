"""Readings of durations: how long a posting is, how long a project took, how soon a firm opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from jiedui.base.periods import Period
from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.prose.times import TimeMention
from jiedui.reports.check.readings.amounts import Reader
from jiedui.reports.check.readings.anchors import Book, Reading
from jiedui.reports.check.readings.formulas import Lasting
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.focusing import named_entries

_POSTED = re.compile(r"挂职|挂任|任期|帮扶|驻点|支教|支医|选派|锻炼")
#: How long it has been: 到平利挂职已经一年多了.
_SO_FAR = re.compile(r"了(?=[，。；、！？\n]|$)")
#: So far before its length a posting is told at most.
_REACH = 60
#: What a reading scores whose two dates the words name, and one whose dates they leave to be understood.
NAMED, UNDERSTOOD = 1.0, 0.6
#: So much less likely is a posting's time up to the report's end.
SO_FAR = 0.1


def duration(reader: Reader, around: Surroundings, book: Book) -> Iterator[Reading]:
    """A posting's length, or the time between two dates of the entry spoken of, in months."""
    yield from _of_postings(reader, around)
    yield from _since_it_began(reader, around)
    for ledger in reader.catalog.ledgers.values():
        if len(days_of(ledger)) > 1:
            yield from _of_entry(reader, around, book, ledger)


def but_lengths(times: Iterable[TimeMention], statements: Iterable[Statement]) -> tuple[TimeMention, ...]:
    """The times without those that a statement takes for a length: 平均稳岗近7个月 counts in no window of seven months."""
    lengths = {place for each in statements if each.dimension == "duration" for place in range(each.start, each.end)}
    return tuple(time for time in times if lengths.isdisjoint(range(time.start, time.end)))


# ---- postings


def _of_postings(reader: Reader, around: Surroundings) -> Iterator[Reading]:
    """How long a posting is: of the person named, the author, or who began then."""
    setting = reader.setting
    start = max(around.sentence.start, around.before.end - _REACH)
    text = reader.scene.text[start : around.sentence.end]
    if not (_POSTED.search(text) or any(name in text for name in setting.postings)):
        return
    so_far = _SO_FAR.match(reader.scene.text, around.statement.end) is not None
    former = reader.scene.statements[around.index - 1] if around.index else None
    others = former is not None and former.start >= start and former.unit in ("名", "人", "位")  # 选派1名干部挂职半年
    for posting in dict.fromkeys(_postings(reader, around, text)):
        end = max(posting.start, min(posting.end, setting.clock)) if so_far else posting.end
        lasting = Lasting(posting.start, end, (setting.entry_of(posting),))
        score = UNDERSTOOD if others else NAMED
        yield Reading(lasting, score, None, "duration")
        if posting.start < setting.period.end < posting.end and not so_far:  # 到任刚好一年
            yield Reading(replace(lasting, end=setting.period.end), score - SO_FAR, None, "duration")


def _since_it_began(reader: Reader, around: Surroundings) -> Iterator[Reading]:
    """How long it has been since the day told on which a posting began, up to the next time told, else to the text's own day.

    2021年5月20日报到，一晃已一年零七个月; 去年5月26日来到平利，到今年6月底正好十三个月.
    """
    setting, paragraph = reader.setting, reader.scene.document.paragraph_at(around.statement.start)
    start = paragraph.start if paragraph is not None else around.sentence.start
    times = [time for time in reader.scene.times_in(Span(start, around.before.end)) if time.period is not None]
    told = [time.period for time in times if time.period is not None]
    began = {posting.start: posting for posting in setting.postings.values()}
    for place, time in enumerate(told):
        posting = began.get(time.start) if time.start == time.end or times[place].kind == "since" else None
        if posting is None:
            continue
        until = min(next((each.end for each in told[place + 1 :] if each.end > time.end), setting.clock), posting.end)
        if posting.start < until:
            lasting = Lasting(posting.start, until, (setting.entry_of(posting),))
            yield Reading(lasting, UNDERSTOOD, None, "duration")


def _postings(reader: Reader, around: Surroundings, text: str) -> list[Period]:
    """The postings that the sentence may speak of, from what names them best."""
    setting = reader.setting
    start = max(around.sentence.start, around.before.end - _REACH)
    before = text[: around.before.end - start]
    named = sorted((name for name in setting.postings if name in before), key=before.rfind, reverse=True)
    if named:
        return [setting.postings[named[0]]]
    if setting.author and setting.author.posting:
        return [setting.author.posting]
    began = [
        time.period for time in reader.scene.times_in(around.sentence) if time.period and time.kind != "comparison"
    ]
    return [posting for posting in setting.postings.values() if any(posting.start in period for period in began)]


# ---- projects, firms


def _of_entry(reader: Reader, around: Surroundings, book: Book, ledger: Ledger) -> Iterator[Reading]:
    """The time between two dates of the entry named nearest."""
    entry = _entry(reader, around, ledger)
    if entry is not None:
        yield from between_dates(reader, around, book, ledger, entry)


def between_dates(
    reader: Reader, around: Surroundings, book: Book, ledger: Ledger, entry: Condition
) -> Iterator[Reading]:
    """The time between two dates of an entry: those that the sentence names, else any two that it may mean."""
    words = reader.scene.text[around.sentence.start : around.after.end]
    titles = {name: title.removesuffix("日期") for name, title in days_of(ledger).items()}
    named = [name for name, title in titles.items() if title in words]
    for found in book.dates(ledger.name, entry):
        days = {name: found.days[name] for name in titles if name in found.days}
        for first, last in combinations(days, 2):
            told = first in named and last in named
            if days[first] <= days[last] and (told or len(set(named) & set(days)) < 2):
                lasting = Lasting(days[first], days[last], (found.entry,))
                yield Reading(lasting, NAMED if told else UNDERSTOOD, None, "duration")


def _entry(reader: Reader, around: Surroundings, ledger: Ledger) -> Condition | None:
    """The entry named nearest before the number in its paragraph."""
    paragraph = reader.scene.document.paragraph_at(around.statement.start)
    start = paragraph.start if paragraph else around.sentence.start
    hits = reader.scene.hits_in(Span(start, around.before.end))
    key = ledger.key[0] if ledger.key else ""
    return next((each for each in named_entries(ledger, reversed(hits)) if each.column == key), None)


def days_of(ledger: Ledger) -> dict[str, str]:
    """The dates of a ledger whose rows are named entries, by name, in the order of their declaration."""
    first = ledger.column(ledger.key[0]) if ledger.key else None
    if ledger.kind != "ledger" or first is None or not (first.named or first.type == "ref") or ledger.name == "posting":
        return {}
    return {column.name: column.title for column in ledger.columns if column.type == "date"}
