"""Starting the server: the book looked at, the tables of the accounts brought along, the first start prepared."""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import asdict

from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.web.settings import Site, configure

#: Threads of one worker; a book is opened by each.
THREADS = 4
#: So many seconds at most a request may take to end once the server is stopped.
STOPPING = 10
#: The environment variable that carries the site to the workers.
SITE = "JIEDUI_SITE"


def prepare(site: Site) -> bool:
    """Make the server ready: Refusal when the book cannot be opened; whether there is no user yet."""
    Book.open(site.book).close()
    configure(site)
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - only once Django is set up
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return not get_user_model().objects.exists()


def serve(site: Site, listen: str, port: int, *, workers: int, tell: Callable[[str], None]) -> None:
    """Serve until stopped; ``tell`` is told the address. Refusal (serve-port) when the port is taken."""
    first = prepare(site)
    _must_be_free(listen, port)
    address = f"http://{'127.0.0.1' if listen in ('0.0.0.0', '::') else listen}:{port}/"  # noqa: S104
    if first:
        from jiedui.web.pages.setup import CODE  # noqa: PLC0415 - only once Django is set up

        os.environ[CODE] = secrets.token_urlsafe(9)
        tell(f"首次启动，请先建立管理员：{address}setup/?code={os.environ[CODE]}")
    tell(f"打开 {address}（按 Ctrl+C 停止）")
    _run(site, listen, port, workers)


def _must_be_free(listen: str, port: int) -> None:
    """Refuse a port that another program listens on."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen, port))
        except OSError as error:
            raise refuse("serve-port", listen=listen, port=port, why=error.strerror or error) from error


def _run(site: Site, listen: str, port: int, workers: int) -> None:
    """Hand over to granian."""
    from granian import Granian  # noqa: PLC0415 - needed by the server alone
    from granian.constants import Interfaces  # noqa: PLC0415

    os.environ[SITE] = json.dumps(asdict(site))
    Granian(
        "jiedui.web.wsgi:application",
        address=listen,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        websockets=False,
        workers_kill_timeout=STOPPING,
    ).serve()
