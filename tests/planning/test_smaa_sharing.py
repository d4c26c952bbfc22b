"""Ranking shared with other processes: who does a part changes nothing in what comes of it."""

import operator
import os
from dataclasses import fields

import numpy as np
import pytest

from jiedui.planning.smaa import acceptability as ranking
from jiedui.planning.smaa import sharing


@pytest.mark.parametrize("helpers", [0, 2])
def test_every_part_is_done_once_and_told_in_order(helpers: int) -> None:
    assert sharing.share(operator.neg, range(50), helpers) == [-each for each in range(50)]


def test_a_process_that_helps_is_another_one() -> None:
    task = sharing._Task(operator.call, [os.getpid] * 3)
    task.have_done()
    assert len(set(task.done.values())) == 1
    assert os.getpid() not in task.done.values()


def test_what_a_process_dies_of_is_done_here() -> None:
    """The process that helps ends when it is given the second part."""
    task = sharing._Task(operator.call, [os.getpid, os.abort, os.getpid])
    with pytest.raises(EOFError):
        task.have_done()
    assert list(task.done) == [0]
    assert sorted(number for number, _ in task.left) == [1, 2]


def test_without_a_process_that_helps_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "COMMAND", "raise SystemExit(1)")
    assert sharing.share(operator.call, [os.getpid] * 5, 2) == [os.getpid()] * 5


def test_what_cannot_be_done_stops_all() -> None:
    with pytest.raises(TypeError):
        sharing.share(operator.neg, [1, "one", 2], 1)


def test_counties_ranked_apart_have_the_ranks_they_have_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven counties, each with a fifth of its measures unknown: together, and county by county in two processes."""
    dice = np.random.default_rng(8)
    low = dice.random((7, 11, 4), dtype=np.float32)
    high = np.where(dice.random(low.shape) < 0.2, np.float32(1), low)
    weights = dice.dirichlet(np.ones(4), 300).astype(np.float32)
    whole = ranking.acceptability(low, high, weights, seed=3)
    monkeypatch.setattr(ranking, "PART", 1)
    monkeypatch.setattr(ranking, "MANY", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    parts = ranking.acceptability(low, high, weights, seed=3)
    for each in fields(ranking.Acceptability):
        np.testing.assert_array_equal(getattr(parts, each.name), getattr(whole, each.name))
