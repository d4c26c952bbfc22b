"""When a lead came to the stages that it went through: by the dates of its entry, else by what the journal recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiedui.book import Book
from jiedui.book.cells import decode
from jiedui.book.history import history
from jiedui.planning.transfer.frames import ENDED

#: The stages that have a date of their own, in their order, with its column.
DATED: Mapping[str, str] = {"签约": "signed_on", "开工": "started_on", "投产": "opened_on"}


def since(book: Book, id: int, cells: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The stages that the lead came to after it was found, with the year of each; its cells are given by name.

    Dates count up to the stage that it has now: later ones are plans. An end has no date, nor has a stage that nobody
    dated: it counts from the year in which the book was told of it, since before nobody could have known it from there.
    """
    stage, order = cells["stage"], list(DATED)
    reached = order if stage == ENDED else order[: order.index(stage) + 1] if stage in DATED else []
    found = [(each, cells[DATED[each]].year) for each in reached if cells[DATED[each]] is not None]
    if stage == ENDED or (reached and cells[DATED[stage]] is None):
        found.append((stage, _told(book, id, stage)))
    return tuple(found)


def _told(book: Book, id: int, stage: str) -> int:
    """The year in which the journal has the lead put at that stage, for the last time."""
    column = book.catalog.ledgers["lead"].column("stage")
    times = [
        step.link.at
        for step in history(book, "lead", id)
        if any(cell.column == column.name and decode(column, cell.new) == stage for cell in step.cells)
    ]
    return datetime.fromisoformat(times[-1]).astimezone(book.clock().tzinfo).year
