"""Reading files in a process of their own: tables to go through as often as needed, and all that was found wrong.

The rows lie in a spool file on disk, never all in memory. A file at which the reading process dies, or over which it
takes too long, is a problem of that file; the others are read nevertheless.
"""

from __future__ import annotations

import marshal
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.files import gather
from jiedui.book.intake.limits import Limits
from jiedui.book.intake.mapping import Front, Given, Remembered
from jiedui.book.intake.tables import Batch, TableHead
from jiedui.book.intake.worker import Begun, Counted, Done, Message, Order, Read
from jiedui.catalog import Catalog

#: Told what is being done, how much is done and how much there is; what it raises ends the work.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Table:
    """A sheet read: what it is, how many rows it has, how many of them are faulty."""

    path: Path
    head: TableHead
    rows: int
    faulty: int
    _spool: Path = field(repr=False)
    _spans: tuple[tuple[int, int], ...] = field(repr=False)

    def batches(self) -> Iterator[Batch]:
        """The rows, some thousand at a time: their numbers, their columns in stored form, the indexes of faulty ones."""
        with self._spool.open("rb") as spool:
            for start, length in self._spans:
                spool.seek(start)
                yield marshal.loads(spool.read(length))  # noqa: S302 - written by our own reading process

    def place(self, row: int) -> Place:
        """Where the row of that number stands."""
        sheet = None if self.path.suffix.lower() == ".csv" else self.head.sheet
        return Place(file=self.head.file, sheet=sheet, row=row)


class Intake:
    """Files read: :attr:`tables`, :attr:`fronts`, :attr:`problems`; a context manager that lets go of the spool."""

    def __init__(
        self,
        paths: Iterable[Path],
        catalog: Catalog,
        limits: Limits | None = None,
        *,
        given: Given | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        """Nothing is read before :meth:`read`; ``given`` and ``remembered`` say how some sheets are to be read."""
        self.files, self.problems = gather(paths)
        self.tables: list[Table] = []
        self.fronts: list[Front] = []
        self._folder = TemporaryDirectory(prefix="jiedui-")
        spool = Path(self._folder.name) / "rows"
        self._order = Order(tuple(self.files), catalog, limits or Limits(), spool, given or {}, remembered or {})

    def __enter__(self) -> Self:
        """The intake itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the spool."""
        self._folder.cleanup()

    def look(self, progress: Progress | None = None) -> Self:
        """See what the sheets begin with, as :attr:`fronts`, and read no further."""
        self._order = replace(self._order, looking=True)
        return self.read(progress)

    def read(self, progress: Progress | None = None) -> Self:
        """Read all files; ``progress`` is told the file's name, its number and how many there are."""
        start = 0
        while start < len(self.files):
            start = self._run(start, progress)
        return self

    def _run(self, start: int, progress: Progress | None) -> int:
        """One run of the reading process; the number of the file to go on with."""
        worker = subprocess.Popen(
            [sys.executable, "-c", "from jiedui.book.intake.worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with worker:
            try:
                return self._served(worker, start, progress)
            finally:
                worker.kill()

    def _served(self, worker: subprocess.Popen[bytes], start: int, progress: Progress | None) -> int:
        """Take what the reading process sends, until it has read all or dies."""
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("the reading process has no pipes")
        current, done = start, start
        watch = _Watch(worker, self._order.limits.seconds)
        try:
            pickle.dump((self._order, start), worker.stdin)
            worker.stdin.close()
            while done < len(self.files):
                message = pickle.load(worker.stdout)  # noqa: S301 - from our own process
                if isinstance(message, Begun):
                    current = message.number
                    watch.restart()
                elif isinstance(message, Done):
                    done = current + 1
                self._take(message, self.files[current].name, progress)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.tables = [table for table in self.tables if table.path != self.files[current]]
            self.fronts = [front for front in self.fronts if front.file != self.files[current].name]
            self.problems.append(Problem(watch.code, Place(file=self.files[current].name)))
            return current + 1
        finally:
            watch.stop()
        return done

    def _take(self, message: Message, file: str, progress: Progress | None) -> None:
        """Keep what the reading process has sent of a file, and tell the progress."""
        match message:
            case Begun(number) if progress:
                progress(file, number, len(self.files))
            case Counted(sheet, rows, total) if progress:
                progress(f"{file} › {sheet}", rows, total)
            case Front():
                self.fronts.append(message)
            case Read(path, head, spans, rows, faulty):
                self.tables.append(Table(path, head, rows, faulty, self._order.spool, spans))
            case Done(problems):
                self.problems += problems


class _Watch:
    """Ends the reading process when one file takes too long."""

    def __init__(self, worker: subprocess.Popen[bytes], seconds: int) -> None:
        """Watch that process."""
        self._worker = worker
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self.code = "file-exhausting"

    def restart(self) -> None:
        """Another file begins."""
        self.stop()
        self._timer = threading.Timer(self._seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        if self._timer:
            self._timer.cancel()

    def _end(self) -> None:
        """End the process."""
        self.code = "file-too-slow"
        self._worker.kill()
