"""What changed lately (近期变动): the last change sets that touched entries which the reader sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiedui.book import journal
from jiedui.book.book import Book
from jiedui.book.predicates import Predicate, all_of, any_of
from jiedui.book.rows import pieces
from jiedui.book.store import marks, quoted

#: Change sets looked back over, records of them read, and ranges of one ledger's entries looked up.
FAR, RECORDS, RANGES = 60, 2000, 200
#: Groups of entries counted by one select.
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Touched:
    """Entries of one ledger that one change set touched: what was done, how many the reader sees, the first of them."""

    ledger: str
    op: journal.Op
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Recent:
    """One change set as its reader sees it."""

    seq: int
    at: str
    actor: str
    reason: str
    touched: tuple[Touched, ...]


#: A ledger and what was done to its entries, within one change set.
Group = tuple[int, str, journal.Op]
Range = tuple[int, int]


def recent(book: Book, limit: int) -> list[Recent]:
    """The last change sets with a visible entry, the newest first."""
    with book.store.reading():
        sql = "SELECT seq, at, actor, reason FROM journal_link WHERE kind <> ? ORDER BY seq DESC LIMIT ?"
        links = book.store.read(sql, ("sync", FAR))
        touched = defaultdict(list)
        for (seq, ledger, op), count, first in _visible(book, _groups(book, [link[0] for link in links])):
            touched[seq].append(Touched(ledger, op, count, first))
    found = [Recent(seq, at, actor, reason, tuple(touched[seq])) for seq, at, actor, reason in links if touched[seq]]
    return found[:limit]


def _groups(book: Book, seqs: list[int]) -> dict[Group, list[Range]]:
    """The entries that the change sets touched, as ranges of ids."""
    columns = quoted(("seq", "ledger", "op", "first", "count"))
    sql = f"SELECT {columns} FROM journal_record WHERE seq IN ({marks(len(seqs))}) AND ledger <> 0"
    rows = book.store.read(f"{sql} ORDER BY seq DESC, ordinal LIMIT {RECORDS}", seqs) if seqs else []
    found: dict[Group, list[Range]] = defaultdict(list)
    for seq, number, op, first, count in rows:
        table = book.layout.by_number.get(number)
        if table is not None and table.name in book.catalog.ledgers:
            found[seq, table.name, op].append((first, first + count - 1))
    return {group: list(merged(ranges))[:RANGES] for group, ranges in found.items()}


def merged(ranges: Iterable[Range]) -> Iterator[Range]:
    """The ranges, both ends included, with those that touch made one.

    >>> list(merged([(5, 6), (1, 3), (4, 4), (9, 9)]))
    [(1, 6), (9, 9)]
    """
    last: Range | None = None
    for start, end in sorted(ranges):
        if last and start <= last[1] + 1:
            last = (last[0], max(last[1], end))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def _visible(book: Book, groups: dict[Group, list[Range]]) -> Iterator[tuple[Group, int, int]]:
    """The groups of which the reader sees any entry, how many, and the first."""
    for piece in pieces(groups, TOGETHER):
        selects: list[str] = []
        params: list[object] = []
        for place, group in enumerate(piece):
            among = any_of(Predicate('"id" BETWEEN ? AND ?', each) for each in groups[group])
            kept = all_of((among, book.visible(group[1])))
            selects.append(f'SELECT {place}, COUNT(*), MIN("id") FROM {book.table(group[1]).sql} WHERE {kept.where}')
            params += kept.params
        for place, count, first in book.store.read(" UNION ALL ".join(selects), params):
            if count:
                yield piece[place], count, first
