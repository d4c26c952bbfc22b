"""When leads came to the stages that they went through: by the dates of the entry, else by what the journal recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiedui.book import Book
from jiedui.book.history import last_set
from jiedui.planning.transfer.frames import ENDED

#: The stages that have a date of their own, in their order, with its column.
DATED: Mapping[str, str] = {"签约": "signed_on", "开工": "started_on", "投产": "opened_on"}


def since(book: Book, leads: Mapping[int, Mapping[str, Any]]) -> dict[int, tuple[tuple[str, int], ...]]:
    """The stages that each lead came to after it was found, with their years; the cells of each lead are given by name.

    Dates count up to the stage that it has now: later ones are plans. An end has no date, nor has a stage that nobody
    dated: it counts from the year in which the book was told of it, since before nobody could have known it from there.
    """
    undated = {id for id, cells in leads.items() if _undated(cells)}
    zone = book.clock().tzinfo
    told = {
        id: datetime.fromisoformat(at).astimezone(zone).year
        for id, at in last_set(book, "lead", "stage", undated).items()
    }
    return {id: (*_dated(cells), *(((cells["stage"], told[id]),) if id in told else ())) for id, cells in leads.items()}


def _undated(cells: Mapping[str, Any]) -> bool:
    """Whether the entry does not tell since when the lead is at its stage."""
    stage = cells["stage"]
    return stage == ENDED or (stage in DATED and cells[DATED[stage]] is None)


def _dated(cells: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The stages that it went through and that have a date."""
    stage, order = cells["stage"], list(DATED)
    reached = order if stage == ENDED else order[: order.index(stage) + 1] if stage in DATED else []
    return [(each, cells[DATED[each]].year) for each in reached if cells[DATED[each]] is not None]
