"""The two summaries: what of the book each speaks of, and the words of its setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiedui.base.periods import Period, year
from jiedui.base.problems import refuse
from jiedui.book import Region
from jiedui.figures import Condition, Figures, Scope
from jiedui.reports.writing.model import Summary
from jiedui.reports.writing.telling import Teller, View, quotable
from jiedui.reports.writing.template import fill, load_template


def yearly_summary(figures: Figures, region: Region, period: Period, day: date, signed: str = "") -> Summary:
    """The yearly cooperation summary (年度协作工作总结) of a region for a period, dated ``day``."""
    scope = Scope(region.id, period)
    words = {"region": region.name, "partner": _partners(figures, region, scope), **_time_words(period)}
    return _write(Teller(figures, View(scope), words), "yearly", day, signed)


def secondment_summary(
    figures: Figures, region: Region, person: str, day: date, period: Period | None = None
) -> Summary:
    """The summary of one person's secondment (挂职总结): what was done, what was learned, what it means for home.

    ``period`` is that of the posting when None. Raises Refusal (report-no-posting) for a person without one.
    """
    posting = _posting(figures, person)
    term = period or Period(posting.start, min(posting.end or day, day))
    own = View(Scope(None, term), (Condition("person", "in", (person,)),))
    visits = tuple(int(str(entry)) for entry, who in figures.book.rows("visit", ("person",)) if who == person)
    learned = View(Scope(None, term), (Condition("visit", "in", visits or (0,)),))
    lessons = _lessons(figures, visits)
    words = {
        "person": person,
        "posted": _posted(posting),
        "region": region.name,
        "lessons": "".join(_told(lesson) for lesson in lessons),
        "proposals": "".join(_proposed(lesson) for lesson in lessons),
        **_time_words(term),
    }
    views = dict.fromkeys(("study", "duty", "visit", "inspection"), own) | {"lesson": learned}
    return _write(Teller(figures, View(Scope(region.id, term)), words, views), "secondment", day, person)


@dataclass(frozen=True, slots=True)
class _Posting:
    """A posting as its entry says."""

    sender: str
    host: str
    role: str
    duties: str
    start: date
    end: date | None


def _posting(figures: Figures, person: str) -> _Posting:
    """The last posting of the person."""
    columns = ("person", "from_org", "to_org", "role", "duties", "start", "end")
    for _, who, *told, start, end in sorted(
        figures.book.rows("posting", columns), key=lambda row: str(row[6]), reverse=True
    ):
        if who == person:
            sender, host, role, duties = (str(each or "") for each in told)
            ended = date.fromisoformat(str(end)) if end else None
            return _Posting(sender, host, role, duties, date.fromisoformat(str(start)), ended)
    raise refuse("report-no-posting", person=person)


def _posted(posting: _Posting) -> str:
    """When, from where, to where, as what: the opening of a secondment's summary."""
    began = f"{posting.start.year}年{posting.start.month}月"
    duties = f"，协管{posting.duties}" if posting.duties else ""
    return f"我于{began}由{posting.sender}选派到{posting.host}挂职，任{posting.role}{duties}。"


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A lesson as its entry says, told only where it states no quantity of its own."""

    practice: str
    proposal: str
    status: str


def _lessons(figures: Figures, visits: tuple[int, ...]) -> list[_Lesson]:
    """The lessons drawn from those visits."""
    rows = figures.book.rows("lesson", ("visit", "practice", "proposal", "status"))
    told = [
        _Lesson(str(practice), str(proposal), str(status))
        for _, visit, practice, proposal, status in rows
        if visit in visits
    ]
    return [lesson for lesson in told if quotable(f"{lesson.practice}。{lesson.proposal}", date.max)]


def _told(lesson: _Lesson) -> str:
    """What was seen and what came of it."""
    return f"学习“{lesson.practice}”的做法，提出“{lesson.proposal}”的建议（{lesson.status}）。"


def _proposed(lesson: _Lesson) -> str:
    """A proposal that was taken up, as what it means for home."""
    return f"要{lesson.proposal}。" if lesson.status in ("采纳", "实施", "见效") else ""


def _write(tell: Teller, template: str, day: date, signed: str) -> Summary:
    """The template filled."""
    loaded = load_template(template)
    with tell.figures.book.store.reading():
        sections = tuple(fill(loaded, tell))
    return Summary(loaded.title.format_map(tell.words), signed, day, sections)


def _time_words(period: Period) -> dict[str, str]:
    """``time`` in a title, ``period`` and ``span`` in a sentence, ``end`` as the day by which a stock is told."""
    words, whole = period.words(), period == year(period.start.year)
    return {
        "period": words,
        "time": f"{period.start.year}年度" if whole else words,
        "span": "全年" if whole else words,
        "end": f"{period.end.year}年底" if whole else f"{period.end.year}年{period.end.month}月{period.end.day}日",
    }


def _partners(figures: Figures, region: Region, scope: Scope) -> str:
    """The paired counties and districts of the other side, by the agreements in force; empty for none."""
    other = "west" if region.side == "东部" else "east"
    groups = figures.indicator_by("pairing_in_force", scope, other, (Condition("kind", "in", ("县县",)),))
    return "、".join(name for name, result in groups if result.rows)
