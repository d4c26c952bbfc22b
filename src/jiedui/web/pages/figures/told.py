"""Figures as a page tells them: rounded in words, exact beside it, and where each number leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from jiedui.figures import Figure, FigureLine
from jiedui.figures.breakdown import Group
from jiedui.figures.pace import Pace, gone_at, pace
from jiedui.figures.show import ends, plain, shown
from jiedui.web.desk import Desk
from jiedui.web.pages.asked import Asked, offered_periods, offered_regions

#: The mark of a region of which only a part of the entries is visible, so that only these are counted.
PARTLY = "＊"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of figures: the number and the target in words, the rate, how it keeps up, how many entries, the links."""

    name: str
    title: str
    value: str
    exact: str
    definition: str
    rows: int
    link: str
    records: str
    target: str = ""
    rate: str = ""
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a breakdown, or one year of a series."""

    key: str
    value: str
    rows: int
    link: str


def told(line: FigureLine, where: Asked) -> Told:
    """A line of the sheet."""
    figure = line.figure
    return Told(
        figure.name,
        figure.title,
        str(shown(figure.value, figure.unit)),
        exactly(figure),
        figure.definition,
        figure.rows,
        where.link("figures-one", figure.name),
        where.link("figures-records", figure.name),
        "" if line.target is None else str(shown(line.target, figure.unit)),
        "" if line.completion is None else str(shown(line.completion, "1")),
        pace(line.completion, gone_at(figure.scope.period, where.day)),
    )


def exactly(figure: Figure) -> str:
    """The exact value where the shown one is rounded; empty where it is not."""
    if figure.value is None or not shown(figure.value, figure.unit).rounded:
        return ""
    exact = plain(figure.value) if ends(figure.value) else f"{figure.value.numerator}/{figure.value.denominator}"
    return exact if figure.unit == "1" else f"{exact}{figure.unit}"


def parts(groups: Sequence[Group], figure: Figure, where: Asked, by: str) -> list[Part]:
    """The parts of a breakdown, each with the way to its records."""
    return [
        Part(
            key,
            str(shown(result.value, figure.unit)),
            result.rows,
            where.link("figures-records", figure.name, by=by, part=key),
        )
        for key, result in groups
    ]


def numbers(groups: Sequence[Group]) -> tuple[list[str], list[Fraction | None]]:
    """Names and values of the parts, for a chart."""
    return [key for key, _ in groups], [result.value for _, result in groups]


def scoped(desk: Desk, where: Asked, **more: Any) -> Mapping[str, Any]:
    """What every page of figures gives its template: the scope and what its fields offer."""
    offered = {"regions": offered_regions(desk), "periods": list(offered_periods(where.years))}
    return {"asked": where, **offered, **more}


def stamp(desk: Desk) -> datetime:
    """The time at which figures were taken, on the office's clock."""
    return desk.book.clock().astimezone()
