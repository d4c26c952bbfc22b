"""The collector of cycles stays off until the last of those that paused it is done, and is left as it was found."""

import gc
from collections.abc import Iterator

import pytest

from jiedui.base.collecting import paused_collector


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Leave the collector on after each test."""
    yield
    gc.enable()


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
