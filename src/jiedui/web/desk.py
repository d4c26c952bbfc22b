"""The desk (工位): what one request works with — the book as its user may see it, what the user may do, the language.

``page`` makes a view of a function ``(request, desk, …)``: it asks for a login, checks the ability, and gives the
desk. There is no other way from a request to the book.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from jiedui.base.problems import Language
from jiedui.book import Book, Receipt
from jiedui.book.changes import AnyChange
from jiedui.book.sight import Sight
from jiedui.figures import Figures
from jiedui.reports.check.session import Checker
from jiedui.web.offices import open_figures
from jiedui.web.roles import MAY, Ability
from jiedui.web.signed_out import signed_out

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]

#: The cookies that keep the language and the size of type.
LANGUAGE, LARGE = "jiedui_language", "jiedui_large"


@dataclass(frozen=True, slots=True)
class Held:
    """A role held, as the desk needs it: what it allows, and the region (None: the whole book)."""

    may: frozenset[Ability]
    region: int | None


def grants_of(user: Any) -> tuple[Held, ...]:
    """The roles that a user holds."""
    return tuple(Held(MAY[grant.role], grant.region) for grant in user.grants.order_by("id"))


def regions_of(grants: Iterable[Held], ability: Ability) -> tuple[int, ...] | None:
    """The regions for which the ability is held, each once; None for the whole book."""
    found = [grant.region for grant in grants if ability in grant.may]
    return None if None in found else tuple(dict.fromkeys(region for region in found if region is not None))


def visible_to(grants: Sequence[Held], ability: Ability = "write") -> Sight:
    """What roles let their user see of the book, and change with the ability: the one rule of all ways in.

    Sensitive columns are for those who enter them, and administrators.
    """
    enters = any("write" in grant.may for grant in grants)
    return Sight(regions_of(grants, "read"), regions_of(grants, ability), sensitive=enters)


def language_of(request: HttpRequest) -> Language:
    """Chinese, unless the user chose English."""
    return "en" if request.COOKIES.get(LANGUAGE) == "en" else "zh"


class Desk:
    """What one request works with; ``figures`` and ``book`` show what the user may see, and nothing else."""

    def __init__(self, user: Any, language: Language = "zh") -> None:
        """Sit down as this user."""
        self.user = user
        self.language: Language = language

    @cached_property
    def grants(self) -> tuple[Held, ...]:
        """The roles that the user holds."""
        return grants_of(self.user)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the book, narrowed to what the user may see."""
        figures = open_figures()
        figures.book.sight = self.sight("write")
        return figures

    @property
    def book(self) -> Book:
        """The book, narrowed to what the user may see."""
        return self.figures.book

    @property
    def checker(self) -> Checker:
        """The checker of reports over the book, as the user sees it."""
        return Checker(self.book, self.figures)

    def sight(self, ability: Ability) -> Sight:
        """What the user sees, and may change with that ability."""
        return visible_to(self.grants, ability)

    def may(self, ability: Ability) -> bool:
        """Whether any role of the user allows it."""
        return any(ability in grant.may for grant in self.grants)

    @property
    def actor(self) -> str:
        """How the journal names the user."""
        full = self.user.get_full_name()
        return f"{full}（{self.user.get_username()}）" if full else str(self.user.get_username())

    def write(self, reason: str, changes: Iterable[AnyChange], *, ability: Ability = "write") -> Receipt:
        """Write through the door as this user; Refusal with every problem, PermissionDenied without the ability."""
        with self.acting(ability) as book:
            return book.write(self.actor, reason, changes)

    def acting(self, ability: Ability) -> Acting:
        """The book with the remit of that ability, for what writes by other doors (imports, evidence, undo)."""
        if not self.may(ability):
            raise PermissionDenied
        return Acting(self.book, self.sight(ability))

    @cached_property
    def home(self) -> int | None:
        """The region that the user's pages begin with: the first one held; None for the whole book."""
        return next((grant.region for grant in self.grants if grant.region in self.book.regions), None)


class Acting:
    """A context in which the book bears another sight."""

    def __init__(self, book: Book, sight: Sight) -> None:
        """Take the book and the sight."""
        self._book, self._sight = book, sight

    def __enter__(self) -> Book:
        """The book with that sight."""
        self._before, self._book.sight = self._book.sight, self._sight
        return self._book

    def __exit__(self, *_: object) -> None:
        """The sight as it was."""
        self._book.sight = self._before


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of the request, the same one each time it is asked for; None before the login."""
    desk: Desk | None = getattr(request, "desk", None)
    if desk is None and request.user.is_authenticated:
        desk = request.desk = Desk(request.user, language_of(request))
    return desk


def page(
    ability: Ability = "read",
) -> Callable[[Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]], View]:
    """A view for users who may do that: login first, then the desk; PermissionDenied (a page 403) otherwise.

    What is only looked at (GET) tells of one state of the book from beginning to end.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]) -> View:
        @functools.wraps(view)
        def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            desk = desk_of(request)
            if desk is None:
                return signed_out(request, language_of(request))
            if not desk.may(ability):
                raise PermissionDenied
            if request.method != "GET":
                return view(request, desk, *args, **kwargs)
            with desk.book.store.reading():
                return view(request, desk, *args, **kwargs)

        return seated

    return decorate


def redirected(url: str) -> HttpResponse:
    """A redirect that htmx follows as a whole page."""
    return HttpResponse(status=204, headers={"HX-Redirect": url})
