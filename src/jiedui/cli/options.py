"""Options that several commands share: which book, who acts, what a renewal plan is made from, how an entry is named."""

import getpass
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.base.problems import refuse

if TYPE_CHECKING:
    from jiedui.book import Book

#: Where the book is: a folder, or a PostgreSQL URL.
BookPlace = Annotated[
    str,
    typer.Option(
        "--book", envvar="JIEDUI_BOOK", help="账册：文件夹或 postgresql:// 地址 · the book: a folder or a URL"
    ),
]
#: Who acts; the journal takes the name down.
Actor = Annotated[
    str, typer.Option("--actor", envvar="JIEDUI_ACTOR", default_factory=getpass.getuser, help="经办人 · who acts")
]

#: The parameters of renewal; without it those of the book, or of the plan that is held against it.
Parameters = Annotated[
    Path | None,
    typer.Option(
        "--params", help="规划参数文件 .toml；默认用方案自带的，或账册里保存的 · the parameter file of the plan"
    ),
]
#: The region whose ledgers a renewal plan is made from; the book's one town, or that of the plan, without it.
PlanRegion = Annotated[
    str | None,
    typer.Option("--region", help="哪个地区的台账；默认账册里唯一的镇，或方案所属的地区 · the ledgers of this region"),
]

_ENTRY = re.compile(r"(.+?)[:：](\d+)")


def local_time(at: str) -> str:
    """A time of the journal as the clock on the wall shows it, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def only_shown(output: Path | None) -> None:
    """A table goes to the screen: Refusal (figures-table-file) when a file is named for it."""
    if output is not None:
        raise refuse("figures-table-file", file=output)


def entry_named(book: "Book", text: str) -> tuple[str, int]:
    """The ledger's name and the id that ``fund:3`` or ``资金台账:3`` name.

    Raises Refusal: book-bad-entry, book-no-ledger.
    """
    found = _ENTRY.fullmatch(text.strip())
    if found is None:
        raise refuse("book-bad-entry", text=text)
    return book.ledger(found[1]).name, int(found[2])
