"""A book (账册): opened at its place, read in stored or decoded form, written through the one door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from jiedui.base.problems import Refusal, errors, refuse
from jiedui.book import journal, rows
from jiedui.book.cells import Read, Ref, decode, shown
from jiedui.book.changes import AnyChange, Receipt, Stored
from jiedui.book.door import Door
from jiedui.book.guards import set_guards
from jiedui.book.layout import LIVE, Layout, Table, advance, all_ledgers
from jiedui.book.location import Location, locate
from jiedui.book.predicates import Predicate, all_of
from jiedui.book.regions import RegionTree
from jiedui.book.remit import Remit
from jiedui.book.schema import layout_changes, schema_sql, sync_problems
from jiedui.book.sight import EVERYTHING, Sight, View, partners
from jiedui.book.store import Store, open_store
from jiedui.catalog import Catalog, Column, Ledger

Kind = Literal["write", "import", "undo"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a reader sees it: values by column, references with the names they show."""

    ledger: str
    id: int
    values: Mapping[str, Read]
    withdrawn: bool

    @property
    def name(self) -> str:
        """How every room names it: ``fund:3``."""
        return f"{self.ledger}:{self.id}"


def now() -> datetime:
    """The time that the journal takes down."""
    return datetime.now(UTC)


class Book:
    """An open book; to be used by one thread, and closed (it is a context manager)."""

    def __init__(self, location: Location, store: Store, catalog: Catalog, layout: Layout) -> None:
        """Take what :meth:`open` and :meth:`create` have found."""
        self.location = location
        self.store = store
        self.catalog = catalog
        self.layout = layout
        self.ledgers: Mapping[str, Ledger] = all_ledgers(catalog)
        self.clock: Callable[[], datetime] = now
        self._made_of = self._state()
        self.sight = EVERYTHING
        self._head: tuple[int | None, str] | None = None
        self._tree: tuple[str, RegionTree] | None = None
        self._view: tuple[str, Sight, View] | None = None

    @classmethod
    def create(cls, place: str | Path, *, actor: str, reason: str = "建账", algorithm: str = "sha256") -> Self:
        """Make a book there with the tables that the declarations ask for.

        Raises Refusal: book-exists, book-algorithm, and what is wrong with the declarations.
        """
        if algorithm not in journal.ALGORITHMS:
            raise refuse("book-algorithm", algorithm=algorithm, known="、".join(journal.ALGORITHMS))
        location = locate(place)
        catalog = location.declarations()
        location.evidence.mkdir(parents=True, exist_ok=True)
        store = open_store(location, create=True)
        try:
            journal.create_tables(store)
            book = cls(location, store, catalog, Layout(algorithm))
            with store.writing():
                book._begin(actor, reason)
            book._made_of = book._state()
        except BaseException:
            store.close()
            raise
        return book

    @classmethod
    def open(cls, place: str | Path, *, synced: bool = True) -> Self:
        """Open the book there; with ``synced`` False also one whose tables differ from the declarations.

        Raises Refusal: book-missing, book-unreadable, book-unreachable, book-not-synced.
        """
        location = locate(place)
        store = open_store(location)
        try:
            layout = _layout(store, location)
            book = cls(location, store, location.declarations(), layout)
            if synced:
                book._must_be_synced()
        except BaseException:
            store.close()
            raise
        return book

    def __enter__(self) -> Self:
        """The book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def _state(self) -> tuple[object, ...]:
        """What tells whether tables or declarations have been changed since."""
        synced = self.store.first("SELECT MAX(seq) FROM journal_record WHERE ledger = 0")
        return (synced, self.location.stamp())

    @property
    def outdated(self) -> bool:
        """Whether the tables or the declarations are others than when the book was opened: it is to be opened again."""
        return self._state() != self._made_of

    @property
    def identity(self) -> Hashable:
        """Which book this is, with which tables and declarations: the same for everyone who has opened it there."""
        return (self.location.url or self.location.folder.absolute(), self._made_of)

    # Reading

    @property
    def head(self) -> str:
        """The hash of the last link of the journal; read once for a transaction that sees one state."""
        snapshot = self.store.snapshot
        if snapshot is None or self._head is None or self._head[0] != snapshot:
            link = journal.last_link(self.store)
            self._head = (snapshot, link.hash if link else journal.GENESIS)
        return self._head[1]

    @property
    def seq(self) -> int:
        """The number of the last link of the journal: what a page hands out to be told of later changes."""
        link = journal.last_link(self.store)
        return link.seq if link else 0

    @property
    def regions(self) -> RegionTree:
        """The tree of the regions in use, as of now."""
        head = self.head
        if self._tree is None or self._tree[0] != head:
            self._tree = (head, rows.region_tree(self.store, self.layout))
        return self._tree[1]

    @property
    def view(self) -> View:
        """What ``sight`` lets a reader see of the book, as of now."""
        head = self.head
        if self._view is None or self._view[:2] != (head, self.sight):
            linked = partners(self.store, self.layout, self.regions, self.sight.reads or ())
            view = View(self.sight, self.regions, self.layout, self.ledgers, linked)
            self._view = (head, self.sight, view)
        return self._view[2]

    def visible(self, ledger: str) -> Predicate:
        """The entries of the ledger, withdrawn ones included, that ``sight`` lets a reader see."""
        return Predicate() if self.sight.whole else self.view.visible(self.table(ledger))

    def seen(self, ledger: str, ids: Iterable[int]) -> set[int]:
        """Those of the ids whose entries exist and are visible."""
        return rows.ids_where(self.store, self.table(ledger), ids, self.visible(ledger))

    def changeable(self, ledger: str, ids: Iterable[int]) -> set[int]:
        """Those of the ids whose entries exist and lie where ``sight`` lets a writer change them."""
        table = self.table(ledger)
        return rows.ids_where(self.store, table, ids, self.view.changeable(table))

    def ledger(self, word: str) -> Ledger:
        """The ledger of that name, title or alias; Refusal (book-no-ledger) when there is none."""
        found = self.catalog.ledger(word)
        if found is None:
            known = "、".join(ledger.title for ledger in self.catalog.ledgers.values())
            raise refuse("book-no-ledger", name=word, known=known)
        return found

    def table(self, ledger: str) -> Table:
        """The table that keeps the ledger of that name: ``.sql`` is its quoted name."""
        return self.layout.by_name[ledger]

    def columns(self, ledger: str) -> tuple[Column, ...]:
        """The columns of the ledger that ``sight`` shows, in the order of their declaration."""
        declared = self.ledgers[ledger].columns
        return tuple(column for column in declared if self.sight.sensitive or not column.sensitive)

    def rows(
        self,
        ledger: str,
        columns: Iterable[str] | None = None,
        where: str = LIVE,
        params: Iterable[object] = (),
        order: str = "id",
    ) -> Iterator[tuple[object, ...]]:
        """Id and columns (all declared ones when None) of visible entries in stored form, by id, from one state.

        A column that ``sight`` does not show is empty in every row. ``order`` is what SQL orders by.
        """
        table = self.table(ledger)
        readable = {column.name for column in self.columns(ledger)}
        named = (
            f'"{name}"' if name in readable else "NULL" for name in (table.by_name if columns is None else columns)
        )
        with self.store.reading():
            kept = all_of((Predicate(where, tuple(params)), self.visible(ledger)))
            sql = f"SELECT {', '.join(('id', *named))} FROM {table.sql} WHERE {kept.where} ORDER BY {order}"
            yield from self.store.stream(sql, kept.params)

    def entry(self, ledger: str, id: int) -> Entry:
        """One entry; Refusal (book-no-entry) when there is none that is visible."""
        found = self.entries(ledger, [id])
        if not found:
            raise refuse("book-no-entry", ledger=self.ledgers[ledger].title, id=id)
        return found[0]

    def entries(self, ledger: str, ids: Iterable[int]) -> list[Entry]:
        """Those of the entries that exist and are visible, in the order of the ids, withdrawn ones included."""
        wanted = list(ids)
        if not self.sight.whole:
            visible = self.seen(ledger, wanted)
            wanted = [id for id in wanted if id in visible]
        table, declared = self.table(ledger), self.ledgers[ledger]
        readable = {column.name for column in self.columns(ledger)}
        found = {row[0]: row for row in rows.rows_by_id(self.store, table, wanted)}
        shows = {
            number: self.names(field.to, _ids(row[2][number] for row in found.values()))
            for number, field in enumerate(table.fields)
            if field.to
        }
        entries = []
        for id in wanted:
            if id in found:
                _, withdrawn, cells = found[id]
                values = {
                    field.name: _read(declared, field.name, cell, shows.get(number))
                    for number, (field, cell) in enumerate(zip(table.fields, cells, strict=True))
                    if field.name in readable
                }
                entries.append(Entry(ledger, id, values, withdrawn is not None))
        return entries

    def names(self, ledger: str, ids: Iterable[int]) -> dict[int, str]:
        """What entries of a ledger show to a reader."""
        return rows.names(self.store, self.layout, self.ledgers, ledger, ids)

    def words(self, column: Column, cell: Stored) -> str:
        """A stored cell in words for people: a reference by what it shows, money in the unit of the column's cells."""
        return self.words_of([(column, cell)])[0]

    def words_of(self, cells: Iterable[tuple[Column, Stored]]) -> list[str]:
        """Stored cells in words for people; the names that references show are looked up once for each ledger."""
        told = list(cells)
        wanted: dict[str, set[int]] = defaultdict(set)
        for column, cell in told:
            if column.to and isinstance(cell, int):
                wanted[column.to].add(cell)
        shows = {ledger: self.names(ledger, ids) for ledger, ids in wanted.items()}
        return [
            shows[column.to].get(cell, f"{column.to}:{cell}")
            if column.to and isinstance(cell, int)
            else shown(column, decode(column, cell))
            for column, cell in told
        ]

    # Writing

    def write(
        self, actor: str, reason: str, changes: Iterable[AnyChange], *, kind: Kind = "write", rehearse: bool = False
    ) -> Receipt:
        """Do all of the changes or none, and add one link to the journal; only what ``sight`` lets a writer change.

        With ``rehearse`` everything is checked and taken back. Raises Refusal with every problem, each at the place
        that its change carries; book-nameless without actor or reason; book-busy when another writer does not end.
        """
        if not (actor.strip() and reason.strip()):
            raise refuse("book-nameless")
        receipt = Receipt(None, "")
        try:
            with self.store.writing():
                receipt = self._written(actor, reason, changes, kind)
                _take_back(rehearse=rehearse)
        except _Rehearsed:
            pass
        return receipt

    def _written(self, actor: str, reason: str, changes: Iterable[AnyChange], kind: str) -> Receipt:
        """Everything that happens inside the transaction."""
        if journal.last_layout(self.store) != self.layout:
            raise refuse("book-not-synced", what="账册刚被 jiedui sync 调整过")
        door = Door(self.store, self.catalog, self.ledgers, self.layout, self._remit())
        door.write(changes)
        if errors(door.problems):
            raise Refusal(*door.problems)
        seq, head = None, self.head
        if door.scribe.count:
            link = door.scribe.close(self._time(), actor, reason, kind)
            seq, head = link.seq, link.hash
        created = {name: range(door.first_id(name), door.first_id(name) + n) for name, n in door.created.items()}
        return Receipt(seq, head, created, dict(door.updated), dict(door.withdrawn), door.unchanged)

    def _remit(self) -> Remit | None:
        """What keeps a writer of some regions from the entries of others."""
        return None if self.sight.writes is None else Remit(self.store, self.view)

    def _time(self) -> str:
        """The time in UTC, to the second."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    # Bringing the tables along

    def unsynced(self) -> list[str]:
        """What the declarations ask of the tables and these do not have, in words; empty when all is well."""
        wanted = advance(self.layout, self.catalog)
        return [] if wanted == self.layout else layout_changes(self.layout, wanted, self.ledgers)

    def _must_be_synced(self) -> None:
        """Refusal (book-not-synced) when the tables lag behind the declarations."""
        if what := self.unsynced():
            raise refuse("book-not-synced", what="；".join(what))

    def _begin(self, actor: str, reason: str) -> None:
        """Make the tables of a new book; Refusal (book-exists) when there are some."""
        if journal.last_layout(self.store):
            raise refuse("book-exists", book=self.location)
        self._bring(actor, reason)

    def sync(self, actor: str, reason: str = "同步台账声明") -> list[str]:
        """Bring the tables along with the declarations; what was done, in words.

        Raises Refusal with everything that stands against it: nothing is lost, and nothing is done by halves.
        """
        with self.store.writing():
            self.layout = _layout(self.store, self.location)
            told = self.unsynced()
            if told:
                self._bring(actor, reason)
        return told

    def _bring(self, actor: str, reason: str) -> None:
        """Change the tables and keep the layout, inside a writing transaction."""
        wanted = advance(self.layout, self.catalog)
        problems = list(sync_problems(self.store, self.layout, wanted, self.ledgers))
        if problems:
            raise Refusal(*problems)
        for statement in schema_sql(self.location.url, self.layout, wanted):
            self.store.execute(statement)
        set_guards(self.store, wanted)
        scribe = journal.Scribe(self.store, wanted.algorithm)
        scribe.record("sync", 0, 0, 0, cells=wanted.to_json())
        scribe.close(self._time(), actor, reason, "sync")
        self.layout = wanted


class _Rehearsed(Exception):
    """Takes a rehearsal back."""


def _take_back(*, rehearse: bool) -> None:
    """End a rehearsal, so that the transaction is rolled back."""
    if rehearse:
        raise _Rehearsed


def _layout(store: Store, location: Location) -> Layout:
    """The layout of a book that must exist."""
    try:
        layout = journal.last_layout(store)
    except store.errors as error:
        raise refuse("book-missing", book=location) from error
    if layout is None:
        raise refuse("book-missing", book=location)
    return layout


def _ids(cells: Iterable[Stored]) -> set[int]:
    """The ids among the cells of a reference."""
    return {cell for cell in cells if isinstance(cell, int)}


def _read(ledger: Ledger, name: str, cell: Stored, shows: Mapping[int, str] | None) -> Read:
    """One stored cell as a reader sees it."""
    column = ledger.column(name)
    value = decode(column, cell)
    if column.to and isinstance(value, int):
        return Ref(column.to, value, (shows or {}).get(value, f"{column.to}:{value}"))
    return value
