"""Where the process of a job begins: Django is set up before anything of it is used."""

from __future__ import annotations

import json
import sys

from jiedui.web.settings import Site, configure


def main() -> None:
    """Do the task of the job that standard input names."""
    order = json.load(sys.stdin)
    configure(Site(order["book"]))
    from jiedui.web.imports.work import run  # noqa: PLC0415 - only once Django is set up

    run(order["job"])
