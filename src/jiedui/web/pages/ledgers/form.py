"""The form of an entry, new or old: made from the declaration, read as an import reads, every problem at its field.

Two people at one entry: the form carries the last change set that its writer had seen. Whoever saves second is shown
both versions of every cell that both changed and chooses; cells that only one of them changed are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiedui.base.problems import Problem, Refusal
from jiedui.book import Add, Change, Ref
from jiedui.book.cells import decode, typed
from jiedui.book.changes import Value
from jiedui.book.entering import Field, read_fields, typed_columns
from jiedui.book.history import Step, before, history
from jiedui.book.layout import LIVE, RETURNED, REVIEW
from jiedui.catalog import Column, Ledger
from jiedui.figures.listing.filters import is_id
from jiedui.web.desk import Desk, page, redirected
from jiedui.web.pages.errors import status_of
from jiedui.web.pages.ledgers import ledger_of
from jiedui.web.pages.ledgers.entry import SAVED, returned
from jiedui.web.pages.ledgers.uploads import ACCEPT, keep

CHANGED = "book-changed-since"
#: The answer by which the other version of a cell is to stand.
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Version:
    """The other version of a cell: what it says, and the step that made it."""

    text: str
    step: Step | None
    clash: bool


@dataclass
class Form:
    """One form being filled in: fields by column, problems by the title of their column, other versions by column."""

    ledger: Ledger
    columns: tuple[Column, ...]
    fields: dict[str, Field]
    since: int
    id: int | None = None
    reason: str = ""
    problems: list[Problem] = field(default_factory=list)
    others: dict[str, Version] = field(default_factory=dict)

    def at(self, column: Column) -> list[Problem]:
        """The problems of one field."""
        return [problem for problem in self.problems if problem.place.column == column.title]

    @property
    def elsewhere(self) -> list[Problem]:
        """The problems of no field that is shown."""
        titles = {column.title for column in self.columns}
        return [problem for problem in self.problems if problem.place.column not in titles]

    def name(self, column: Column) -> str:
        """What the field of the column names an entry by; empty when nothing is chosen."""
        chosen = self.fields[column.name].id
        return "" if chosen is None else str(chosen)


@page("write")
def new(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The form of a new entry, filled as the address says; and its entering."""
    ledger = ledger_of(desk, name)
    columns = typed_columns(desk.book, ledger)
    if request.method != "POST":
        return _page(request, desk, Form(ledger, columns, _prefilled(desk, columns, request.GET), desk.book.seq))
    form = Form(ledger, columns, _typed(columns, request.POST), 0, reason=request.POST.get("reason", "").strip())
    values, form.problems = read_fields(desk.book, ledger, form.fields)
    if not form.problems:
        try:
            receipt = desk.write(form.reason or "登记", [Add(name, values)])
        except Refusal as refusal:
            form.problems = list(refusal.problems)
        else:
            return _saved(request, desk, form, receipt.created[name][0])
    return _page(request, desk, form)


@page("write")
def edit(request: HttpRequest, desk: Desk, name: str, id: int) -> HttpResponse:
    """The form of an entry, and its change; Refusal (book-no-entry) when it is not seen."""
    ledger = ledger_of(desk, name)
    columns = typed_columns(desk.book, ledger)
    now = _now(desk, columns, name, id)
    if request.method != "POST":
        return _page(request, desk, Form(ledger, columns, now, desk.book.seq, id))
    given = request.POST
    since = int(given["since"]) if is_id(given.get("since", "")) else desk.book.seq
    form = Form(ledger, columns, _typed(columns, given), since, id, given.get("reason", "").strip())
    for column in columns:
        if given.get(f"take.{column.name}") == THEIRS:
            form.fields[column.name] = now[column.name]
    return _change(request, desk, form, now)


def _change(request: HttpRequest, desk: Desk, form: Form, now: Mapping[str, Field]) -> HttpResponse:
    """Save what the writer changed; when others were first, the form again with their versions."""
    id, name = form.id or 0, form.ledger.name
    seen = {**now, **_seen_before(desk, form)}
    own = {key: typed for key, typed in form.fields.items() if _differ(typed, seen[key])}
    values, form.problems = read_fields(desk.book, form.ledger, own)
    if not form.problems:
        try:
            desk.write(form.reason or "修改", [Change(name, id, values, since=form.since)])
        except Refusal as refusal:
            form.problems = list(refusal.problems)
            if any(problem.code == CHANGED for problem in refusal.problems):
                _compare(desk, form, now, seen)
        else:
            return _saved(request, desk, form, id)
    return _page(request, desk, form)


def _compare(desk: Desk, form: Form, now: Mapping[str, Field], seen: Mapping[str, Field]) -> None:
    """Put the two versions together cell by cell: what only the others changed is taken over, what both did is asked."""
    steps = [step for step in history(desk.book, form.ledger.name, form.id or 0) if step.link.seq > form.since]
    makers = {cell.column: step for step in steps for cell in step.cells}
    for column in form.columns:
        key = column.name
        mine, theirs = form.fields[key], now[key]
        if not _differ(theirs, seen[key]) or not _differ(mine, theirs):
            continue
        clash = _differ(mine, seen[key])
        form.others[key] = Version(theirs.text if clash else seen[key].text, makers.get(key), clash)
        if not clash:
            form.fields[key] = theirs
    form.since = desk.book.seq


def _differ(one: Field, other: Field) -> bool:
    """Whether two fields say different things; of a reference with a name that is still right the id tells."""
    if one.text.strip() != other.text.strip():
        return True
    return None not in (one.id, other.id) and one.id != other.id


def _typed(columns: Iterable[Column], given: Mapping[str, str]) -> dict[str, Field]:
    """The fields as they were sent."""
    ids = {column.name: given.get(f"{column.name}.id", "") for column in columns}
    return {name: Field(given.get(name, ""), int(id) if is_id(id) else None) for name, id in ids.items()}


def _now(desk: Desk, columns: Iterable[Column], name: str, id: int) -> dict[str, Field]:
    """The fields as the book has them."""
    values = desk.book.entry(name, id).values
    return {column.name: _field(column, values[column.name]) for column in columns}


def _field(column: Column, value: Value | Ref) -> Field:
    """The field that a value fills."""
    if isinstance(value, Ref):
        return Field(value.name, value.id)
    return Field(typed(column, value))  # type: ignore[arg-type]


def _seen_before(desk: Desk, form: Form) -> dict[str, Field]:
    """The fields that others changed since, as they were when the writer saw them."""
    cells = before(history(desk.book, form.ledger.name, form.id or 0), form.since)
    found = {}
    for column in form.columns:
        if column.name in cells:
            stored = cells[column.name]
            if column.to and isinstance(stored, int):
                found[column.name] = Field(desk.book.words(column, stored), stored)
            else:
                found[column.name] = Field(typed(column, decode(column, stored)))
    return found


def _prefilled(desk: Desk, columns: Iterable[Column], given: Mapping[str, str]) -> dict[str, Field]:
    """The fields of a new entry: what the address gives, such as the project that funds are entered for."""
    fields = _typed(columns, given)
    for column in columns:
        id = fields[column.name].id
        if column.to and id is not None:
            names = desk.book.names(column.to, desk.book.seen(column.to, [id]))
            fields[column.name] = Field(names.get(id, ""), id if id in names else None)
    return fields


def _page(request: HttpRequest, desk: Desk, form: Form) -> HttpResponse:
    """The form as it stands."""
    back = None
    review = None if form.id is None else desk.book.entry(form.ledger.name, form.id).values.get(REVIEW.name)
    if form.id is not None and review == RETURNED:
        back = returned(history(desk.book, form.ledger.name, form.id))
    context = {
        "form": form,
        "ledger": form.ledger,
        "accept": ACCEPT,
        "returned": back,
        "review": review,
        "draft": draft_of(desk, form.ledger.name, form.id),
    }
    return render(request, "ledgers/form.html", context, status=status_of(form.problems) if form.problems else 200)


def draft_of(desk: Desk, ledger: str, id: int | None) -> str:
    """The name under which the browser keeps what has been typed."""
    return f"jiedui-draft:{desk.user.pk}:{ledger}:{id or 'new'}"


def _saved(request: HttpRequest, desk: Desk, form: Form, id: int) -> HttpResponse:
    """After saving: files are kept, the draft is let go, the entry is shown."""
    name = form.ledger.name
    for problem in keep(desk, name, id, request.FILES.getlist("files")):
        messages.error(request, f"✕ {problem.words(desk.language)}")
    messages.success(request, "✓ 已保存" if desk.language == "zh" else "✓ saved")
    if form.id is None and (others := _alike(desk, form.ledger, id)):
        messages.warning(request, Problem("entry-alike", details=others).words(desk.language))
    request.session[SAVED] = draft_of(desk, name, form.id)
    if request.headers.get("HX-Request"):
        return redirected(reverse("ledgers-entry", args=[name, id]))
    return redirect("ledgers-entry", name, id)


def _alike(desk: Desk, ledger: Ledger, id: int) -> dict[str, object]:
    """What is told of entries in sight that agree with a new one in all that tells two rows apart."""
    rows = desk.book.rows(ledger.name, ledger.key, "id = ?", [id])
    mine = next(rows, (id,))[1:]
    if not any(mine):
        return {}
    same = " AND ".join(
        f'"{name}" IS NULL' if value is None else f'"{name}" = ?' for name, value in zip(ledger.key, mine, strict=True)
    )
    given = [id, *(value for value in mine if value is not None)]
    found = [
        f"{ledger.title}:{other}"
        for other, *_ in desk.book.rows(ledger.name, ledger.key, f"{LIVE} AND id <> ? AND {same}", given)
    ]
    titles = "、".join(ledger.column(name).title for name in ledger.key)
    return {"entries": "、".join(found[:3]), "columns": titles} if found else {}
