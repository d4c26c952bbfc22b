"""Long work of a command: its progress on the error stream, and Ctrl-C to stop it with what it has so far."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.console import Console

    from jiedui.planning.renew.solve import Told

T = TypeVar("T")
Stop = Callable[[], bool]
#: Seconds between two lines of progress where they are not shown in place.
PAUSE = 5.0


class Telling:
    """Tells progress: in place on a terminal, line by line elsewhere; ``begun`` names the plan of several that follows."""

    def __init__(self, console: Console, show: Callable[[str], None]) -> None:
        self._console, self._show = console, show
        self._last, self._before, self._met = -PAUSE, "", False

    def begun(self, which: int, of: int, what: str = "") -> None:
        """A plan of several begins."""
        self._before = f"（{which}/{of}）{what} "
        self._last, self._met = -PAUSE, False

    def heard(self, told: Told) -> None:
        """How far a plan is; line by line now and then, and when a first plan is met."""
        first, self._met = told.value is not None and not self._met, told.value is not None
        if self._console.is_terminal:
            self._show(self._before + _line(told))
        elif first or told.seconds - self._last >= PAUSE:
            self._console.print(self._before + _line(told), markup=False, highlight=False)
            self._last = told.seconds


def at_work(work: Callable[[Telling, Stop], T]) -> T:
    """Do the work in a thread beside, so that Ctrl-C is heard whatever the solver is at; what it raises is raised here.

    Ctrl-C asks the work to stop, which gives the best that it has; a second time it ends the command as ever.
    """
    console, asked, done = terminal(stderr=True, soft_wrap=True), threading.Event(), Future[T]()
    with console.status("建模……") as status:
        telling = Telling(console, status.update)

        def run() -> None:
            try:
                done.set_result(work(telling, asked.is_set))
            except BaseException as failure:  # noqa: BLE001 - raised again where it is waited for
                done.set_exception(failure)

        with _interrupted(asked, console):
            threading.Thread(target=run, daemon=True).start()
            return done.result()


@contextmanager
def _interrupted(asked: threading.Event, console: Console) -> Iterator[None]:
    """Ctrl-C is heard as a wish to stop, once."""

    def press(number: int, frame: object) -> None:
        del number, frame
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        console.print("正在停下，交出目前最好的方案；再按一次 Ctrl-C 则放弃。", markup=False, highlight=False)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _line(told: Told) -> str:
    """One line of progress."""
    from jiedui.planning.renew.answer import Level
    from jiedui.planning.renew.tables import MEASURES

    what, unit = MEASURES[told.measure]
    value = "尚无方案" if told.value is None else f"{told.value:,.2f} {unit}"
    bound = "" if told.bound is None else f"，界 {told.bound:,.2f}"
    known = told.value is not None and told.bound is not None
    gap = f"，差距 {Level(told.measure, told.value, told.bound).gap:.2%}" if known else ""  # type: ignore[arg-type]
    return f"{told.seconds:.0f} 秒 · {what}：{value}{bound}{gap}"
