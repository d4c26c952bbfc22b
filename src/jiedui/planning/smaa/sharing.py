"""Work shared with other processes: threads that call on small arrays spend their time waiting for each other's Python.

A process that helps runs :func:`main` and nothing else: it takes a function and a part of the work, pickled, on standard
input and writes what comes of it to standard output, until its input ends. Whoever is free takes the next part; so nobody
waits while the others start, and a part whose process dies, or cannot be started, is done here.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from threadpoolctl import threadpool_limits

Part = TypeVar("Part")
Result = TypeVar("Result")

COMMAND = "from jiedui.planning.smaa.sharing import main; main()"


def share(work: Callable[[Part], Result], parts: Sequence[Part], helpers: int) -> list[Result]:
    """What ``work``, a function of a module, makes of each part, done here and in so many processes besides.

    BLAS works in one thread meanwhile: every processor has a process of its own.
    """
    task = _Task(work, parts)
    with threadpool_limits(1, "blas"):
        with ThreadPoolExecutor(max(1, helpers)) as pool:
            for _ in range(helpers):
                pool.submit(task.have_done)  # where that fails, the part is left, and tells here what is wrong with it
            try:
                task.do()
            except BaseException:
                task.left.clear()  # or the others would go on
                raise
        task.do()
    return [task.done[number] for number in range(len(parts))]


class _Task(Generic[Part, Result]):
    """The parts that nobody has taken yet, and what has come of others."""

    def __init__(self, work: Callable[[Part], Result], parts: Sequence[Part]) -> None:
        self.work = work
        self.left = deque(enumerate(parts))
        self.done: dict[int, Result] = {}

    def do(self) -> None:
        """Do what is left."""
        while (taken := self._take()) is not None:
            number, part = taken
            self.done[number] = self.work(part)

    def have_done(self) -> None:
        """Have a process do what is left; a part that it fails at is left for another."""
        with _helper() as helper:
            while (taken := self._take()) is not None:
                number, part = taken
                try:
                    self.done[number] = _ask(helper, (self.work, part))
                except BaseException:
                    self.left.append(taken)
                    raise

    def _take(self) -> tuple[int, Part] | None:
        """A part that nobody has taken, with its number; None where none is left."""
        try:
            return self.left.popleft()
        except IndexError:
            return None


def _helper() -> subprocess.Popen[bytes]:
    """A process that runs :func:`main`."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", COMMAND], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module


def _ask(helper: subprocess.Popen[bytes], question: tuple[Callable[[Part], Result], Part]) -> Result:
    """What the process makes of a part."""
    if helper.stdin is None or helper.stdout is None:
        raise RuntimeError("the helping process has no pipes")
    pickle.dump(question, helper.stdin, pickle.HIGHEST_PROTOCOL)
    helper.stdin.flush()
    answer: Result = pickle.load(helper.stdout)  # noqa: S301 - from our own process
    return answer


def main() -> None:
    """Do the parts that standard input brings."""
    while True:
        try:
            work, part = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that has started this one
        except EOFError:
            return
        with threadpool_limits(1, "blas"):
            pickle.dump(work(part), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()
