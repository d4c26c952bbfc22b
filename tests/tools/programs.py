"""Programs that some tests need: without one a test is skipped with its reason; where CI runs, it fails."""

import os
import shutil
from collections.abc import Iterable

import pytest


def missing(why: str) -> None:
    """Skip the test, for something that it needs is not there; in CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def needed(programs: Iterable[str], what: str) -> str:
    """The path of the first of the programs that is installed."""
    found = next((path for name in programs if (path := shutil.which(name))), None)
    if found is None:
        missing(f"{what} is not installed: tools/ensure-system-packages.sh installs it")
    return found
