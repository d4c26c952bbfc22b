"""What the address of a page asks for (口径范围): region, period, accepted entries or all; read, and written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jiedui.base.periods import Period, parse_period
from jiedui.base.problems import Problem, Refusal
from jiedui.figures import Scope
from jiedui.figures.request import scope_of
from jiedui.figures.words import scope_words
from jiedui.figures.years import nothing_in, years
from jiedui.web.desk import Desk

#: The lowest tier of the regions that are offered by name: towns; a village may be typed.
OFFERED = 4
#: The longest word that is read for a region or a period.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A scope as the address writes it: the words for its fields, the scope that they mean, what is wrong with them.

    ``day`` is the office's own day, by which 今年以来 and its kin are understood; ``years`` those of which the book tells;
    ``partly`` is whether entries of the scope may be out of the user's sight, so that only visible ones are counted.
    """

    scope: Scope
    region: str
    period: str
    day: date
    years: range
    words: str
    partly: bool
    problems: Mapping[str, Problem] = field(default_factory=dict)

    def everywhere(self) -> Asked:
        """The same without a region: all that is seen."""
        return replace(self, scope=replace(self.scope, region=None), region="")

    def at(self, region: int, word: str) -> Asked:
        """The same for another region, which the word names."""
        return replace(self, scope=replace(self.scope, region=region), region=word)

    def query(self, **more: object) -> str:
        """The scope as the query of an address, with what else the page asks for."""
        own = {"region": self.region, "period": self.period, **({"accepted": "1"} if self.scope.accepted else {})}
        return urlencode({**own, **{name: value for name, value in more.items() if value not in (None, "")}})

    def link(self, page: str, /, *args: object, **more: object) -> str:
        """The address of a page with the same scope."""
        return f"{reverse(page, args=args)}?{self.query(**more)}"

    @property
    def nothing(self) -> Problem | None:
        """That the book tells of no year of the period, which was mostly typed wrong."""
        return nothing_in(self.years, self.scope.period)

    def of(self, region: str, page: str, /, *args: object, **more: object) -> str:
        """The address of a page for another region."""
        return f"{reverse(page, args=args)}?{self.query(**{**more, 'region': region})}"


def today(desk: Desk) -> date:
    """The office's own day."""
    return desk.book.clock().astimezone().date()


def last_year(desk: Desk) -> str:
    """The last year with entries, as one types it: what a form begins with."""
    day = today(desk)
    return _last(years(desk.book, day), day)


def _last(known: range, day: date) -> str:
    """The last of the years; this one where there is none."""
    return str(known[-1] if known else day.year)


def asked(request: HttpRequest, desk: Desk) -> Asked:
    """The scope that the address asks for: the user's own region and the last year with entries where it says nothing.

    What cannot be understood is among the problems, and the scope goes without it; Refusal (figures-region-unseen)
    for a region that the user does not see.
    """
    day = today(desk)
    accepted = request.GET.get("accepted") == "1"
    region = request.GET.get("region", home_word(desk)).strip()[:LONGEST]
    known = years(desk.book, day)
    period = request.GET.get("period", "").strip()[:LONGEST] or _last(known, day)
    problems: dict[str, Problem] = {}
    scope = Scope(None, _period(period, day, problems), accepted)
    try:
        scope = Scope(scope_of(desk.book, region or None, None).region, scope.period, accepted)
    except Refusal as refusal:
        if refusal.problems[0].code == "figures-region-unseen":
            raise
        problems["region"] = refusal.problems[0]
    partly = not desk.book.view.within(scope.region)
    words = f"{scope_words(desk.book.regions, scope)}{'；限可见记录' if partly else ''}"
    return Asked(scope, region, period, day, known, words, partly, problems)


def _period(text: str, day: date, problems: dict[str, Problem]) -> Period | None:
    """The period that the text writes; None, and a problem, for what is none."""
    try:
        return parse_period(text, day)
    except Refusal as refusal:
        problems["period"] = refusal.problems[0]
        return None


def home_word(desk: Desk) -> str:
    """The region that the user's pages begin with, as a field says it; empty for the whole book."""
    return region_words(desk)(desk.home) if desk.home is not None else ""


def region_words(desk: Desk) -> Callable[[int], str]:
    """What names a region in an address: its name, or its path where others bear the name."""
    tree = desk.book.regions
    counted = Counter(region.name for region in tree.values())
    return lambda each: tree[each].name if counted[tree[each].name] == 1 else "".join(tree.path_names(each))


def offered_regions(desk: Desk) -> list[str]:
    """The regions that a field for one offers: those that the user may ask for, down to the towns."""
    tree, view, word = desk.book.regions, desk.book.view, region_words(desk)
    return [word(region.id) for region in tree.values() if region.tier <= OFFERED and view.region(region.id)]


def offered_periods(known: range) -> Iterator[str]:
    """The periods that a field for one offers: the years with entries, the latest first, and its quarters."""
    yield from (str(year) for year in reversed(known))
    yield from (f"{known[-1]}Q{which}" for which in (1, 2, 3, 4) if known)
    yield "今年以来"
