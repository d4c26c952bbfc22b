"""From what the rooms give to the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from jiedui.base.problems import Place, Problem, Refusal
from jiedui.book import Book, Entry, Receipt, Ref
from jiedui.book.journal import last_touch
from jiedui.book.resolver import Resolver
from jiedui.catalog import Ledger
from jiedui.web.api.shapes import ColumnOut, EntryOut, LedgerOut, PlaceOut, ProblemOut, ReceiptOut


def problems_out(problems: Iterable[Problem]) -> list[ProblemOut]:
    """Problems in both languages."""
    return [
        ProblemOut(
            code=each.code,
            severity=each.severity,
            zh=each.message("zh"),
            en=each.message("en"),
            place=PlaceOut(**asdict(each.place)),
        )
        for each in problems
    ]


def ledger_out(ledger: Ledger) -> LedgerOut:
    """A ledger as declared."""
    columns = [
        ColumnOut(
            name=column.name,
            title=column.title,
            type=column.type,
            required=column.required,
            unit=column.unit,
            stored_unit=column.stored_unit,
            choices=list(column.choices),
            to=column.to,
        )
        for column in ledger.columns
    ]
    return LedgerOut(name=ledger.name, title=ledger.title, kind=ledger.kind, date=ledger.date, columns=columns)


def entry_out(book: Book, entry: Entry) -> EntryOut:
    """An entry with its values."""
    link = last_touch(book.store, book.table(entry.ledger).number, entry.id)
    return EntryOut(
        name=entry.name,
        ledger=entry.ledger,
        id=entry.id,
        withdrawn=entry.withdrawn,
        seen=link.seq if link else 0,
        values={name: value_out(value) for name, value in entry.values.items()},
    )


def value_out(value: object) -> Any:
    """One value: numbers exact as text, dates as ISO text, references with what they show."""
    if isinstance(value, Ref):
        return {"ledger": value.ledger, "id": value.id, "name": value.name}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def values_in(book: Book, ledger: Ledger, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the door takes them: a reference by name, code or as it was given out, a number or date as text.

    Refusal when a name names no entry that is in sight, or several.
    """
    taken = {name: _value_in(book, ledger, name, value) for name, value in values.items()}
    if wrong := [value for value in taken.values() if isinstance(value, Problem)]:
        raise Refusal(*wrong)
    return taken


def _value_in(book: Book, ledger: Ledger, name: str, value: Any) -> Any:
    """One value; what the column cannot take is left as it is, and refused by the door with its place."""
    column = ledger.by_name.get(name)
    if column is None:
        return value
    if column.type == "ref" and isinstance(value, dict):
        return value.get("id")
    if column.to and isinstance(value, str):
        return Resolver.of(book, column.to).resolve(value, column.title, Place(column=column.title))
    if column.type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if column.numeric and isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


def receipt_out(receipt: Receipt) -> ReceiptOut:
    """What a change set did."""
    return ReceiptOut(
        seq=receipt.seq,
        head=receipt.head,
        created=[f"{ledger}:{id}" for ledger, ids in receipt.created.items() for id in ids],
        updated=sum(receipt.updated.values()),
        withdrawn=sum(receipt.withdrawn.values()),
        unchanged=receipt.unchanged,
    )
