"""Batches (批次): the change sets of the journal, what each did, and the way to undo one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal
from jiedui.book import Book
from jiedui.book.batches import Batch, Touched, Wanted, batch, batches, touched
from jiedui.book.history import undo as reverse
from jiedui.web.desk import Desk, page, regions_of
from jiedui.web.pages.errors import status_of

#: Batches on one page; entries of one batch on one page.
ROWS, ENTRIES = 50, 50


def sees_all(desk: Desk) -> bool:
    """Whether the user keeps or audits the whole book, and so sees every link of the journal."""
    return desk.may("audit") and regions_of(desk.grants, "audit") is None


@page()
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The batches asked for, newest first."""
    form = {name: request.GET.get(name, "").strip() for name in ("kind", "actor", "words", "first", "last")}
    first, last = _day(form["first"]), _day(form["last"], 1)
    wanted = Wanted(form["kind"], form["actor"], form["words"], first, last)
    before = request.GET.get("before", "")
    below = int(before) if before.isdecimal() and len(before) < 18 else None
    found, more = batches(desk.book, wanted, everything=sees_all(desk), before=below, count=ROWS)
    address = request.GET.copy()
    address.pop("before", None)
    context = {
        "batches": found,
        "more": more,
        "form": form,
        "address": address.urlencode(),
        "ledgers": desk.book.ledgers,
    }
    return render(request, "batches/list.html", context)


def _day(text: str, later: int = 0) -> str:
    """The beginning of a day on the office's clock, as the journal tells time; empty for what is no day."""
    try:
        day = date.fromisoformat(text) + timedelta(days=later)
    except (ValueError, OverflowError):
        return ""
    begins = timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
    return begins.astimezone(UTC).isoformat(timespec="seconds")


@page()
def shown(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    """One batch."""
    return _shown(request, desk, seq)


def _shown(request: HttpRequest, desk: Desk, seq: int, told: tuple[Problem, ...] = ()) -> HttpResponse:
    """One batch, with what stood in the way of undoing it."""
    found = batch(desk.book, seq, everything=sees_all(desk))
    ledger = request.GET.get("ledger", "")
    ledger = ledger if ledger in found.counts else next(iter(found.counts), "")
    entries = Paginator(_Entries(desk.book, found, ledger), ENTRIES).get_page(request.GET.get("page"))
    rows = list(entries)
    context = {
        "batch": found,
        "ledger": ledger,
        "ledgers": desk.book.ledgers,
        "declared": desk.book.catalog.ledgers,
        "entries": entries,
        "rows": list(zip(rows, _cells(desk.book, rows), strict=True)),
        "names": desk.book.names(ledger, [row.id for row in rows]) if rows else {},
        "told": told,
        "reason": request.POST.get("reason", ""),
        "undoable": desk.may("write") and bool(found.counts),
    }
    return render(request, "batches/batch.html", context, status=status_of(told) if told else 200)


class _Entries:
    """The entries of one ledger in a batch, as a sequence that reads only what is looked at."""

    def __init__(self, book: Book, found: Batch, ledger: str) -> None:
        """Those that the reader sees."""
        self._book, self._batch, self._ledger = book, found, ledger

    def __len__(self) -> int:
        """How many there are."""
        return sum(self._batch.counts.get(self._ledger, {}).values())

    def __getitem__(self, part: slice) -> list[Touched]:
        """Those of one page."""
        count = part.stop - part.start
        return touched(self._book, self._batch.link.seq, self._ledger, start=part.start, count=count)


def _cells(book: Book, rows: Sequence[Touched]) -> list[list[tuple[str, str, str]]]:
    """The cells of changes: title, old and new, in words."""
    columns = {row.ledger: book.ledgers[row.ledger].by_name for row in rows}
    known = [[cell for cell in row.cells if cell.column in columns[row.ledger]] for row in rows]
    named = [(columns[row.ledger][cell.column], cell) for row, cells in zip(rows, known, strict=True) for cell in cells]
    words = iter(book.words_of([(column, value) for column, cell in named for value in (cell.old, cell.new)]))
    titles = iter([column.title for column, _ in named])
    return [[(next(titles), next(words), next(words)) for _ in cells] for cells in known]


@require_POST
@page("write")
def undo(request: HttpRequest, desk: Desk, seq: int) -> HttpResponseBase:
    """Reverse a batch by a new one; what stands in the way is shown with the batch."""
    batch(desk.book, seq, everything=sees_all(desk))
    reason = " ".join(request.POST.get("reason", "").split())[:280]
    if not reason:
        return _shown(request, desk, seq, (Problem("import-no-reason"),))
    try:
        with desk.acting("write") as book:
            receipt = reverse(book, seq, actor=desk.actor, reason=f"{reason}（撤销第 {seq} 号变更）")
    except Refusal as refusal:
        return _shown(request, desk, seq, refusal.problems)
    return redirect("batches-batch", receipt.seq or seq)
