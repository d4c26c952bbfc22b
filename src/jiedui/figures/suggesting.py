"""Suggestions (联想): the entries that a reader may mean while a reference is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.book.layout import LIVE
from jiedui.book.predicates import Predicate, all_of
from jiedui.catalog import Ledger
from jiedui.figures.engine import Engine

#: Suggestions made at a time, and entries among which the nearest are looked for.
LIMIT, LOOKED_AT = 12, 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may be meant: its id, what it is called, and what tells it from others of that name."""

    id: int
    name: str
    label: str


def suggest(figures: Engine, ledger: Ledger, text: str) -> list[Suggestion]:
    """Visible entries in use that are called by something with the text in it, those that begin with it first.

    Nothing typed yet suggests the entries last entered.
    """
    book, compiler = figures.book, figures.compiler
    called = compiler.called(ledger, text) if text else Predicate()
    kept = all_of((Predicate(LIVE), called, book.visible(ledger.name)))
    sql = f'SELECT "id" FROM {book.table(ledger.name).sql} WHERE {kept.where} ORDER BY "id" DESC LIMIT {LOOKED_AT}'
    found = [row[0] for row in book.store.read(sql, kept.params)]
    names = book.names(ledger.name, found)
    ranked = sorted(found, key=lambda each: (not names[each].startswith(text), len(names[each]))) if text else found
    chosen = ranked[:LIMIT]
    labels = compiler.references.labels(ledger.name, chosen)
    return [Suggestion(id, names[id], labels[id]) for id in chosen]
