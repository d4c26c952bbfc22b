"""Books out of the tables in a test's docstring: see :func:`office`."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from jiedui.book import Add, Book, Resolver
from jiedui.catalog import Column
from jiedui.figures import Figures
from jiedui.figures.request import scope_of

#: 层级, 名称, 上级, 协作方 of the regions of every office here.
REGIONS = (
    ("省", "陕西省", None, "西部"),
    ("市", "安康市", "陕西省", "西部"),
    ("县", "平利县", "安康市", "西部"),
    ("镇", "八仙镇", "平利县", "西部"),
    ("村", "五星村", "八仙镇", "西部"),
    ("镇", "老县镇", "平利县", "西部"),
    ("村", "太平庙村", "老县镇", "西部"),
    ("县", "岚皋县", "安康市", "西部"),
    ("省", "江苏省", None, "东部"),
    ("市", "常州市", "江苏省", "东部"),
    ("县", "常州经开区", "常州市", "东部"),
    ("镇", "横山桥镇", "常州经开区", "东部"),
)


def write_regions(book: Book) -> None:
    """Enter the regions."""
    places = {name: -place for place, (_, name, _, _) in enumerate(REGIONS, 1)}
    rows = [
        {"code": f"{place:06}", "level": level, "name": name, "parent": places.get(parent or ""), "side": side}
        for place, (level, name, parent, side) in enumerate(REGIONS, 1)
    ]
    book.write("何静", "行政区划", [Add("region", row) for row in rows])


def cell(book: Book, column: Column, text: str) -> object:
    """A cell of a docstring as the book wants it; money may say 万元."""
    if text == "—":
        return None
    if column.type == "ref":
        return Resolver.of(book, column.to).find(text)[0]
    if column.type == "list":
        return tuple(text.split("、"))
    if column.numeric:
        number = Decimal(re.sub(r"万元$", "", text))
        return number * 10_000 if text.endswith("万元") else number
    return text


def enter(book: Book, docstring: str) -> None:
    """Enter the tables of a docstring: a ledger's title on a line, a line of headings, lines of cells.

    Cells are told apart by spaces; — is an empty one. A blank line ends a table; other text is left alone.
    """
    for block in re.split(r"\n\s*\n", docstring):
        title, *lines = [line.split() for line in block.strip().splitlines()] or [[]]
        ledger = book.catalog.ledger(title[0]) if len(title) == 1 else None
        if ledger and lines:
            columns = [next(each for each in ledger.columns if heading in each.names) for heading in lines[0]]
            rows = [
                {column.name: cell(book, column, text) for column, text in zip(columns, line, strict=True)}
                for line in lines[1:]
            ]
            book.write("何静", title[0], [Add(ledger.name, row) for row in rows])


@pytest.fixture
def figures(sqlite_book: Book) -> Iterator[Figures]:
    """The figures of a book with regions and nothing else."""
    write_regions(sqlite_book)
    found = Figures(sqlite_book)
    yield found
    found.close()


@pytest.fixture
def office(figures: Figures, request: pytest.FixtureRequest) -> Figures:
    """The figures of a book that holds the tables of the test's docstring."""
    enter(figures.book, request.function.__doc__)
    return figures


@pytest.fixture
def scope(figures: Figures) -> Callable[..., object]:
    """A scope from words: ``scope("平利县", "2022")``."""
    return lambda region=None, period=None: scope_of(figures.book, region, period)
