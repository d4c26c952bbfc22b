"""The office that the pages are tested in: the sample's two years, a neighbour county with one entry in every ledger.

The neighbour's entries bear the word ``SECRET`` in every text: whoever is not the neighbour's must never read it.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import waitress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from jiedui.book import Add, Book
from jiedui.book.importing import import_files
from jiedui.book.layout import EVIDENCE
from jiedui.catalog import Column, Ledger
from jiedui.sample import generate
from jiedui.sample.workbooks import write_workbooks
from jiedui.web.accounts.models import Grant
from jiedui.web.offices import close
from jiedui.web.settings import Site, django_settings

SECRET = "邻秘"
NEIGHBOUR = "邻山县"
PASSWORD = "lanxi-2024-ok"
#: Who works in the office: the role and the region of each user (None: the whole book).
USERS = {
    "guan": ("administrator", None),
    "deng": ("clerk", "岚溪县"),
    "shen": ("reviewer", "岚溪县"),
    "ling": ("leader", "岚溪县"),
    "ji": ("auditor", "岚溪县"),
    "zhen": ("clerk", "茶垭镇"),
    "dong": ("clerk", "澄湖区"),
    "lin": ("clerk", NEIGHBOUR),
}
FULL = {"guan": "关管理", "deng": "邓登记", "shen": "沈审核", "ling": "凌领导", "ji": "纪审计", "zhen": "甄镇长"}


@dataclass(frozen=True)
class Office:
    """A folder with a book and its accounts, and the place of the book."""

    folder: Path
    place: str = ""

    def __post_init__(self) -> None:
        """The book lies in the folder, unless it lies elsewhere."""
        if not self.place:
            object.__setattr__(self, "place", str(self.folder / "book"))

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The book, with everything in sight."""
        with Book.open(self.place) as book:
            yield book

    def client(self, user: str) -> Client:
        """A client in which the user has come in."""
        return client(user)


def client(user: str) -> Client:
    """A client in which the user of the office in use has come in."""
    made = Client()
    made.force_login(get_user_model().objects.get(username=user))
    return made


def make(folder: Path, size: float = 0.15) -> None:
    """Make the office's book there."""
    paths = write_workbooks(generate(size=size), folder / "台账")
    with Book.create(folder / "book", actor="王建账") as book:
        result = import_files(book, paths, actor="王建账")
        assert result.sound, [problem.words() for problem in result.problems][:5]
        add_neighbour(book)


def make_empty(folder: Path) -> None:
    """A book that holds nothing, and one administrator."""
    Book.create(folder / "book", actor="王建账").close()
    use(folder)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    user = get_user_model().objects.create_user("guan", password=PASSWORD, first_name=FULL["guan"])
    Grant.objects.create(user=user, role="administrator", region=None)


def add_neighbour(book: Book) -> None:
    """A county that is paired with nobody: one entry in every ledger, each text with the word SECRET."""
    city = next(region for region in book.regions.values() if region.name == "巴岭市")
    county = {"code": "560199", "name": NEIGHBOUR, "level": "县", "parent": city.id, "side": "西部"}
    home = book.write("林邻居", "建县", [Add("region", county)]).created["region"][0]
    town = {"code": "560199100", "name": f"{SECRET}镇", "level": "镇", "parent": home, "side": "西部"}
    made = {"region": book.write("林邻居", "建镇", [Add("region", town)]).created["region"][0]}
    waiting = [ledger for ledger in book.ledgers.values() if ledger.name not in ("region", EVIDENCE.name)]
    while waiting:
        ready = [ledger for ledger in waiting if all(column.to in made for column in ledger.refs)]
        assert ready, [ledger.name for ledger in waiting]
        for ledger in ready:
            receipt = book.write("林邻居", "登记", [Add(ledger.name, values_for(ledger, made, book))])
            made[ledger.name] = receipt.created[ledger.name][0]
            waiting.remove(ledger)


def values_for(ledger: Ledger, made: dict[str, int], book: Book) -> dict[str, object]:
    """A value for every column that can be filled without knowing the ledger."""
    return {column.name: value for column in ledger.columns if (value := _value(column, made, book)) is not None}


def _value(column: Column, made: dict[str, int], book: Book) -> object:
    """A value that fits the column."""
    if column.name in ("review", "evidence") or column.format in ("uscc", "phone", "geometry", "industry"):
        return None
    if column.format == "indicator":
        return next(iter(book.catalog.indicators.values())).title
    match column.type:
        case "ref":
            return made[column.to or ""]
        case "date":
            return date(2024, 5, 6)
        case "choice":
            return column.choices[0]
        case "list":
            return (f"{SECRET}{column.title}",)
        case "text":
            return f"{SECRET}{column.title}"
        case "integer":
            return 2024 if column.name == "year" else 1
    return Decimal(1)


def add_users(place: str) -> None:
    """The users of the office, with their roles."""
    with Book.open(place) as book:
        regions = {region.name: region.id for region in book.regions.values()}
    for name, (role, region) in USERS.items():
        user = get_user_model().objects.create_user(name, password=PASSWORD, first_name=FULL.get(name, ""))
        Grant.objects.create(user=user, role=role, region=regions[region] if region else None)


def use(folder: Path) -> None:
    """Let this process serve the office in that folder."""
    close()
    connections["default"].close()
    connections.settings["default"]["NAME"] = str(folder / "book" / "accounts.sqlite3")
    connections["default"].settings_dict["NAME"] = connections.settings["default"]["NAME"]
    settings.JIEDUI_BOOK = str(folder / "book")


@contextmanager
def elsewhere(place: str) -> Iterator[None]:
    """Let this process serve the office of a book on PostgreSQL, with its users in the same database."""
    before = connections.settings["default"]
    _let_go()
    found = connections.configure_settings({"default": dict(django_settings(Site(place))["DATABASES"]["default"])})
    connections.settings["default"] = found["default"]
    settings.JIEDUI_BOOK = place
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        add_users(place)
        yield
    finally:
        _let_go()
        connections.settings["default"] = before


def _let_go() -> None:
    """Close the book and the accounts, to be opened as they are set anew."""
    close()
    connections["default"].close()
    del connections["default"]


def prepare(folder: Path, *, users: bool = True) -> None:
    """The tables of the accounts, and the users unless a first start is wanted."""
    use(folder)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if users:
        add_users(str(folder / "book"))


def copied(folder: Path, to: Path) -> Path:
    """The same office in another folder."""
    connections["default"].close()
    shutil.copytree(folder, to)
    return to


class Server:
    """A server on loopback in this process; it serves whichever office is in use."""

    def __init__(self) -> None:
        self._server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=3)
        self.address = f"http://127.0.0.1:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.close()
        self._thread.join(5)
