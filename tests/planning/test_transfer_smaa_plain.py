"""Acceptabilities beside the plain definition: a loop over weights that sorts the industries, one weight after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.planning.smaa.acceptability import TOP, acceptability
from jiedui.planning.smaa.equals import equals, turns


def plainly(low: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The share of each rank (industries × ranks), the central weights and the ranks by weight.

    Of equal scores the one whose measures are higher on the whole goes first, then the one before; industries with the
    same measures share the ranks that they hold together evenly.
    """
    size = len(low)
    twins = [[other for other in range(size) if (low[other] == low[each]).all()] for each in range(size)]
    shares, central, firsts = np.zeros((size, size)), np.zeros((size, weights.shape[1])), np.zeros(size)
    ranks = []
    for weight in weights:
        scores = [float(sum(w * x for w, x in zip(weight, row, strict=True))) for row in low]
        order = sorted(range(size), key=lambda each: (-scores[each], -low[each].sum(), each))
        ranks.append([order.index(each) + 1 for each in range(size)])
        for rank, holder in enumerate(order):
            for twin in twins[holder]:
                shares[twin, rank] += 1 / len(twins[holder])
                if rank == 0:
                    central[twin] += weight / len(twins[holder])
                    firsts[twin] += 1 / len(twins[holder])
    with np.errstate(invalid="ignore"):
        return shares / len(weights), central / firsts[:, None], np.array(ranks)


def eighths(dice: np.random.Generator, industries: int, criteria: int) -> np.ndarray:
    """Measures that are eighths, some of industries the same, so that sums are exact and often equal."""
    low = dice.integers(0, 9, (industries, criteria)) / 8
    return np.asarray(low[dice.integers(0, industries, industries)])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 5), st.sampled_from([1, 7, 20, 499, 501, 1000]))
def test_the_acceptabilities_are_those_of_the_plain_loop(seed: int, industries: int, criteria: int, count: int) -> None:
    dice = np.random.default_rng(seed)
    low = eighths(dice, industries, criteria)
    weights = dice.multinomial(64, np.ones(criteria) / criteria, count) / 64
    singles = low[None].astype(np.float32)
    found = acceptability(singles, singles, weights.astype(np.float32))
    shares, central, ranks = plainly(low, weights)
    exact = np.array([(low == row).all(axis=1).sum() == 1 for row in low])
    tops = np.pad(shares, ((0, 0), (0, TOP)))[:, :TOP]
    np.testing.assert_allclose(found.ranks[0][exact], tops[exact], atol=1e-6)
    np.testing.assert_allclose(found.ranks[0], tops, atol=2.5 / count**0.5)
    np.testing.assert_allclose(found.central[0][exact], central[exact], atol=1e-5)
    np.testing.assert_allclose(found.mean[0][exact], ranks.mean(axis=0)[exact], rtol=1e-5)
    ordered = np.sort(ranks, axis=0)
    bounds = [ordered[max(0, int(np.ceil(share * count - 1e-9)) - 1)] for share in (0.05, 0.95)]
    np.testing.assert_array_equal(found.best[0][exact], bounds[0][exact])
    np.testing.assert_array_equal(found.worst[0][exact], bounds[1][exact])


@pytest.mark.parametrize("kind", ["steps", "the same", "two and two"])
def test_of_many_with_equal_scores_the_first_is_the_one_with_the_higher_measures(kind: str) -> None:
    """Forty industries, none like another, with measures 0, ½ and 1, under weights that are eighths, always the same, or
    the same for two and two criteria.
    """
    dice = np.random.default_rng(9)
    low = dice.permutation(np.indices((3, 3, 3, 3)).reshape(4, -1).T)[:40] / 2
    weights = dice.multinomial(8, np.ones(4) / 4, 40) / 8
    if kind == "the same":
        weights[:] = weights[0]
    if kind == "two and two":
        share = dice.integers(0, 2**20, len(weights)) / 2**21
        weights = np.column_stack([share, share, 0.5 - share, 0.5 - share])
    singles = low[None].astype(np.float32)
    found = acceptability(singles, singles, weights.astype(np.float32))
    shares, _, ranks = plainly(low, weights)
    np.testing.assert_allclose(found.ranks[0], shares[:, :TOP], atol=1e-6)
    np.testing.assert_allclose(found.mean[0], ranks.mean(axis=0), rtol=1e-5)


@pytest.mark.parametrize("size", [15, 16, 47, 400])
def test_the_first_of_many_are_those_of_a_plain_sort(size: int) -> None:
    """Weights without steps, some industries the same, some not allowed."""
    dice = np.random.default_rng(size)
    low = dice.random((size, 5), dtype=np.float32)[dice.integers(0, size, size)]
    allowed = dice.random(size) < 0.9
    weights = dice.dirichlet(np.ones(5), 700).astype(np.float32)
    found = acceptability(low[None], low[None], weights, allowed[None])
    scores = np.where(allowed, weights.astype(float) @ low.T.astype(float), -1)
    ranks = (-scores).argsort(axis=1, kind="stable").argsort(axis=1)
    same = (low[:, None] == low[None]).all(axis=2) & allowed & allowed[:, None]
    for rank in range(TOP):
        shares = (ranks == rank).mean(axis=0) * allowed
        expected, told = ([each[row].sum() for row in same] for each in (shares, found.ranks[0, :, rank]))
        np.testing.assert_allclose(told, expected, atol=0.002)


@pytest.mark.parametrize("together", [1, 20])
def test_with_measures_unknown_they_are_those_of_a_plain_loop_within_chance(together: int) -> None:
    dice = np.random.default_rng(4)
    low = dice.random((9, 4))
    high = np.where(dice.random(low.shape) < 0.3, np.minimum(1, low + dice.random(low.shape)), low)
    weights = dice.dirichlet(np.ones(4), 20_000)
    drawn = low + (high - low) * dice.random((len(weights), *low.shape))
    scores = np.einsum("wk,wik->wi", weights, drawn)
    ranks = (-scores).argsort(axis=1).argsort(axis=1) + 1
    found = acceptability(
        low[None].astype(np.float32), high[None].astype(np.float32), weights.astype(np.float32), together=together
    )
    for rank in range(TOP):
        np.testing.assert_allclose(found.ranks[0, :, rank], (ranks == rank + 1).mean(axis=0), atol=0.02)
    np.testing.assert_allclose(found.mean[0], ranks.mean(axis=0), atol=0.06)
    np.testing.assert_allclose(found.score[0], scores.mean(axis=0), atol=0.005)
    assert np.abs(found.best[0] - np.quantile(ranks, 0.05, axis=0)).max() <= 1
    assert np.abs(found.worst[0] - np.quantile(ranks, 0.95, axis=0)).max() <= 1


def test_ranks_over_a_part_of_the_weights_are_of_weights_evenly_taken() -> None:
    """Of 1,000 weights 300 at most: every fourth, 250 of them; the first ranks stay those of all."""
    dice = np.random.default_rng(5)
    low = dice.random((1, 30, 5)).astype(np.float32)
    weights = dice.dirichlet(np.ones(5), 1000).astype(np.float32)
    part, every, fourth = (
        acceptability(low, low, weights, ranked=300),
        acceptability(low, low, weights),
        acceptability(low, low, weights[::4]),
    )
    assert (part.ranked, every.ranked, fourth.ranked) == (250, 1000, 250)
    np.testing.assert_array_equal(part.ranks, every.ranks)
    for name in ("best", "mean", "worst", "score"):
        np.testing.assert_allclose(getattr(part, name), getattr(fourth, name), rtol=1e-6)


def test_three_that_are_equal_are_each_first_as_often() -> None:
    low = np.array([[[0.5, 0.5], [0.9, 0.1], [0.5, 0.5], [0.2, 0.2], [0.5, 0.5]]], dtype=np.float32)
    found = acceptability(low, low, np.tile(np.float32([0.4, 0.6]), (3000, 1)))
    assert found.first[0].tolist() == pytest.approx([1 / 3, 0, 1 / 3, 0, 1 / 3], abs=0.002)
    assert (found.best[0, [0, 2, 4]] == 1).all()
    assert (found.worst[0, [0, 2, 4]] == 3).all()


def test_a_measure_that_never_counts_does_not_tell_industries_apart() -> None:
    """The third criterion has no weight: those that differ there alone share the first rank."""
    low = np.array([[[0.5, 0.5, 1], [0.5, 0.5, 0]]], dtype=np.float32)
    high = np.array([[[0.5, 0.5, 1], [0.5, 0.5, 1]]], dtype=np.float32)
    found = acceptability(low, high, np.tile(np.float32([0.4, 0.6, 0]), (2000, 1)))
    assert found.first[0].tolist() == pytest.approx([0.5, 0.5], abs=0.002)


def test_only_what_is_known_and_the_same_is_equal() -> None:
    low = np.float32([[0.1, 0.1, 0.1, 0.3], [0.2, 0.2, 0.2, 0.2]])
    spread = np.float32([[0, 0, 0.4, 0], [0, 0, 0, 0]])
    found = equals(low, spread)
    assert found is not None
    assert found.size.tolist() == [2, 2, 1, 1]
    assert equals(low[:, 1:], spread[:, 1:]) is None
    moved = found.moved(np.array([0, 1, 2, 3]), np.array([0.0, 0.0, 0.9, 0.9]))
    assert moved.tolist() == [0, 1, 2, 3]
    assert found.moved(np.array([0, 1, 2, 3]), np.full(4, 0.5)).tolist() == [1, 0, 2, 3]


def test_turns_are_even_among_all_and_among_every_twentieth() -> None:
    for step in (1, 20):
        counted = np.histogram(turns(10_000)[::step], 5, (0, 1))[0]
        assert np.abs(counted - counted.mean()).max() <= 0.02 * counted.mean() + 2
