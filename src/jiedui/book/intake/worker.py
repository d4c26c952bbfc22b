"""The process that reads files: apart from the importing one, so that a parser's crash or hunger harms nothing.

:func:`main` is all that it runs: it takes one pickled :class:`Order` on standard input, writes the clean rows to a spool file and pickled messages to standard output, in order: a :class:`Begun` for each file, a
:class:`Read` for each table, a :class:`Done` at the end of the file.
"""

from __future__ import annotations

import marshal
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, PasswordError

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.files import examine
from jiedui.book.intake.limits import Limits
from jiedui.book.intake.sheets import read_sheets
from jiedui.book.intake.tables import Batch, SheetTable, TableHead
from jiedui.book.intake.text import encoding_of
from jiedui.catalog import Catalog


@dataclass(frozen=True)
class Order:
    """What to read, by what declarations, within what limits, and the file that takes the rows."""

    paths: tuple[Path, ...]
    catalog: Catalog
    limits: Limits
    spool: Path


@dataclass(frozen=True)
class Begun:
    """The reading of a file begins."""

    number: int


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


def read_files(order: Order, start: int, spool: IO[bytes]) -> Iterator[Begun | Read | Done]:
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


def _read_file(path: Path, order: Order, spool: IO[bytes], problems: list[Problem]) -> Iterator[Read]:
    """The tables of one file."""
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
    for raw in read_sheets(path, kind, encoding):
        table = SheetTable(raw, order.catalog, order.limits, path.name, csv_file=kind == "csv")
        if table.head:
            tables += 1
            yield _spooled(path, table.head, table.batches(), spool)
        problems += table.told.all()
    problems[:] = _weighed(problems, tables, path)


def _weighed(problems: list[Problem], tables: int, path: Path) -> list[Problem]:
    """Sheets that are no ledger's are let pass, with a warning, when the file has others that are."""
    if tables:
        return [Problem("sheet-passed-over", each.place) if each.code == "sheet-unknown" else each for each in problems]
    return problems or [Problem("file-without-table", Place(file=path.name))]


def _spooled(path: Path, head: TableHead, batches: Iterator[Batch], spool: IO[bytes]) -> Read:
    """Write the batches of a table to the spool."""
    spans, rows, faulty = [], 0, 0
    for batch in batches:
        data = marshal.dumps(batch)
        spans.append((spool.tell(), len(data)))
        spool.write(data)
        rows += len(batch[0])
        faulty += len(batch[2])
    spool.flush()
    return Read(path, head, tuple(spans), rows, faulty)


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
