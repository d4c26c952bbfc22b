"""Whether a book that has no row of something says that there was none, or says nothing.

It says that there was none (来访0次, 西访东3次 where all went the other way) when the same is kept of that place at another
time, the ledger was kept in that time, and tells the values by which the statement narrows. A name without a row proves nothing: it may be spelt
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jiedui.catalog import Catalog
from jiedui.figures.model import Query
from jiedui.reports.check.readings.amounts import SURE, Level
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Answer
from jiedui.reports.check.words.measurables import COUNT


def asks(reading: Reading, answer: Answer) -> bool:
    """Whether the reading finds no row, and it matters whether the book covers the matter."""
    return not answer.rows and answer.value == 0 and reading.kind == "level" and reading.score >= SURE


def proofs(catalog: Catalog, level: Level) -> Iterator[Query]:
    """The queries that must all have rows for the book to say that there was none; nothing where it cannot say so."""
    this = level.measurable
    ledger = catalog.ledgers[this.ledger]
    if level.pinned or not all(ledger.column(each.column).choices for each in level.conditions):
        return
    kept = Query(this.ledger, COUNT, date=this.date)
    for place in level.places or (None,):
        yield replace(kept, region=place, where=this.where)
    for home in level.homes or (None,):
        yield replace(kept, region=home, period=level.period)
    for condition in level.conditions:
        yield replace(kept, where=(condition,))
