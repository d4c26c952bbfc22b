"""Plans that were kept in files, and the ledgers that they are held against: those of the region that each was made for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.book import Book
    from jiedui.planning.renew.params import Params
    from jiedui.planning.renew.saving import Saved


def plans_in(file: Path) -> tuple[tuple[str, Saved], ...]:
    """The plans of a file, each with what it is called there: one, those of a frontier, or those of changes.

    Refusal (proof-no-plan) where there is none.
    """
    from jiedui.base.problems import refuse
    from jiedui.planning.renew.saving import saved_from

    try:
        found = tuple((what, saved_from(body)) for what, body in _bodies(json.loads(file.read_text("utf-8"))))
    except (OSError, ValueError) as error:
        raise refuse("proof-no-plan", file=file) from error
    if not found:
        raise refuse("proof-no-plan", file=file)
    return found


def _bodies(told: object) -> Iterator[tuple[str, object]]:
    """What a file tells of each plan; a change that leaves no plan has none."""
    if isinstance(told, dict) and isinstance(told.get("plans"), list):
        yield from ((f"方案 {number}", body) for number, body in enumerate(told["plans"], 1))
    elif isinstance(told, dict) and isinstance(told.get("changes"), list):
        yield "现方案", told.get("basis")
        changes = [each for each in told["changes"] if isinstance(each, dict) and each.get("plan")]
        yield from ((f"若{each.get('if')}", each["plan"]) for each in changes)
    else:
        yield "", told


def plan_in(file: Path) -> Saved:
    """The one plan of a file; Refusal (proof-no-plan) where there is none, or are several."""
    from jiedui.base.problems import refuse

    (_, first), *more = plans_in(file)
    if more:
        raise refuse("proof-no-plan", file=file)
    return first


def params_for(book: str, saved: Saved, named: Path | None) -> Params:
    """The parameters of a file that is named, else those that the plan was made under, else the office's own."""
    from jiedui.book.location import locate
    from jiedui.planning.town_reading import office_params, read_params

    if named is None and saved.origin is not None:
        return saved.origin.params
    return read_params(named or office_params(locate(book)))


def pins_for(saved: Saved, named: Sequence[str] | None) -> Sequence[str]:
    """The pins that are named, else those that the plan was made under; none for a plan that does not tell."""
    if named:
        return named
    return saved.origin.pins if saved.origin else ()


def region_for(book: Book, saved: Saved, named: str | None) -> int | None:
    """The region that a plan was made for; the one that is named for a plan that does not tell.

    Refusal (renew-other-region) where another is named.
    """
    from jiedui.base.problems import refuse
    from jiedui.figures import find_region

    asked = find_region(book, named) if named else None
    if saved.origin is None or not saved.origin.region:
        return asked.id if asked else None
    own = find_region(book, saved.origin.region)
    if asked and asked.id != own.id:
        raise refuse("renew-other-region", region=own.name, asked=asked.name)
    return own.id
