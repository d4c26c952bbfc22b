"""Of one posting (挂职): who went, from where to where, and what the ledgers tell of that time, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jiedui.base.periods import Period
from jiedui.base.problems import refuse
from jiedui.book import Book, Ref
from jiedui.book.layout import LIVE
from jiedui.figures import Condition, Figures, Scope
from jiedui.figures.names import near
from jiedui.reports.writing.asks import Ask, answer
from jiedui.reports.writing.model import Part
from jiedui.reports.writing.telling import View, bound, quotable

#: The ledgers in which each entry is one person's.
PERSONAL = ("study", "duty", "inspection", "visit")
_COLUMNS = ("person", "from_org", "to_org", "to_region", "direction", "role", "duties", "start", "end")
#: So many visited places and pieces of work are called by name.
NAMED = 8
#: What became of a proposal; the adopting region goes before.
_BECAME = {"采纳": "已采纳", "实施": "已组织实施", "见效": "已实施见效", "未采纳": "未采纳"}


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting as its entry says; ``host`` is where it is, ``west`` its western region, where the register knows it."""

    id: int
    person: str
    from_org: str
    to_org: str
    role: str
    duties: str
    period: Period
    host: int
    west: int | None


def find_posting(book: Book, person: str, until: date | None) -> Posting:
    """The latest posting of the person that began by then, told up to that day at most; all of it when None.

    Raises Refusal (report-no-posting) with near names.
    """
    rows = list(book.rows("posting", _COLUMNS))
    own = [row for row in rows if row[1] == person and (until is None or str(row[8]) <= until.isoformat())]
    if not own:
        raise refuse("report-no-posting", person=person, near=near(person, (str(row[1]) for row in rows)))
    return _posting(book, max(own, key=lambda row: str(row[8])), until)


def posting_of(book: Book, id: int, until: date) -> Posting:
    """The posting that is that entry, told up to that day at most; Refusal (book-no-entry) when none is visible."""
    rows = list(book.rows("posting", _COLUMNS, f"{LIVE} AND id = ?", (id,)))
    if not rows:
        raise refuse("book-no-entry", ledger=book.ledgers["posting"].title, id=id)
    return _posting(book, rows[0], until)


def _posting(book: Book, row: tuple[object, ...], until: date | None) -> Posting:
    """A posting in words; one that begins later than it is told up to has only its first day."""
    id, person, from_org, to_org, host, direction, role, duties, start, end = row
    first = date.fromisoformat(str(start))
    last = date.fromisoformat(str(end)) if end else until or first
    return Posting(
        int(str(id)),
        str(person),
        str(from_org),
        str(to_org),
        str(role),
        str(duties or ""),
        Period(first, max(first, min(last, until or last))),
        int(str(host)),
        _region_of(book, str(from_org)) if direction == "西派东" else int(str(host)),
    )


def _region_of(book: Book, organisation: str) -> int | None:
    """The region of the organisation of that name; None when the register does not know it."""
    found = [row[2] for row in book.rows("organisation", ("name", "region")) if row[1] == organisation]
    return int(str(found[0])) if found else None


def views(book: Book, posting: Posting) -> dict[str, View]:
    """What of each ledger a summary of the posting speaks of."""
    scope = Scope(None, posting.period)
    visits = tuple(int(str(row[0])) for row in book.rows("visit", ("person",)) if row[1] == posting.person)
    own = View(scope, (Condition("person", "in", (posting.person,)),))
    return {
        **dict.fromkeys(PERSONAL, own),
        "lesson": View(scope, (Condition("visit", "in", visits or (0,)),)),
    }


def words(figures: Figures, posting: Posting, seen: dict[str, View]) -> dict[str, Part]:
    """The words of a summary of the posting."""
    book = figures.book
    day, regions = posting.period.start, book.regions
    return {
        "start": f"{day.year}年{day.month}月",
        "from_org": posting.from_org,
        "to_org": posting.to_org,
        "role": posting.role,
        "duties": posting.duties,
        "term": _term(figures, posting),
        "west": regions[posting.west].name if posting.west is not None else "",
        "duty_named": _listed(_told(figures, "duty_count", "subject", seen["duty"]), posting),
        "visit_named": _listed(_told(figures, "visit_count", "host", seen["visit"]), posting),
        **_lessons(figures, posting, seen["lesson"]),
    }


def _term(figures: Figures, posting: Posting) -> Part:
    """How long the posting runs: 一年 or so many months; empty while it has no end or has not come to it."""
    ask = Ask("term", str(posting.id), Scope(None, posting.period))
    found = answer(figures, ask)
    return bound(found, ask) if found.value else ""


def _told(figures: Figures, indicator: str, column: str, view: View) -> Iterator[str]:
    """The cells of a column in the entries behind an indicator, in the order of the entries."""
    figure = figures.indicator(indicator, view.scope, view.narrow)
    ledger = figure.query.ledger if figure.query else ""
    ids = [int(record.partition(":")[2]) for record in figure.records]
    return (str(entry.values[column]) for entry in figures.book.entries(ledger, ids))


def _listed(names: Iterable[str], posting: Posting) -> str:
    """The names once each, joined, the first of many with 等; those that state a quantity are left out."""
    told = [name for name in dict.fromkeys(names) if quotable(name, posting.period.end)]
    return "、".join(told[:NAMED]) + ("等" if len(told) > NAMED else "")


def _lessons(figures: Figures, posting: Posting, view: View) -> dict[str, Part]:
    """``lessons``: a line for every practice seen, what was proposed, what became of it; ``working``: those at work."""
    book = figures.book
    figure = figures.indicator("lesson_count", view.scope, view.narrow)
    ids = [int(record.partition(":")[2]) for record in figure.records]
    entries = [entry.values for entry in book.entries("lesson", ids)]
    hosts = {entry.id: entry.values["host"] for entry in book.entries("visit", map(_id, entries))}
    lines = [_lesson(each, str(hosts[_id(each)])) for each in entries]
    working = [str(each["practice"]) for each in entries if each["status"] in {"实施", "见效"}]
    day = posting.period.end
    return {
        "lessons": "\n".join(line for line in lines if quotable(line, day)),
        "working": "".join(f"“{each}”" for each in dict.fromkeys(working) if quotable(each, day)),
    }


def _id(lesson: Mapping[str, object]) -> int:
    """The visit that a lesson comes from."""
    visit = lesson["visit"]
    return visit.id if isinstance(visit, Ref) else 0


def _lesson(entry: Mapping[str, object], host: str) -> str:
    """One lesson: ``在三官村调研时看到“网格微治理”的做法，提出“楼栋推行微网格”的建议，八仙镇已实施见效：…。``."""
    adopter, status = entry["adopter"] or "", str(entry["status"])
    became = f"{adopter}{_BECAME[status]}" if status in _BECAME else f"已向{adopter}提出" if adopter else "已经提出"
    result = f"：{entry['result']}" if entry["result"] else ""
    return f"在{host}调研时看到“{entry['practice']}”的做法，提出“{entry['proposal']}”的建议，{became}{result}。"
