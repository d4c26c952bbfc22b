"""What an import does, or would do, to each row (逐行结果), kept in a file: for any number of rows, read a page at a time.

Rows that leave an entry as it is are counted and not kept. Cells are in stored form, references as they are written in
the workbook; of an entry that is changed the old cells stand beside, references as ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Self, get_args

from jiedui.base.problems import Place, Problem
from jiedui.book.changes import Stored

Outcome = Literal["created", "updated", "unchanged", "refused"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet: the ledger by name and by title, its columns by name, its rows by outcome."""

    file: str
    sheet: str
    ledger: str
    title: str
    columns: tuple[str, ...]
    created: int
    updated: int
    unchanged: int
    refused: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.created + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row of a sheet (by the sheet's place among the results): the entry it is, cells new and old.

    ``entry`` is None for a new entry; ``old`` holds, by column, only cells that are changed.
    """

    sheet: int
    row: int
    outcome: Outcome
    entry: int | None
    cells: Sequence[Stored]
    old: Mapping[str, Stored] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


_TABLES = """
CREATE TABLE sheet (number INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE row (number INTEGER PRIMARY KEY, sheet INTEGER NOT NULL, row INTEGER NOT NULL, outcome TEXT NOT NULL,
  entry INTEGER, cells TEXT NOT NULL, old TEXT);
CREATE TABLE problem (number INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, severity TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX row_outcome ON row (outcome, sheet, number);
CREATE INDEX row_sheet ON row (sheet, number);
CREATE INDEX problem_row ON problem (sheet, row)
"""
_ROWS = "SELECT number, sheet, row, outcome, entry, cells, old FROM row"


def write_outcomes(
    path: Path, sheets: Sequence[SheetResult], rows: Iterable[RowOutcome], problems: Iterable[Problem]
) -> None:
    """Write the file, which takes the place of an older one only when it is whole."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        for statement in _TABLES.split(";"):
            store.execute(statement)
        store.executemany("INSERT INTO sheet VALUES (?, ?)", ((n, json.dumps(asdict(s))) for n, s in enumerate(sheets)))
        store.executemany("INSERT INTO row VALUES (NULL, ?, ?, ?, ?, ?, ?)", map(_packed, rows))
        numbers = {(sheet.file, sheet.sheet): number for number, sheet in enumerate(sheets)}
        alone = {sheet.file: number for number, sheet in enumerate(sheets)}
        store.executemany(
            "INSERT INTO problem VALUES (NULL, ?, ?, ?, ?)",
            ((_sheet_of(each.place, numbers, alone), each.place.row, each.severity, _told(each)) for each in problems),
        )
        store.commit()
    new.replace(path)


def _packed(row: RowOutcome) -> tuple[object, ...]:
    """One row as the file keeps it."""
    old = json.dumps(row.old, ensure_ascii=False) if row.old else None
    return row.sheet, row.row, row.outcome, row.entry, json.dumps(row.cells, ensure_ascii=False), old


def _sheet_of(place: Place, numbers: Mapping[tuple[str, str], int], alone: Mapping[str, int]) -> int | None:
    """The number of the sheet at which a problem stands; None for one of a file, or of a sheet without a table."""
    if place.sheet is None:
        return alone.get(place.file or "") if place.row is not None else None
    return numbers.get((place.file or "", place.sheet))


def _told(problem: Problem) -> str:
    """A problem as the file keeps it."""
    details = {name: value if isinstance(value, int) else str(value) for name, value in problem.details.items()}
    return json.dumps([problem.code, asdict(problem.place), details], ensure_ascii=False)


def _problem(body: str) -> Problem:
    """A problem read back."""
    code, place, details = json.loads(body)
    return Problem(code, Place(**place), details)


class Outcomes:
    """The file of an import's outcomes, to be read: a context manager."""

    def __init__(self, path: Path) -> None:
        """Open it; FileNotFoundError when there is none."""
        if not path.is_file():
            raise FileNotFoundError(path)
        self._store = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
        bodies = self._store.execute("SELECT body FROM sheet ORDER BY number")
        made = (json.loads(body) for (body,) in bodies)
        self.sheets = tuple(SheetResult(**{**body, "columns": tuple(body["columns"])}) for body in made)

    def __enter__(self) -> Self:
        """The outcomes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._store.close()

    def count(self, outcome: Outcome) -> int:
        """How many rows of all sheets have that outcome."""
        return sum(int(getattr(sheet, outcome)) for sheet in self.sheets)

    def severities(self) -> dict[str, int]:
        """How many problems there are of each severity."""
        return dict(self._store.execute("SELECT severity, COUNT(*) FROM problem GROUP BY severity"))

    def problems(self, limit: int = -1) -> list[Problem]:
        """The problems in order, at most so many of them."""
        rows = self._store.execute("SELECT body FROM problem ORDER BY number LIMIT ?", (limit,))
        return [_problem(body) for (body,) in rows]

    def apart(self) -> list[Problem]:
        """The problems that stand at no row that is kept: of files, of sheets, of the whole."""
        told = "SELECT 1 FROM row WHERE row.sheet = problem.sheet AND row.row = problem.row"
        rows = self._store.execute(f"SELECT body FROM problem WHERE row IS NULL OR NOT EXISTS ({told}) ORDER BY number")
        return [_problem(body) for (body,) in rows]

    def kept(self, outcomes: Sequence[Outcome], sheet: int | None = None, *, marked: bool = False) -> int:
        """How many rows :meth:`page` can give."""
        where, params = _condition(outcomes, sheet, marked=marked)
        (count,) = self._store.execute(f"SELECT COUNT(*) FROM row WHERE {where}", params).fetchone()
        return int(count)

    def page(
        self, outcomes: Sequence[Outcome], sheet: int | None = None, *, marked: bool = False, start: int, count: int
    ) -> list[RowOutcome]:
        """Rows with one of those outcomes, of one sheet or all, from the ``start``-th on; ``marked``: those with problems."""
        where, params = _condition(outcomes, sheet, marked=marked)
        rows = self._store.execute(f"{_ROWS} WHERE {where} ORDER BY number LIMIT ? OFFSET ?", (*params, count, start))
        found = rows.fetchall()
        problems = self._problems_at({(row[1], row[2]) for row in found})
        return [
            RowOutcome(at, row, outcome, entry, json.loads(cells), json.loads(old or "{}"), problems.get((at, row), ()))
            for _, at, row, outcome, entry, cells, old in found
        ]

    def _problems_at(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[Problem, ...]]:
        """The problems of those rows, given by sheet and row."""
        wanted = sorted(places)
        listed = ", ".join(["(?, ?)"] * len(wanted))
        params = [number for place in wanted for number in place]
        sql = f"SELECT sheet, row, body FROM problem WHERE (sheet, row) IN (VALUES {listed}) ORDER BY number"
        found: dict[tuple[int, int], tuple[Problem, ...]] = {}
        for sheet, row, body in self._store.execute(sql, params) if wanted else ():
            found[sheet, row] = (*found.get((sheet, row), ()), _problem(body))
        return found


def _condition(outcomes: Sequence[Outcome], sheet: int | None, *, marked: bool) -> tuple[str, list[object]]:
    """SQL for the rows asked for, with its parameters."""
    parts, params = [f"outcome IN ({', '.join('?' * len(outcomes))})"], list[object](outcomes)
    if sheet is not None:
        parts, params = [*parts, "sheet = ?"], [*params, sheet]
    if marked:
        parts.append("EXISTS (SELECT 1 FROM problem WHERE problem.sheet = row.sheet AND problem.row = row.row)")
    return " AND ".join(parts), params
