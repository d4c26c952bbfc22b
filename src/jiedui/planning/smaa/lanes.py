"""How the industries of a county are laid out, so that the first are found sooner.

The greatest of many numbers is found in lanes that are compared side by side, and in the end with each other, one lane after
the other; a processor loses time there wherever it has guessed wrong which is greater. With the strongest industries in the
first lane, the next in the second and so on it guesses right: a pass over the scores takes two thirds of the time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.smaa.equals import marks

Indices = NDArray[np.intp]

#: Singles that a processor compares at once; one that compares fewer still finds the strongest in its first lane.
LANES = 16
#: How near the marks of industries are whose scores may often be equal once they are rounded.
NEAR = 1e-4


def laid_out(low: NDArray[np.float32]) -> Indices:
    """The places of industries (columns of criteria × industries, the strongest first) as they are laid out.

    Those that are nearly the same stay in the order of their places: of equal scores that which is met first counts. What
    fills no row of lanes is behind.
    """
    size = low.shape[1]
    whole = size // LANES * LANES
    places = np.concatenate([np.arange(whole).reshape(LANES, -1).T.ravel(), np.arange(whole, size)])
    marked = marks(low)
    order = marked.argsort()
    apart = np.diff(marked[order]) > NEAR
    if not apart.all():
        alike = np.empty(size, np.intp)
        alike[order] = np.concatenate([[0], np.cumsum(apart)])
        places[alike[places].argsort(kind="stable")] = alike.argsort(kind="stable")
    return places
