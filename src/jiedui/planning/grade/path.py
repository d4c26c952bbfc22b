"""Each firm's path over the years: its grade in each, and how many years it has been in the present one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jiedui.planning.grade.grading import Graded

#: The grade of a firm by year, the latest first.
Path = tuple[tuple[int, str], ...]


def paths(graded: Iterable[Graded]) -> Mapping[int, Path]:
    """The path of every firm, by its organisation, through gradings of different years."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for each in sorted(graded, key=lambda each: -each.firms.year):
        for organisation, grade in zip(each.firms.organisations, each.grades, strict=True):
            found[organisation].append((each.firms.year, grade))
    return {organisation: tuple(path) for organisation, path in found.items()}


def streak(path: Path) -> int:
    """In how many years, one after the other up to the latest, the firm had the grade that it has now."""
    count = 0
    for year, grade in path:
        if grade != path[0][1] or year != path[0][0] - count:
            break
        count += 1
    return count


def streaks(now: Graded, paths: Mapping[int, Path]) -> Sequence[int]:
    """The streak of each firm of a grading."""
    return [streak(paths[organisation]) for organisation in now.firms.organisations]
