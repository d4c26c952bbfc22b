"""The one door (一道门): every change of every entry goes through :class:`Door`, inside one transaction.

Order of work: entries withdrawn or restored, then changed, then added; regions before all else, so that the levels of
the others are right. What can be told of a row is told of all rows before anything is given up; whoever opened the
transaction rolls it back when there are problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Literal

from jiedui.base.problems import Place, Problem
from jiedui.book.bulk import Bulk
from jiedui.book.cells import Unfit, encode
from jiedui.book.change_set import ChangeSet
from jiedui.book.changes import Add, AddMany, AnyChange, Change, Restore, Stored, Withdraw
from jiedui.book.checks import RowFault, ledger_faults
from jiedui.book.duplicates import PlaceOf, Uniqueness
from jiedui.book.journal import BLOCK, Scribe, hasher, last_touch, next_id, row_hash, row_hashes
from jiedui.book.layout import HOME, Layout, Table
from jiedui.book.levels import level_cells, refresh
from jiedui.book.piece import Piece, differences, places, renewed, shifted
from jiedui.book.references import References
from jiedui.book.remit import Remit
from jiedui.book.rows import PIECE, pieces, region_tree, rows_by_id
from jiedui.book.store import Duplicate, Store
from jiedui.book.sums import Sums
from jiedui.catalog import Catalog, Column, Ledger

#: New rows checked, hashed and inserted at a time.
CHUNK = 10 * BLOCK


class Door:
    """One change set being written: problems met, entries touched, and the scribe that keeps the journal."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        ledgers: Mapping[str, Ledger],
        layout: Layout,
        remit: Remit | None = None,
    ) -> None:
        """Stand ready inside a writing transaction; ``remit`` bounds what the writer may touch."""
        self.store = store
        self.catalog = catalog
        self.ledgers = ledgers
        self.layout = layout
        self.scribe = Scribe(store, layout.algorithm)
        self.problems: list[Problem] = []
        self.created: dict[str, int] = defaultdict(int)
        self.updated: dict[str, int] = defaultdict(int)
        self.withdrawn: dict[str, int] = defaultdict(int)
        self.unchanged = 0
        self.base: dict[str, int] = {}
        self.tree = region_tree(store, layout)
        self.references = References(store, layout, ledgers, self.first_id)
        self.sums = Sums(store, layout, ledgers)
        self._hash = hasher(layout.algorithm)
        self._bulks: dict[str, Bulk] = {}
        self._remit = remit

    def write(self, changes: Iterable[AnyChange]) -> None:
        """Do everything that is asked for; what cannot be done is in ``problems``."""
        sorted_ = ChangeSet(changes)
        for mark in sorted_.marks:
            self._mark(mark)
        for is_region in (True, False):
            for ledger, wanted in sorted_.changes.items():
                if (ledger == "region") == is_region and self._known(ledger, wanted):
                    self._change(ledger, wanted)
            for ledger, added in sorted_.adds.items():
                if (ledger == "region") == is_region and self._known(ledger, added):
                    self._add(ledger, added)
            if is_region:
                self._settle_regions(sorted_)
        self.problems += chain.from_iterable(bulk.problems() for bulk in self._bulks.values())
        self.problems += [*self.references.problems(self.created), *self.sums.problems()]
        if self._remit and not self.problems:
            self.problems += self._remit.problems(self.tree)

    def first_id(self, ledger: str) -> int:
        """The id of the first entry that this change set adds to the ledger."""
        if ledger not in self.base:
            self.base[ledger] = next_id(self.store, self.layout.by_name[ledger].number)
        return self.base[ledger]

    def _known(self, ledger: str, changes: Sequence[AnyChange]) -> bool:
        """Whether the ledger exists; told once when it does not."""
        if ledger in self.layout.by_name:
            return True
        place = getattr(changes[0], "place", None)
        known = "、".join(each.title for each in self.catalog.ledgers.values())
        self._problem("book-no-ledger", place if isinstance(place, Place) else Place(), name=ledger, known=known)
        return False

    def _problem(self, code: str, place: Place, **details: object) -> None:
        """Keep one problem."""
        self.problems.append(Problem(code, place, details))

    # Withdrawing and restoring

    def _mark(self, mark: Withdraw | Restore) -> None:
        """Withdraw entries, or take them back in."""
        if not self._known(mark.ledger, [mark]):
            return
        table = self.layout.by_name[mark.ledger]
        ids = range(mark.id, mark.id + mark.count)
        rows = list(rows_by_id(self.store, table, ids))
        if not self._markable(mark, ids, {id: withdrawn for id, withdrawn, _ in rows}):
            return
        if self._outside(table, dict.fromkeys(ids, mark.place)):
            return
        piece = self._piece(table, [cells for _, _, cells in rows], lambda _: mark.place)
        self.sums.touch(piece.ledger, piece.cells, piece.place)
        if isinstance(mark, Withdraw):
            self._set_mark(table, mark, self.scribe.seq, "withdraw")
            self.references.withdrawn(mark.ledger, ids, mark.place)
            self.withdrawn[mark.ledger] += mark.count
        else:
            self._tell(piece, self._reference_faults(piece))
            self._set_mark(table, mark, None, "restore")
            self.updated[mark.ledger] += mark.count

    def _markable(self, mark: Withdraw | Restore, ids: range, marks: Mapping[int, int | None]) -> bool:
        """Whether all the entries exist and are in the state that the change starts from."""
        withdrawing = isinstance(mark, Withdraw)
        sound = True
        for id in ids:
            if id not in marks:
                title = self.ledgers[mark.ledger].title
                self._problem("book-no-entry", mark.place, ledger=title, id=id)
            elif (marks[id] is None) != withdrawing:
                code = "book-withdrawn" if withdrawing else "book-not-withdrawn"
                self._problem(code, mark.place, entry=f"{mark.ledger}:{id}")
            else:
                continue
            sound = False
        return sound

    def _set_mark(
        self, table: Table, mark: Withdraw | Restore, seq: int | None, op: Literal["withdraw", "restore"]
    ) -> None:
        """Set the mark of withdrawal and record it."""
        last = mark.id + mark.count - 1
        try:
            sql = f"UPDATE {table.sql} SET withdrawn = ? WHERE id BETWEEN ? AND ?"
            self.store.execute_many(sql, [(seq, mark.id, last)])
        except Duplicate:
            rows = list(rows_by_id(self.store, table, range(mark.id, last + 1)))
            piece = self._piece(table, [cells for _, _, cells in rows], lambda _: mark.place)
            self._tell_duplicates(piece, [row[0] for row in rows])
        self.scribe.record(op, table.number, mark.id, mark.count)

    def _outside(self, table: Table, places: Mapping[int, Place]) -> bool:
        """Tell which of the entries lie outside the writer's remit; whether any does."""
        before = len(self.problems)
        self.problems += self._remit.outside(table, places) if self._remit else ()
        return len(self.problems) > before

    # Changing

    def _change(self, ledger: str, wanted: Sequence[Change]) -> None:
        """Give entries new values."""
        merged: dict[int, Change] = {}
        for change in wanted:
            before = merged.get(change.id)
            values = {**before.values, **change.values} if before else change.values
            merged[change.id] = replace(change, values=values)
        for piece in pieces(merged.values(), PIECE):
            self._change_piece(self.layout.by_name[ledger], piece)

    def _change_piece(self, table: Table, wanted: Sequence[Change]) -> None:
        """Give up to PIECE entries new values."""
        found = {row[0]: row for row in rows_by_id(self.store, table, [change.id for change in wanted])}
        kept: list[tuple[Change, Sequence[Stored], Sequence[Stored]]] = []
        for change in wanted:
            row = found.get(change.id)
            if row is None:
                title = self.ledgers[change.ledger].title
                self._problem("book-no-entry", change.place, ledger=title, id=change.id)
            elif row[1] is not None:
                self._problem("book-withdrawn", change.place, entry=f"{change.ledger}:{change.id}")
            else:
                values = self._encoded(change)
                if values is None:
                    continue
                new = renewed(table, row[2], values)
                if new == tuple(row[2]):
                    self.unchanged += 1
                else:
                    kept.append((change, row[2], new))
        stands = {change.id: change.place for change, _, _ in kept}
        if kept and not self._outside(table, stands) and not self._stale(table, [change for change, _, _ in kept]):
            if self._remit:
                self._remit.changed(table, stands)
            self._update(table, kept)

    def _stale(self, table: Table, wanted: Sequence[Change]) -> bool:
        """Tell which of the entries were touched after the writer saw them; whether any was."""
        before = len(self.problems)
        for change in wanted:
            link = last_touch(self.store, table.number, change.id) if change.since is not None else None
            if link and link.seq > (change.since or 0):
                entry = f"{self.ledgers[change.ledger].title}:{change.id}"
                self._problem("book-changed-since", change.place, entry=entry, actor=link.actor, seq=link.seq)
        return len(self.problems) > before

    def _encoded(self, change: Add | Change) -> dict[str, Stored] | None:
        """The values of a change in stored form; None when some do not fit, which is told."""
        ledger = self.ledgers[change.ledger]
        stored: dict[str, Stored] = {}
        sound = True
        for name, value in change.values.items():
            column = ledger.by_name.get(name)
            try:
                if column is None:
                    raise Unfit("book-no-column", ledger=ledger.title, column=name)  # noqa: TRY301
                stored[name] = self._ahead(column, encode(column, value))
            except Unfit as unfit:
                sound = False
                place = replace(change.place, column=change.place.column or (column.title if column else name))
                self.problems.append(Problem(unfit.code, place, unfit.details))
        return stored if sound else None

    def _ahead(self, column: Column, cell: Stored) -> Stored:
        """The cell, with a reference to an entry that this change set adds as the id that it will have."""
        ahead = column.to is not None and isinstance(cell, int) and cell < 0
        return self.first_id(column.to or "") - 1 - int(cell or 0) if ahead else cell

    def _update(self, table: Table, kept: Sequence[tuple[Change, Sequence[Stored], Sequence[Stored]]]) -> None:
        """Check and write changed rows."""
        piece = self._piece(table, [new for _, _, new in kept], lambda row: kept[row][0].place)
        if self._tell(
            piece,
            [*ledger_faults(self.catalog, piece.ledger, piece.cells, piece.count), *self._reference_faults(piece)],
        ):
            return
        self.sums.touch(piece.ledger, self._piece(table, [old for _, old, _ in kept], piece.place).cells, piece.place)
        self.sums.touch(piece.ledger, piece.cells, piece.place)
        ids = [change.id for change, _, _ in kept]
        names = (*table.by_name, *table.levels)
        settings = ", ".join(f'"{name}" = ?' for name in names)
        rows = zip(*self._own_cells(piece), *self._level_cells(piece), ids, strict=True)
        try:
            self.store.execute_many(f"UPDATE {table.sql} SET {settings} WHERE id = ?", list(rows))
        except Duplicate:
            self._tell_duplicates(piece, ids)
            return
        for (change, old, _), row in zip(kept, zip(ids, *self._numbered_cells(piece), strict=True), strict=True):
            cells = differences(table, old, row)
            self.scribe.record(
                "change", table.number, change.id, hashes=row_hash(self._hash, table.number, row), cells=cells
            )
        self.updated[table.name] += len(kept)

    # Adding

    def _add(self, ledger: str, added: Sequence[Add | AddMany]) -> None:
        """Add entries, in pieces."""
        single: list[Add] = []
        for add in added:
            if isinstance(add, Add):
                single.append(add)
                continue
            self._add_singly(ledger, single)
            single = []
            self._add_many(ledger, add)
        self._add_singly(ledger, single)

    def _add_singly(self, ledger: str, added: Sequence[Add]) -> None:
        """Add entries given by their values."""
        table = self.layout.by_name[ledger]
        for some in pieces(added, CHUNK):
            encoded = [self._encoded(add) for add in some]
            rows = [tuple((values or {}).get(name) for name in table.by_name) for values in encoded]
            sound = [number for number, values in enumerate(encoded) if values is not None]
            piece = self._piece(table, [rows[number] for number in sound], places(some, sound))
            if len(sound) == len(some):
                self._insert(piece)
            else:
                self._check_new(piece)
                self.created[ledger] += len(some)

    def _add_many(self, ledger: str, add: AddMany) -> None:
        """Add entries given in stored form."""
        table, declared = self.layout.by_name[ledger], self.ledgers[ledger]
        unknown = [name for name in add.columns if name not in table.by_name]
        for name in unknown:
            self._problem("book-no-column", Place(), ledger=declared.title, column=name)
        start = 0
        rows = iter(add.rows)
        while some := list(islice(rows, CHUNK)):
            cells: dict[str, Sequence[Stored]] = dict(zip(add.columns, zip(*some, strict=True), strict=True))
            if not unknown:
                self._insert(Piece(table, declared, cells, len(some), shifted(add.place, start)))
            start += len(some)

    def _piece(self, table: Table, rows: Sequence[Sequence[Stored]], place: PlaceOf) -> Piece:
        """Rows in the order of the table's fields as a piece."""
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.fields)
        return Piece(table, self.ledgers[table.name], dict(zip(table.by_name, columns, strict=True)), len(rows), place)

    def _check_new(self, piece: Piece) -> bool:
        """Tell what is wrong with new rows; whether anything is."""
        for field in piece.table.fields:
            cells = piece.cells.get(field.name)
            if cells is None:
                continue
            if field.to and any(isinstance(cell, int) and cell < 0 for cell in set(cells)):
                start = self.first_id(field.to) - 1
                piece.cells[field.name] = [
                    start - cell if isinstance(cell, int) and cell < 0 else cell for cell in cells
                ]
            elif field.kind == "text" and "" in cells:
                piece.cells[field.name] = [cell or None for cell in cells]
        faults = [*ledger_faults(self.catalog, piece.ledger, piece.cells, piece.count), *self._reference_faults(piece)]
        return self._tell(piece, faults)

    def _insert(self, piece: Piece) -> None:
        """Check new rows and write them."""
        table = piece.table
        first = self.first_id(table.name) + self.created[table.name]
        self.created[table.name] += piece.count
        if self._remit and HOME.name in table.by_name:
            self._remit.house(piece.cells, piece.count)
        if not piece.count or self._check_new(piece):
            return
        self.sums.touch(piece.ledger, piece.cells, piece.place)
        ids = range(first, first + piece.count)
        given = [name for name in table.by_name if name in piece.cells]
        columns = ("id", *given, *table.levels)
        self._unique(table).added(first, piece.count, piece.place)
        rows = list(zip(ids, *(piece.cells[name] for name in given), *self._level_cells(piece), strict=True))
        try:
            self.store.insert(f"ledger_{table.name}", columns, rows)
        except Duplicate:
            self._insert_others(piece, columns, rows)
            return
        self._bulk(table).added(first + piece.count - self.first_id(table.name))
        if self._remit:
            self._remit.added(table, first, piece.count, piece.place)
        hashes = row_hashes(self._hash, table.number, [ids, *self._numbered_cells(piece)])
        for start in range(0, piece.count, BLOCK):
            some = hashes[start : start + BLOCK]
            self.scribe.record("add", table.number, first + start, len(some), hashes=b"".join(some))

    def _insert_others(self, piece: Piece, columns: Sequence[str], rows: Sequence[Sequence[Stored]]) -> None:
        """Tell which rows the database refuses as duplicates, and insert the others, so that later ones meet them."""
        faults = self._unique(piece.table).faults(piece.cells, piece.place)
        self.problems += faults.values()
        others = [cells for row, cells in enumerate(rows) if row not in faults]
        self.store.insert(f"ledger_{piece.table.name}", columns, others)

    def _unique(self, table: Table) -> Uniqueness:
        """The unique columns of the table."""
        return self._bulk(table).unique

    def _bulk(self, table: Table) -> Bulk:
        """The indexes of the table."""
        name = table.name
        if name not in self._bulks:
            self._bulks[name] = Bulk(Uniqueness(self.store, table, self.ledgers[name], self.first_id(name)))
        return self._bulks[name]

    @staticmethod
    def _own_cells(piece: Piece) -> list[Iterable[Stored]]:
        """The cells of the table's columns, in the order of its fields."""
        return [piece.cells.get(name) or (None,) * piece.count for name in piece.table.by_name]

    def _level_cells(self, piece: Piece) -> list[Iterable[Stored]]:
        """The cells of the levels of the table's regions."""
        nothing = (None,) * piece.count
        return list(
            chain.from_iterable(
                level_cells(piece.cells.get(field.name) or nothing, self.tree) for field in piece.table.regions
            )
        )

    @staticmethod
    def _numbered_cells(piece: Piece) -> list[Sequence[Stored]]:
        """The cells in the order of the columns' numbers, for the hashes."""
        nothing = (None,) * piece.count
        fields = (piece.table.by_number.get(number) for number in range(1, piece.table.width + 1))
        return [(piece.cells.get(field.name) or nothing) if field else nothing for field in fields]

    # Telling

    def _reference_faults(self, piece: Piece) -> list[RowFault]:
        """References of the rows that lead nowhere."""
        return list(self.references.faults(piece.table, piece.ledger, piece.cells, piece.place))

    def _tell(self, piece: Piece, faults: Iterable[RowFault]) -> bool:
        """Keep the faults of rows as problems at their places; whether there were any."""
        before = len(self.problems)
        for fault in faults:
            place = piece.place(fault.row)
            column = place.column or fault.column
            self.problems.append(Problem(fault.code, replace(place, column=column), fault.details))
        return len(self.problems) > before

    def _tell_duplicates(self, piece: Piece, own: Iterable[int]) -> None:
        """Find out which rows the database refused for a unique value."""
        self.problems += self._unique(piece.table).faults(piece.cells, piece.place, frozenset(own)).values()

    # Regions

    def _settle_regions(self, changes: ChangeSet) -> None:
        """After regions were written: a new tree, its faults, and the levels of what refers to them."""
        if not changes.touches("region"):
            return
        self.tree = region_tree(self.store, self.layout)
        self._tell_tree()
        moved = "region" in changes.changes or any(mark.ledger == "region" for mark in changes.marks)
        for table in self.layout.tables if moved else [self.layout.by_name["region"]]:
            refresh(self.store, table, self.tree)

    def _tell_tree(self) -> None:
        """Regions below themselves, or not below their parent's level."""
        for id in self.tree.circular:
            name = self.references.name("region", id)
            self._problem("book-region-circle", Place(), name=name)
        for region, parent in self.tree.misplaced():
            details = {"level": region.level, "parent": parent.name, "parent_level": parent.level}
            self._problem("book-region-level", Place(), name=region.name, **details)
