"""Where commands tell what they have to tell: consoles, whose library is imported when the first thing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Column, Table


def terminal(*, stderr: bool = False, soft_wrap: bool = False) -> Console:
    """A console on standard output or on standard error; ``soft_wrap`` leaves long lines to the terminal."""
    from rich.console import Console

    return Console(stderr=stderr, soft_wrap=soft_wrap)


def grid_of(*headings: str | Column, title: str | None = None, caption: str | None = None) -> Table:
    """A table that folds its cells where the window is narrow: of no figure, name or day is anything cut off."""
    from rich.table import Column, Table

    columns = (Column(each, overflow="fold") if isinstance(each, str) else each for each in headings)
    return Table(*columns, title=title, caption=caption)


def number(value: float, form: str) -> str:
    """A number in that form; what rounds to nothing is 0 and never -0."""
    told = format(value, form)
    return told if any(digit in told for digit in "123456789") else format(0.0, form)
