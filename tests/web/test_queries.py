"""How many SQL queries each page takes, on the second visit: a committed baseline, so that none grows unawares.

A page that takes more, or fewer, fails here with the new number; if it is meant, ``query_counts.json`` is changed.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from jiedui.book.sqlite import SqliteStore
from web.office import Office
from web.test_draws import begun, step
from web.test_renewal_series import made_changes

BASELINE = Path(__file__).with_name("query_counts.json")
EXPECTED: dict[str, dict[str, int]] = json.loads(BASELINE.read_text("utf-8"))
#: Pages of plans and draws, which the office has only once they are made.
MADE = {"/plan/renew/1/", "/plan/renew/series/1/", "/plan/draws/1/", "/plan/draws/1/hall/", "/draw/1/"}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Counts the queries to the book and to the accounts."""
    found = {"book": 0, "accounts": 0}

    def counting(method: Any) -> Any:
        def called(*args: Any, **kwargs: Any) -> Any:
            found["book"] += 1
            return method(*args, **kwargs)

        return called

    with monkeypatch.context() as patch, CaptureQueriesContext(connections["default"]) as queries:
        for name in ("read", "stream"):
            patch.setattr(SqliteStore, name, counting(getattr(SqliteStore, name)))
        yield found
    found["accounts"] = len(queries)


@pytest.mark.parametrize("path", sorted(EXPECTED.keys() - MADE))
def test_a_page_takes_the_queries_that_it_took(office: Office, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    client = office.client("guan")
    assert client.get(path).status_code == 200
    with counted(monkeypatch) as found:
        assert client.get(path).status_code == 200
    assert found == EXPECTED[path]


def test_a_page_of_what_was_made_takes_the_queries_that_it_took(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = own_office.client("guan")
    changes = made_changes(client, ["year"])
    assert (changes.pk, changes.base_id) == (1, 1)
    number = begun(own_office, client)
    step(client, number, "freeze")
    found: dict[str, dict[str, int]] = {}
    for path in sorted(MADE):
        assert client.get(path).status_code == 200
        with counted(monkeypatch) as queries:
            assert client.get(path).status_code == 200
        found[path] = queries
    assert found == {path: EXPECTED[path] for path in MADE}
