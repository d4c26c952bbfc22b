"""Making a plan for a user: read the town, plan it while telling the progress, keep what came of it. No requests here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from pydantic import TypeAdapter

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.sight import Sight
from jiedui.catalog.reader import Source, read_one
from jiedui.figures import find_region
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.mending import mended
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.pins import Pin, read_pin
from jiedui.planning.renew.saving import plan_from_json, plan_to_json
from jiedui.planning.renew.solve import Told, plan
from jiedui.planning.renew.tables import MEASURES
from jiedui.planning.renew.town import Town
from jiedui.planning.town_reading import read_town
from jiedui.web import running
from jiedui.web.plans.models import Renewal

#: How many of a user's plans are kept.
KEPT = 20
_TOWNS: TypeAdapter[Town] = TypeAdapter(Town)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form asks for: a name, parameters, the region (empty: all in sight), seconds to plan, pins, one a line."""

    name: str
    params: str
    region: str
    seconds: float
    pins: str = ""


def params_of(text: str) -> Params:
    """The parameters of a file that was typed or pasted; Refusal with every problem at its line."""
    return read_one(Params, Source("renew.toml", text.encode()))


def town_of(book: Book, wanted: Wanted) -> Town:
    """The town as the book has it; Refusal with every error."""
    region = find_region(book, wanted.region).id if wanted.region else None
    return read_town(book, params_of(wanted.params), region).sound


def pins_of(town: Town, text: str) -> list[Pin]:
    """The pins, one a line; Refusal for one that makes no sense."""
    return [read_pin(town, line.strip()) for line in text.splitlines() if line.strip()]


def kept_town(kept: Renewal) -> Town:
    """The town that a plan was made for."""
    return _TOWNS.validate_json(kept.town)


def kept_plan(kept: Renewal) -> Plan:
    """The plan."""
    return plan_from_json(kept.plan)


def planned(place: str, sight: Sight, user: int, wanted: Wanted) -> Callable[[running.Tell], list[str]]:
    """The work that makes a plan and keeps it for the user; asked to stop it keeps the best plan so far."""

    def done(tell: running.Tell) -> list[str]:
        with Book.open(place) as book:
            book.sight = sight
            town, objectives = town_of(book, wanted), params_of(wanted.params).objectives
        watch, pins = _Watch(tell), pins_of(town, wanted.pins)
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
        return [str(_keep(user, wanted, town, made))]

    return done


class _Watch:
    """Passes the progress on, and remembers that someone asked to stop."""

    def __init__(self, tell: running.Tell) -> None:
        """Take what is told to."""
        self._tell, self._stopped = tell, False
        self._words, self._seconds = "读取台账", 0

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
            self._tell(self._words, self._seconds)
        except running.Stopped:
            self._stopped = True
        return self._stopped


def _keep(user: int, wanted: Wanted, town: Town, made: Plan) -> int:
    """Keep the plan; the oldest beyond those that are kept go."""
    owner = get_user_model().objects.get(pk=user)
    kept = owner.renewals.create(
        name=wanted.name,
        region=wanted.region,
        params=wanted.params,
        pins=wanted.pins,
        town=_TOWNS.dump_json(town).decode(),
        plan=plan_to_json(made),
    )
    surplus = owner.renewals.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    Renewal.objects.filter(pk__in=list(surplus)).delete()
    return int(kept.pk)
