"""For what a report is checked — period, region, which entries — as forms ask for it; and the check itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiedui.base.periods import Period, parse_period
from jiedui.base.problems import Problem, Refusal
from jiedui.reports.check.session import Report
from jiedui.reports.docx_text import Cells
from jiedui.web.checks.keeping import tables_of, text_of
from jiedui.web.checks.models import Check
from jiedui.web.desk import Desk

#: Regions below this tier (4 镇) are not offered: reports are written of towns and what lies above.
LOWEST = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What a form says: ``period`` as it was written, the region's id, whether accepted entries alone count."""

    period: str = ""
    region: int | None = None
    accepted: bool = False

    def span(self) -> Period | None:
        """The period; None where the report is to say it. Refusal for one that cannot be read."""
        return parse_period(self.period) if self.period else None


def read_scope(desk: Desk, given: Mapping[str, str]) -> Scope:
    """The scope of a form; a region that the user does not see is none."""
    told = given.get("region", "")
    region = int(told) if told.isdecimal() and int(told) in dict(regions(desk)) else None
    return Scope(given.get("period", "").strip()[:40], region, given.get("entries") == "accepted")


def problems_of(scope: Scope) -> tuple[Problem, ...]:
    """What stands against a scope: a period that cannot be read."""
    try:
        scope.span()
    except Refusal as refusal:
        return refusal.problems
    return ()


def regions(desk: Desk) -> list[tuple[int, str]]:
    """The regions that a report may be about: id and name, those below indented, those of the partner among them."""
    view = desk.book.view
    every = sorted(desk.book.regions.values(), key=lambda each: each.path)
    found = [each for each in every if each.tier <= LOWEST and view.region(each.id)]
    top = min((each.tier for each in found), default=0)
    return [(each.id, "　" * (each.tier - top) + each.name) for each in found]


def check_text(desk: Desk, name: str, text: str, scope: Scope, tables: Sequence[Cells] = ()) -> Report:
    """A text checked as this user sees the book; Refusal for a region out of sight or an unreadable period."""
    return desk.checker.check(
        name,
        text,
        period=scope.span(),
        region=scope.region,
        accepted=scope.accepted,
        home=desk.home,
        tables=tables,
    )


def scope_of(check: Check) -> Scope:
    """For what a kept report is checked."""
    return Scope(check.period, check.region, check.accepted)


def check_kept(desk: Desk, check: Check) -> Report:
    """A kept report checked, as it and the book are now."""
    return check_text(desk, check.name, text_of(check), scope_of(check), tables_of(check))
