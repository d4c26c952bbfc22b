"""Ledgers and entries: lists, forms, review, evidence, two people at one entry; and what nobody else may see."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from jiedui.book import Book
from web.office import NEIGHBOUR, SECRET, USERS, Office

#: Who may never read the neighbour's entries.
OTHERS = tuple(user for user in USERS if user not in ("lin", "guan"))


def text(answer: Any) -> str:
    """All that an answer carries, an unpacked workbook included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(body))
        return "".join(archive.read(name).decode() for name in archive.namelist())
    return body.decode()


def neighbours(book: Book) -> Iterator[tuple[str, int]]:
    """An entry of the neighbour in every ledger whose entries bear the secret, with its id."""
    home = next(region.id for region in book.regions.values() if region.name == NEIGHBOUR)
    for ledger in book.catalog.ledgers.values():
        last = max(int(str(id)) for id, *_ in book.rows(ledger.name, ()))
        if last != home:
            yield ledger.name, last


@pytest.mark.parametrize("user", USERS)
def test_no_way_of_a_ledger_shows_the_neighbour(office: Office, user: str) -> None:
    client = office.client(user)
    with office.book() as book:
        entries = list(neighbours(book))
        ledgers = list(book.catalog.ledgers)
        region = next(region for region in book.regions.values() if region.name == NEIGHBOUR)
    shown = set()
    for ledger in ledgers:
        for way in ("", "?_state=all&_size=200", "export/xlsx/", "export/csv/", "totals/", f"suggestions/?q={SECRET}"):
            answer = client.get(f"/ledgers/{ledger}/{way}")
            assert answer.status_code == 200, (ledger, way)
            if SECRET in text(answer).replace(f'"_q" value="{SECRET}"', ""):
                shown.add(ledger)
    if user in OTHERS:
        assert shown == set()
    else:
        assert shown >= {ledger for ledger, _ in entries} - {"target"}
    for ledger, id in entries:
        for way in ("", "around/", "edit/"):
            answer = client.get(f"/ledgers/{ledger}/{id}/{way}")
            if user in OTHERS:
                assert answer.status_code in (403, 404), (ledger, way)
                assert SECRET not in text(answer)
        if user in OTHERS:
            refused = client.post(f"/ledgers/{ledger}/{id}/step/", {"step": "withdraw", "reason": "试"})
            assert refused.status_code in (403, 404)
    assert region.name  # the county's own name is public


@pytest.mark.parametrize("user", OTHERS)
def test_no_filter_tells_what_the_neighbour_has(office: Office, user: str) -> None:
    client = office.client(user)
    with office.book() as book:
        entries = dict(neighbours(book))
        ledgers = [ledger for ledger in book.catalog.ledgers.values() if ledger.refs]
        home = next(region.id for region in book.regions.values() if region.name == NEIGHBOUR)
    for ledger in ledgers:
        for column in ledger.refs:
            to = column.to or ""
            asked = urlencode({f"{column.name}.id": home if to == "region" else entries[to]})
            body = text(client.get(f"/ledgers/{ledger.name}/?{asked}"))
            assert SECRET not in body
            assert SECRET not in text(client.get(f"/ledgers/{ledger.name}/new/?{asked}")) or user == "lin"
    asked = urlencode({"_region": NEIGHBOUR})
    assert client.get(f"/ledgers/fund/?{asked}").status_code == 403


def test_who_reads_only_is_offered_no_form(office: Office) -> None:
    for user in ("ling", "ji", "shen"):
        client = office.client(user)
        assert client.get("/ledgers/fund/new/").status_code == 403
        assert client.get("/ledgers/fund/1/edit/").status_code == 403
        assert "/ledgers/fund/new/" not in text(client.get("/ledgers/fund/"))


def test_a_sum_that_mixes_money_received_and_spent_says_so(office: Office) -> None:
    client = office.client("deng")
    assert "先按“环节”筛选" in text(client.get("/ledgers/fund/totals/"))
    assert "筛选" not in text(client.get("/ledgers/fund/totals/?stage=到位"))
    assert "筛选" not in text(client.get("/ledgers/purchase/totals/"))
