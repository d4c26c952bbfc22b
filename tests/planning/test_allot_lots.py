"""Numbers from a seed: uniform over all permutations, which a careless shuffle is not; the stream has no bias."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain, permutations, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.planning.allot.lots import below, shuffled, stream
from planning.drawing import held, home, household, roster, rules

DRAWS = 100_000


def seed(number: int) -> bytes:
    """One seed of many."""
    return hashlib.sha256(number.to_bytes(8, "big")).digest()


def chi_squared(found: Iterable[object], cells: int, draws: int = DRAWS) -> float:
    """χ² of what was found against all cells being equally likely."""
    counts, expected = Counter(found), draws / cells
    return sum((count - expected) ** 2 for count in counts.values()) / expected + (cells - len(counts)) * expected


def bound(cells: int) -> float:
    """What χ² with that many cells exceeds once in ten thousand times (Wilson and Hilferty 1931)."""
    free = cells - 1
    return float(free * (1 - 2 / (9 * free) + 3.719 * (2 / (9 * free)) ** 0.5) ** 3)


@pytest.mark.parametrize("items", ["ABC", "ABCD", "ABCDE"])
def test_every_order_is_equally_likely(items: str) -> None:
    cells = len(list(permutations(items)))
    found = ("".join(shuffled(items, seed(number), "order")) for number in range(DRAWS))
    assert chi_squared(found, cells) < bound(cells)


def test_a_careless_shuffle_would_be_seen() -> None:
    def careless(number: int) -> str:
        """Every item exchanged with any other, which favours some orders."""
        items, words = list("ABCD"), stream(seed(number), "order").__next__
        for at in range(4):
            other = below(words, 4)
            items[at], items[other] = items[other], items[at]
        return "".join(items)

    assert chi_squared(map(careless, range(DRAWS)), 24) > 10 * bound(24)


def test_whole_draws_are_uniform_over_orders_and_rooms() -> None:
    of = roster([household("A", "90"), household("B", "90")], [home("1"), home("2"), home("3")])
    under = rules("90", rooms="lot")
    draws = 6_000
    found = []
    for number in range(draws):
        drawn = held(of, under, values=(str(number), "9"))
        found.append((*drawn.order, *(each.home for each in drawn.allotted)))
    assert chi_squared(found, 2 * 6, draws) < bound(12)


def words_of(given: Iterable[int]) -> Callable[[], int]:
    """A stream that gives those words."""
    return iter(given).__next__


def test_words_beyond_the_largest_multiple_are_rejected() -> None:
    assert below(words_of([2**32 - 1, 5]), 3) == 2, "2³² − 1 is the last multiple of three: rejected"
    assert below(words_of([2**32 - 2, 5]), 3) == 2, "2³² − 2 is below it: its rest is 2"
    assert below(words_of([2**32 - 1]), 2) == 1, "a power of two rejects nothing"


@given(st.integers(2, 2**32), st.integers(0, 2**32 - 1))
def test_the_answer_is_below_the_bound(limit: int, word: int) -> None:
    assert 0 <= below(words_of(chain([word], repeat(0))), limit) < limit


@given(st.lists(st.text(max_size=3), unique=True, max_size=40), st.binary(min_size=32, max_size=32))
def test_a_shuffle_loses_nothing_and_repeats_itself(items: list[str], of: bytes) -> None:
    first = shuffled(items, of, "order")
    assert sorted(first) == sorted(items)
    assert first == shuffled(items, of, "order")


def test_streams_of_different_purposes_differ() -> None:
    assert shuffled([str(n) for n in range(50)], seed(1), "lot", "ab", "") != shuffled(
        [str(n) for n in range(50)], seed(1), "lot", "a", "b"
    )
