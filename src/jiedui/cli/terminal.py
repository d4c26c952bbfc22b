"""Where commands tell what they have to tell: consoles, whose library is imported when the first thing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def terminal(*, stderr: bool = False, soft_wrap: bool = False) -> Console:
    """A console on standard output or on standard error; ``soft_wrap`` leaves long lines to the terminal."""
    from rich.console import Console

    return Console(stderr=stderr, soft_wrap=soft_wrap)
