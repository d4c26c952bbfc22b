"""Importing workbooks (导入): everything that happens to one row, in order.

1. Its file is examined and read in a process of its own; its cells become stored values (``intake``).
2. It is identified: an entry of the book by its 编号 or the ledger's key, or a new one (``plan``).
3. Its references are resolved, to entries of the book or to rows of the same import, in whatever order they stand.
4. All changes go through the door as one change set: required cells, choices, formats, rules of a row, uniqueness and
   rules of sums are checked there, against the book as the whole import leaves it.

Every problem of every row is told at once. With one error nothing is written, unless only the good rows were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jiedui.base.problems import Place, Problem, Refusal, errors
from jiedui.book.book import Book
from jiedui.book.changes import Receipt
from jiedui.book.intake import Intake, Limits, Table
from jiedui.book.intake.mapping import Given, Remembered
from jiedui.book.intake.reading import Progress
from jiedui.book.outcomes import RowOutcome, SheetResult, write_outcomes
from jiedui.book.plan import Plan

#: How often rows that the door refuses are left out before an import of the good rows gives up.
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of an import: every sheet, every problem, the files; ``receipt`` is None when nothing was written."""

    sheets: tuple[SheetResult, ...]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    receipt: Receipt | None

    @property
    def sound(self) -> bool:
        """Whether there is no error."""
        return not errors(self.problems)


@dataclass(frozen=True, slots=True)
class How:
    """How an import is to go about it, where that differs from the usual.

    ``dry_run`` checks everything and keeps nothing; ``only_good`` leaves out the rows that have problems and writes the
    rest. ``given`` and ``remembered`` say how sheets are to be read; ``since`` is the last change set that whoever asks
    had seen: an entry that was touched later is not changed. ``outcomes`` is a file that takes what became of each row.
    """

    dry_run: bool = False
    only_good: bool = False
    limits: Limits | None = None
    given: Given | None = None
    remembered: Remembered | None = None
    since: int | None = None
    outcomes: Path | None = None


def import_files(
    book: Book,
    paths: Iterable[Path],
    *,
    actor: str,
    reason: str = "",
    how: How | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Import workbooks, CSV files and folders of them into the book as one change set.

    ``progress`` is told what is being done, how much is done and how much there is; whatever it raises stops the import
    with nothing written, until the last row is handed over. Raises Refusal: book-busy, book-nameless, book-not-synced.
    What is wrong with the files is in the result.
    """
    how = how or How()
    with Intake(paths, book.catalog, how.limits, given=how.given, remembered=how.remembered) as intake:
        intake.read(progress)
        tables = [table for table in intake.tables if table.rows]
        why = reason or f"导入 {'、'.join(dict.fromkeys(path.name for path in intake.files))[:200]}"
        run = _Run(book, tables, list(intake.problems), actor, why, how, progress)
        receipt = run.only_good() if how.only_good else run.all_or_nothing()
        run.keep_outcomes()
        return ImportResult(run.sheets(), tuple(_in_order(run.problems)), tuple(intake.files), receipt)


class _Run:
    """The import of tables that have been read."""

    def __init__(
        self,
        book: Book,
        tables: Sequence[Table],
        problems: list[Problem],
        actor: str,
        reason: str,
        how: How,
        progress: Progress | None,
    ) -> None:
        """``problems`` are those met so far."""
        self._book = book
        self._tables = tables
        self._actor = actor
        self._reason = reason
        self._how = how
        self._progress = progress
        self._excluded: frozenset[tuple[int, int]] = frozenset()
        self.problems = problems
        self._plan = self._planned()

    def _planned(self) -> Plan:
        """A plan of the rows that are not excluded."""
        return Plan(self._book, self._tables, self._excluded, since=self._how.since, progress=self._progress)

    def all_or_nothing(self) -> Receipt | None:
        """Write everything, or find every problem and write nothing."""
        self._plan.make()
        self.problems += self._plan.problems
        return self._write(rehearse=self._how.dry_run or bool(errors(self.problems)))

    def only_good(self) -> Receipt | None:
        """Leave out the rows that the door refuses, until it refuses none; then write."""
        for _ in range(ROUNDS):
            self._plan = self._planned()
            self._plan.make()
            before = len(self.problems)
            receipt = self._write(rehearse=self._how.dry_run)
            against = errors(self.problems[before:])
            if not against:
                self.problems += self._plan.problems
                return receipt
            rows = self._rows_of(against)
            if not rows - self._excluded:
                break
            self._excluded |= rows
        self.problems.append(Problem("import-unsettled"))
        return None

    def _write(self, *, rehearse: bool) -> Receipt | None:
        """Hand the changes to the door; None when it refuses them, or when they were only rehearsed."""
        if not self._plan.changes:
            return None
        try:
            receipt = self._book.write(self._actor, self._reason, self._plan.changes, kind="import", rehearse=rehearse)
        except Refusal as refusal:
            if not any(problem.place.file for problem in refusal.problems) and not _about_entries(refusal):
                raise
            self.problems += [self._placed(problem) for problem in refusal.problems]
            return None
        return None if rehearse else receipt

    def _placed(self, problem: Problem) -> Problem:
        """The problem at the row of the region that it names, when only the whole tree shows it."""
        if problem.place.file or problem.code not in ("book-region-circle", "book-region-level"):
            return problem
        for table in self._tables:
            if table.head.ledger == "region" and "name" in table.head.columns:
                column = table.head.columns.index("name")
                for numbers, cells, _ in table.batches():
                    if problem.details["name"] in cells[column]:
                        row = numbers[cells[column].index(problem.details["name"])]
                        return replace(problem, place=replace(table.place(row), column="上级"))
        return problem

    def _rows_of(self, problems: Iterable[Problem]) -> frozenset[tuple[int, int]]:
        """The rows at which problems stand, by the number of their table and their own."""
        tables = {(table.place(0).file, table.place(0).sheet): number for number, table in enumerate(self._tables)}
        found = ((tables.get((each.place.file, each.place.sheet)), each.place.row) for each in problems)
        return frozenset((table, row) for table, row in found if table is not None and row is not None)

    def sheets(self) -> tuple[SheetResult, ...]:
        """What became of each sheet."""
        refused = self._refused_rows()
        return tuple(
            SheetResult(
                file=sheet.table.head.file,
                sheet=sheet.table.head.sheet,
                ledger=sheet.ledger.name,
                title=sheet.ledger.title,
                columns=sheet.table.head.columns,
                created=sheet.created - sum(sheet.is_new(row) for row in refused.get(sheet.number, ())),
                updated=sheet.updated - sum(sheet.is_update(row) for row in refused.get(sheet.number, ())),
                unchanged=sheet.unchanged,
                refused=sheet.refused + len(refused.get(sheet.number, ())),
            )
            for sheet in self._plan.sheets
        )

    def keep_outcomes(self) -> None:
        """Write down what became of each row, where that is wanted."""
        if self._how.outcomes:
            write_outcomes(self._how.outcomes, self.sheets(), self._outcomes(), _in_order(self.problems))

    def _outcomes(self) -> Iterator[RowOutcome]:
        """What became of each row."""
        refused = self._refused_rows()
        for sheet in self._plan.sheets:
            yield from sheet.outcomes(refused.get(sheet.number, ()))

    def _refused_rows(self) -> dict[int, set[int]]:
        """Rows that the plan held good and the door refused, by table."""
        found: dict[int, set[int]] = {}
        for number, row in self._rows_of(errors(self.problems)) - self._excluded:
            sheet = self._plan.sheets[number]
            if sheet.is_good(row):
                found.setdefault(number, set()).add(row)
        return found


def _about_entries(refusal: Refusal) -> bool:
    """Whether a refusal is about the content of the import, and not about the request."""
    return all(problem.code not in {"book-busy", "book-nameless", "book-not-synced"} for problem in refusal.problems)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by place, each told once; those of a whole file or sheet before those of its rows."""
    told = {
        (each.code, each.place, tuple(sorted((key, str(value)) for key, value in each.details.items()))): each
        for each in problems
    }
    return sorted(told.values(), key=lambda each: _order(each.place))


def _order(place: Place) -> tuple[str, str, int, str]:
    """What places are sorted by."""
    return place.file or "", place.sheet or "", place.row or 0, place.column or ""
