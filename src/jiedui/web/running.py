"""Long work beside the requests: started in a thread of its own, watched by its progress, stopped when asked.

What a run says of itself lies in the cache of the accounts' database, so that any worker can tell of it. A run whose
server has gone stops saying anything: after :data:`SILENT` seconds it counts as broken off. Only work that writes
nothing, or writes all at once, is done here.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.core.cache import cache
from django.db import connections

from jiedui.base.problems import Refusal

State = Literal["running", "done", "stopped", "failed", "broken"]

#: Seconds between two words of a run, at least; and after how many it is given up.
WORD, SILENT = 0.5, 60.0
#: Seconds that what a run found is kept.
KEPT = 24 * 3600


class Stopped(Exception):
    """The run was asked to stop."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a run: who started it, its state, what it is at and how far, what it found (lines of text)."""

    user: int
    state: State = "running"
    what: str = ""
    count: int = 0
    found: tuple[str, ...] = ()
    at: float = 0.0


#: What a run tells its progress with; raises Stopped when the run is to stop.
Tell = Callable[[str, int], None]


def start(user: int, work: Callable[[Tell], Sequence[str]]) -> str:
    """Start the work; the name under which it is known."""
    name = secrets.token_urlsafe(12)
    _keep(name, Run(user))
    threading.Thread(target=_work, args=(name, user, work), daemon=True).start()
    return name


def look(name: str, user: int) -> Run | None:
    """What is known of the run; None when this user has started none of that name."""
    run: Run | None = cache.get(_key(name))
    if run is None or run.user != user:
        return None
    silent = run.state == "running" and time.time() - run.at > SILENT
    return replace(run, state="broken") if silent else run


def stop(name: str, user: int) -> None:
    """Ask the run to stop."""
    if look(name, user):
        cache.set(f"{_key(name)}:stop", True, KEPT)  # noqa: FBT003 - a mark


def _work(name: str, user: int, work: Callable[[Tell], Sequence[str]]) -> None:
    """Do the work and keep what came of it."""
    last = 0.0

    def tell(what: str, count: int) -> None:
        nonlocal last
        now = time.time()
        if now - last < WORD:
            return
        last = now
        if cache.get(f"{_key(name)}:stop"):
            raise Stopped
        _keep(name, Run(user, "running", what, count))

    try:
        _keep(name, Run(user, "done", found=tuple(work(tell))))
    except Stopped:
        _keep(name, Run(user, "stopped"))
    except Refusal as refusal:
        _keep(name, Run(user, "failed", found=tuple(problem.words() for problem in refusal.problems)))
    finally:
        connections.close_all()


def _keep(name: str, run: Run) -> None:
    """Let others know."""
    cache.set(_key(name), replace(run, at=time.time()), KEPT)


def _key(name: str) -> str:
    """The key of a run in the cache."""
    return f"run:{name}"
