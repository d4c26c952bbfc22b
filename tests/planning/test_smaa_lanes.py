"""Industries laid out by lanes: the strongest in the first, those that are nearly the same in their order."""

import numpy as np

from jiedui.planning.smaa.lanes import LANES, laid_out


def falling(size: int) -> np.ndarray:
    """One measure that falls evenly from industry to industry."""
    return np.linspace(1, 0, size, dtype=np.float32)[None]


def test_the_first_lane_has_the_strongest_and_what_is_over_is_behind() -> None:
    """Of 35 industries two each are in sixteen lanes, the 33rd to the 35th behind."""
    places = laid_out(falling(35)).tolist()
    assert places[:LANES] == list(range(0, 32, 2))
    assert places[LANES : 2 * LANES] == list(range(1, 32, 2))
    assert places[32:] == [32, 33, 34]


def test_fewer_than_the_lanes_stay_as_they_are() -> None:
    assert laid_out(falling(15)).tolist() == list(range(15))


def test_those_that_are_nearly_the_same_stay_in_their_order() -> None:
    """The 3rd, 4th and 31st of 32 differ by a billionth, the 3rd least: the 4th would stand before, in the second lane."""
    low = np.linspace(1, 0, 32)
    low[[2, 3, 30]] = low[3] - np.array([2e-9, 1e-9, 0])
    places = laid_out(low[None].astype(np.float32)).tolist()
    assert sorted(places) == list(range(32))
    assert sorted((places.index(each), each) for each in (2, 3, 30)) == [
        (places.index(2), 2),
        (places.index(3), 3),
        (places.index(30), 30),
    ]
