"""What an import is going to do: every row identified, every reference resolved, nothing written yet.

The rows stay where the intake has put them; a sheet remembers of each only the entry that it is (a positive id), the
place among the new entries of its ledger (``-k``, the k-th), and whether it is refused.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jiedui.base.problems import Place, Problem
from jiedui.book.alike import Alike
from jiedui.book.book import Book
from jiedui.book.cells import decode
from jiedui.book.changes import AddMany, AnyChange, Change, Stored
from jiedui.book.intake import Batch, Table
from jiedui.book.matching import Key, Matcher
from jiedui.book.outcomes import RowOutcome
from jiedui.book.remit import Remit
from jiedui.book.resolver import Resolver
from jiedui.book.rows import rows_by_id
from jiedui.catalog import Column, Ledger

#: Ids from here downwards stand for rows that are refused: others may name them, but cannot be taken either.
REFUSED = -(2**62)

Excluded = frozenset[tuple[int, int]]
#: Told what is being done, how many rows are done and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass
class SheetPlan:
    """One table of the import: the entry that each of its rows is, and whether the row is good."""

    number: int
    table: Table
    ledger: Ledger
    numbers: array[int] = field(default_factory=lambda: array("q"))
    ids: array[int] = field(default_factory=lambda: array("q"))
    good: bytearray = field(default_factory=bytearray)
    old: dict[int, Mapping[str, Stored]] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def updated(self) -> int:
        """How many rows change an entry; the old cells of each are in ``old``, by the row's index."""
        return len(self.old)

    @property
    def created(self) -> int:
        """How many rows are new entries."""
        return sum(1 for id, good in zip(self.ids, self.good, strict=True) if good and id < 0)

    @property
    def refused(self) -> int:
        """How many rows are not taken."""
        return self.good.count(0)

    def is_good(self, row: int) -> bool:
        """Whether the row that the sheet numbers so was held good."""
        index = self.index(row)
        return index is not None and bool(self.good[index])

    def is_new(self, row: int) -> bool:
        """Whether the row that the sheet numbers so is a new entry."""
        index = self.index(row)
        return index is not None and self.ids[index] < 0

    def is_update(self, row: int) -> bool:
        """Whether the row that the sheet numbers so changes an entry."""
        return self.index(row) in self.old

    def index(self, row: int) -> int | None:
        """The index of the row that the sheet numbers so; None when it has none."""
        index = bisect_left(self.numbers, row)
        return index if index < len(self.numbers) and self.numbers[index] == row else None

    def outcomes(self, refused: Iterable[int]) -> Iterator[RowOutcome]:
        """What becomes of each row that does not leave its entry as it is; ``refused`` by the door are those numbers."""
        against = {self.index(row) for row in refused}
        at = 0
        for numbers, columns, _ in self.table.batches():
            for row, *cells in zip(numbers, *columns, strict=True):
                id, old = self.ids[at], self.old.get(at, {})
                if not self.good[at] or at in against:
                    yield RowOutcome(self.number, row, "refused", id if id > 0 else None, cells)
                elif id < 0 or old:
                    yield RowOutcome(self.number, row, "updated" if old else "created", id if old else None, cells, old)
                at += 1


class Plan:
    """The plan of one import; :attr:`problems` and :attr:`changes` are complete after :meth:`make`."""

    def __init__(
        self,
        book: Book,
        tables: Sequence[Table],
        excluded: Excluded = frozenset(),
        *,
        since: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """``excluded`` are rows to refuse, by the number of their table and their own.

        ``since`` is the last change set that whoever asks for the import had seen: see :class:`Change`.
        """
        self._book = book
        self._excluded = excluded
        self._since = since
        self._progress = progress
        self.problems: list[Problem] = []
        self.changes: list[AnyChange] = []
        self.sheets = [SheetPlan(number, table, book.ledgers[table.head.ledger]) for number, table in enumerate(tables)]
        self._matchers: dict[str, Matcher] = {}
        self._alike: dict[str, Alike] = defaultdict(Alike)
        self._resolvers: dict[str, Resolver] = {}
        self._found: dict[str, dict[str, int | Problem]] = defaultdict(dict)
        self._new: dict[str, int] = defaultdict(int)
        self._refused = 0

    def make(self) -> None:
        """Identify all rows, those first that others' keys name; then resolve all references."""
        for ledger in self._in_order():
            for sheet in self.sheets:
                if sheet.ledger.name == ledger:
                    self._identify(sheet)
            if ledger == "region" and ledger in self._resolvers:
                self._place_regions()
        self._check_references()
        for sheet in self.sheets:
            self._compare(sheet)
        self.changes += [self._addition(sheet) for sheet in self.sheets if any(id < 0 for id in sheet.ids)]

    def _in_order(self) -> list[str]:
        """The ledgers of the import, each after those to which its key refers."""
        names = list(dict.fromkeys(sheet.ledger.name for sheet in self.sheets))
        done: dict[str, None] = {}

        def visit(name: str, way: tuple[str, ...]) -> None:
            for column in _key_refs(self._book.ledgers[name]):
                if column.to in names and column.to not in (*way, *done):
                    visit(column.to or "", (*way, name))
            done[name] = None

        for name in names:
            visit(name, (name,))
        return list(done)

    # Who is who

    def _identify(self, sheet: SheetPlan) -> None:
        """Find out of each row which entry it is, or that it is new."""
        matcher = self._matchers.setdefault(sheet.ledger.name, Matcher(self._book, sheet.ledger))
        for batch in self._batches(sheet, "对照账册"):
            bad = {*batch[2], *self._shut_out(sheet, batch[0])}
            start = len(sheet.ids)
            found = self._matched(sheet, batch, matcher)
            if not sheet.ledger.unique:
                self.problems += self._alike[sheet.ledger.name].told(sheet.table, batch, found)
            sheet.numbers.extend(batch[0])
            for index, id in enumerate(found):
                if id in matcher.hidden:
                    self._told_hidden(sheet, batch[0][index])
                    bad.add(index)
                elif id and matcher.is_taken(id):
                    self._told_twice(sheet, batch, index)
                    bad.add(index)
                known = 0 if id in matcher.hidden else id
                sheet.ids.append(known or self._next(sheet.ledger.name, refused=index in bad))
                sheet.good.append(index not in bad)
            self._introduce(sheet, batch, sheet.ids[start:])

    def _batches(self, sheet: SheetPlan, what: str) -> Iterator[Batch]:
        """The rows of a sheet, with the progress told after each batch."""
        done = 0
        for batch in sheet.table.batches():
            yield batch
            done += len(batch[0])
            if self._progress:
                self._progress(f"{what}：{sheet.table.head.sheet}", done, sheet.table.rows)

    def _told_hidden(self, sheet: SheetPlan, row: int) -> None:
        """A row is an entry by its 编号 that whoever imports cannot see: that is all that is said of it."""
        place = replace(sheet.table.place(row), column=sheet.ledger.column("code").title)
        table = self._book.table(sheet.ledger.name)
        self.problems.append(Remit(self._book.store, self._book.view).problem(table, "book-not-yours", place))

    def _shut_out(self, sheet: SheetPlan, numbers: Sequence[int]) -> set[int]:
        """The indexes of the excluded rows."""
        if not self._excluded:
            return set()
        return {index for index, number in enumerate(numbers) if (sheet.number, number) in self._excluded}

    def _next(self, ledger: str, *, refused: bool) -> int:
        """The next number of a new entry of the ledger, or one that stands for a refused row."""
        if refused:
            self._refused += 1
            return REFUSED - self._refused
        self._new[ledger] += 1
        return -self._new[ledger]

    def _matched(self, sheet: SheetPlan, batch: Batch, matcher: Matcher) -> list[int]:
        """The entries of the book that the rows of a batch are; 0 for new ones."""
        count = len(batch[0])
        if matcher.empty:
            return [0] * count
        cells = dict(zip(sheet.table.head.columns, batch[1], strict=True))
        nothing: Sequence[Stored] = (None,) * count
        codes = cells.get("code", nothing)
        columns = [self._key_cells(sheet.ledger.column(name), cells.get(name, nothing)) for name in matcher.key]
        keys: list[Key] = list(zip(*columns, strict=True)) if columns else [()] * count
        return matcher.find(codes, keys)

    def _key_cells(self, column: Column, cells: Sequence[Stored]) -> Sequence[Stored]:
        """A column of keys, its references resolved; what cannot be resolved matches nothing."""
        if not column.to:
            return cells
        found = self._resolved(column, {str(cell) for cell in cells if cell is not None})
        return [None if cell is None else _id_of(found[str(cell)]) for cell in cells]

    def _told_twice(self, sheet: SheetPlan, batch: Batch, index: int) -> None:
        """Two rows of the import are one entry."""
        names = [name for name in ("code",) if name in sheet.table.head.columns] or list(sheet.ledger.key)
        cells = dict(zip(sheet.table.head.columns, batch[1], strict=True))
        value = "＋".join(str(cells[name][index]) for name in names if name in cells)
        titles = "＋".join(sheet.ledger.column(name).title for name in names)
        place = replace(sheet.table.place(batch[0][index]), column=titles)
        self.problems.append(Problem("import-twice", place, {"column": titles, "value": value}))

    def _introduce(self, sheet: SheetPlan, batch: Batch, ids: Iterable[int]) -> None:
        """Let the rows of a batch be found by others, when any sheet refers to their ledger."""
        name = sheet.ledger.name
        if not any(column.to == name for other in self.sheets for column in other.ledger.refs):
            return
        resolver = self._resolver(name)
        wanted = {column.name for column in resolver.columns if not column.to}
        kept = [pair for pair in zip(sheet.table.head.columns, batch[1], strict=True) if pair[0] in wanted]
        names, columns = [name for name, _ in kept], [cells for _, cells in kept]
        for id, *row in zip(ids, *columns, strict=True):
            resolver.add(id, dict(zip(names, row, strict=True)))

    def _place_regions(self) -> None:
        """After all regions are known by name: which lies below which."""
        resolver = self._resolvers["region"]
        wanted = [column.name for column in resolver.columns]
        for sheet in self.sheets:
            if sheet.ledger.name != "region" or "parent" not in sheet.table.head.columns:
                continue
            start = 0
            for batch in sheet.table.batches():
                cells = dict(zip(sheet.table.head.columns, batch[1], strict=True))
                cells["parent"] = list(self._key_cells(sheet.ledger.column("parent"), cells["parent"]))
                names = [name for name in wanted if name in cells]
                for offset, row in enumerate(zip(*(cells[name] for name in names), strict=True)):
                    resolver.add(sheet.ids[start + offset], dict(zip(names, row, strict=True)))
                start += len(batch[0])
        self._found["region"].clear()

    # References

    def _resolver(self, ledger: str) -> Resolver:
        """The resolver of a ledger: the book's entries, and the import's as far as they have been introduced."""
        if ledger not in self._resolvers:
            self._resolvers[ledger] = Resolver.of(self._book, ledger)
        return self._resolvers[ledger]

    def _resolved(self, column: Column, texts: Iterable[str]) -> Mapping[str, int | Problem]:
        """What each text of a column of references means; looked up once for each ledger referred to."""
        to = column.to or ""
        known = self._found[to]
        for text in texts:
            if text not in known:
                known[text] = self._resolver(to).resolve(text, column.title, Place())
        return known

    def _check_references(self) -> None:
        """Refuse rows whose references fail, then those that refer to refused rows, until all is settled."""
        again = False
        while True:
            for sheet in self.sheets:
                self._check(sheet, again=again)
            if not self._renumber():
                return
            again = True

    def _check(self, sheet: SheetPlan, *, again: bool) -> None:
        """Resolve the references of a sheet and refuse the rows where one fails; ``again``: of good rows only."""
        refs = [column for column in sheet.ledger.refs if column.name in sheet.table.head.columns]
        start = 0
        for batch in self._batches(sheet, "核对引用") if refs else ():
            columns = self.resolve(sheet, batch)
            for column in refs:
                self._judge(sheet, batch, start, column, columns, again=again)
            start += len(batch[0])

    def _renumber(self) -> bool:
        """Take refused rows out of the numbers of new entries that references go by; whether there were any."""
        dropped = False
        for ledger, found in self._found.items():
            after: dict[int, int] = {}
            count = 0
            for sheet in self.sheets:
                if sheet.ledger.name != ledger:
                    continue
                for index, id in enumerate(sheet.ids):
                    if REFUSED < id < 0:
                        count += sheet.good[index]
                        after[id] = -count if sheet.good[index] else self._next(ledger, refused=True)
                        sheet.ids[index] = after[id]
            dropped = dropped or any(id <= REFUSED for id in after.values())
            for text, known in found.items():
                if isinstance(known, int):
                    found[text] = after.get(known, known)
        return dropped

    def resolve(self, sheet: SheetPlan, batch: Batch) -> list[Sequence[Stored]]:
        """The columns of a batch with its references as ids; None where one fails."""
        columns: list[Sequence[Stored]] = []
        for name, cells in zip(sheet.table.head.columns, batch[1], strict=True):
            column = sheet.ledger.column(name)
            if not column.to:
                columns.append(cells)
                continue
            found = self._resolved(column, {str(cell) for cell in set(cells) if cell is not None})
            ids: dict[Stored, Stored] = {text: _id_of(found[str(text)]) for text in set(cells) if text is not None}
            columns.append([ids.get(cell) for cell in cells])
        return columns

    def _judge(
        self,
        sheet: SheetPlan,
        batch: Batch,
        start: int,
        column: Column,
        columns: Sequence[Sequence[Stored]],
        *,
        again: bool,
    ) -> None:
        """Refuse the rows whose reference in that column fails or names a refused row."""
        at = sheet.table.head.columns.index(column.name)
        written, meant = batch[1][at], columns[at]
        refused = {id for id in set(meant) if isinstance(id, int) and id <= REFUSED}
        if not refused and meant.count(None) == written.count(None):
            return
        found = self._found[column.to or ""]
        for index, (text, id) in enumerate(zip(written, meant, strict=True)):
            if text is None or (id is not None and id not in refused) or (again and not sheet.good[start + index]):
                continue
            place = replace(sheet.table.place(batch[0][index]), column=column.title)
            problem = found[str(text)]
            details = {"column": column.title, "text": text}
            waits = Problem("import-waits", place, details)
            told = (
                replace(problem, place=place, details={**problem.details, **details})
                if isinstance(problem, Problem)
                else waits
            )
            self.problems.append(told)
            sheet.good[start + index] = 0

    def _compare(self, sheet: SheetPlan) -> None:
        """Note which rows of a sheet change an entry of the book."""
        start = 0
        for batch in self._batches(sheet, "比较新旧") if any(id > 0 for id in sheet.ids) else ():
            self._compare_batch(sheet, batch, start, self.resolve(sheet, batch))
            start += len(batch[0])

    def _compare_batch(self, sheet: SheetPlan, batch: Batch, start: int, columns: Sequence[Sequence[Stored]]) -> None:
        """Note which of the rows that are entries already differ from them."""
        rows = {
            sheet.ids[start + index]: index
            for index in range(len(batch[0]))
            if sheet.ids[start + index] > 0 and sheet.good[start + index]
        }
        table = self._book.table(sheet.ledger.name)
        places = {name: place for place, name in enumerate(table.by_name)}
        for id, _, cells in rows_by_id(self._book.store, table, sorted(rows)):
            index = rows[id]
            differing = {
                name: column[index]
                for name, column in zip(sheet.table.head.columns, columns, strict=True)
                if column[index] != cells[places[name]] and (name != "code" or column[index] is not None)
            }
            if differing:
                values = {name: decode(sheet.ledger.column(name), cell) for name, cell in differing.items()}
                place = sheet.table.place(batch[0][index])
                self.changes.append(Change(sheet.ledger.name, id, values, place, self._since))
                sheet.old[start + index] = {name: cells[places[name]] for name in differing}
            else:
                sheet.unchanged += 1

    # New entries

    def _addition(self, sheet: SheetPlan) -> AddMany:
        """The new entries of a sheet, read from the spool as they are written."""
        numbers = array("q")
        return AddMany(
            sheet.ledger.name,
            sheet.table.head.columns,
            self._new_rows(sheet, numbers),
            lambda index: sheet.table.place(numbers[index]),
        )

    def _new_rows(self, sheet: SheetPlan, numbers: array[int]) -> Iterator[tuple[Stored, ...]]:
        """The good new rows of a sheet in stored form; the number of each is kept in ``numbers``."""
        start = 0
        for batch in self._batches(sheet, "写入账册"):
            count = len(batch[0])
            taken = [index for index in range(count) if sheet.good[start + index] and sheet.ids[start + index] < 0]
            start += count
            rows = zip(*self.resolve(sheet, batch), strict=True)
            if len(taken) == count:
                numbers.extend(batch[0])
                yield from rows
            else:
                chosen = set(taken)
                numbers.extend(batch[0][index] for index in taken)
                yield from (row for index, row in enumerate(rows) if index in chosen)


def _key_refs(ledger: Ledger) -> list[Column]:
    """The references among the columns of a ledger's key."""
    return [column for column in ledger.refs if column.name in ledger.key]


def _id_of(found: int | Problem) -> int | None:
    """The id that was found; None for a problem."""
    return None if isinstance(found, Problem) else found
