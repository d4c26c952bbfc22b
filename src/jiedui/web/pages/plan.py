"""Plans (规划): the grading of enterprises by what they yield per mu."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from jiedui.base.problems import Refusal
from jiedui.catalog import Scheme
from jiedui.figures import find_region
from jiedui.planning.export import write_xlsx
from jiedui.planning.grade.grading import Graded
from jiedui.planning.grade.path import paths, streak, streaks
from jiedui.planning.grade.roster import roster
from jiedui.planning.grade.tables import rows
from jiedui.planning.reading import find_scheme, graded_of, years_of
from jiedui.web.desk import Desk, page
from jiedui.web.pages.downloads import XLSX, file

#: Years of a firm's path that are told, the one graded included.
YEARS = 4


@page()
def grading(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Enterprises graded under a scheme, for a year and a region; as a workbook if that is asked for."""
    years, schemes = years_of(desk.book), list(desk.book.catalog.schemes.values())
    asked = request.GET
    context: dict[str, Any] = {"years": years, "schemes": schemes, "asked": asked, "problems": [], "graded": None}
    if not years:
        return render(request, "plan/grade.html", context)
    try:
        scheme, year, region = _asked(request, desk, schemes, years)
        graded = graded_of(desk.book, scheme, year, region)
        if asked.get("form") == "xlsx":
            return _workbook(graded)
        context |= _told(desk, graded, years, region)
    except Refusal as refusal:
        context["problems"] = [problem.words(desk.language) for problem in refusal.problems]
    return render(request, "plan/grade.html", context, status=400 if context["problems"] else 200)


def _asked(request: HttpRequest, desk: Desk, schemes: list[Scheme], years: list[int]) -> tuple[Scheme, int, int | None]:
    """The scheme, the year and the region that the address asks for; the first scheme and the latest year unasked."""
    asked = request.GET
    scheme = find_scheme(desk.book, asked["scheme"]) if asked.get("scheme") else schemes[0]
    year = int(asked["year"]) if asked.get("year", "").isdecimal() and len(asked["year"]) <= 4 else years[0]
    return scheme, year, find_region(desk.book, asked["region"]).id if asked.get("region") else None


def _told(desk: Desk, graded: Graded, years: list[int], region: int | None) -> dict[str, Any]:
    """What the page shows of a grading."""
    year = graded.firms.year
    earlier = [graded_of(desk.book, graded.scheme, each, region) for each in years if year - YEARS < each < year]
    known = paths([graded, *earlier])
    by_entry = dict(zip(graded.firms.ids, graded.firms.organisations, strict=True))
    told = rows(graded, streaks(graded, known))
    path = {row.id: [(year, grade) for year, grade in known[by_entry[row.id]]] for row in told}
    counts = {
        grade: list(graded.grades).count(grade) for grade in dict.fromkeys((*graded.scheme.grades, *graded.grades))
    }
    return {
        "graded": graded,
        "rows": told,
        "paths": path,
        "streaks": {row.id: streak(known[by_entry[row.id]]) for row in told},
        "counts": counts,
        "roster": roster(graded.firms),
        "notes": [problem.words(desk.language) for problem in graded.problems],
    }


def _workbook(graded: Graded) -> HttpResponse:
    """The grading as a workbook."""
    with tempfile.TemporaryDirectory(prefix="jiedui-") as folder:
        target = Path(folder) / "grade.xlsx"
        write_xlsx(graded, target)
        data = target.read_bytes()
    name = f"亩均评价-{graded.scheme.title}-{graded.firms.year}.xlsx"
    return file(data, XLSX, name)
