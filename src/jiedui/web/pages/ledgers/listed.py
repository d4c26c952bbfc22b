"""The list of a ledger: query form, what is shown in words, the table with its pages, totals, export, template."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jiedui.base.problems import Problem, Refusal
from jiedui.book import Entry
from jiedui.book.cells import typed
from jiedui.book.outtake.export import export_csv, export_workbook
from jiedui.book.outtake.template import write_template
from jiedui.catalog import Column, Ledger
from jiedui.figures.listing import Listing, Page, narrowings, page, parse, selection, sentence, totals, written
from jiedui.figures.listing.model import SIZES
from jiedui.figures.model import Condition
from jiedui.figures.show import shown
from jiedui.web import desk as desks
from jiedui.web.desk import Desk
from jiedui.web.pages.errors import status_of
from jiedui.web.pages.ledgers import ledger_of
from jiedui.web.pages.ledgers.query import query_form


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column: how it is sorted now (``aria-sort``), and the address that sorts by it."""

    column: Column
    sorted: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the table: its id, its cells in words, how far it has come, whether it is withdrawn."""

    id: int
    cells: tuple[str, ...]
    review: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for an action on many entries that was refused: it stays chosen, and the reason stays written."""

    ids: frozenset[str] = frozenset()
    whole: bool = False
    reason: str = ""


@desks.page()
def listed(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The list of a ledger as the address asks for it."""
    ledger = ledger_of(desk, name)
    listing, problems = parse(desk.figures, ledger, dict(request.GET.lists()))
    return list_page(request, desk, listing, dict(request.GET.lists()), problems)


def list_page(
    request: HttpRequest,
    desk: Desk,
    listing: Listing,
    given: Mapping[str, Sequence[str]],
    problems: Sequence[Problem],
    chosen: Chosen | None = None,
) -> HttpResponse:
    """The page of a listing; with problems in its address nothing is listed, with ``chosen`` a bulk action failed."""
    ledger = desk.book.ledgers[listing.ledger]
    found = Page((), None, None) if problems and not chosen else page(desk.figures, listing)
    columns = [ledger.column(name) for name in listing.columns]
    context = {
        "ledger": ledger,
        "listing": listing,
        "problems": problems,
        "chosen": chosen or Chosen(),
        "sentence": sentence(desk.figures, listing, desk.language),
        "narrowed": [
            (words, written(ledger, wider)) for words, wider in narrowings(desk.figures, listing, desk.language)
        ],
        "address": written(ledger, listing),
        "headings": [_heading(ledger, listing, column) for column in columns],
        "lines": [_line(columns, entry) for entry in found.entries],
        "form": query_form(desk, ledger, listing, given),
        "sizes": SIZES,
        "all_columns": desk.book.columns(ledger.name),
        "other_pairs": [pair for pair in parse_qsl(written(ledger, listing)) if pair[0] != "_show"],
        "seq": desk.book.seq,
        **_neighbouring(ledger, listing, found),
    }
    status = status_of(problems) if problems else 200
    return render(request, "ledgers/list.html", context, status=status)


def _neighbouring(ledger: Ledger, listing: Listing, found: Page) -> dict[str, str | None]:
    """The addresses of the pages before and after."""
    before = replace(listing, mark=found.before, backwards=True) if found.before else None
    after = replace(listing, mark=found.after, backwards=False) if found.after else None
    return {
        "before": written(ledger, before, marked=True) if before else None,
        "after": written(ledger, after, marked=True) if after else None,
    }


def _heading(ledger: Ledger, listing: Listing, column: Column) -> Heading:
    """A heading that sorts: a second time the other way round."""
    now = listing.sort == column.name
    down = not listing.descending if now else column.type in ("date", "money", "number", "integer")
    turned = replace(listing, sort=column.name, descending=down, mark=None, backwards=False)
    state = ("descending" if listing.descending else "ascending") if now else "none"
    return Heading(column, state, written(ledger, turned))


def _line(columns: Sequence[Column], entry: Entry) -> Line:
    """One entry."""
    cells = tuple(typed(column, entry.values[column.name]) for column in columns)
    return Line(entry.id, cells, str(entry.values.get("review") or ""), entry.withdrawn)


@desks.page()
def summed(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The totals of a listing, each opening to the entries that are in it: a fragment."""
    ledger = ledger_of(desk, name)
    listing, problems = parse(desk.figures, ledger, dict(request.GET.lists()))
    if problems:
        raise Refusal(*problems)
    found = totals(desk.figures, listing)
    sums = [
        (ledger.column(key), shown(value, ledger.column(key).stored_unit), _behind(ledger, listing, key))
        for key, value in found.sums.items()
    ]
    context = {"ledger": ledger, "count": found.count, "sums": sums, "mixed": _mixed(ledger, request.GET.getlist)}
    return render(request, "ledgers/totals.html", context)


def _mixed(ledger: Ledger, asked: Callable[[str], list[str]]) -> list[Column]:
    """The columns whose values the rules of sums keep apart (到位, 拨付, 支付) and the address does not: sums mix them."""
    apart = (
        key
        for rule in ledger.sums
        for key in rule.part.where.keys() & rule.whole.where.keys()
        if rule.part.where[key] != rule.whole.where[key]
    )
    return [ledger.column(key) for key in dict.fromkeys(apart) if len(asked(key)) != 1]


def _behind(ledger: Ledger, listing: Listing, column: str) -> str:
    """The address of the entries that a sum is made of: those that fill the column, the largest first."""
    filled = Condition(column, "filled")
    wanted = listing if filled in listing.query.where else listing.narrowed(filled)
    return written(ledger, replace(wanted, sort=column, descending=True, mark=None, backwards=False))


@desks.page()
def export(request: HttpRequest, desk: Desk, name: str, form: str) -> HttpResponseBase:
    """What is listed, on all its pages, as a workbook or CSV."""
    ledger = ledger_of(desk, name)
    listing, problems = parse(desk.figures, ledger, dict(request.GET.lists()))
    if problems:
        raise Refusal(*problems)
    chosen = selection(desk.figures, listing)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / f"{ledger.title}.{form}"
        if form == "xlsx":
            export_workbook(desk.book, [chosen], path)
        elif form == "csv":
            export_csv(desk.book, [chosen], Path(made))
        else:
            raise Http404
        return download(path, f"{ledger.title}_{timezone.localdate():%Y%m%d}.{form}")


@desks.page()
def template(request: HttpRequest, desk: Desk, name: str) -> HttpResponseBase:  # noqa: ARG001 - every view takes one
    """The workbook to fill in for the ledger."""
    ledger_of(desk, name)
    declared = desk.book.catalog.ledgers[name]
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "template.xlsx"
        write_template(path, desk.book.catalog, [declared])
        return download(path, f"{declared.title}_模板.xlsx")


def download(path: Path, name: str) -> FileResponse:
    """A file that was made for one answer, to be saved under that name; the file itself may go at once."""
    held = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    with path.open("rb") as file:
        shutil.copyfileobj(file, held)
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=name)


def list_url(ledger: Ledger, listing: Listing) -> str:
    """The address of the page of a listing."""
    query = written(ledger, listing)
    return reverse("ledgers-list", args=[ledger.name]) + (f"?{query}" if query else "")
