"""How fast a report is checked, beside the floor: the bare indexed sums that its figures stand on, in the same run.

    python benchmarks/checking.py [--entries 100000] [--counties 50] [--runs 31] [--book FOLDER]

The book is the sample's county and so many others like it, with as many entries in all as asked for; ``--counties 1``
puts all of them into the one county that the reports are about. ``--book`` keeps it for another run. The reports are
drafts of that county's yearly summary: 4,000 characters, 40 statements, each with other numbers. Times are medians:
*open* with the book open and other reports checked before; *anew* with no figure kept from an earlier report; *floor*
the report's figures alone, one bare select each; *command* ``jiedui check`` from a cold start, beside Python's own start.
"""

import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jiedui.book import AddMany, Book
from jiedui.book.importing import import_files
from jiedui.prose.extract import extract
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
LIMIT = 15
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
    """The sample's book, and its entries again for other counties, up to the number asked for."""
    with Book.create(place, actor="基准") as book, tempfile.TemporaryDirectory() as folder:
        assert import_files(book, write_workbooks(generate(), Path(folder)), actor="基准").sound
        own = {ledger: list(book.rows(ledger)) for ledger in GROWING}
        each = sum(map(len, own.values()))
        copies = max(0, entries - each) // each
        homes = [_county(book, number) for number in range(1, counties)] or [{}]
        for ledger, rows in own.items():
            names = tuple(book.table(ledger).by_name)
            regions = {name for name, field in book.table(ledger).by_name.items() if field.to == "region"}
            many = (
                _copied(row[1:], names, regions, homes[copy % len(homes)], f"{ledger}-{copy}-{row[0]}")
                for copy in range(copies)
                for row in rows
            )
            book.write("基准", "别的县", [AddMany(ledger, names, many)])


def _county(book: Book, number: int) -> Mapping[int, int]:
    """Another county with its towns and villages, ten to a city: each region of the home county with its counterpart."""
    home = next(region for region in book.regions.values() if region.name == HOME)
    below = [region for region in book.regions.values() if home.id in region.path]
    city, first = home.parent, max(book.regions) + 1
    rows: list[tuple[str | int | None, ...]] = []
    if number >= COUNTIES:
        if number % COUNTIES == 0:
            rows.append((f"{number}", f"{number}号市", "市", book.regions[city].parent, home.side))
            city, first = first, first + 1
        else:
            city = next(
                region.id for region in book.regions.values() if region.name == f"{number - number % COUNTIES}号市"
            )
    twin = {region.id: first + place for place, region in enumerate(below)}
    rows += [
        (f"{number}-{each.id}", f"{number}号{each.name}", each.level, twin.get(each.parent, city), each.side)
        for each in below
    ]
    book.write("基准", "别的县", [AddMany("region", ("code", "name", "level", "parent", "side"), rows)])
    return twin


def _copied(row: tuple, names: tuple[str, ...], regions: set[str], twin: Mapping[int, int], code: str) -> tuple:
    """An entry of the home county as one of another."""
    cells = (twin.get(cell, cell) if name in regions else cell for name, cell in zip(names, row, strict=True))
    return tuple(code if name == "code" else cell for name, cell in zip(names, cells, strict=True))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)
