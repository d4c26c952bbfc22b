"""Weights and acceptabilities: by hand, with what the office rules out, with what is not known, and ties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.planning.smaa.acceptability import Acceptability, acceptability, confidence
from jiedui.planning.transfer.weights import draw, rules

FREE = rules(("a", "b"), {}, ())


def accepted(
    low: list[list[float]], high: list[list[float]] | None = None, count: int = 20_000, **more: object
) -> Acceptability:
    """The acceptabilities of one county."""
    least, most = (np.array([each], dtype=np.float32) for each in (low, high or low))
    weights = draw(rules([str(at) for at in range(least.shape[2])], {}, ()), count, 7)
    return acceptability(least, most, weights.astype(np.float32), **more)  # type: ignore[arg-type]


def test_two_opposites_and_a_middle() -> None:
    """甲 (1, 0) is first while w₁ > ½, 乙 (0, 1) while w₁ < ½, 丙 (0.4, 0.4) never; 丙 is last while ⅖ < w₁ < ⅗.

    甲's central weights are the mean of (w, 1 − w) for w over ½ … 1: (¾, ¼).
    """
    found = accepted([[1, 0], [0, 1], [0.4, 0.4]])
    assert found.first[0].tolist() == pytest.approx([0.5, 0.5, 0], abs=0.01)
    assert found.ranks[0, 2].tolist()[:3] == pytest.approx([0, 0.8, 0.2], abs=0.01)
    assert found.central[0, 0].tolist() == pytest.approx([0.75, 0.25], abs=0.01)
    assert np.isnan(found.central[0, 2]).all()
    assert (found.best[0].tolist(), found.worst[0].tolist()) == ([1, 1, 2], [3, 3, 3])
    assert found.mean[0, 2] == pytest.approx(2.2, abs=0.01)


def test_the_five_firsts_and_all_ranks_tell_the_same() -> None:
    dice = np.random.default_rng(3)
    low = dice.random((2, 12, 4)).astype(np.float32)
    weights = draw(rules("abcd", {}, ()), 3000, 1)
    found = acceptability(low, low, weights.astype(np.float32))
    scores = np.einsum("wk,cik->cwi", weights, low)
    ranks = (-scores).argsort(axis=2).argsort(axis=2)
    for rank in range(5):
        np.testing.assert_allclose(found.ranks[:, :, rank], (ranks == rank).mean(axis=1), atol=0.001)
    np.testing.assert_allclose(found.mean, ranks.mean(axis=1) + 1, atol=0.01)
    np.testing.assert_allclose(found.score, scores.mean(axis=1), rtol=1e-4)


def test_what_is_ruled_out_has_no_rank_and_leaves_its_place() -> None:
    low = np.array([[[0.9, 0.9], [0.5, 0.4], [0.4, 0.5]]], dtype=np.float32)
    weights = draw(FREE, 4000, 1).astype(np.float32)
    found = acceptability(low, low, weights, np.array([[False, True, True]]))
    assert found.first[0].tolist() == pytest.approx([0, 0.5, 0.5], abs=0.03)
    assert np.isnan(found.best[0, 0])


def test_equals_share_a_rank() -> None:
    found = accepted([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1]])
    assert found.first[0].tolist() == pytest.approx([0.5, 0.5, 0], abs=0.2)
    assert found.first.sum() == pytest.approx(1)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_what_is_not_known_widens_the_interval_and_is_no_zero(seed: int) -> None:
    """One measure of the industry becomes unknown: its interval reaches from not worse than with 1 to not better than with 0."""
    dice = np.random.default_rng(seed)
    low = dice.random((8, 3))
    spans = {}
    for name, (least, most) in {"zero": (0, 0), "unknown": (0, 1), "one": (1, 1)}.items():
        one, other = low.copy(), low.copy()
        one[0, 0], other[0, 0] = least, most
        spans[name] = accepted(one.tolist(), other.tolist(), 4000)
    assert spans["one"].best[0, 0] <= spans["unknown"].best[0, 0] + 1
    assert spans["unknown"].worst[0, 0] <= spans["zero"].worst[0, 0] + 1
    assert spans["one"].mean[0, 0] - 0.1 <= spans["unknown"].mean[0, 0] <= spans["zero"].mean[0, 0] + 0.1


def test_the_more_is_unknown_the_less_is_sure() -> None:
    known, unknown = [[0.6, 0.6], [0.5, 0.5]], [[0.6, 0], [0.5, 0]]
    sure = accepted(known)
    open_ = accepted(unknown, [[0.6, 1], [0.5, 1]])
    assert sure.first[0, 0] == 1
    assert 0.5 < open_.first[0, 0] < 0.9
    assert open_.worst[0, 0] == 2


def test_weights_that_share_a_draw_tell_the_same() -> None:
    dice = np.random.default_rng(2)
    low = dice.random((1, 9, 4))
    high = np.where(dice.random(low.shape) < 0.3, 1.0, low)
    alone, found = (accepted(low[0].tolist(), high[0].tolist(), 40_000, together=each) for each in (1, 20))
    np.testing.assert_allclose(found.ranks, alone.ranks, atol=0.03)
    np.testing.assert_allclose(found.mean, alone.mean, atol=0.1)
    np.testing.assert_allclose(found.score, alone.score, atol=0.01)


def test_confidence_is_one_where_all_is_known() -> None:
    low = np.array([[1, 0], [0, 1], [0.4, 0.4]], dtype=np.float32)
    assert confidence(low, low, np.array([0.75, 0.25], dtype=np.float32), 0) == 1
    high = low.copy()
    high[1, 0] = 1
    assert confidence(low, high, np.array([0.75, 0.25], dtype=np.float32), 0) == pytest.approx(2 / 3, abs=0.05)


def test_the_same_seed_gives_the_same_plan() -> None:
    one, other = (accepted([[0.3, 0], [0.2, 0.4], [0.1, 0.6]], [[0.3, 1], [0.2, 0.4], [0.1, 0.6]], 3000) for _ in "ab")
    np.testing.assert_array_equal(one.ranks, other.ranks)


def test_free_weights_are_even() -> None:
    weights = draw(rules("abc", {}, ()), 20_000, 1)
    assert weights.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert weights.mean(axis=0).tolist() == pytest.approx([1 / 3] * 3, abs=0.01)
    assert (weights[:, 0] > 0.5).mean() == pytest.approx(0.25, abs=0.01)


def test_an_order_of_three_has_known_means() -> None:
    """The mean of the ordered shares of a stick broken in three is 11/18, 5/18, 2/18."""
    weights = draw(rules("abc", {}, ("a", "b", "c")), 20_000, 1)
    assert weights.mean(axis=0).tolist() == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.01)


def test_an_order_of_many_is_walked_to_and_has_the_same_means() -> None:
    names = "abcdefgh"
    weights = draw(rules(names, {}, tuple(names)), 20_000, 1)
    expected = [sum(1 / k for k in range(at, 9)) / 8 for at in range(1, 9)]
    assert weights.mean(axis=0).tolist() == pytest.approx(expected, abs=0.01)
    assert (np.diff(weights, axis=1) <= 1e-9).all()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 0.2), st.floats(0.3, 1)), min_size=4, max_size=4), st.integers(0, 99))
def test_weights_keep_their_bounds(bounds: list[tuple[float, float]], seed: int) -> None:
    given_rules = rules("abcd", dict(zip("abcd", bounds, strict=True)), ())
    weights = draw(given_rules, 300, seed)
    for at, (least, most) in enumerate(bounds):
        assert weights[:, at].min() >= least - 1e-6
        assert weights[:, at].max() <= most + 1e-6
    assert weights.sum(axis=1) == pytest.approx(np.ones(300))


def test_rules_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Refusal, match="没有一组权重"):
        draw(rules("ab", {"a": (0.8, 1.0)}, ("b", "a")), 10, 1)
