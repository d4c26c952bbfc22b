"""Where an entry counts: the indicators among whose records it is, at some time and place."""

from __future__ import annotations

from jiedui.base.problems import refuse
from jiedui.book.predicates import Predicate, all_of
from jiedui.catalog import Indicator
from jiedui.figures.figures import Figures
from jiedui.figures.model import Scope


def using(figures: Figures, ledger: str, id: int) -> list[Indicator]:
    """The indicators that count the entry, ratios of such included; none for a withdrawn one.

    Raises Refusal (book-no-entry).
    """
    if not figures.book.seen(ledger, [id]):
        raise refuse("book-no-entry", ledger=figures.book.ledgers[ledger].title, id=id)
    declared = figures.book.catalog.indicators.values()
    own = [each for each in declared if each.ledger == ledger]
    counted = {each.name for each, counts in zip(own, _counts(figures, own, id), strict=True) if counts}
    return [each for each in declared if each.name in counted or counted & set(each.ratio or ())]


def _counts(figures: Figures, own: list[Indicator], id: int) -> list[bool]:
    """For each indicator of the entry's ledger whether it counts the entry: one query."""
    if not own:
        return []
    compiler = figures.compiler
    queries = [figures.query(each, Scope()) for each in own]
    kept = [all_of((compiler.scope(query), compiler.narrowing(query))) for query in queries]
    columns = ", ".join(f"COUNT(*) FILTER (WHERE {each.where})" for each in kept)
    params = [param for each in kept for param in each.params]
    this = Predicate('"id" = ?', (id,))
    table = figures.book.table(queries[0].ledger).sql
    row = figures.book.store.read(f"SELECT {columns} FROM {table} WHERE {this.sql}", [*params, *this.params])[0]
    return [bool(count) for count in row]
