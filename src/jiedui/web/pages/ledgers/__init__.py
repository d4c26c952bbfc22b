"""Ledgers and entries (台账与记录): all ledgers, the list of one, an entry with its form, evidence, history and review."""

from __future__ import annotations

from django.http import Http404

from jiedui.catalog import Ledger
from jiedui.web.desk import Desk


def ledger_of(desk: Desk, name: str) -> Ledger:
    """The ledger of that name with the book's own columns; 404 when none is declared."""
    if name not in desk.book.catalog.ledgers:
        raise Http404
    return desk.book.ledgers[name]
