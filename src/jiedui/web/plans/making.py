"""Making a plan for a user: read the town, plan it while telling the progress, keep what came of it. No requests here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from json import loads
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from pydantic import TypeAdapter

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.sight import Sight
from jiedui.figures import find_region
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.mending import mended
from jiedui.planning.renew.pins import Pin, read_pin
from jiedui.planning.renew.saving import Origin, plan_from_json, plan_to_json, saved_from
from jiedui.planning.renew.solve import Told, plan
from jiedui.planning.renew.tables import MEASURES
from jiedui.planning.renew.town import Town
from jiedui.planning.town_reading import parse_params, path_of, read_town
from jiedui.web import running
from jiedui.web.plans.models import Renewal, Series

#: How many of a user's plans are kept, and of the series; signs of a name.
KEPT, NAME = 20, 80
_TOWNS: TypeAdapter[Town] = TypeAdapter(Town)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form asks for: a name, parameters, the region (empty: the one town in sight), seconds, pins, one a line."""

    name: str
    params: str
    region: str
    seconds: float
    pins: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made from: the town, and what names it so that the plan can be held against its ledgers again."""

    town: Town
    origin: Origin


def basis_of(book: Book, wanted: Wanted) -> Basis:
    """The town as the book has it; Refusal with every error."""
    params = parse_params(wanted.params)
    reading = read_town(book, params, find_region(book, wanted.region).id if wanted.region else None)
    pins = tuple(pin.words for pin in pins_of(reading.sound, wanted.pins))
    return Basis(reading.sound, Origin(path_of(book, reading.region), params, pins))


def basis_at(place: str, sight: Sight, wanted: Wanted) -> Basis:
    """The town as the book there has it for that sight."""
    with Book.open(place) as book:
        book.sight = sight
        return basis_of(book, wanted)


def pins_of(town: Town, text: str) -> list[Pin]:
    """The pins, one a line; Refusal for one that makes no sense."""
    return [read_pin(town, line.strip()) for line in text.splitlines() if line.strip()]


def kept_town(kept: Renewal) -> Town:
    """The town that a plan was made for."""
    return _TOWNS.validate_json(kept.town)


def kept_plan(kept: Renewal) -> Plan:
    """The plan."""
    return plan_from_json(kept.plan)


def kept_basis(kept: Renewal) -> Basis:
    """What a plan was made from; its region is in the plan, where the plan tells."""
    saved, town = saved_from(loads(kept.plan)), kept_town(kept)
    region = saved.origin.region if saved.origin else kept.region
    pins = tuple(pin.words for pin in pins_of(town, kept.pins))
    return Basis(town, Origin(region, parse_params(kept.params), pins))


def planned(place: str, sight: Sight, user: int, wanted: Wanted) -> Callable[[running.Tell], list[str]]:
    """The work that makes a plan and keeps it for the user; asked to stop it keeps the best plan so far."""

    def done(tell: running.Tell) -> list[str]:
        basis = basis_at(place, sight, wanted)
        town, objectives = basis.town, basis.origin.params.objectives
        watch, pins = Watch(tell), pins_of(town, wanted.pins)
        try:
            made = plan(
                town,
                objectives.order,
                seconds=wanted.seconds,
                slack=objectives.slack,
                pins=pins,
                progress=watch.hear,
                stop=watch.asked,
            )
        except Refusal as refusal:
            raise mended(refusal, town, pins, wanted.seconds, watch.asked) from refusal
        return [str(keep(user, wanted, basis, made).pk)]

    return done


class Watch:
    """Passes the progress on, and remembers that someone asked to stop; ``begun`` names the plan of several that follows."""

    def __init__(self, tell: running.Tell) -> None:
        """Take what is told to."""
        self._tell, self._stopped = tell, False
        self._which, self._words, self._seconds = "", "读取台账", 0

    def begun(self, which: int, of: int, what: str = "") -> None:
        """A plan of several begins."""
        self._which, self._words, self._seconds = f"（{which}/{of}）{what} ", "", 0

    def hear(self, told: Told) -> None:
        """The planner's progress in words."""
        what, unit = MEASURES[told.measure]
        met = "还没有方案" if told.value is None else f"已得 {told.value:,.2f} {unit}"
        bound = "" if told.bound is None else f"，界 {told.bound:,.2f}"
        self._words, self._seconds = f"{what}：{met}{bound}", int(told.seconds)
        self.asked()

    def asked(self) -> bool:
        """Whether someone asked to stop; telling is how one learns of it."""
        try:
            self._tell(self._which + self._words, self._seconds)
        except running.Stopped:
            self._stopped = True
        return self._stopped


def keep(user: int, wanted: Wanted, basis: Basis, made: Plan, series: Series | None = None) -> Renewal:
    """Keep the plan; the oldest of those that stand alone go, beyond so many."""
    owner = get_user_model().objects.get(pk=user)
    kept: Renewal = owner.renewals.create(
        name=wanted.name[:NAME],
        region=wanted.region or basis.town.name,
        params=wanted.params,
        pins=wanted.pins,
        town=_TOWNS.dump_json(basis.town).decode(),
        plan=plan_to_json(made, basis.origin),
        series=series,
    )
    let_go(owner.renewals.filter(series=None))
    return kept


def let_go(kept: QuerySet[Any]) -> None:
    """Let the oldest go, beyond so many."""
    surplus = list(kept.order_by("-pk").values_list("pk", flat=True)[KEPT:])
    kept.filter(pk__in=surplus).delete()
