"""Pausing the collector of cycles while much is made that has none.

The collector looks through all young objects after every few hundred new ones, and through all there are whenever they
have grown by a fourth. Work that makes many small values without cycles, all of which it keeps until it ends, gains
nothing by that and pays up to a sixth of its time for it. What was made to stay is set aside, so that looking through all
there is does not take a tenth of a second again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_PAUSES = 0
_ASIDE = False


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector until the block ends, and those of other threads with it; it stays off where it was off."""
    global _PAUSES  # noqa: PLW0603 - the collector is one for the whole process
    with _LOCK:
        was_on = gc.isenabled() or _PAUSES > 0
        _PAUSES += 1
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _PAUSES -= 1
            if was_on and not _PAUSES:
                gc.enable()


def set_aside() -> None:
    """Let the collector look no more through what there is now, which is here to stay.

    What was set aside before is looked through once more first: of that, what nobody holds any longer is let go of.
    """
    global _ASIDE  # noqa: PLW0603 - the collector is one for the whole process
    with _LOCK:
        if _ASIDE:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        _ASIDE = True
