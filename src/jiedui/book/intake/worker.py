"""The process that reads files: apart from the importing one, so that a parser's crash or hunger harms nothing.

:func:`main` is all that it runs: it takes one pickled :class:`Order` on standard input, writes the clean rows to a
spool file and pickled messages to standard output, in order: a :class:`Begun` for each file; a :class:`Counted` for
some thousand rows and a :class:`Read` for each table — or, when the sheets are only looked at, a :class:`Front` for each
sheet; a :class:`Done` at the end of the file.
"""

from __future__ import annotations

import marshal
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, PasswordError

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.files import examine
from jiedui.book.intake.limits import Limits
from jiedui.book.intake.mapping import Front, Given, Remembered
from jiedui.book.intake.sheets import read_sheets
from jiedui.book.intake.tables import Batch, SheetTable, TableHead
from jiedui.book.intake.text import encoding_of
from jiedui.catalog import Catalog


@dataclass(frozen=True)
class Order:
    """What to read, by what declarations, within what limits, as who said, and the file that takes the rows.

    ``looking`` asks for what each sheet begins with, and for nothing more.
    """

    paths: tuple[Path, ...]
    catalog: Catalog
    limits: Limits
    spool: Path
    given: Given = field(default_factory=dict)
    remembered: Remembered = field(default_factory=dict)
    looking: bool = False


@dataclass(frozen=True)
class Begun:
    """The reading of a file begins."""

    number: int


@dataclass(frozen=True)
class Counted:
    """So many rows of a sheet have been read, of about so many."""

    sheet: str
    done: int
    total: int


@dataclass(frozen=True)
class Read:
    """A table has been read: where in the spool its batches lie, how many rows it has and how many are faulty."""

    path: Path
    head: TableHead
    spans: tuple[tuple[int, int], ...]
    rows: int
    faulty: int


@dataclass(frozen=True)
class Done:
    """A file has been read to its end, with everything found wrong."""

    problems: list[Problem]


Message = Begun | Counted | Read | Front | Done


def read_files(order: Order, start: int, spool: IO[bytes]) -> Iterator[Message]:
    """Read the files of the order from the ``start``-th on."""
    for number, path in enumerate(order.paths[start:], start):
        yield Begun(number)
        problems: list[Problem] = []
        try:
            yield from _read_file(path, order, spool, problems)
        except PasswordError:
            problems.append(Problem("file-encrypted", Place(file=path.name)))
        except MemoryError:
            problems.append(Problem("file-exhausting", Place(file=path.name)))
        except Exception as error:  # noqa: BLE001 - whatever a parser makes of a broken file, it is the file's fault
            problems.append(Problem("file-broken", Place(file=path.name), {"why": _why(error)}))
        yield Done(problems)


def _why(error: Exception) -> str:
    """The reason that a parser gives, on one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200] if isinstance(error, CalamineError | OSError) else f"{type(error).__name__}: {text[:200]}"


def _read_file(path: Path, order: Order, spool: IO[bytes], problems: list[Problem]) -> Iterator[Message]:
    """The tables of one file, or the fronts of its sheets."""
    kind, found = examine(path, order.limits)
    problems += found
    encoding = ""
    if kind == "csv":
        told, problem = encoding_of(path)
        problems += [problem] if problem else []
        encoding = told or ""
    if kind is None or (kind == "csv" and not encoding):
        return
    tables = 0
    for raw in read_sheets(path, kind, encoding, formulas=not order.looking):
        made = (raw, order.catalog, order.limits, path.name)
        table = SheetTable(*made, csv_file=kind == "csv", given=order.given, remembered=order.remembered)
        tables += table.head is not None
        if order.looking:
            yield table.front
        elif table.head:
            yield from _spooled(path, table.head, table.batches(), spool, raw.height)
        problems += table.told.all()
    problems[:] = _weighed(problems, tables, path)


def _weighed(problems: list[Problem], tables: int, path: Path) -> list[Problem]:
    """Sheets that are no ledger's are let pass, with a warning, when the file has others that are."""
    if tables:
        return [Problem("sheet-passed-over", each.place) if each.code == "sheet-unknown" else each for each in problems]
    return problems or [Problem("file-without-table", Place(file=path.name))]


def _spooled(
    path: Path, head: TableHead, batches: Iterator[Batch], spool: IO[bytes], height: int
) -> Iterator[Counted | Read]:
    """Write the batches of a table to the spool, telling how far it has come."""
    spans, rows, faulty = [], 0, 0
    for batch in batches:
        data = marshal.dumps(batch)
        spans.append((spool.tell(), len(data)))
        spool.write(data)
        rows += len(batch[0])
        faulty += len(batch[2])
        yield Counted(head.sheet, rows, max(height, rows))
    spool.flush()
    yield Read(path, head, tuple(spans), rows, faulty)


def confine(limits: Limits) -> None:
    """Bound the memory of this process, where the system can."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve one order."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order, start = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    confine(order.limits)
    out = sys.stdout.buffer
    with order.spool.open("ab") as spool:
        for message in read_files(order, start, spool):
            pickle.dump(message, out)
            out.flush()
