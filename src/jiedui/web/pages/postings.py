"""Secondments (挂职): who is posted where, and one person's year: timeline, lessons, first draft of the summary."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.base.periods import Period
from jiedui.base.problems import Refusal
from jiedui.book import Entry
from jiedui.book.pairs import partners
from jiedui.catalog import Measure
from jiedui.figures import Condition, Query
from jiedui.figures.model import Rows
from jiedui.reports.writing import Paragraph, Summary, Wanted, docx_of, write_report
from jiedui.reports.writing.posting import Posting, posting_of
from jiedui.reports.writing.timeline import STEPS, Event, lessons, timeline
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked, today
from jiedui.web.pages.downloads import DOCX, file
from jiedui.web.pages.figures.told import scoped

#: Postings on one page of the list.
SIZE = 100


@page()
def postings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The postings that touch the period, those of the region and of its partners, the latest first."""
    where = asked(request, desk)
    if where.problems:
        return render(request, "postings/postings.html", scoped(desk, where), status=400)
    direction = request.GET.get("direction", "")
    entries = _within(desk, where, direction)
    served = min(where.day, where.scope.period.end) if where.scope.period else where.day
    context = {
        "rows": [(entry, _state(entry, served)) for entry in entries[:SIZE]],
        "more": max(len(entries) - SIZE, 0),
        "directions": desk.book.ledgers["posting"].column("direction").choices,
        "direction": direction,
        "day": served,
    }
    return render(request, "postings/postings.html", scoped(desk, where, **context))


def _within(desk: Desk, where: Asked, direction: str) -> list[Entry]:
    """The postings that had begun when the period ended and had not ended before it began."""
    conditions = []
    if where.scope.region is not None:
        both = (where.scope.region, *partners(desk.book, [where.scope.region])[where.scope.region])
        conditions.append(Condition("to_region", "under", both))
    if direction in desk.book.ledgers["posting"].column("direction").choices:
        conditions.append(Condition("direction", "in", (direction,)))
    period = where.scope.period
    begun = Period(date.min, period.end) if period else None
    query = Query("posting", Measure(aggregate="count"), tuple(conditions), begun, accepted=where.scope.accepted)
    entries = desk.book.entries("posting", desk.figures.ids(Rows(query), order="start")[::-1])
    first = period.start if period else date.min
    return [entry for entry in entries if not isinstance(end := entry.values["end"], date) or end >= first]


def _state(entry: Entry, day: date) -> str:
    """Whether the person serves on that day: ``serving``, ``over`` or ``coming``."""
    start, end = entry.values["start"], entry.values["end"]
    if isinstance(start, date) and start > day:
        return "coming"
    return "over" if isinstance(end, date) and end < day else "serving"


@page()
def one(request: HttpRequest, desk: Desk, id: int) -> HttpResponse:
    """One person's year, and the draft of the summary as text; as a Word document where the address says so."""
    posting = posting_of(desk.book, id, today(desk))
    summary, told = _draft(desk, posting)
    if request.GET.get("form") == "docx" and summary is not None:
        return file(docx_of(summary), DOCX, f"{posting.person}挂职工作总结初稿.docx")
    events = timeline(desk.figures, posting)
    context: dict[str, Any] = {
        "posting": posting,
        "entry": desk.book.entry("posting", id),
        "months": [(month, list(each)) for month, each in groupby(events, key=_month)],
        "counts": [(desk.book.ledgers[name].title, count) for name, count in Counter(e.ledger for e in events).items()],
        "titles": {name: desk.book.ledgers[name].title for name in {event.ledger for event in events}},
        "lessons": lessons(desk.figures, posting),
        "steps": STEPS,
        "summary": summary,
        "sections": _paragraphs(summary),
        "refused": told,
    }
    return render(request, "postings/one.html", context)


def _month(event: Event) -> str:
    """The month of an event: 2024年3月."""
    return f"{event.day.year}年{event.day.month}月"


def _draft(desk: Desk, posting: Posting) -> tuple[Summary | None, list[str]]:
    """The first draft of the summary; None, and why, where none can be written."""
    try:
        return write_report(desk.figures, Wanted(person=posting.person, period=posting.period)), []
    except Refusal as refusal:
        return None, [problem.words(desk.language) for problem in refusal.problems]


def _paragraphs(summary: Summary | None) -> list[tuple[str, list[str]]]:
    """The headings of the draft, each with its paragraphs as text."""
    sections = summary.sections if summary else ()
    return [(each.heading, [str(block) for block in each.blocks if isinstance(block, Paragraph)]) for each in sections]
