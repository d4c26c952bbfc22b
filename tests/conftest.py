"""Fixtures for all rooms: an empty book, on SQLite and on PostgreSQL.

``book_place`` is where one can be made: a folder, and the URL of a database of its own. ``book`` is one that has been
made from the built-in catalogue. PostgreSQL is the server that ``TEST_PG_DSN`` names (a URL whose user may create
databases), or a throw-away cluster that each test process starts when the first test asks for it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import settings

from jiedui.book import Book
from tools.programs import missing, needed

# The browser's driver leaves an event loop running in the thread of the tests, in which Django would refuse to work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Machines are shared and slow at times: a property is about what comes out, never about how long it took.
settings.register_profile("jiedui", deadline=None)
settings.load_profile("jiedui")

NUMBERS = count(1)
#: What a server that is gone after the tests need not do: sync, keep what a crash or a replica would want, tidy up.
LEAN = " ".join(
    f"-c {each}"
    for each in (
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
    )
)
ACTOR = "王建账"


def pg_binary(name: str) -> Path | None:
    """A program of the newest PostgreSQL server installed; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which(name)
    return found[-1] if found else Path(on_path) if on_path else None


class Cluster:
    """A PostgreSQL server reached through a socket in a folder of its own, gone at the end."""

    def __init__(self) -> None:
        initdb, self._control = pg_binary("initdb"), pg_binary("pg_ctl")
        if initdb is None or self._control is None:
            missing("no PostgreSQL server is installed, as tools/ensure-system-packages.sh does, nor TEST_PG_DSN set")
        self.folder = Path(tempfile.mkdtemp(prefix="jiedui-pg-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        self._run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=50 {LEAN}"
        self._run(self._control, "-D", data, "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def _run(self, *command: object) -> None:
        """Run a program of PostgreSQL, which refuses to run as root."""
        words = [str(word) for word in command]
        as_server = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*as_server, *words], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def url(self, database: str) -> str:
        """The URL of a database of the cluster."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.folder), safe='')}"

    def stop(self) -> None:
        """Stop the server and remove what it kept."""
        self._run(self._control, "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Databases:
    """Databases, one a test; the first book made on the server is the template of all others."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._admin = psycopg.connect(server, autocommit=True)
        self._prefix = f"jiedui_{os.getpid()}"
        # Files are copied in half the time that it takes to write every page to the log as well, the way since 15.
        self._copying = "STRATEGY file_copy" if self._admin.info.server_version >= 150_000 else ""
        self._made: list[str] = []
        self.template: str | None = None

    def fresh(self, template: str = "template0") -> str:
        """The URL of a new database, a copy of the template."""
        name = f"{self._prefix}_{next(NUMBERS)}"
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {self._copying}')
        self._made.append(name)
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of the database of that name."""
        head, mark, query = self._server.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}{mark}{query}"

    def with_tables(self, folder: Path) -> str:
        """The URL of a new database that holds an empty book."""
        if self.template is None:
            url = self.fresh()
            Book.create(placed(url, folder), actor=ACTOR).close()
            self.template = self._made[-1]
        return self.fresh(self.template)

    def drop(self) -> None:
        """Remove every database that was made."""
        for name in self._made:
            self._admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Let go of the server."""
        self._admin.close()


def placed(url: str, folder: Path) -> str:
    """The URL with the folder of evidence and catalogue."""
    return f"{url}{'&' if '?' in url else '?'}folder={quote(str(folder), safe='')}"


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Databases on the server of ``TEST_PG_DSN``, or on a throw-away one."""
    given = os.environ.get("TEST_PG_DSN")
    cluster = None if given else Cluster()
    made = Databases(given or cluster.url("postgres"))
    yield made
    if cluster is None:  # a server of the tests' own goes with all that is in it, at once
        made.drop()
    made.close()
    if cluster:
        cluster.stop()


@pytest.fixture(scope="session")
def made_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty book on SQLite, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "book"
    Book.create(folder, actor=ACTOR).close()
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    return request.param


@pytest.fixture
def book_place(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a book can be made: a folder, or the URL of an empty database; one after the other."""
    if dialect == "sqlite":
        return str(tmp_path / "book")
    return placed(request.getfixturevalue("databases").fresh(), tmp_path / "book")


@pytest.fixture
def book_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty book of the built-in catalogue has been made."""
    folder = tmp_path / "book"
    shutil.copytree(request.getfixturevalue("made_book"), folder)
    if dialect == "sqlite":
        return str(folder)
    (folder / "book.sqlite3").unlink()
    return placed(request.getfixturevalue("databases").with_tables(folder), folder)


@pytest.fixture
def book(book_url: str) -> Iterator[Book]:
    """An open, empty book of the built-in catalogue, on each of the two databases."""
    with Book.open(book_url) as opened:
        yield opened


@pytest.fixture
def sqlite_book(made_book: Path, tmp_path: Path) -> Iterator[Book]:
    """An open, empty book on SQLite, for tests that have nothing to do with the database."""
    folder = tmp_path / "book"
    shutil.copytree(made_book, folder)
    with Book.open(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, which as root wants no sandbox, and makes no connections of its own.

    Its headless shell comes first: it has no windows to draw that nobody sees, and opens a page in a fifth of the time.
    """
    quiet = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
    chromium = needed(("chromium-headless-shell", "chromium", "chromium-browser"), "Chromium")
    return {"executable_path": chromium, "args": [*quiet, "--disable-component-update", "--disable-quic"]}
