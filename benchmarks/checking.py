"""How fast a report is checked, beside the floor: the bare selects that its figures are made of, in the same run.

    python benchmarks/checking.py [--entries 100000] [--counties 50] [--runs 31] [--book FOLDER]

The book is the sample's county and so many others like it, ten to a city, with as many entries in all as asked for;
``--book`` keeps it for another run. The reports are drafts of that county's yearly summary: 4,000 characters, some 40
statements, in each one number in ten another. Times are medians in processor time and by the clock: *open* with the book
open and ten other reports checked before; *unread* with none of their words read before; *anew* with no figure kept from an
earlier report either; *floor* the selects of one such check alone, on a bare connection; *docx* a Word report of 270 pages and 2,500 statements, read (beside python-docx) and
checked; *command* ``jiedui check`` from a cold start, beside ``python -c "import sqlite3"``.
"""

import argparse
import random
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import docx

from jiedui.base.periods import parse_period
from jiedui.book import AddMany, Book
from jiedui.book.importing import import_files
from jiedui.figures import Figures
from jiedui.prose.extract import extract
from jiedui.reports.check.memory import Memory
from jiedui.reports.check.page import notes
from jiedui.reports.check.session import Checker, Report
from jiedui.reports.check.verdicts.slips import Changes
from jiedui.reports.docx_comments import annotate
from jiedui.reports.docx_text import read_docx
from jiedui.sample import generate
from jiedui.sample.draft import draft
from jiedui.sample.workbooks import write_workbooks

HOME, YEAR, LENGTH, STATEMENTS, SLIPS = "岚溪县", "2024", 4000, 41, 0.1
GROWING = ("fund", "donation", "purchase", "labour", "exchange", "talent", "training", "publicity", "visit", "study")
TALK = (
    "各级各部门坚持高位推动、协同发力，把协作任务纳入重点工作清单，逐月调度、逐项销号，形成了上下联动、齐抓共管的良好局面。",
    "在推进过程中，注重发挥群众主体作用，用身边事教育身边人，用看得见的变化凝聚人心，干部作风在一线锤炼、工作成效在一线检验。",
    "两地坚持优势互补、互利共赢，围绕特色产业补链强链，推动技术、人才、市场等要素双向流动，发展的内生动力不断增强。",
)
#: Statements of the long Word report; reports checked before those that are measured with the book open.
WORD, BEFORE = 2500, 10
#: Counties of one city.
COUNTIES = 10


def reports() -> Iterator[str]:
    """Drafts of one county's summary without end, the same ones each time: in each, one number in ten is another."""
    draw = random.Random(2024)  # noqa: S311 - other numbers, not secrets
    lines: list[str] = []
    for line in draft(generate()).text.splitlines():
        if len(extract("\n".join([*lines, line])).statements) <= STATEMENTS:
            lines.append(line)
    while sum(map(len, lines)) + len(lines) < LENGTH:
        lines.insert(draw.randrange(2, len(lines) - 2), draw.choice(TALK))
    text = "\n".join(lines)[:LENGTH]
    while True:
        yield _NUMBER.sub(lambda found: _other(draw, found[0]) if draw.random() < SLIPS else found[0], text)


_NUMBER = re.compile(r"(?<![0-9.])(?!20[0-9]{2}年)[1-9][0-9]*")


def _other(draw: random.Random, number: str) -> str:
    """Another number of as many digits."""
    return str(draw.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))


def prepare(place: Path, entries: int, counties: int) -> None:
    """The sample's book, and its entries again for other counties, up to the number asked for.

    The copies are made by the database itself: what is measured reads them, and ten million would take the book's own
    door, which records every row in the journal, an hour.
    """
    with Book.create(place, actor="基准") as book, tempfile.TemporaryDirectory() as folder:
        assert import_files(book, write_workbooks(generate(), Path(folder)), actor="基准").sound
        each = sum(len(list(book.rows(ledger, ()))) for ledger in GROWING)
        twins = _counties(book, counties) or [{}]
        file = book.location.file
    copies = max(0, entries - each) // each
    with sqlite3.connect(file) as bare:
        bare.execute(
            "CREATE TEMP TABLE twin (home INTEGER, old INTEGER, new INTEGER, PRIMARY KEY (home, old)) WITHOUT ROWID"
        )
        pairs = ((home, *pair) for home, twin in enumerate(twins) for pair in twin.items())
        bare.executemany("INSERT INTO twin VALUES (?, ?, ?)", pairs)
        bare.execute("CREATE TEMP TABLE copy (number INTEGER PRIMARY KEY, home INTEGER)")
        bare.executemany("INSERT INTO copy VALUES (?, ?)", ((number, number % len(twins)) for number in range(copies)))
        for ledger in GROWING:
            _multiply(bare, f"ledger_{ledger}")
    bare.close()


def _multiply(bare: sqlite3.Connection, table: str) -> None:
    """Every entry of a table once for each copy, in the regions of that copy's county; its indexes are made again after."""
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    indexes = bare.execute(made, (table,)).fetchall()
    for name, _ in indexes:
        bare.execute(f'DROP INDEX "{name}"')
    columns = [name for _, name, *_ in bare.execute(f'PRAGMA table_info("{table}")')]
    regions = {name.partition("__")[0] for name in columns if "__" in name}
    cells = ", ".join(_cell(name, table, regions) for name in columns)
    last = bare.execute(f'SELECT MAX(id) FROM "{table}"').fetchone()[0]
    bare.execute(f'INSERT INTO "{table}" SELECT {cells} FROM copy, "{table}" row WHERE row.id <= {last}')
    for _, sql in indexes:
        bare.execute(sql)


def _cell(name: str, table: str, regions: set[str]) -> str:
    """What a copy has in a column: its own number and code, the twin of a region, else what the entry has."""
    if name == "id":
        return "NULL"
    if name == "code":
        return f"'{table}-' || number || '-' || row.id"
    if name.partition("__")[0] in regions:
        twin = f'SELECT new FROM twin WHERE twin.home = copy.home AND old = row."{name}"'
        return f'IFNULL(({twin}), row."{name}")'
    return f'row."{name}"'


def _counties(book: Book, number: int) -> list[Mapping[int, int]]:
    """So many counties, the home county among them, ten to a city; of each other one the twins of the home's regions.

    A county has towns and villages as the home county has, in a city of its own; the twin of the home's city is that.
    """
    home = next(region for region in book.regions.values() if region.name == HOME)
    below = [region for region in book.regions.values() if home.id in region.path]
    city, free = home.parent, max(book.regions) + 1
    province = book.regions[city].parent
    rows: list[tuple[str | int | None, ...]] = []
    twins: list[Mapping[int, int]] = []
    for county in range(1, number):
        if county % COUNTIES == 0:
            rows.append((f"{county}", f"{county}号市", "市", province, home.side))
            city, free = free, free + 1
        twin = {region.id: free + place for place, region in enumerate(below)}
        rows += [
            (f"{county}-{each.id}", f"{county}号{each.name}", each.level, twin.get(each.parent, city), each.side)
            for each in below
        ]
        twins.append({**twin, home.parent: city})
        free += len(below)
    book.write("基准", "别的县", [AddMany("region", ("code", "name", "level", "parent", "side"), rows)])
    return twins


Times = tuple[float, float]


def timed(work: Callable[[], object], runs: int = 1) -> Times:
    """Milliseconds of processor time and by the clock: medians of so many runs."""
    found = []
    for _ in range(runs):
        cpu, clock = time.process_time(), time.perf_counter()
        work()
        found.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)))
    return medians(found)


def started(command: list[str], runs: int) -> Times:
    """Milliseconds of processor time and by the clock that a command takes: medians."""
    found = []
    for _ in range(runs):
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append((1000 * cpu, 1000 * (time.perf_counter() - clock)))
    return medians(found)


def medians(found: Sequence[Times]) -> Times:
    """The medians of processor time and clock."""
    return statistics.median(each[0] for each in found), statistics.median(each[1] for each in found)


def told(name: str, times: Times, peer: Times | None = None, of: str = "") -> None:
    """One line: processor time, clock, and how many times the peer's."""
    ratio = f"   {times[0] / peer[0]:.2f} times {of}" if peer else ""
    print(f"{name:42} {times[0]:9.1f} ms  ({times[1]:.1f} by the clock){ratio}")


@contextmanager
def unread() -> Iterator[None]:
    """As long as it lasts, no statement's meaning is remembered, nor what may have been meant instead."""
    of = Changes.of
    forgetful = mock.patch.multiple(Memory, recall=lambda *_: {}, keep=lambda *_: None)
    with forgetful, mock.patch.object(Changes, "of", lambda _, *given: of(Changes(1), *given)):
        yield


def check(checker: Checker, text: str) -> Report:
    """One report, checked."""
    return checker.check("总结.txt", text, period=parse_period(YEAR), region=HOME)


def selects(book: Book, text: str) -> list[tuple[str, Sequence[object]]]:
    """The selects of one check that keeps nothing from another."""
    asked: list[tuple[str, Sequence[object]]] = []
    read = book.store.read

    def recorded(sql: str, params: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append((sql, params))
        return read(sql, params)

    book.store.read = recorded
    check(Checker(book, Figures(book)), text)
    book.store.read = read
    return [(sql, params) for sql, params in asked if "ledger_" in sql]


def measure_open(book: Book, runs: int) -> None:
    """Checks with the book open."""
    drafts, kept = reports(), Checker(book)
    told("first report of the process, facts read", timed(lambda: check(kept, next(drafts))))
    asked = selects(book, next(drafts))
    bare = sqlite3.connect(book.location.file)
    floor = timed(lambda: [bare.execute(*each).fetchall() for each in asked], runs)
    told(f"floor: {len(asked)} bare selects", floor)
    with unread():
        anew = timed(lambda: check(Checker(book, Figures(book)), next(drafts)), runs)
    told("anew: unread, no figure kept", anew, floor, "the floor")
    number = max(len(check(kept, next(drafts)).claims) for _ in range(BEFORE))
    told(f"open: {number} statements", timed(lambda: check(kept, next(drafts)), runs), floor, "the floor")
    with unread():
        told("open, unread", timed(lambda: check(kept, next(drafts)), runs), floor, "the floor")
    kept.close()


def measure_word(book: Book, folder: Path) -> None:
    """A Word report of 270 pages."""
    path, statements, drafts = folder / "长报告.docx", 0, reports()
    document = docx.Document()
    while statements < WORD:
        text = next(drafts)
        statements += len(extract(text).statements)
        for line in text.splitlines():
            document.add_paragraph(line)
    document.save(str(path))
    peer = timed(lambda: "\n".join(each.text for each in docx.Document(str(path)).paragraphs), 5)
    told("docx: python-docx reads 270 pages", peer)
    told("docx: read", timed(lambda: read_docx(path), 5), peer, "python-docx")
    text, checker = read_docx(path).text, Checker(book)
    with unread():
        told(f"docx: {statements} statements checked, unread", timed(lambda: check(checker, text), 3))
    told(f"docx: {statements} statements checked", timed(lambda: check(checker, text), 3))
    report = check(checker, text)
    told("docx: comments written", timed(lambda: annotate(path, folder / "核对.docx", notes(report)), 3))
    checker.close()


def measure_command(place: Path, folder: Path, runs: int) -> None:
    """The command from a cold start."""
    path = folder / "总结.txt"
    path.write_text(next(reports()), "utf-8")
    options = ["--book", str(place), "--region", HOME, "--period", YEAR, "--format", "json"]
    told("command: python -c 'import sqlite3'", started([sys.executable, "-c", "import sqlite3"], runs))
    told("command: jiedui check", started([sys.executable, "-m", "jiedui", "check", str(path), *options], runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--counties", type=int, default=50)
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--book", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        place = wanted.book or folder / "book"
        if not place.exists():
            prepare(place, wanted.entries, wanted.counties)
        with Book.open(place) as book:
            measure_open(book, wanted.runs)
            measure_word(book, folder)
        measure_command(place, folder, min(wanted.runs, 5))


if __name__ == "__main__":
    main()
