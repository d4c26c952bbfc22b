"""Several plans of renewal: those between two measures, as a chart and a table; and what changes to a plan would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Refusal, refuse
from jiedui.planning.renew.changes import CHANGES
from jiedui.planning.renew.model import ORDER
from jiedui.planning.renew.tables import MEASURES
from jiedui.web import running
from jiedui.web.desk import Desk, page
from jiedui.web.pages import renewal
from jiedui.web.pages.watched import watched
from jiedui.web.plans.making import basis_of, kept_town, pins_of
from jiedui.web.plans.models import Series
from jiedui.web.plans.series import asked, between

#: The chart: its width, its height, the room around its grid (left, top, right, bottom), and from there to the outermost plans.
WIDTH, HEIGHT, ROOM, INSET = 600, 360, (96, 8, 8, 60), 24


@require_POST
@page()
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Start plans between two measures; what is wrong is told at once."""
    wanted, said = renewal.wanted_of(request)
    measures = [said.get(key, "") for key in ("first", "second")]
    least, usual, most = renewal.COUNTS
    count = min(max(int(said["count"]) if said.get("count", "").isdecimal() else usual, least), most)
    try:
        pins_of(basis_of(desk.book, wanted).town, wanted.pins)
        if len(set(measures)) < len(measures) or not set(measures) <= set(ORDER):
            raise refuse("renew-frontier")
    except Refusal as refusal:
        return renewal.listed(request, problems=refusal.problems)
    work = between(settings.JIEDUI_BOOK, desk.sight("write"), desk.user.pk, wanted, measures, count)
    return redirect("plan-renew-series-run", running.start(desk.user.pk, work))


@require_POST
@page()
def ask(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Start the plans of changes to a plan; what is wrong is told at once."""
    kept = renewal.mine(desk, number)
    names = [name for name in CHANGES if name in request.POST.getlist("change")]
    pins = request.POST.get("if", "")
    try:
        if not pins_of(kept_town(kept), pins) and not names:
            raise refuse("renew-changes", text="", known="、".join(words for words, _ in CHANGES.values()))
    except Refusal as refusal:
        return renewal.one(request, number, problems=refusal.problems)
    work = asked(desk.user.pk, kept, renewal.seconds_of(request.POST.get("seconds", "")), names, pins)
    return redirect("plan-renew-series-run", running.start(desk.user.pk, work))


@page()
def run(request: HttpRequest, desk: Desk, name: str) -> HttpResponseBase:
    """How far the plans are; leads to them when they are done."""
    return watched(request, desk, name, "plan/renew_run", "plan-renew-series")


@page()
def one(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The plans of a series."""
    kept = _mine(desk, number)
    rows = kept.told["rows"]
    names = kept.between or kept.told["order"]
    context = {
        "kept": kept,
        "rows": rows,
        "measures": [(name, *MEASURES[name]) for name in names],
        "chart": _chart(rows, kept.between) if kept.between and rows else None,
    }
    return render(request, "plan/renew_between.html" if kept.between else "plan/renew_changes.html", context)


@require_POST
@page()
def discard(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Throw a series and its plans away."""
    _mine(desk, number).delete()
    return redirect("plan-renew")


def _mine(desk: Desk, number: int) -> Series:
    """The user's own series of that number."""
    found: Series | None = desk.user.renewal_series.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Dot:
    """A plan on the chart: its number, its row, and where it stands."""

    row: dict[str, Any]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on an axis: where it stands, and the value."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """The plans by two measures; the first goes to the right, the second upwards."""

    width: int
    height: int
    room: tuple[int, int, int, int]
    dots: tuple[Dot, ...]
    across: tuple[Mark, ...]
    upwards: tuple[Mark, ...]


def _chart(rows: Sequence[dict[str, Any]], measures: Sequence[str]) -> Scatter:
    """Where the plans stand, with the least, the middle and the greatest value of each measure on its axis."""
    left, top, right, bottom = ROOM
    first, second = ([float(row["values"][name]) for row in rows] for name in measures)
    across = _axis(first, left + INSET, WIDTH - right - INSET)
    upwards = _axis(second, HEIGHT - bottom - INSET, top + INSET)
    dots = tuple(Dot(row, _place(x, across), _place(y, upwards)) for row, x, y in zip(rows, first, second, strict=True))
    return Scatter(WIDTH, HEIGHT, ROOM, dots, across, upwards)


def _axis(values: Sequence[float], begin: float, end: float) -> tuple[Mark, ...]:
    """Three marks between two places; a single value stands in the middle."""
    least, most = min(values), max(values)
    if least == most:
        return (Mark((begin + end) / 2, least),)
    return tuple(Mark(begin + (end - begin) * part, least + (most - least) * part) for part in (0.0, 0.5, 1.0))


def _place(value: float, axis: tuple[Mark, ...]) -> float:
    """Where a value stands on an axis."""
    begin, end = axis[0], axis[-1]
    if begin.value == end.value:
        return begin.at
    return begin.at + (end.at - begin.at) * (value - begin.value) / (end.value - begin.value)
