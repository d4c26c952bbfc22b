"""The independent checker of plans: every rule and every sum of a plan, worked out again in plain loops.

It is written from ``docs/renewal.md`` alone and shares nothing with what makes plans but the records of a town and of an
answer, so that an error of the solver or of its accounts cannot hide here too.
"""

from __future__ import annotations

from jiedui.planning.proof.examining import breaches, examine
from jiedui.planning.proof.findings import Finding, Proof
from jiedui.planning.proof.sums import recount

__all__ = ["Finding", "Proof", "breaches", "examine", "recount"]
