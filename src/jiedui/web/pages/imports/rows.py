"""The third step: what the import would do to each row, with old and new cells and what is wrong at its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.base.problems import Problem
from jiedui.book import Book
from jiedui.book.cells import decode, shown
from jiedui.book.changes import Stored
from jiedui.book.outcomes import Outcome, Outcomes, RowOutcome, SheetResult
from jiedui.catalog import Column
from jiedui.web.desk import Desk
from jiedui.web.imports.models import Job
from jiedui.web.imports.work import marked_path, sight_of

#: Rows on one page; problems of files and sheets told on it.
ROWS, TOLD = 50, 100

Show = Literal["all", "refused", "marked", "updated", "created"]
SHOWS: Mapping[Show, tuple[Outcome, ...]] = {
    "all": ("created", "updated", "refused"),
    "refused": ("refused",),
    "marked": ("created", "updated", "refused"),
    "updated": ("updated",),
    "created": ("created",),
}


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell in words; ``old`` is None where nothing changes; what is wrong stands with it."""

    new: str
    old: str | None
    numeric: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: its number in the sheet, what becomes of it, the entry that it is, its cells, what is wrong with it as a whole."""

    row: int
    outcome: Outcome
    entry: int | None
    cells: tuple[CellView, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the rows is shown: which ones, of which sheet, on which page."""

    show: Show
    sheet: int


class _Rows:
    """The rows asked for, as a sequence that reads only what is looked at."""

    def __init__(self, outcomes: Outcomes, asked: Asked) -> None:
        """Read from that file."""
        self._outcomes, self._asked = outcomes, asked

    def __len__(self) -> int:
        """How many there are."""
        return self._outcomes.kept(SHOWS[self._asked.show], self._asked.sheet, marked=self._asked.show == "marked")

    def __getitem__(self, part: slice) -> list[RowOutcome]:
        """Those of one page."""
        asked, count = self._asked, part.stop - part.start
        marked = asked.show == "marked"
        return self._outcomes.page(SHOWS[asked.show], asked.sheet, marked=marked, start=part.start, count=count)


def rows_page(request: HttpRequest, desk: Desk, job: Job) -> HttpResponse:
    """The rows of the job; a user who sees other regions than at the check must check again."""
    if not job.outcomes.exists() or job.sees != sight_of(desk):
        return render(request, "imports/recheck.html", {"job": job, "own": job.user_id == desk.user.pk})
    with Outcomes(job.outcomes) as outcomes:
        asked = _asked(request, outcomes)
        page = Paginator(_Rows(outcomes, asked), ROWS).get_page(request.GET.get("page"))
        context = {
            **common(job, outcomes, desk),
            "asked": asked,
            "page": page,
            "apart": outcomes.apart()[:TOLD],
            "severities": outcomes.severities(),
            "sheet": outcomes.sheets[asked.sheet] if outcomes.sheets else None,
            "columns": _columns(desk.book, outcomes.sheets, asked),
            "rows": _views(desk.book, outcomes.sheets, asked, page),
        }
    return render(request, "imports/rows.html", context)


def common(job: Job, outcomes: Outcomes, desk: Desk) -> dict[str, object]:
    """What the page of the rows and that of the result both tell."""
    return {
        "job": job,
        "own": job.user_id == desk.user.pk,
        "sheets": outcomes.sheets,
        "counts": {name: outcomes.count(name) for name in ("created", "updated", "unchanged", "refused")},
        "marked": [number for number in range(len(job.files)) if marked_path(job, number).exists()],
    }


def _asked(request: HttpRequest, outcomes: Outcomes) -> Asked:
    """What the address asks for; refused rows first, when it does not say."""
    refused = [number for number, sheet in enumerate(outcomes.sheets) if sheet.refused]
    usual: Show = "refused" if refused else "all"
    show = request.GET.get("show")
    number = request.GET.get("sheet", "")
    sheet = int(number) if number.isdecimal() else (refused or [0])[0]
    return Asked(show if show in get_args(Show) else usual, min(sheet, max(len(outcomes.sheets) - 1, 0)))


def _columns(book: Book, sheets: Sequence[SheetResult], asked: Asked) -> list[Column]:
    """The columns of the sheet asked for."""
    if not sheets:
        return []
    sheet = sheets[asked.sheet]
    return [book.ledgers[sheet.ledger].column(name) for name in sheet.columns]


def _views(book: Book, sheets: Sequence[SheetResult], asked: Asked, page: Page) -> list[RowView]:
    """The rows of one page, in words."""
    columns = _columns(book, sheets, asked)
    rows: list[RowOutcome] = list(page)
    olds = [(column, row.old[column.name]) for row in rows for column in columns if column.name in row.old]
    told = iter(book.words_of(olds))
    return [_view(columns, row, told) for row in rows]


def _view(columns: Sequence[Column], row: RowOutcome, olds: Iterator[str]) -> RowView:
    """One row, in words; the old cells of the page come in their order."""
    at: dict[str, list[Problem]] = defaultdict(list)
    for problem in row.problems:
        at[problem.place.column or ""].append(problem)
    cells = tuple(
        CellView(
            new=_new(column, cell, at.get(column.title, ())),
            old=next(olds) if column.name in row.old else None,
            numeric=column.numeric,
            problems=tuple(at.pop(column.title, ())),
        )
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return RowView(row.row, row.outcome, row.entry, cells, tuple(each for left in at.values() for each in left))


def _new(column: Column, cell: Stored, problems: Sequence[Problem]) -> str:
    """A cell of the workbook in words: a reference as it is written there, a cell that cannot be read as it stands."""
    if cell is None:
        said = (problem.details.get("text", problem.details.get("value")) for problem in problems)
        return str(next((text for text in said if text is not None), ""))
    return str(cell) if column.to else shown(column, decode(column, cell))
