"""Classes of a map (分级): values sorted into a few classes of about as many regions each, equal values together."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

#: Classes of a map at most.
MOST = 5


def classed(values: Mapping[int, Fraction], most: int = MOST) -> tuple[dict[int, int], list[tuple[Fraction, Fraction]]]:
    """The class of each region, 0 the lowest, and the least and greatest value in each class.

    >>> classed({1: Fraction(4), 2: Fraction(4), 3: Fraction(9)})[0]
    {1: 0, 2: 0, 3: 1}
    """
    distinct = sorted(set(values.values()))
    count = min(most, len(distinct))
    ranked = sorted(values.values())
    place = {value: count * ranked.index(value) // len(ranked) for value in distinct}
    used = {old: new for new, old in enumerate(sorted(set(place.values())))}
    found = {region: used[place[value]] for region, value in values.items()}
    bounds = [
        (min(within), max(within))
        for each in range(len(used))
        if (within := [value for value in distinct if used[place[value]] == each])
    ]
    return found, bounds
