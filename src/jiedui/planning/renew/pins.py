"""Pins: what a planner holds fast — this block in that year, this firm stays, this hamlet to that site.

A pin becomes bounds of columns. One that the rules exclude by themselves (the firm may not close, the site is out of reach)
has no column to hold; it is named with the rule at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiedui.base.problems import refuse
from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.model import Model
from jiedui.planning.renew.town import Town

#: What a firm or a hamlet can be held to, besides a block or a site.
STAYS, CLOSES = "留下", "关停"


@dataclass(frozen=True, slots=True)
class Pin:
    """Something held fast: of ``name`` (a firm, block, hamlet or site), what (留下, 关停, a block, a site; none), and the year.

    A block is cleared in the year, and never with 留下; a firm closes or enters, a hamlet moves in the year, in any where it is
    None; a site is opened by the year.
    """

    name: str
    what: str | None = None
    year: int | None = None

    @property
    def words(self) -> str:
        """The pin as it is written."""
        return f"{self.name}{f'={self.what}' if self.what else ''}{f'@{self.year}' if self.year else ''}"


@dataclass(frozen=True, slots=True)
class Barred:
    """A pin that a rule excludes by itself."""

    pin: Pin
    rule: str


def read_pin(town: Town, text: str) -> Pin:
    """A pin from ``名称=去向@年份``; the year counts from 1 or is a calendar year. Raises a refusal when it makes no sense."""
    head, _, when = text.partition("@")
    name, _, what = head.partition("=")
    if when and not when.strip().isdigit():
        raise refuse("renew-pin", pin=text)
    year = int(when) if when else None
    if year is not None and year > town.rules.first_year:
        year = year - town.rules.first_year + 1
    pin = Pin(name.strip(), what.strip() or None, year)
    if not _sensible(town, pin):
        raise refuse("renew-pin", pin=text)
    return pin


def _sensible(town: Town, pin: Pin) -> bool:
    """Whether the town knows what is pinned, and what it is pinned to."""
    blocks, sites = {each.name for each in town.blocks}, {each.name for each in town.sites}
    if pin.year is not None and not 1 <= pin.year <= town.rules.years:
        return False
    if pin.name in blocks:
        return pin.what in {None, STAYS}
    if pin.name in sites:
        return pin.what is None
    if pin.name in {each.name for each in town.firms}:
        return pin.what in {STAYS, CLOSES} | blocks
    return pin.name in {each.name for each in town.hamlets} and pin.what in {STAYS} | sites


def pinned_town(town: Town, pins: Sequence[Pin]) -> Town:
    """The town in which a firm pinned to a block of its targets has no other target."""
    blocks = {each.name for each in town.blocks}
    to = {pin.name: pin.what for pin in pins if pin.what in blocks}
    return replace(
        town,
        firms=tuple(
            replace(firm, targets=tuple(name for name in firm.targets if name == to[firm.name]))
            if firm.name in to
            else firm
            for firm in town.firms
        ),
    )


def hold(model: Model, pins: Sequence[Pin], lower: Numbers, upper: Numbers) -> tuple[Barred, ...]:
    """Narrow the bounds to the pins; the pins that some rule excludes by itself are returned."""
    barred = []
    for pin in pins:
        rule = _hold(model, pin, lower, upper)
        if rule:
            barred.append(Barred(pin, rule))
    return tuple(barred)


def _hold(model: Model, pin: Pin, lower: Numbers, upper: Numbers) -> str | None:
    """Narrow the bounds to a pin: the rule that excludes it, if one does."""
    town, columns = model.frame.town, model.columns
    blocks = [each.name for each in town.blocks]
    if pin.name in blocks:
        grid = columns.cleared[[blocks.index(pin.name)]]
        return _never((grid,), upper) if pin.what else _done(grid, pin.year, lower, upper, "clear")
    sites = [each.name for each in town.sites]
    if pin.name in sites:
        site = sites.index(pin.name)
        opened = columns.built[model.frame.sites.first_stage[site]][None]
        return _by(opened, pin.year, lower, "site")
    firms = [each.name for each in town.firms]
    if pin.name in firms:
        return _hold_firm(model, firms.index(pin.name), pin, lower, upper)
    return _hold_hamlet(model, pin, lower, upper)


def _hold_firm(model: Model, at: int, pin: Pin, lower: Numbers, upper: Numbers) -> str | None:
    """A firm stays, closes, or enters a block (its only target by now)."""
    columns = model.columns
    closed, left, entered = columns.closed[[at]], columns.left[[at]], columns.entered[[at]]
    if pin.what == STAYS:
        return _never((closed, left, entered), upper)
    if pin.what == CLOSES:
        return _done(closed, pin.year, lower, upper, "keep")
    return _done(entered, pin.year, lower, upper, "path")


def _hold_hamlet(model: Model, pin: Pin, lower: Numbers, upper: Numbers) -> str | None:
    """A hamlet stays, or moves to a site."""
    town, ways = model.frame.town, model.frame.ways
    hamlet = [each.name for each in town.hamlets].index(pin.name)
    own = ways.hamlet == hamlet
    if pin.what == STAYS:
        return _never((model.columns.moved[own],), upper)
    site = [each.name for each in town.sites].index(str(pin.what))
    return _done(model.columns.moved[own & (ways.site == site)], pin.year, lower, upper, "hamlet")


def _never(grids: tuple[Grid, ...], upper: Numbers) -> str | None:
    """It does not happen; no rule bars that by itself."""
    for grid in grids:
        upper[grid[grid >= 0]] = 0.0
    return None


def _by(grid: Grid, year: int | None, lower: Numbers, rule: str) -> str | None:
    """It has happened by the year, by the last where none is given."""
    at = grid[:, (year or grid.shape[1]) - 1]
    if not at.size or (at < 0).any():
        return rule
    lower[at] = 1.0
    return None


def _done(grid: Grid, year: int | None, lower: Numbers, upper: Numbers, rule: str) -> str | None:
    """It happens in the year, in any where none is given."""
    if year is not None and year > 1:
        before = grid[:, year - 2]
        upper[before[before >= 0]] = 0.0
    return _by(grid, year, lower, rule)
