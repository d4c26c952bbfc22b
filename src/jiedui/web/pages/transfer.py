"""Plans (规划): which eastern industries and firms suit a western county; the fact sheet of one; a lead from it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Place, Refusal, refuse
from jiedui.book import Add, Region
from jiedui.catalog.transfers import CRITERIA
from jiedui.figures import find_region
from jiedui.planning.reading import years_of
from jiedui.planning.transfer import Match, match
from jiedui.planning.transfer.backtest import Outcome, backtest, said, totals
from jiedui.planning.transfer.frames import ENDED
from jiedui.planning.transfer.tables import Ranked, courting, ranking, ruled, sheet
from jiedui.planning.transfer.words import SHADES, aspect, shade, title
from jiedui.planning.transfer_export import write_xlsx
from jiedui.planning.transfer_reading import EASTERN, Task, Wish, read_inputs, task
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import today
from jiedui.web.pages.downloads import DOCX, XLSX, file
from jiedui.web.pages.errors import status_of
from jiedui.web.transfer_brief import brief

#: What the address asks for.
ASKED = ("to", "from", "year", "policy", "bound", "order")
#: Industries explained in the files.
EXPLAINED = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in the matrix: what it shows, and how dark; unknown ones have no shade."""

    text: str
    shade: int | None


@page()
def planned(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The industries of the destination, ranked, with what is measured of them; as a file if that is asked for."""
    context = _context(request, desk)
    if not context["years"] or not context["destinations"]:
        return render(request, "plan/transfer.html", context)
    try:
        asked = _task(desk, request.GET)
        found = match(asked.inputs, asked.policy, asked.scheme, asked.asked)
        outcomes = backtest(asked.inputs, asked.policy, asked.scheme, asked.asked)
        if request.GET.get("form") in ("xlsx", "docx"):
            return _file(found, outcomes, request.GET["form"])
        context |= _told(desk, found) | _tested(desk, outcomes)
    except Refusal as refusal:
        context["problems"] = [problem.words(desk.language) for problem in refusal.problems]
        return render(request, "plan/transfer.html", context, status=status_of(refusal.problems))
    return render(request, "plan/transfer.html", context)


@page()
def one(request: HttpRequest, desk: Desk, county: int, code: str) -> HttpResponse:
    """The fact sheet of one industry for one county."""
    return _sheet(request, desk, request.GET, county, code, ())


@require_POST
@page("write")
def lead(request: HttpRequest, desk: Desk, county: int, code: str) -> HttpResponse:
    """A lead made of a firm of the fact sheet; what the book refuses is told on the sheet."""
    given = request.POST
    values: dict[str, Any] = {
        "firm": _number(given.get("firm", "")),
        "industry": code,
        "from_region": _number(given.get("seat", "")),
        "to_region": county,
        "found_on": today(desk),
        "stage": "线索",
    }
    try:
        _not_there(desk, values)
        receipt = desk.write("产业转移建议转为线索", [Add("lead", values)])
    except Refusal as refusal:
        told = [problem.words(desk.language) for problem in refusal.problems]
        return _sheet(request, desk, given, county, code, told, status_of(refusal.problems))
    messages.success(request, "已记为线索。" if desk.language == "zh" else "Entered as a lead.")
    return redirect("ledgers-entry", "lead", receipt.created["lead"][0])


def _not_there(desk: Desk, values: Mapping[str, Any]) -> None:
    """Refusal (transfer-lead-there) where the county has a lead of the firm that has not ended, so that no click counts twice."""
    inputs = read_inputs(desk.book)
    for each in inputs.leads:
        if each.firm == values["firm"] and each.stage != ENDED and inputs.within(each.region, values["to_region"]):
            raise refuse("transfer-lead-there", Place(file=f"lead:{each.id}"), name=each.name, stage=each.stage)


def _number(text: str) -> int | None:
    """The id that a form gives; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _sheet(
    request: HttpRequest,
    desk: Desk,
    asked: QueryDict,
    county: int,
    code: str,
    problems: Sequence[str],
    status: int = 200,
) -> HttpResponse:
    """The page of a fact sheet; 404 for a pair that the plan does not rank."""
    made = _task(desk, asked)
    found = match(made.inputs, made.policy, made.scheme, made.asked)
    row = next((at for at, each in enumerate(found.panel.counties) if each.id == county), -1)
    column = found.panel.column.get(code, -1)
    context: dict[str, Any] = {
        "query": _query(asked),
        "asked": _pairs(asked),
        "problems": list(problems),
        "county": county,
    }
    if row < 0 or column < 0 or not found.measures.allowed[row, column]:
        return render(request, "plan/transfer_sheet.html", {**context, "sheet": None}, status=404)
    context |= {"sheet": sheet(found, row, column), "match": found, "title": title, "aspect": aspect}
    return render(request, "plan/transfer_sheet.html", context, status=status)


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What the page shows whatever comes of the plan: the fields of its form."""
    book = desk.book
    eastern = [each for each in book.regions.values() if each.side == EASTERN and each.tier <= 4]
    return {
        "asked": request.GET,
        "query": _query(request.GET),
        "policies": list(book.catalog.transfers.values()),
        "destinations": [region.name for region in _western(desk)],
        "origins": [region.name for region in eastern if book.view.region(region.id)],
        "years": years_of(book),
        "criteria": [(criterion, title(criterion, desk.language)) for criterion in CRITERIA],
        "problems": [],
        "match": None,
    }


def _pairs(asked: QueryDict) -> list[tuple[str, str]]:
    """What was asked for, name by name."""
    return [(name, value) for name in ASKED for value in asked.getlist(name) if value]


def _query(asked: QueryDict) -> str:
    """What was asked for, as the query of an address."""
    return urlencode(_pairs(asked))


def _task(desk: Desk, asked: QueryDict) -> Task:
    """What the address asks for; the user's own region unasked."""
    book = desk.book
    word = asked.get("to", "")
    to = find_region(book, word).id if word else _home(desk)
    origin = find_region(book, asked["from"]).id if asked.get("from") else None
    year = _number(asked.get("year", ""))
    bounds = tuple(
        each for text in asked.getlist("bound") for each in text.replace("，", ",").split(",") if each.strip()
    )
    return task(book, Wish(to, origin, year, asked.get("policy", ""), "", bounds, asked.get("order", "")))


def _home(desk: Desk) -> int:
    """The user's own region where it is a western county or town, else the first western county in sight."""
    home = desk.book.regions.get(desk.home or 0)
    if home is not None and home.side != EASTERN:
        return home.id
    return next(region.id for region in _western(desk) if region.level == "县")


def _western(desk: Desk) -> list[Region]:
    """The western cities and counties in sight."""
    regions = desk.book.regions.values()
    return [each for each in regions if each.side != EASTERN and each.tier in (2, 3) and desk.book.view.region(each.id)]


def _told(desk: Desk, found: Match) -> dict[str, Any]:
    """What the page shows of a plan."""
    counties = [(county, ranking(found, row)) for row, county in enumerate(found.panel.counties)]
    return {
        "match": found,
        "counties": counties,
        "matrix": [list(_matrix(found, rows)) for _, rows in counties],
        "shades": SHADES,
        "courting": courting(found),
        "ruled": ruled(found),
        "notes": [problem.words(desk.language) for problem in found.panel.problems],
        "weights": [
            (title(CRITERIA[at], desk.language), float(weight)) for at, weight in enumerate(found.mean_weights)
        ],
    }


def _tested(desk: Desk, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What the page shows of the back-test: rows of year, county, leads and scores, all together last."""
    rows = [(str(each.year), each.county, each.leads, each.at) for each in outcomes]
    if all_years := totals(outcomes):
        name = "合计" if desk.language == "zh" else "Together"
        rows.append(("—", name, sum(each.leads for each in outcomes), all_years))
    return {"tested": rows, "proves": said(outcomes, desk.language) if outcomes else ""}


def _matrix(found: Match, rows: Sequence[Ranked]) -> Iterator[tuple[Ranked, list[Cell]]]:
    """Each ranked industry with its measures."""
    for each in rows:
        low, high = (ends[each.row, each.column].tolist() for ends in (found.measures.low, found.measures.high))
        yield each, [Cell(*shade(least, most)) for least, most in zip(low, high, strict=True)]


def _file(found: Match, outcomes: Sequence[Outcome], form: str) -> HttpResponse:
    """The plan as a workbook or as a brief."""
    name = f"产业承接-{found.panel.inputs.places[found.asked.to].name}-{found.panel.year}.{form}"
    if form == "docx":
        return file(brief(found, outcomes).to_bytes(), DOCX, name)
    with tempfile.TemporaryDirectory(prefix="jiedui-") as folder:
        target = Path(folder) / "transfer.xlsx"
        write_xlsx(found, outcomes, EXPLAINED, target)
        return file(target.read_bytes(), XLSX, name)
