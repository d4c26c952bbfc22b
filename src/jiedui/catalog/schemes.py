"""The declarations of how enterprises are graded by what they yield per mu (亩均效益综合评价): schemes (评价办法).

A scheme sorts firms into groups, each with its own items. An item is worth its weight times the firm's value over the
baseline; a baseline is published as a number, or is a multiple of the mean of all firms (their sums divided). Grades go
by score, or by rank: the best 20 % are A. Schemes of one place are told apart by their year, since baselines drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from jiedui.catalog.faults import Fault, raise_any
from jiedui.catalog.model import Declaration, Name, Narrowing, Title, Word

#: What is done about a value that is missing: the firm is not graded and that is told, or the mean of its group stands in.
Missing = Literal["refuse", "mean"]


class Item(Declaration):
    """One thing that is measured: a column over another, in the units of their cells (money in 万元).

    Exactly one of ``baseline`` and ``times_mean`` says what a full score is. ``cap`` is the most that the item may bring,
    as a multiple of its weight; without one it is not capped. The least is 0.
    """

    title: Title
    of: Name
    per: Name
    weight: Decimal
    baseline: Decimal | None = None
    times_mean: Decimal | None = None
    cap: Decimal | None = None
    missing: Missing = "refuse"


class Group(Declaration):
    """Firms that are measured alike: those whose columns have the values of ``where``; the first group that fits counts."""

    title: Title
    items: tuple[Item, ...]
    where: Narrowing = Field(default_factory=dict)


class Cut(Declaration):
    """Where a grade ends: the best firms up to this share of all (cumulative), or those with at least this score."""

    grade: Word
    share: Decimal | None = None
    score: Decimal | None = None


class Consequence(Declaration):
    """What a grade brings: in words, and as an amount where it is one; from that consecutive year in the grade on."""

    grade: Word
    what: Title
    zh: Word
    amount: Decimal | None = None
    unit: str | None = None
    years: int = 1


class Scheme(Declaration):
    """A way of grading, with the notice it comes from.

    ``least_land`` (亩) is the land from which on a firm is graded. ``cuts`` go from the best grade to the last. A firm with
    a 一票否决 gets ``veto``. Firms whose industry begins with one of ``exempt`` (utilities), or that opened less than
    ``young`` years before, get ``set_aside`` and are not ranked. ``most_bonus`` limits bonus and malus. ``mean_of`` says of
    which year's firms the means of baselines are.
    """

    name: Name
    title: Title
    source: Word
    groups: tuple[Group, ...]
    cuts: tuple[Cut, ...]
    aliases: tuple[Word, ...] = ()
    least_land: Decimal = Decimal(0)
    veto: Word | None = None
    exempt: tuple[Word, ...] = ()
    young: int = 0
    set_aside: Word = "T"
    most_bonus: Decimal | None = None
    mean_of: Literal["this", "last"] = "this"
    consequences: tuple[Consequence, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a command may call it."""
        return (self.title, self.name, *self.aliases)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades from the best to the last."""
        return tuple(cut.grade for cut in self.cuts)

    @property
    def by_share(self) -> bool:
        """Whether grades go by rank."""
        return self.cuts[0].share is not None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Items have one baseline, cuts go one way and in order, grades that are named exist."""
        raise_any([*_item_faults(self), *_cut_faults(self), *_grade_faults(self)])
        return self


def _item_faults(scheme: Scheme) -> Iterator[Fault]:
    """Items that have no baseline, or two; weights and baselines that are not above 0."""
    for number, group in enumerate(scheme.groups):
        for at, item in enumerate(group.items):
            path = ("groups", number, "items", at)
            if (item.baseline is None) == (item.times_mean is None):
                yield Fault("scheme-baseline", path, {"item": item.title})
            for key in ("weight", "baseline", "times_mean", "cap"):
                value = getattr(item, key)
                if value is not None and value <= 0:
                    yield Fault("scheme-positive", (*path, key), {"item": item.title, "key": key})


def _cut_faults(scheme: Scheme) -> Iterator[Fault]:
    """Cuts of two kinds, or not in order."""
    shares = [cut.share for cut in scheme.cuts if cut.share is not None]
    scores = [cut.score for cut in scheme.cuts if cut.score is not None]
    if (len(shares), len(scores)) not in ((len(scheme.cuts), 0), (0, len(scheme.cuts))) or not scheme.cuts:
        yield Fault("scheme-cuts", ("cuts",), {})
    elif (shares and (sorted(set(shares)) != shares or shares[-1] != 1)) or sorted(set(scores), reverse=True) != scores:
        yield Fault("scheme-order", ("cuts",), {})


def _grade_faults(scheme: Scheme) -> Iterator[Fault]:
    """Grades named that no cut gives."""
    known = {*scheme.grades, scheme.set_aside}
    named = [(("veto",), scheme.veto)] if scheme.veto else []
    named += [(("consequences", number), each.grade) for number, each in enumerate(scheme.consequences)]  # type: ignore[misc]
    for path, grade in named:
        if grade not in known:
            yield Fault("scheme-grade", path, {"grade": grade, "known": "、".join(scheme.grades)})
