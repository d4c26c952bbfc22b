"""The collector of cycles stays off until the last of those that paused it is done, and is left as it was found."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from jiedui.base.collecting import paused_collector, set_aside


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Leave the collector on after each test."""
    yield
    gc.enable()
    gc.unfreeze()


def test_the_collector_is_off_within_and_on_after() -> None:
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_within_leaves_it_on() -> None:
    with pytest.raises(ZeroDivisionError), paused_collector():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    with paused_collector():
        pass
    assert not gc.isenabled()


class Cycle:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_set_aside_is_looked_through_again_when_more_is() -> None:
    cycle = Cycle()
    gone = weakref.ref(cycle)
    set_aside()
    del cycle
    gc.collect()
    assert gone() is not None
    set_aside()
    assert gone() is None


def test_what_is_made_afterwards_is_collected() -> None:
    set_aside()
    gone = weakref.ref(Cycle())
    gc.collect()
    assert gone() is None
