"""The second step: what each sheet is, its heading rows, its columns and their units — understood, and to be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, refuse
from jiedui.book.intake import Front, MappedColumn, SheetMapping
from jiedui.book.intake.mapping import How, Understanding, mapping_of, understand, units_of
from jiedui.catalog import Catalog, Column, Ledger
from jiedui.web.desk import Desk, page
from jiedui.web.imports.models import Job, Reading, remembered
from jiedui.web.imports.work import read_fronts
from jiedui.web.pages.imports.jobs import own_job

#: Rows of a sheet shown above its columns, and letters shown of a cell; filled cells shown of a column.
ROWS, LETTERS, SAMPLES = 8, 24, 3


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its place (from 0) and letter, heading, some cells, what it is taken for, in what unit."""

    place: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    column: str
    unit: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as the page shows it: how it is read and what is wrong with that."""

    number: int
    file: str
    sheet: str
    how: How
    ledger: Ledger | None
    mapping: SheetMapping
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]
    tallest: int


def sheets_page(request: HttpRequest, desk: Desk, job: Job) -> HttpResponse:
    """Every sheet of the job."""
    catalog, known, given = desk.book.catalog, remembered(), job.mappings
    sheets = [
        _view(number, front, catalog, understand(catalog, front, given.get(front.key), known), given.get(front.key))
        for number, front in enumerate(read_fronts(job))
    ]
    context = {
        "job": job,
        "sheets": sheets,
        "ledgers": catalog.ledgers.values(),
        "ready": any(sheet.ledger for sheet in sheets),
    }
    return render(request, "imports/sheets.html", context)


def _view(number: int, front: Front, catalog: Catalog, found: Understanding, given: SheetMapping | None) -> SheetView:
    """One sheet as the page shows it."""
    mapping = mapping_of(front, found.heading) if found.heading else (given or SheetMapping())
    ledger = catalog.ledgers.get(mapping.ledger)
    first = max(mapping.top - 3, 0)
    shown = tuple((row + 1, front.texts[row]) for row in range(first, min(first + ROWS, len(front.texts))))
    return SheetView(
        number=number,
        file=front.file,
        sheet=front.sheet,
        how=found.how,
        ledger=ledger,
        mapping=mapping,
        columns=tuple(_columns(front, mapping, ledger, found)),
        rows=tuple((row, tuple(text[:LETTERS] for text in texts)) for row, texts in shown),
        problems=found.problems,
        tallest=len(front.texts),
    )


def _columns(front: Front, mapping: SheetMapping, ledger: Ledger | None, found: Understanding) -> list[SheetColumn]:
    """The columns of a sheet that hold anything, each with what it is taken for."""
    taken = {each.place: each for each in mapping.columns or ()}
    headings = found.heading.texts if found.heading else _row(front, mapping.bottom - 1)
    width = max(map(len, front.texts), default=0)
    below = front.texts[mapping.bottom :]
    columns = []
    for index in range(width):
        place = index + front.left
        heading = headings[index] if index < len(headings) else ""
        cells = [row[index][:LETTERS] for row in below if index < len(row) and row[index]]
        if heading or cells or place in taken:
            said = taken.get(place, MappedColumn(place, ""))
            column = ledger.by_name.get(said.column) if ledger else None
            samples = tuple(dict.fromkeys(cells))[:SAMPLES]
            columns.append(_column(place, heading, samples, column, said.unit))
    return columns


def _row(front: Front, number: int) -> Sequence[str]:
    """One row of what a sheet begins with; empty where there is none."""
    return front.texts[number] if 0 <= number < len(front.texts) else ()


def _column(place: int, heading: str, samples: tuple[str, ...], column: Column | None, unit: str) -> SheetColumn:
    """One column."""
    units = units_of(column) if column else ()
    named = unit or (column.unit or "" if column and column.numeric else "")
    options = units if named in units or not named else (named, *units)
    return SheetColumn(place, _letter(place), heading, samples, column.name if column else "", named, options)


def _letter(place: int) -> str:
    """How a spreadsheet calls the column of that place: A, B, …, Z, AA."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


@require_POST
@page("write")
def correct(request: HttpRequest, desk: Desk, number: int, sheet: int) -> HttpResponseBase:
    """Take what the user says of one sheet, remember it if wanted, and show the sheets again."""
    job = own_job(desk, number)
    fronts = read_fronts(job)
    if sheet >= len(fronts):
        raise Http404
    if job.task or job.step == "result":
        raise refuse("import-stale", job=str(job))
    front = fronts[sheet]
    mapping = _mapping(request.POST, desk.book.catalog)
    if request.POST.get("what") == "forget":
        _say(job, front, None)
    else:
        _say(job, front, mapping)
        if request.POST.get("remember") and mapping.columns is not None:
            _remember(desk, front, mapping)
    job.step = "sheets"
    job.save(update_fields=["given", "step"])
    return redirect(f"{reverse('imports-job', args=[job.pk])}#sheet-{sheet}")


def _mapping(form: QueryDict, catalog: Catalog) -> SheetMapping:
    """What the form says; with another ledger or other heading rows than it was made for, the columns are found anew."""
    ledger = catalog.ledgers.get(form.get("ledger", ""))
    if ledger is None:
        return SheetMapping("", *_rows(form), ())
    made_for = (form.get("was-ledger"), form.get("was-top"), form.get("was-bottom"))
    now = (ledger.name, form.get("top"), form.get("bottom"))
    if made_for != now:
        return SheetMapping(ledger.name, *_rows(form))
    return SheetMapping(ledger.name, *_rows(form), tuple(_mapped(form, ledger)))


def _rows(form: QueryDict) -> tuple[int, int]:
    """The heading rows that the form says."""
    top, bottom = (int(text) if text.isdecimal() else 1 for text in (form.get("top", ""), form.get("bottom", "")))
    return top, max(top, bottom)


def _mapped(form: QueryDict, ledger: Ledger) -> list[MappedColumn]:
    """The columns that the form names."""
    places = sorted(int(name[7:]) for name in form if name.startswith("column-") and name[7:].isdecimal())
    named = {place: ledger.by_name.get(form.get(f"column-{place}", "")) for place in places}
    return [
        MappedColumn(place, column.name, _unit(column, form.get(f"unit-{place}", "")))
        for place, column in named.items()
        if column
    ]


def _unit(column: Column, said: str) -> str:
    """The unit that was chosen, if it is one of the column's."""
    return said if said in units_of(column) else ""


def _say(job: Job, front: Front, mapping: SheetMapping | None) -> None:
    """Keep with the job what was said of the sheet, or what was said no longer."""
    others = [each for each in job.given if tuple(each[:2]) != front.key]
    job.given = [*others, [*front.key, mapping.to_json()]] if mapping else others


def _remember(desk: Desk, front: Front, mapping: SheetMapping) -> None:
    """Keep for the office how sheets with this heading are read."""
    fingerprint = front.fingerprint(mapping.top, mapping.bottom)
    if fingerprint:
        heading = " ".join(text for row in front.texts[mapping.top - 1 : mapping.bottom] for text in row if text)
        made: Mapping[str, object] = {"heading": heading[:500], "body": mapping.to_json(), "user": desk.user}
        Reading.objects.update_or_create(fingerprint=fingerprint, defaults=made)


@page("write")
def readings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The headings that are remembered, each to be forgotten again."""
    catalog = desk.book.catalog
    told = [(each, _told(each.mapping, catalog)) for each in Reading.objects.select_related("user")]
    return render(request, "imports/readings.html", {"readings": told})


def _told(mapping: SheetMapping, catalog: Catalog) -> tuple[str, list[tuple[str, str, str]]]:
    """A mapping in words: the ledger, and for each column its letter, title and unit."""
    ledger = catalog.ledgers.get(mapping.ledger)
    if ledger is None:
        return "", []
    columns = [(each, ledger.by_name.get(each.column)) for each in mapping.columns or ()]
    return ledger.title, [(_letter(each.place), column.title, each.unit) for each, column in columns if column]


@require_POST
@page("write")
def forget(request: HttpRequest, desk: Desk, reading: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """Forget how one heading was read."""
    Reading.objects.filter(pk=reading).delete()
    return redirect("imports-readings")
