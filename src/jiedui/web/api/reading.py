"""Reading a text, and checking one against the book, as ``jiedui extract`` and ``jiedui check`` do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jiedui.base.periods import parse_period
from jiedui.prose import answer as reading
from jiedui.prose.extract import extract
from jiedui.reports.check import answer as checking
from jiedui.reports.check.session import Checker
from jiedui.web.api.entrance import desk_at
from jiedui.web.api.shapes import CheckedOut, CheckIn, Problems, ReadOut, TextIn

router = Router(tags=["reading"])


@router.post("/extract", response={200: ReadOut, 422: Problems})
def statements(request: HttpRequest, given: TextIn) -> dict[str, Any]:
    """The statements of quantity in a text; needs no book."""
    desk_at(request)
    return reading.answer(given.name, extract(given.text))


@router.post("/check", response={200: CheckedOut, 400: Problems, 403: Problems, 422: Problems})
def check(request: HttpRequest, given: CheckIn) -> dict[str, Any]:
    """A text against the book, statement by statement."""
    clock = parse_period(given.date).end if given.date else None
    period = parse_period(given.period, clock) if given.period else None
    desk = desk_at(request)
    checker = Checker(desk.book, desk.figures)
    report = checker.check(given.name, given.text, period=period, region=given.region, clock=clock)
    return checking.answer(report)
