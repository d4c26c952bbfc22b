r"""Intention (合作意向), by county × industry, from what the book tells of both sides talking: 1 − ½ ^ points.

A lead of the industry to the county that has not ended is one point, a signed one two; a visit to a firm of the industry
within three years is half a point for every county; so is an agreement in force between the county and the origin, for
every industry with firms there. No entry means no point: what nobody wrote down is no intention.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.catalog.industries import bare
from jiedui.planning.transfer.complexity import Matrix
from jiedui.planning.transfer.frames import ENDED, SIGNED
from jiedui.planning.transfer.panel import Panel
from jiedui.planning.transfer.spans import Span

#: Years in which a visit counts.
RECENT = 3


@dataclass(frozen=True)
class Intention:
    """The measure and its points, and by county (−1: all) and industry the entries that they come from."""

    span: Span
    points: Matrix
    entries: dict[tuple[int, int], list[str]]


def intention(panel: Panel) -> Intention:
    """The intentions that the book knows of."""
    points = np.zeros((len(panel.counties), len(panel.codes)))
    entries: dict[tuple[int, int], list[str]] = {}
    _leads(panel, points, entries)
    _visits(panel, points, entries)
    _agreements(panel, points, entries)
    value = 1 - 0.5**points
    return Intention(Span(value, value), points, entries)


def _leads(panel: Panel, points: Matrix, entries: dict[tuple[int, int], list[str]]) -> None:
    """Leads on their way, or arrived."""
    for lead in panel.inputs.leads:
        column = panel.column.get(bare(lead.industry))
        if column is None or lead.stage == ENDED:
            continue
        for row, county in enumerate(panel.counties):
            if panel.inputs.within(lead.region, county.id):
                points[row, column] += 2 if lead.stage in SIGNED else 1
                entries.setdefault((row, column), []).append(f"lead:{lead.id}")


def _visits(panel: Panel, points: Matrix, entries: dict[tuple[int, int], list[str]]) -> None:
    """Visits to firms of the origin."""
    codes = {
        firm: bare(code or "")
        for firm, code in zip(panel.firms.organisations, panel.firms.text("industry"), strict=False)
    }
    for contact in panel.inputs.contacts:
        column = panel.column.get(codes.get(contact.firm or 0, ""))
        if column is not None and panel.year - RECENT < contact.year:
            points[:, column] += 0.5
            entries.setdefault((-1, column), []).append(contact.entry)


def _agreements(panel: Panel, points: Matrix, entries: dict[tuple[int, int], list[str]]) -> None:
    """Agreements of a county, or of what lies below it, with the origin."""
    columns = [panel.column[code] for code in panel.members if code in panel.column]
    for row, county in enumerate(panel.counties):
        found = [
            contact.entry
            for contact in panel.inputs.contacts
            if panel.inputs.within(contact.west, county.id)
            and any(panel.inputs.within(contact.east, origin) for origin in panel.origins)
        ]
        if found:
            points[row, columns] += 0.5
            for column in columns:
                entries.setdefault((row, column), []).append(found[0])
